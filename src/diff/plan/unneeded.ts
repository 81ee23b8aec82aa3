import { parentOf, typeNamed, type ResourceType } from '../../catalogue/index.js';
import type { Entry } from '../../changeset/changeset.js';
import type { Reason } from '../../model/reason.js';
import { sameName, type TypeName } from '../../model/names.js';
import type { Plan, PlannedWrite } from './planned.js';

/**
 * Takes out of a plan what only `dependencies: include` brought in, and what nothing needs after all: a team of a step
 * that was skipped. It leaves with what belongs to it, and is reported as skipped.
 */
export const dropUnneeded = (plan: Plan): Plan => {
  const { kept, dropped } = sift(plan.writes);
  if (dropped.length === 0) return plan;
  const reasonOf = (type: TypeName): Reason => ({
    rule: 'dependencies',
    value: 'include',
    says: `Nothing that is written needs this ${typeNamed(type).singular} after all.`,
  });
  const skipped = dropped
    .filter(({ action }) => action === 'create')
    .map(({ id, type, names, since }): Entry => ({
      ...{ id, type, names },
      ...(since && { since }),
      reasons: [reasonOf(typeNamed(type).name)],
    }));
  return { ...plan, writes: [...kept], skipped: [...plan.skipped, ...skipped] };
};

interface Sifted {
  readonly kept: readonly PlannedWrite[];
  readonly dropped: readonly PlannedWrite[];
}

/** What leaves may have been all that needed something else: so one after the other. */
const sift = (writes: readonly PlannedWrite[]): Sifted => {
  let kept = writes;
  const dropped: PlannedWrite[] = [];
  for (let next = firstUnneeded(kept); next; next = firstUnneeded(kept)) {
    const family = familyOf(next, kept);
    kept = kept.filter((write) => !family.has(write));
    dropped.push(...family);
  }
  return { kept, dropped };
};

const firstUnneeded = (writes: readonly PlannedWrite[]): PlannedWrite | undefined =>
  writes.find((write) => isPulled(write) && !isNeeded(write, writes));

/** True for a new item that nobody selected, but others needed: the reason for its selection says so. */
const isPulled = ({ type, action, reasons }: PlannedWrite): boolean =>
  action === 'create' && reasons[0]?.rule === 'dependencies' && !typeNamed(type).parent;

/** A write, and those of the same item or of what belongs to it. */
const familyOf = (head: PlannedWrite, writes: readonly PlannedWrite[]): ReadonlySet<PlannedWrite> =>
  new Set([head, ...writes.filter((write) => write.id.startsWith(`${head.id}#`) || isBelow(write, head))]);

/** True for what belongs to the head: its names begin with the head's. Another type's item may be called as the head is. */
const isBelow = (write: PlannedWrite, head: PlannedWrite): boolean =>
  belongsTo(typeNamed(write.type), head.type) &&
  head.names.every((name, level) => sameName(write.names[level] ?? '', name));

const belongsTo = (type: ResourceType, owner: TypeName): boolean => {
  const parent = parentOf(type);
  return parent !== undefined && (parent.name === owner || belongsTo(parent, owner));
};

const isNeeded = (head: PlannedWrite, writes: readonly PlannedWrite[]): boolean => {
  const family = familyOf(head, writes);
  const ids = new Set([...family].map(({ id }) => id));
  return writes.some((write) => !family.has(write) && write.dependsOn.some((id) => ids.has(id)));
};
