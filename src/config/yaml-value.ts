import { isAlias, isMap, isScalar, isSeq, Scalar, type Document, type LineCounter } from 'yaml';
import { type Defects } from './defects.js';
import type { Origin } from '../settings/settings.js';
import { suggestion } from './suggestion.js';

/** The file that values are read from: the document, to resolve anchors, and where each of its characters stands. */
export interface YamlSource {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly defects: Defects;
}

export interface YamlEntry {
  readonly key: string;
  readonly value: YamlValue;
}

const quotes = 'Put it in quotes, or YAML reads it as something else than a text.';

/** Words that other YAML readers, editors among them, take for true, false or nothing. */
const ambiguous = /^(?:y|n|yes|no|on|off)$/i;

/**
 * A value of a YAML file with its place. What has the wrong shape is recorded as a defect of the file and read as
 * undefined or empty, so that reading goes on to the next defect.
 */
export class YamlValue {
  readonly line: number;
  readonly #source: YamlSource;
  readonly #node: unknown;

  constructor(source: YamlSource, node: unknown, fallbackLine: number) {
    this.#source = source;
    this.line = lineOf(source.lines, node) ?? fallbackLine;
    this.#node = isAlias(node) ? node.resolve(source.document) : node;
    if (isAlias(node) && !this.#node)
      this.wrong(`There is no anchor "${node.source}".`, 'A filter that begins with * stands in quotes.');
  }

  /** The file by its name alone: it stands in changesets, whose bytes must not depend on where somebody keeps the file. */
  get origin(): Origin {
    return this.#source.defects.place(this.line).split(/[\\/]/).at(-1) ?? '';
  }

  /** Whether a key stands there with nothing after it. */
  get isNothing(): boolean {
    return this.#node === null || this.#node === undefined || (isScalar(this.#node) && this.#node.value === null);
  }

  isText(text: string): boolean {
    return isScalar(this.#node) && this.#node.value === text;
  }

  get isList(): boolean {
    return isSeq(this.#node);
  }

  /** Records that something is wrong with this value. */
  wrong(what: string, remedy?: string): void {
    this.#source.defects.add(this.line, what, remedy);
  }

  /** Runs a check that throws UsageError, and takes its words for a defect of this value. */
  check<Result>(run: () => Result): Result | undefined {
    return this.#source.defects.check(this.line, run);
  }

  /** Keys and values, whatever the keys are. Nothing at all is an empty map: everything in it may be commented out. */
  entries(what: string): readonly YamlEntry[] {
    if (this.isNothing) return [];
    if (!isMap(this.#node)) {
      this.wrong(`${what} is no map of keys and values.`, 'Write "key: value" lines, indented below it.');
      return [];
    }
    return this.#node.items.flatMap(({ key, value }) => {
      const keyValue = new YamlValue(this.#source, key, this.line);
      const name = keyValue.name('A key');
      return name === undefined ? [] : [{ key: name, value: new YamlValue(this.#source, value, keyValue.line) }];
    });
  }

  /** Values by key of a map that has these keys; another key is a defect, with a suggestion or a word of its own. */
  fields<Key extends string>(
    what: string,
    known: readonly Key[],
    instead: Readonly<Record<string, string>> = {},
  ): Readonly<Partial<Record<Key, YamlValue>>> {
    const fields: Partial<Record<Key, YamlValue>> = {};
    for (const { key, value } of this.entries(what)) {
      const field = known.find((one) => one === key);
      if (field !== undefined) fields[field] = value;
      else value.wrong(`There is no key "${key}" in ${what}.`, instead[key] ?? suggestion(key, known));
    }
    return fields;
  }

  /** The values of a list, or undefined where it is none. */
  items(): readonly YamlValue[] | undefined {
    if (!isSeq(this.#node)) return undefined;
    return this.#node.items.map((item) => new YamlValue(this.#source, item, this.line));
  }

  /** A text that names something. What YAML takes for a number, true, false or nothing must be in quotes. */
  name(what: string): string | undefined {
    const scalar = isScalar(this.#node) ? this.#node : undefined;
    const value = scalar?.value ?? null;
    const bare = scalar?.type === Scalar.PLAIN;
    if (scalar === undefined || value === null) this.wrong(`${what} has no text.`, 'Write a text after it.');
    else if (typeof value !== 'string') this.wrong(`${what} is ${scalar.source ?? 'no text'}, bare.`, quotes);
    else if (bare && ambiguous.test(value)) this.wrong(`${what} is ${value}, bare.`, quotes);
    else if (value.trim() === '') this.wrong(`${what} is empty.`, 'Write a text.');
    else return value.trim();
    return undefined;
  }

  /** A text, number, true or false, as it is written. */
  word(what: string): string | undefined {
    const value = isScalar(this.#node) ? this.#node.value : null;
    if (typeof value === 'string') return value;
    if (typeof value === 'boolean' || typeof value === 'number') return String(value);
    this.wrong(`${what} has no value.`, 'Write one, or remove the line.');
    return undefined;
  }

  /** True or false. */
  flag(what: string): boolean | undefined {
    if (isScalar(this.#node) && typeof this.#node.value === 'boolean') return this.#node.value;
    this.wrong(`${what} is neither true nor false.`, 'Write one of the two.');
    return undefined;
  }
}

const lineOf = (lines: LineCounter, node: unknown): number | undefined => {
  const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
  return range ? lines.linePos(range[0]).line : undefined;
};
