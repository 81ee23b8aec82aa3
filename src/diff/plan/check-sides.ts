import { nounsOf } from '../../catalogue/called.js';
import { unreadSaid } from '../../catalogue/unread-said.js';
import { syncedTypes, typeNamed } from '../../catalogue/index.js';
import type { Entry } from '../../changeset/changeset.js';
import { chosen } from '../../settings/chosen.js';
import type { SyncSettings } from '../../settings/settings.js';
import type { SpaceSnapshot } from '../../model/item.js';
import { sameName } from '../../model/names.js';
import { distanceBetween } from '../../model/versions.js';

interface Checks {
  readonly errors: readonly Entry[];
  readonly warnings: readonly string[];
}

/**
 * Versions must not be far apart, and a space is not synced into itself (rules version-check, version-one-apart,
 * space-itself); a base is what the source said earlier, and nobody else (rules base-same).
 */
export const checkSides = (
  source: SpaceSnapshot,
  destination: SpaceSnapshot,
  settings: SyncSettings,
  changes: boolean,
  base?: SpaceSnapshot,
): Checks => {
  const errors: Entry[] = [];
  const warnings: string[] = [];
  const refuse = (id: string, rule: string, says: string): void => {
    errors.push({ id, type: '', names: [], reasons: [{ rule, says }] });
  };
  const [from, to] = [source.identity, destination.identity];
  const distance = distanceBetween(from.version, to.version);
  if (distance !== 'none') {
    const says = `The source runs Octopus ${from.version}, the destination ${to.version}: ${whatThatMeans}`;
    if (distance === 'near' || chosen(settings, 'ignoreVersionCheck')) warnings.push(says);
    else refuse('versions', 'version check', `${says} Upgrade one of them, or use --ignore-version-check.`);
  }
  const isMapped = syncedTypes.some(
    ({ name, selecting: { mapsToSeveral } }) => mapsToSeveral && (settings.map[name]?.length ?? 0) > 0,
  );
  if (changes && !isMapped && from.installation === to.installation && sameName(from.space, to.space)) {
    refuse('spaces', 'same-space check', `Source and destination are the same space, "${from.space}" of ${from.url}.`);
  }
  if (base && !(base.identity.installation === from.installation && sameName(base.identity.space, from.space))) {
    const { url, space } = base.identity;
    const says = `The base is of space "${space}" of ${url}, the source is "${from.space}" of ${from.url}.`;
    refuse('base', 'base check', `${says} A base is what the source said when it was last synced.`);
  }
  return { errors, warnings };
};

const whatThatMeans =
  'their documents may differ in shape. What the destination does not know is left out, and reported with each change.';

/**
 * What each side does not hold. What is read only on request is missed only by those who select it; what of a project could not be read in
 * Git is said once (rules git-unread-said).
 */
export const incompleteIn = (
  which: string,
  { incomplete }: SpaceSnapshot,
  { select }: SyncSettings,
): readonly string[] => [
  ...incomplete
    .filter(({ type, of }) => {
      if (of) return false;
      const {
        reading: { listing },
        selecting: { withFilterOf: selectedAs },
      } = typeNamed(type);
      return listing.kind !== 'asked' || (select[selectedAs ?? type]?.value.length ?? 0) > 0;
    })
    .map(({ type, why }) => `The snapshot of the ${which} does not hold all ${nounsOf(type)}: ${why}`),
  ...unreadSaid(incomplete).map((says) => `The snapshot of the ${which} does not hold ${says}`),
];
