/** A block of code of a Markdown page. */
export interface CodeBlock {
  readonly language: string;
  readonly text: string;
  /** Where it begins, for whoever has to mend it. */
  readonly line: number;
}

/** All of a page, in lists, too. */
export const codeBlocksIn = (page: string): readonly CodeBlock[] =>
  [...page.matchAll(/^( *)```(\w*)\n([^]*?)^\1```$/gm)].map(
    ({ 1: indent = '', 2: language = '', 3: text = '', index }) => ({
      language,
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      line: page.slice(0, index).split('\n').length,
    }),
  );

/** What bash and PowerShell do not read alike, beside what is in single quotes, which they do. */
const differences: readonly (readonly [what: string, how: RegExp])[] = [
  ['a line that goes on in the next', /\\$/m],
  ['an escaped character', /\\[^\w.\n]/],
  ['a variable that is set', /^\s*(export|set|unset)\s|^\s*\w+=/m],
  ['a variable, or what a command prints', /\$|`/],
  ['a job in the background', /(?<!&)&(?!&)/],
  ['a redirection', /[<>]/],
  ['a control structure', /^\s*(case|esac|if|fi|for|while|do|done|function)\b/m],
  ['brackets', /[(){}]/],
  // A script of PowerShell's, which is what npm installs on Windows, gets a list instead of one word.
  ['a bare comma', /,/],
  ['a word that begins with @ or ~', /(^|\s)[@~]/m],
  ['an option with a dot or a colon', /(^|\s)-\w[\w-]*[.:]/m],
  // History expansion of an interactive bash or zsh.
  ['an exclamation mark', /!/],
  ['typographic quotes', /[‘’‚‛“”„]/],
];

const quotes = /'[^'\n]*'|"[^"\n]*"/g;

/**
 * What of some lines for bash PowerShell 7.3 or later reads otherwise, or does not read. What is in double quotes both read
 * alike, but for variables, escapes and exclamation marks.
 */
export const differencesIn = (lines: string): readonly string[] => {
  const bare = lines.replaceAll(quotes, 'Q').replaceAll(/(^|\s)#.*$/gm, '');
  const inDouble = [...lines.matchAll(quotes)].map(([text]) => text).filter((text) => text.startsWith('"'));
  return [
    ...differences.flatMap(([what, how]) => (how.test(bare) ? [what] : [])),
    ...(inDouble.some((text) => /[$`\\!]/.test(text))
      ? ['a variable, an escape or an exclamation mark in double quotes']
      : []),
  ];
};
