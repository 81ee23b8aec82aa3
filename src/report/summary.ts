import Table from 'cli-table3';
import type { Changeset, TypeSummary } from '../changeset/changeset.js';

const columns: readonly (keyof TypeSummary)[] = [
  'create',
  'update',
  'unchanged',
  'left',
  'skipped',
  'blocked',
  'unsupported',
  'errors',
];

/** How many of what, type by type. Zeroes are shown as dots, so that figures stand out. */
export const summaryTable = ({ summary }: Changeset): string => {
  const shown = columns.filter((column) => Object.values(summary).some((row) => row[column] > 0));
  if (shown.length === 0) return 'Nothing was selected.';
  const table = new Table({
    head: ['', ...shown],
    style: { head: [], border: [] },
    chars: lines,
    colAligns: ['left', ...shown.map(() => 'right' as const)],
  });
  for (const [type, row] of Object.entries(summary))
    table.push([type, ...shown.map((column) => (row[column] === 0 ? '·' : String(row[column])))]);
  return table.toString();
};

/** Plain characters and few lines: readable in a log as well as in a terminal. */
export const lines = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};
