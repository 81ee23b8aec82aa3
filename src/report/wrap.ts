import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** Columns that a text takes in a terminal: CJK characters and emoji take two. */
export const columnsOf = (text: string): number => stringWidth(text);

/**
 * A text in lines of at most `width` columns, broken at words where possible. The first begins with `first`, the others
 * with as many spaces, or with `hang` spaces more or less if that is given. Texts have no colours yet: `paint` adds them.
 */
export const wrapped = (
  text: string,
  {
    width,
    first = '',
    hang = columnsOf(first),
    keepSpaces = false,
    paint = (line) => line,
  }: {
    readonly width: number;
    readonly first?: string;
    readonly hang?: number;
    /** Of scripts: their indentation says something. */
    readonly keepSpaces?: boolean;
    readonly paint?: (line: string) => string;
  },
): readonly string[] => {
  const before = columnsOf(first);
  const room = Math.max(width - Math.max(before, hang), 8);
  if (text.length <= width - before && /^[ -~]*$/.test(text)) return [first + paint(text)];
  return wrapAnsi(text, room, { hard: true, trim: !keepSpaces })
    .split('\n')
    .map((line, index) => (index === 0 ? first : ' '.repeat(hang)) + paint(line));
};

/** Filled up with spaces to a column. */
export const padded = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
