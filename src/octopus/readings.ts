/*
 * The ways in which a text may be read: a writer of JSON may write `+` as `\u002B` and `/` as `\/`, a page `&#43;`, an
 * address `%2B`; and one may stand within the other. What is looked for in a text is looked for in all of its readings.
 */

/** So often one kind of escapes may stand within another. */
const deepest = 3;

/** A text, and everything that it says once its escapes are decoded. */
export const readingsOf = (text: string, depth = deepest): Iterable<string> => {
  if (!marks.test(text)) return [text];
  const readings = new Set([text]);
  let latest: readonly string[] = [text];
  for (let level = 0; level < depth && latest.length > 0; level += 1) {
    const found = latest.flatMap((one) => decoders.map((decode) => decode(one))).filter((one) => !readings.has(one));
    latest = [...new Set(found)];
    for (const one of latest) readings.add(one);
  }
  return readings;
};

/** No escape is without one of these. */
const marks = /[\\&%]/;

const short: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** `\u002B`, `\x2B`, `\/`, `\n`. */
const ofCode = (text: string): string =>
  text.replace(
    /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|(.))/gis,
    (all: string, four?: string, two?: string, one?: string) => {
      const hex = four ?? two;
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      return one === undefined ? all : (short[one] ?? (/[a-z0-9]/i.test(one) ? all : one));
    },
  );

/** The same behind any number of backslashes: in text that is no JSON, one may stand there by chance. */
const ofCodeAnywhere = (text: string): string =>
  text.replace(/\\+(?:u([0-9a-f]{4})|(["/]))/gi, (_all, hex?: string, one?: string) =>
    hex === undefined ? (one ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  );

const entities: ReadonlyMap<string, string> = new Map(
  [
    ...['amp &', 'lt <', 'gt >', 'quot "', "apos '", 'plus +', 'sol /', 'bsol \\', 'equals =', 'num #', 'percnt %'],
    ...['dollar $', 'excl !', 'commat @', 'colon :', 'semi ;', 'comma ,', 'period .', 'lpar (', 'rpar )', 'lsqb ['],
    ...['lbrack [', 'rsqb ]', 'rbrack ]', 'lcub {', 'lbrace {', 'rcub }', 'rbrace }', 'ast *', 'midast *', 'lowbar _'],
    ...['grave `', 'Hat ^', 'verbar |', 'vert |', 'quest ?', 'NewLine \n', 'Tab \t', 'nbsp \u00a0'],
  ].map((entry) => [entry.slice(0, entry.indexOf(' ')), entry.slice(entry.indexOf(' ') + 1)] as const),
);

/** `&#43;`, `&#x2B;`, `&plus;`. */
const ofPage = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));?/gi,
    (all: string, hex?: string, decimal?: string, name?: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      if (name !== undefined) return entities.get(name) ?? entities.get(name.toLowerCase()) ?? all;
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    },
  );

/** `%2B`, of UTF-8. */
const ofAddress = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));

const decoders = [ofCode, ofCodeAnywhere, ofPage, ofAddress];
