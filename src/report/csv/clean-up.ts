import type { CleanUpList } from '../review/clean-up-list.js';
import { visible } from '../visible.js';

/** The list as CSV (RFC 4180), one row a task, for ticket systems and spreadsheets (rules apply-clean-up). */
export const cleanUpAsCsv = ({ groups }: CleanUpList): string =>
  [
    ['what', 'thing', 'where', 'place', 'to do', 'page'],
    ...groups.flatMap(({ title, tasks }) =>
      tasks.map(({ thing, called, at = '', says, page = '' }) => [title, thing, called, at, says, page]),
    ),
  ]
    .map((row) => `${row.map(cell).join(',')}\r\n`)
    .join('');

/**
 * A cell is no formula: one that begins like one gets an apostrophe, which spreadsheets take for "text". They skip blanks,
 * line ends and what nobody sees, and some take the wide signs of East Asia for plain ones.
 */
const cell = (text: string): string => {
  const shown = visible(text);
  const safe = /^(?:\s|\p{C})*[=+\-@＝＋－＠]/u.test(text) ? `'${shown}` : shown;
  return `"${safe.replaceAll('"', '""')}"`;
};
