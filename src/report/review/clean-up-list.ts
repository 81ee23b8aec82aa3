import type { Change, Changeset } from '../../changeset/changeset.js';
import type { ChangeId } from '../../model/names.js';
import type { Pointer } from '../../model/pointer.js';
import type { CleanUp } from '../../model/reason.js';

/** What a person must still do after a changeset has been applied (rules apply-clean-up). */
export interface CleanUpList {
  readonly destination: { readonly url: string; readonly space: string };
  readonly digest: string;
  readonly items: readonly {
    /** The id of the change. */
    readonly id: string;
    /** Its page in the Octopus portal, where there is one. */
    readonly page?: string;
    readonly todo: readonly CleanUp[];
  }[];
}

export interface KnownOfRun {
  /** True for a secret that was supplied, so that nothing is left to do. */
  readonly isSupplied?: (changeId: ChangeId, pointer: Pointer) => boolean;
  readonly pageOf?: (change: Change) => string | undefined;
  /** True for a change that was made: a run may have stopped before the others. */
  readonly isThere?: (change: Change) => boolean;
}

/** The list of what a person must still do, by change. */
export const cleanUpList = (
  { changes, destination, digest }: Changeset,
  { isSupplied = () => false, pageOf = () => undefined, isThere = () => true }: KnownOfRun = {},
): CleanUpList => ({
  destination: { url: destination.url, space: destination.space },
  digest,
  items: changes.filter(isThere).flatMap((change) => {
    const todo = change.cleanUp.filter(({ at }) => !isSupplied(change.id, at));
    const page = pageOf(change);
    return todo.length === 0 ? [] : [{ id: change.id, ...(page !== undefined && { page }), todo }];
  }),
});
