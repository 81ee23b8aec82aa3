import type { ChangeId } from '../../model/names.js';
import type { Change, Changeset } from '../changeset.js';

/** A change that a person leaves out. */
export interface LeftOut {
  readonly id: string;
  /** Why, as they say. */
  readonly why?: string | undefined;
}

/** A change that is not in a part. */
export interface Left {
  readonly id: string;
  readonly why?: string;
  /** The change that it depends on, where it goes because that one was left out. */
  readonly because?: string;
}

export interface Selection {
  readonly kept: readonly Change[];
  /** In the order of the changeset. */
  readonly leftOut: readonly Left[];
}

/**
 * What stays of a changeset, and what goes, where people leave out some of its changes: what depends on something that is
 * left out goes with it (rules pick-closed). Ids that are no change of it are no matter.
 */
export const selectionOf = ({ changes }: Pick<Changeset, 'changes'>, leftOut: readonly LeftOut[]): Selection => {
  const asked = new Map(leftOut.map((one) => [one.id, one]));
  const gone = new Map<string, Left>();
  // Changes wait only for what stands before them, so that one look at each is enough.
  for (const { id, dependsOn } of changes) {
    const own = asked.get(id);
    const because = dependsOn.find((other) => gone.has(other));
    if (own) gone.set(id, { id, ...(own.why !== undefined && { why: own.why }) });
    else if (because !== undefined) gone.set(id, { id, because });
  }
  return { kept: changes.filter(({ id }) => !gone.has(id)), leftOut: [...gone.values()] };
};

/**
 * What has to stay where some changes are wanted: they, and all that they depend on. In the order of the changeset.
 */
export const neededFor = (
  { changes }: Pick<Changeset, 'changes'>,
  wanted: ReadonlySet<string>,
): ReadonlySet<string> => {
  const needed = new Set<string>();
  for (const { id, dependsOn } of changes.toReversed()) {
    if (!wanted.has(id) && !needed.has(id)) continue;
    needed.add(id);
    for (const other of dependsOn) needed.add(other);
  }
  return new Set(changes.flatMap(({ id }: { readonly id: ChangeId }) => (needed.has(id) ? [id as string] : [])));
};
