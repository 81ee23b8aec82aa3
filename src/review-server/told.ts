import type { Changeset } from '../changeset/changeset.js';
import type { Decisions } from '../changeset/decisions.js';
import { decidableOf } from '../report/review/decidable.js';
import type { Review } from '../report/review/review.js';
import { visible } from '../report/visible.js';

/** What the page's script works with: changes, findings and conflicts by their places on the page. */
export interface Told {
  readonly changes: readonly { readonly id: string; readonly called: string; readonly needs: readonly number[] }[];
  readonly toAccept: readonly { readonly finding: string; readonly of?: number }[];
  readonly conflicts: readonly string[];
  readonly decided: Pick<Decisions, 'leftOut' | 'resolved' | 'accepted'>;
  readonly by: string;
  readonly saved: string;
  readonly says: readonly string[];
}

/** The part of it that stays as long as the changeset does. */
export const toldOf = (changeset: Changeset, review: Review): Pick<Told, 'changes' | 'toAccept' | 'conflicts'> => {
  const places = new Map<string, number>(changeset.changes.map(({ id }, index) => [id, index]));
  const placeOf = (id: string): readonly number[] => [places.get(id) ?? []].flat();
  const called = new Map(review.changes.map((change) => [change.id, change.called]));
  const { toAccept, conflicts } = decidableOf(changeset);
  return {
    changes: changeset.changes.map(({ id, dependsOn }) => ({
      id,
      called: visible(called.get(id) ?? id),
      needs: dependsOn.flatMap(placeOf),
    })),
    toAccept: toAccept.map(({ finding, kind, id = '' }) => {
      const [of] = kind === 'gate' ? placeOf(id) : [];
      return { finding, ...(of !== undefined && { of }) };
    }),
    conflicts,
  };
};
