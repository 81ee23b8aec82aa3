/**
 * Quoted whatever it is, as one word that bash, zsh and PowerShell read alike. What has a quote within is put together of pieces,
 * `projects/It"'"'s'`: each takes that for one word, but PowerShell only where it begins with a letter or as a path does. For what
 * begins otherwise and has both kinds of quotes, no way suits all of them: that is said as bash and zsh want it.
 */
export const inQuotes = (text: string): string => {
  if (!single.test(text)) return `'${text}'`;
  if (!specialInDouble.test(text)) return `"${text}"`;
  const [begin = ''] = /^[A-Za-z_./][\w./:-]*/.exec(text) ?? [];
  if (begin === '') return `'${text.replaceAll("'", `'\\''`)}'`;
  const pieces = text.slice(begin.length).match(/['‘’‚‛]+|[^'‘’‚‛]+/g) ?? [];
  return begin + pieces.map((piece) => (single.test(piece) ? `"${piece}"` : `'${piece}'`)).join('');
};

/** Typographic ones, too: to PowerShell they are quotes. */
const single = /['‘’‚‛]/;

/** What means something within double quotes, to one of them. */
const specialInDouble = /["“”„$`\\!]/;
