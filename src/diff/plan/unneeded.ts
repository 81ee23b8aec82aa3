import type { Change, Entry } from '../../changeset/changeset.js';

/**
 * Creates that only `dependencies: include` brought in, and that nothing needs after all: a team of a step that was
 * skipped. They leave the changes, with what belongs to them, and are reported as skipped.
 */
export const dropUnneeded = (
  changes: readonly Change[],
  isPulled: (change: Change) => boolean,
): { readonly changes: readonly Change[]; readonly skipped: readonly Entry[] } => {
  let kept = changes;
  const skipped: Entry[] = [];
  for (;;) {
    const unneeded = kept.find((change) => change.action === 'create' && isPulled(change) && !isNeeded(change, kept));
    if (!unneeded) return { changes: kept, skipped };
    const family = familyOf(unneeded, kept);
    kept = kept.filter((change) => !family.has(change));
    for (const { id, type, names } of [...family].filter(({ action }) => action === 'create'))
      skipped.push({
        id,
        type,
        names,
        reasons: [{ rule: 'dependencies', value: 'include', says: 'Nothing that is written needs it after all.' }],
      });
  }
};

/** A change, and those of the same item or of what belongs to it. */
const familyOf = (head: Change, changes: readonly Change[]): ReadonlySet<Change> => {
  const family = new Set<Change>([head]);
  for (const change of changes) {
    const belongs =
      change.id.startsWith(`${head.id}#`) || (change.dependsOn.includes(head.id) && isBelow(change, head));
    if (belongs) family.add(change);
  }
  return family;
};

/** True for what hangs on the same parent: its names begin with the head's. */
const isBelow = (change: Change, head: Change): boolean =>
  change.type !== head.type &&
  change.names.length >= head.names.length &&
  head.names.every((name, level) => change.names[level] === name);

const isNeeded = (head: Change, changes: readonly Change[]): boolean => {
  const family = familyOf(head, changes);
  const ids = new Set([...family].map(({ id }) => id));
  return changes.some((change) => !family.has(change) && change.dependsOn.some((id) => ids.has(id)));
};
