import { OctosyncError } from '../../model/errors.js';
import { visible } from '../../report/visible.js';

/** Where errors are shown: a terminal of so many columns, or anything else. */
interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * An error for people: what happened, where, and what to do, in one line; one more for each detail. For a terminal they
 * are broken at words, because it would break them anywhere.
 */
export const errorLines = async (error: Error, { isTTY, columns = 0 }: Screen = {}): Promise<readonly string[]> => {
  const first = visible(inOneLine(error));
  const details = error instanceof OctosyncError ? error.details.map(visible) : [];
  if (!isTTY || columns === 0) return [first, ...details.map((detail) => `  ${detail}`)];
  const { wrapped } = await import('../../report/wrap.js');
  return [
    ...wrapped(first, { width: columns, hang: 2 }),
    ...details.flatMap((detail) => wrapped(detail, { width: columns, first: '  ', hang: 4 })),
  ];
};

const inOneLine = (error: Error): string => {
  if (error instanceof OctosyncError) {
    const where = error.where === undefined ? '' : ` [${error.where}]`;
    const remedy = error.remedy === undefined ? '' : ` ${error.remedy}`;
    return `Error: ${error.what}${where}${remedy}`;
  }
  const lines = error.message.split('\n').map((line) => line.trim());
  return `Error: ${lines.filter((line) => line !== '').join(' ')}`;
};

/** An error for programs. */
export const errorJson = (error: Error): { readonly error: object } => {
  if (!(error instanceof OctosyncError)) return { error: { what: error.message, exitCode: 1 } };
  const { what, where, remedy, details, exitCode } = error;
  return { error: { what, where, remedy, exitCode, ...(details.length > 0 && { details }) } };
};
