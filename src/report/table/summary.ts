import Table from 'cli-table3';
import type { Summary } from '../review/review.js';
import { notFormula, visible } from '../visible.js';
import { columnsOf, wrapped } from '../wrap.js';

/** What a table of counts needs of a summary. */
interface Counted {
  readonly columns: readonly Pick<Summary['columns'][number], 'title'>[];
  readonly rows: readonly Pick<Summary['rows'][number], 'heading' | 'counts'>[];
  readonly empty: string;
}

/**
 * How many of what, type by type, within `width` columns: as a table where there is room for one. Zeroes are shown as
 * dots, so that figures stand out.
 */
export const summaryTable = ({ columns, rows, empty }: Counted, width: number): string => {
  if (columns.length === 0) return empty;
  const types = rows.map((row) => ({ ...row, type: notFormula(visible(row.heading)) }));
  const words = columns.map(({ title }) => title);
  const layouts = [
    { head: words, gap: 2 },
    { head: words, gap: 1 },
    { head: words.map((word) => broken.get(word) ?? word), gap: 1 },
  ];
  for (const { head, gap } of layouts) {
    const table = new Table({
      head: ['', ...head],
      style: { head: [], border: [], 'padding-left': 0, 'padding-right': gap - 1 },
      chars: lines,
      colAligns: ['left', ...head.map(() => 'right' as const)],
    });
    for (const { type, counts } of types)
      table.push([type, ...counts.map((count) => (count === 0 ? '·' : String(count)))]);
    const shown = table.toString().replaceAll(/ +$/gm, '');
    if (shown.split('\n').every((line) => columnsOf(line) <= width)) return shown;
  }
  return types
    .flatMap(({ type, counts }) => [
      ...wrapped(type, { width, hang: 4 }),
      ...counts.flatMap((count, index) => (count === 0 ? [] : [`  ${count} ${words[index] ?? ''}`])),
    ])
    .join('\n');
};

/** Long headings on two lines. */
const broken = new Map([
  ['unchanged', 'un-\nchanged'],
  ['unsupported', 'unsup-\nported'],
  ['conflicts', 'con-\nflicts'],
  ['removed', 're-\nmoved'],
  ['renames', 're-\nnames'],
]);

/** Plain characters and few lines: readable in a log as well as in a terminal. */
const lines = {
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
