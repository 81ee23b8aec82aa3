import type { Change, Changeset, TypeSummary } from '../changeset.js';

/** The figures once some changes are left out: they are counted as skipped. */
export const summaryOf = ({ summary }: Changeset, left: readonly Change[]): Changeset['summary'] =>
  Object.fromEntries(
    Object.entries(summary).map(([type, row]): readonly [string, TypeSummary] => {
      const own = left.filter((change) => change.type === type);
      const count = (action: Change['action']): number => own.filter((change) => change.action === action).length;
      return [
        type,
        {
          ...row,
          create: row.create - count('create'),
          update: row.update - count('update'),
          ...(row.delete !== undefined && { delete: row.delete - count('delete') }),
          skipped: row.skipped + own.length,
        },
      ];
    }),
  );
