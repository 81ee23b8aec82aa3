import { OctosyncError } from '../../model/errors.js';
import type { JsonObject } from '../../model/json.js';
import { visible } from '../../report/visible.js';

/** Where errors are shown: a terminal of so many columns, or anything else. */
interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * An error for people: what happened, where, and what to do, in one line; one more for each detail. For a terminal they
 * are broken at words, because it would break them anywhere. `hide` takes secrets out of a text.
 */
export const errorLines = async (
  error: Error,
  { isTTY, columns = 0 }: Screen = {},
  hide: (text: string) => string = (text) => text,
): Promise<readonly string[]> => {
  const shown = (text: string): string => visible(hide(text));
  const first = shown(inOneLine(error));
  const details = error instanceof OctosyncError ? error.details.map(shown) : [];
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
export const errorJson = (error: Error): JsonObject => {
  if (!(error instanceof OctosyncError)) return { error: { what: error.message, exitCode: 1 } };
  const { what, where, remedy, details, exitCode } = error;
  return {
    error: {
      what,
      ...(where !== undefined && { where }),
      ...(remedy !== undefined && { remedy }),
      exitCode,
      ...(details.length > 0 && { details }),
    },
  };
};
