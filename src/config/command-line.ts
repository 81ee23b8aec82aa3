import { UsageError } from '../model/errors.js';

/** A parameter of a PowerShell command with what follows it, up to the next one. */
export interface Parameter {
  readonly name: string;
  readonly values: readonly Word[];
}

export interface Word {
  readonly text: string;
  /** Whether the script computes it (`$Key`, `$(…)`): its value is not in the text. */
  readonly computed: boolean;
}

/** The scripts of the predecessor; another one may be a value. */
const scripts = /[\w.:\\/$-]*\b(?:Clone|Sync)\w*\.ps1\b["']?/i;

/** A comment, a string in either kind of quotes (doubled or escaped inside), a line end, a comma or bracket, a word. */
const token =
  /<#[^]*?#>|(?<=^|\s)#[^\n]*|"(?<double>(?:[^"`]|`[^]|"")*)"|'(?<single>(?:[^']|'')*)'|(?<end>`?[ \t]*\r?\n)|(?<bare>[^\s,"'()@;|]+)|(?<stop>[;|])/g;

/**
 * The parameters of the command that a text begins with: PowerShell with or without backticks at its line ends, for a
 * line that begins with a parameter goes on with the command in any case. Throws UsageError if there is none, or two.
 */
export const readCommandLine = (text: string): readonly Parameter[] => {
  const [before = '', ...after] = text.split(scripts);
  const [command, ...others] = after.map(parametersOf).filter((parameters) => parameters.length > 0);
  if (others.length > 0)
    throw new UsageError({ what: 'This text holds several commands.', remedy: 'Keep one of them.' });
  const parameters = command ?? parametersOf(before);
  if (parameters.length > 0) return parameters;
  throw new UsageError({
    what: 'There is no parameter of CloneSpace.ps1 in this text.',
    remedy: 'It should hold a command line: CloneSpace.ps1 -SourceOctopusUrl "…" ….',
  });
};

const parametersOf = (command: string): readonly Parameter[] => {
  const parameters: { name: string; values: Word[] }[] = [];
  for (const { 0: raw, index, groups = {} } of command.matchAll(token)) {
    const { double, single, end, bare, stop } = groups;
    const rest = command.slice(index + raw.length);
    if (stop !== undefined) break;
    // A line without a backtick ends the command, unless the next one is clearly more of it.
    if (end !== undefined && !end.startsWith('`') && parameters.length > 0 && !/^\s*(?:-[A-Za-z]|#)/.test(rest)) break;
    const named = bare === undefined ? null : /^-([A-Za-z]\w*):?(.*)$/.exec(bare);
    if (named) {
      parameters.push({ name: named[1] ?? '', values: named[2] ? [word(named[2])] : [] });
      continue;
    }
    const values = parameters.at(-1)?.values;
    if (double !== undefined) values?.push({ text: unescape(double), computed: /(?<!`)\$[\w({]/.test(double) });
    else if (single !== undefined) values?.push({ text: single.replaceAll("''", "'"), computed: false });
    else if (bare !== undefined && bare !== '`') values?.push(word(bare.replace(/`$/, '')));
  }
  return parameters;
};

const word = (bare: string): Word => {
  const constant = /^\$(true|false)$/i.exec(bare)?.[1];
  if (constant !== undefined) return { text: constant.toLowerCase(), computed: false };
  if (/^\$null$/i.test(bare)) return { text: '', computed: false };
  return { text: bare, computed: bare.startsWith('$') };
};

const unescape = (text: string): string =>
  text.replaceAll('""', '"').replaceAll(/`([^])/g, (_, character: string) => (character === 'n' ? '\n' : character));
