import { nounsOf } from '../catalogue/called.js';
import type { Warning } from '../model/reason.js';
import type { Change, RefusedGate } from './changeset.js';

/** What the gates judge of a change, planned or written down. */
type Judged = Pick<Change, 'id' | 'type' | 'action' | 'warnings'>;

/** What they are judged by. */
export interface Limits {
  /** How far a gate lets changes through: refuse, allow, none, or a number. */
  readonly limitOf: (gate: string) => string;
  /** How many items of a type the destination has. */
  readonly existingOf: (type: string) => number;
}

/** The gates of which each change that has a warning of the kind is one: in the order in which they are told. */
export const gatesByWarning: readonly (readonly [
  gate: string,
  kind: Warning['kind'],
  does: (count: number) => string,
])[] = [
  ['scope-widening', 'scope-widened', () => 'would make something apply more widely'],
  ['removed-steps', 'step-removed', (count) => `${removes(count)} steps that the source does not have`],
  ['removals', 'removed-on-source', (count) => `${removes(count)} what the source has removed`],
  ['renames', 'renamed-on-source', (count) => `${count === 1 ? 'gives' : 'give'} something the new name of the source`],
];

const removes = (count: number): string => (count === 1 ? 'removes' : 'remove');

/**
 * The gates that changes do not pass (rules gate-limits): `diff` judges what it has planned, and `pick` what is left of it, by
 * the same limits and in the same words.
 */
export const refusedGatesOf = (changes: readonly Judged[], { limitOf, existingOf }: Limits): readonly RefusedGate[] => [
  ...gatesByWarning.flatMap(([gate, kind, does]): readonly RefusedGate[] => {
    const ids = changes.filter(({ warnings }) => warnings.some((warning) => warning.kind === kind)).map(({ id }) => id);
    if (limitOf(gate) !== 'refuse' || ids.length === 0) return [];
    return [{ gate, figure: ids.length, limit: 'refuse', says: `${changesOf(ids.length)} ${does(ids.length)}.`, ids }];
  }),
  ...deletions(changes, limitOf('deletions')),
  ...tooMany(changes, limitOf('max-changes')),
  ...tooLarge(changes, limitOf('max-update-percent'), existingOf),
];

const changesOf = (count: number): string => (count === 1 ? '1 change' : `${count} changes`);

/** Only an undo deletes; nothing of it passes unless somebody says so (rules undo-delete). */
const deletions = (changes: readonly Judged[], limit: string): readonly RefusedGate[] => {
  const ids = changes.filter(({ action }) => action === 'delete').map(({ id }) => id);
  if (limit === 'allow' || ids.length === 0) return [];
  const says = `${changesOf(ids.length)} would delete what an earlier run created.`;
  return [{ gate: 'deletions', figure: ids.length, limit: 'refuse', says, ids }];
};

const tooMany = ({ length }: readonly Judged[], limit: string): readonly RefusedGate[] => {
  if (limit === 'none' || length <= Number(limit)) return [];
  return [{ gate: 'max-changes', figure: length, limit, says: `${length} changes, more than ${limit}.`, ids: [] }];
};

/** From how many items of a type on a share of them means anything. */
const fewest = 10;

/** Updates that touch more than a share of a type's existing items; creates do not count. */
const tooLarge = (
  changes: readonly Judged[],
  limit: string,
  existingOf: Limits['existingOf'],
): readonly RefusedGate[] => {
  if (limit === 'none') return [];
  const created = new Set<string>(changes.filter(({ action }) => action === 'create').map(({ id }) => id));
  const types = [...new Set(changes.map(({ type }) => type))];
  return types.flatMap((type) => {
    const existing = existingOf(type);
    const updates = changes.filter((change) => change.type === type && change.action === 'update');
    const ids = [...new Set(updates.map(({ id }) => id.split('#')[0] ?? id))].filter((id) => !created.has(id));
    const percent = Math.round((ids.length / Math.max(1, existing)) * 100);
    if (existing < fewest || ids.length * 100 <= existing * Number(limit)) return [];
    const says = `${ids.length} of ${existing} existing ${nounsOf(type)} would be updated: ${percent} %, more than ${limit} %.`;
    return [{ gate: 'max-update-percent', figure: percent, limit, of: existing, says, ids }];
  });
};
