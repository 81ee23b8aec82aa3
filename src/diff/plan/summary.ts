import { syncedTypes } from '../../catalogue/index.js';
import type { TypeSummary } from '../../changeset/changeset.js';
import type { Plan } from './planned.js';

/** What became of the selected items, counted by type; types of which nothing was selected are left out. */
export const summarize = (plan: Plan): Readonly<Record<string, TypeSummary>> => {
  const rows = syncedTypes.map(({ name }) => [name, rowOf(plan, name)] as const);
  return Object.fromEntries(rows.filter(([, row]) => Object.values(row).some((figure) => figure > 0)));
};

const rowOf = ({ writes, ...others }: Plan, name: string): TypeSummary => {
  const count = (entries: readonly { readonly type: string }[]): number =>
    entries.filter(({ type }) => type === name).length;
  return {
    create: count(writes.filter(({ action }) => action === 'create')),
    update: count(writes.filter(({ action }) => action === 'update')),
    unchanged: count(others.unchanged),
    left: count(others.left),
    skipped: count(others.skipped),
    blocked: count(others.blocked),
    unsupported: count(others.unsupported),
    errors: count(others.errors),
    conflicts: count(others.conflicts),
    removed: count(others.removed),
    renames: count(others.renames),
    own: count(others.own),
    only: count(others.only),
    ignored: count(others.ignored),
  };
};
