import { nounsOf } from '../../catalogue/called.js';
import type { RefusedGate } from '../../changeset/changeset.js';
import { limitOf } from '../../settings/chosen.js';
import type { GateName } from '../../settings/options.js';
import type { SyncSettings } from '../../settings/settings.js';
import { itemsOf, type SpaceSnapshot } from '../../model/item.js';
import type { Warning } from '../../model/reason.js';
import type { PlannedWrite } from './planned.js';

/** From how many items of a type on a share of them means anything. */
const fewest = 10;

/** The gates that a changeset does not pass (rules gate-limits): `apply` refuses it unless somebody lets them pass. */
export const refusedGates = (
  changes: readonly PlannedWrite[],
  destination: SpaceSnapshot,
  settings: SyncSettings,
): readonly RefusedGate[] => {
  const limit = (name: GateName): string => limitOf(settings, name);
  const byWarning = (gate: GateName, kind: Warning['kind'], says: Says): readonly RefusedGate[] => {
    const ids = changes.filter(({ warnings }) => warnings.some((warning) => warning.kind === kind)).map(({ id }) => id);
    if (limit(gate) !== 'refuse' || ids.length === 0) return [];
    return [{ gate, figure: ids.length, limit: 'refuse', says: says(ids.length), ids }];
  };
  return [
    ...byWarning(
      'scope-widening',
      'scope-widened',
      (count) => `${changesOf(count)} would make something apply more widely.`,
    ),
    ...byWarning(
      'removed-steps',
      'step-removed',
      (count) => `${changesOf(count)} ${count === 1 ? 'removes' : 'remove'} steps that the source does not have.`,
    ),
    ...byWarning(
      'removals',
      'removed-on-source',
      (count) => `${changesOf(count)} ${count === 1 ? 'removes' : 'remove'} what the source has removed.`,
    ),
    ...byWarning(
      'renames',
      'renamed-on-source',
      (count) => `${changesOf(count)} ${count === 1 ? 'gives' : 'give'} something the new name of the source.`,
    ),
    ...tooMany(changes, limit('max-changes')),
    ...tooLarge(changes, destination, limit('max-update-percent')),
  ];
};

type Says = (count: number) => string;

const changesOf = (count: number): string => (count === 1 ? '1 change' : `${count} changes`);

const tooMany = (changes: readonly PlannedWrite[], limit: string): readonly RefusedGate[] => {
  if (limit === 'none' || changes.length <= Number(limit)) return [];
  return [
    {
      gate: 'max-changes',
      figure: changes.length,
      limit,
      says: `${changes.length} changes, more than ${limit}.`,
      ids: [],
    },
  ];
};

/** Updates that touch more than a share of a type's existing items; creates do not count. */
const tooLarge = (
  changes: readonly PlannedWrite[],
  destination: SpaceSnapshot,
  limit: string,
): readonly RefusedGate[] => {
  if (limit === 'none') return [];
  const created = new Set<string>(changes.filter(({ action }) => action === 'create').map(({ id }) => id));
  const types = [...new Set(changes.map(({ type }) => type))];
  return types.flatMap((type) => {
    const existing = itemsOf(destination, type).size;
    const updates = changes.filter((change) => change.type === type && change.action === 'update');
    const ids = [...new Set(updates.map(({ id }) => id.split('#')[0] ?? id))].filter((id) => !created.has(id));
    const percent = Math.round((ids.length / Math.max(1, existing)) * 100);
    if (existing < fewest || ids.length * 100 <= existing * Number(limit)) return [];
    const says = `${ids.length} of ${existing} existing ${nounsOf(type)} would be updated: ${percent} %, more than ${limit} %.`;
    return [{ gate: 'max-update-percent', figure: percent, limit, says, ids }];
  });
};
