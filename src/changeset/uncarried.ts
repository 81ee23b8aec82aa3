import type { Reason } from '../model/reason.js';
import { namedIn } from '../model/names.js';
import type { Changeset, Entry, Kept } from './changeset.js';
import type { OpenElement } from './receipt.js';

/** Something that a changeset does not carry; what a person decided of it is known only of what an earlier sync left open. */
export type Uncarried = Omit<OpenElement, 'first'> & {
  /** When an earlier sync left it open first. */
  readonly again?: string;
};

/** What an element is called: the id of the item and, where a part of it is meant, a # and the part. */
export const elementOf = ({ id, part }: Pick<Kept, 'id' | 'part'>): string =>
  part === undefined ? id : `${id}#${part}`;

/**
 * Everything that a changeset does not carry, each element once, with the base that it keeps (rules base-open). What is
 * the destination's own is none of it: the source has not changed it, so that its base may move; unless the changeset says
 * itself that it keeps one. What an earlier sync left open of what was left out of a part stays as it was (rules pick-base).
 */
export const uncarriedIn = (changeset: Changeset): readonly Uncarried[] => {
  const { keeps = [] } = changeset;
  const kept = new Map(keeps.map((one) => [elementOf(one), one]));
  const isThere = (entry: Entry): boolean => left.has(entry) || (ignored.has(entry) && entry.differing !== undefined);
  const [left, ignored] = [new Set<Entry>(changeset.left), new Set<Entry>(changeset.ignored)];
  const said = entriesOf(changeset)
    .filter((entry) => entry.since !== 'destination' || kept.has(elementOf(entry)))
    .map((entry) => ({ ...uncarried(entry, kept), ...(isThere(entry) && { isThere: true }) }));
  const known = new Set(said.map(elementOf));
  const silent = keeps.filter((one) => !known.has(elementOf(one)));
  const byElement = new Map<string, Uncarried>();
  for (const one of [...said, ...silent.map((keep) => fromKept(keep, changeset))])
    if (!byElement.has(elementOf(one))) byElement.set(elementOf(one), one);
  for (const { first, says, ...still } of changeset.stillOpen ?? []) {
    const one = byElement.get(elementOf(still)) ?? (says === undefined ? {} : { says });
    byElement.set(elementOf(still), { ...one, ...still, again: first });
  }
  return [...byElement.values()];
};

const entriesOf = (changeset: Changeset): readonly Entry[] => [
  ...changeset.conflicts.filter(({ takes }) => takes === 'destination'),
  ...changeset.left,
  ...(changeset.ignored ?? []),
  ...changeset.skipped,
  ...changeset.blocked,
  ...changeset.errors,
  ...changeset.removed,
  ...changeset.renames.filter(({ follows }) => !follows),
];

const uncarried = (entry: Entry, kept: ReadonlyMap<string, Kept>): Uncarried => {
  const { id, type, names, part, since, again, reasons } = entry;
  const { base, of, lost } = kept.get(elementOf(entry)) ?? {};
  const says = (reasons.find(isWhyNot) ?? reasons[0])?.says;
  return {
    ...{ id, type, names },
    ...(part !== undefined && { part }),
    ...(since !== undefined && { since }),
    ...(base !== undefined && { base }),
    ...(of !== undefined && { of }),
    ...(lost !== undefined && { lost }),
    ...(says !== undefined && { says }),
    ...(again !== undefined && { again }),
  };
};

/** Why something takes part says nothing of why it is not carried. */
const isWhyNot = ({ rule }: Reason): boolean => !rule.startsWith('select.') && rule !== 'dependencies';

const fromKept = ({ id, part, base, of, lost }: Kept, changeset: Changeset): Uncarried => ({
  id,
  ...namedBy(id, changeset),
  ...(part !== undefined && { part }),
  since: 'source',
  ...(base !== undefined && { base }),
  ...(of !== undefined && { of }),
  ...(lost !== undefined && { lost }),
});

/** What an id is of: as the changeset says where it tells of the item, or else as the id itself says. */
const namedBy = (id: string, changeset: Changeset): Pick<Uncarried, 'type' | 'names'> => {
  const said = [...entriesOf(changeset), ...changeset.changes].find((one) => one.id === id);
  if (said) return { type: said.type, names: said.names };
  return namedIn(id);
};
