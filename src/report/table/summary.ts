import Table from 'cli-table3';
import { columnWord } from '../review/action-words.js';
import type { Review } from '../review/review.js';
import { notFormula, visible } from '../visible.js';
import { columnsOf, wrapped } from '../wrap.js';

/**
 * How many of what, type by type, within `width` columns: as a table where there is room for one. Zeroes are shown as
 * dots, so that figures stand out.
 */
export const summaryTable = (kind: Review['kind'], { columns, rows }: Review['summary'], width: number): string => {
  if (columns.length === 0) return kind === 'changeset' ? 'Nothing was selected.' : 'Nothing was compared.';
  const types = rows.map((row) => ({ ...row, type: notFormula(visible(row.type)) }));
  const words = columns.map((column) => columnWord(kind, column));
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
      table.push([type, ...columns.map((column) => ((counts[column] ?? 0) === 0 ? '·' : String(counts[column])))]);
    const shown = table.toString().replaceAll(/ +$/gm, '');
    if (shown.split('\n').every((line) => columnsOf(line) <= width)) return shown;
  }
  return types
    .flatMap(({ type, counts }) => [
      ...wrapped(type, { width, hang: 4 }),
      ...columns.flatMap((column, index) => countLine(words[index] ?? '', counts[column])),
    ])
    .join('\n');
};

/** Long headings on two lines. */
const broken = new Map([
  ['unchanged', 'un-\nchanged'],
  ['unsupported', 'unsup-\nported'],
]);

const countLine = (word: string, count = 0): readonly string[] => (count === 0 ? [] : [`  ${count} ${word}`]);

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
