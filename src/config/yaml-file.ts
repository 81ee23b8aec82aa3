import { LineCounter, parseDocument, type YAMLError } from 'yaml';
import type { Defects } from './defects.js';
import { YamlValue } from './yaml-value.js';

/** Defects of form that leave the rest of the file readable. */
const harmless = new Set(['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED', 'BAD_ALIAS']);

/**
 * Reads a YAML file into its outermost value, which knows the line of everything in it. Defects of form (a tab, a key
 * that is there twice, a truncated file) go to `defects`. Throws UsageError with them when the rest cannot be read.
 */
export const readYaml = (text: string, defects: Defects): YamlValue => {
  const lines = new LineCounter();
  // Left to the library's defaults: keys are unique, and aliases are limited.
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter: lines, prettyErrors: false });
  const errors = [...document.errors, ...document.warnings];
  for (const error of errors) {
    const [what, remedy] = inWords(error);
    defects.add(lines.linePos(error.pos[0]).line, what, remedy);
  }
  if (errors.some(({ code }) => !harmless.has(code))) defects.throwIfAny();
  refuseBombs(() => document.toJS(), defects);
  return new YamlValue({ document, lines, defects }, document.contents, 1);
};

const inWords = ({ code, message }: YAMLError): readonly [string, string?] => {
  switch (code) {
    case 'DUPLICATE_KEY':
      return ['This key is in the map already.', 'Keep one of the two.'];
    case 'TAB_AS_INDENT':
      return ['A tab indents this line.', 'Indent with spaces.'];
    case 'TAG_RESOLVE_FAILED':
      return ['YAML takes a bare "!" for a tag.', 'A filter that begins with ! stands in quotes: "!QA".'];
    case 'BAD_ALIAS':
      return ['YAML takes a bare "*" for an alias.', 'A filter that begins with * stands in quotes: "*".'];
    case 'MULTIPLE_DOCS':
      return ['The file holds several documents.', 'Keep one; remove "---" lines.'];
    default:
      return [`This is no YAML: ${message.replace(/\.?$/, '.')}`, 'Is the file whole?'];
  }
};

/** The library counts what aliases would grow to only when it makes values of them. */
const refuseBombs = (grow: () => unknown, defects: Defects): void => {
  try {
    grow();
  } catch (error) {
    if (!(error instanceof ReferenceError) || !error.message.startsWith('Excessive')) return;
    defects.add(1, 'The aliases of this file would grow it beyond measure.', 'Write it without anchors.');
    defects.throwIfAny();
  }
};
