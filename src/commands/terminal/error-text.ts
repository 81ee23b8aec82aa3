import { OctosyncError } from '../../model/errors.js';
import { visible } from '../../report/visible.js';

/** An error for people: what happened, where, and what to do, in one line; one more for each detail. */
export const errorLines = (error: Error): readonly string[] => [
  visible(inOneLine(error)),
  ...(error instanceof OctosyncError ? error.details.map((detail) => visible(`  ${detail}`)) : []),
];

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
