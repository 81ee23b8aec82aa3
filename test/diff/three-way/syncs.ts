import type { Changeset } from '../../../src/changeset/changeset.js';
import { selectionIn } from '../../../src/changeset/selection.js';
import { uncarriedIn } from '../../../src/changeset/uncarried.js';
import { diff, type Base } from '../../../src/diff/index.js';
import type { SpaceSnapshot } from '../../../src/model/item.js';
import type { SyncSettings } from '../../../src/settings/settings.js';
import { snapshotAfter } from '../../builders/outcome.js';

/** What one sync after the other knows. */
export interface Synced {
  readonly changeset: Changeset;
  readonly destination: SpaceSnapshot;
  readonly base: Base;
}

/** Diffs with a base, and applies all of it: what the destination says then, and the base for the next sync. */
export const syncOnce = (
  source: SpaceSnapshot,
  destination: SpaceSnapshot,
  given: SyncSettings,
  base?: Base,
): Synced => {
  const changeset = diff(source, destination, given, {}, base);
  const open = uncarriedIn(changeset).map(({ again, ...one }) => ({ ...one, first: again ?? '2026-01-01T00:00:00Z' }));
  return {
    changeset,
    destination: snapshotAfter(changeset, destination),
    base: { snapshot: source, open, selections: changeset.selections ?? [selectionIn(changeset.options)] },
  };
};
