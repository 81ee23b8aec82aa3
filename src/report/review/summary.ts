import { portalRank } from '../../catalogue/portal-order.js';
import { byText } from '../../model/names.js';
import { headingOf } from '../../catalogue/called.js';
import type { ReviewKind, Summary } from './review.js';
import { columnWord, wordsOf } from './words.js';

/**
 * How many of what: types in the portal's order, columns in that of `columns`. Columns that count
 * nothing are left out.
 */
export const summaryOf = <Column extends string>(
  kind: ReviewKind,
  columns: readonly Column[],
  byType: Readonly<Record<string, Readonly<Record<Column, number>>>>,
): Summary => {
  // A file has its fields sorted by name.
  const types = Object.entries(byType).sort(
    ([one], [other]) => portalRank(one) - portalRank(other) || byText(one, other),
  );
  const totalOf = (column: Column): number => types.reduce((sum, [, counts]) => sum + counts[column], 0);
  const counting = columns.filter((column) => totalOf(column) > 0);
  return {
    columns: counting.map((column) => ({ title: columnWord(kind, column), total: totalOf(column) })),
    rows: types.map(([type, counts]) => ({
      type,
      heading: headingOf(type),
      counts: counting.map((column) => counts[column]),
    })),
    empty: wordsOf[kind].emptySummary,
  };
};

/** Columns that count nothing among some of the rows are left out. */
export const summaryOfRows = ({ columns, empty }: Summary, rows: Summary['rows']): Summary => {
  const totals = columns.map((_, index) => rows.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0));
  const isCounting = (_: unknown, index: number): boolean => (totals[index] ?? 0) > 0;
  return {
    columns: columns.map(({ title }, index) => ({ title, total: totals[index] ?? 0 })).filter(isCounting),
    rows: rows.map((row) => ({ ...row, counts: row.counts.filter(isCounting) })),
    empty,
  };
};
