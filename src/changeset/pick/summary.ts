import type { Change, Changeset, TypeSummary } from '../changeset.js';

/** The figures once some changes are left out: they are counted as skipped. */
export const summaryOf = ({ summary }: Changeset, left: readonly Change[]): Changeset['summary'] =>
  Object.fromEntries(
    Object.entries(summary).map(([type, row]): readonly [string, TypeSummary] => {
      const own = left.filter((change) => change.type === type);
      const creates = own.filter(({ action }) => action === 'create').length;
      return [
        type,
        {
          ...row,
          create: row.create - creates,
          update: row.update - (own.length - creates),
          skipped: row.skipped + own.length,
        },
      ];
    }),
  );
