import { nounOf } from '../../catalogue/called.js';
import type { BlockedEntry } from '../../changeset/changeset.js';
import { foldName, itemId } from '../../model/names.js';
import type { Reason } from '../../model/reason.js';
import type { Task } from '../select/tasks.js';
import type { Plan } from './planned.js';

/**
 * What lacks something that this very changeset brings, only later, says so, and how to go on: to select it once more leads
 * nowhere (rules needs-later).
 */
export const withWayOut = (plan: Plan, tasks: readonly Task[]): Plan => {
  const created = new Set(plan.writes.flatMap(({ action, id }) => (action === 'create' ? [id] : [])));
  const coming = new Set(
    tasks
      .filter(({ selected: { type }, target }) => created.has(itemId(type.name, target)))
      .map(({ selected: { type, item } }) => calledIn(type.name, item.names.join(' / '))),
  );
  const blocked = plan.blocked.map((entry): BlockedEntry => ({
    ...entry,
    reasons: [...comingLater(entry, coming), ...entry.reasons],
  }));
  return { ...plan, blocked };
};

const comingLater = ({ missing }: BlockedEntry, coming: ReadonlySet<string>): readonly Reason[] =>
  missing
    .filter(({ type, name }) => coming.has(calledIn(type, name)))
    .map(({ type, name }) => ({
      rule: 'syncing order',
      says: `The ${nounOf(type)} "${name}" comes with this changeset, but is written after what names it: apply the others (--skip-blocked), then make the changeset anew, which finds it there.`,
    }));

const calledIn = (type: string, name: string): string => `${type} ${foldName(name)}`;
