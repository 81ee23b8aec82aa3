import { distanceBetween } from '../model/versions.js';
import type { Examined } from './examine.js';
import { attention, right, wrong, type Found } from './finding.js';

/** What an examination of both sides of a sync found. */
export interface SyncFinding extends Found {
  readonly sync: string;
}

interface Sides {
  readonly sync: string;
  /** The names of its instances. */
  readonly source: string;
  readonly destination: string;
  /** Whether the option ignoreVersionCheck is on. */
  readonly ignoresVersions: boolean;
}

/** How far the versions of a sync's two servers are apart (rules version-one-apart). */
export const compareSides = (
  { sync, source, destination, ignoresVersions }: Sides,
  examined: readonly Examined[],
): SyncFinding | undefined => {
  const [from, to] = [source, destination].map((side) => examined.find(({ instance }) => instance === side));
  if (!from || !to) return undefined;
  return { sync, ...foundOf([source, from.version], [destination, to.version], ignoresVersions) };
};

type Side = readonly [name: string, version: string | undefined];

const foundOf = ([source, one]: Side, [destination, other]: Side, areIgnored: boolean): Found => {
  if (one === undefined || other === undefined)
    return { mark: 'skipped', says: 'The versions were not compared: a server did not say its own.' };
  const both = `${source} runs Octopus ${one}, ${destination} ${other}`;
  const distance = distanceBetween(one, other);
  if (distance === 'none') return right(`${both}: their documents have the same shape.`);
  const review = 'What the destination does not know is left out, and reported with each change: look there.';
  if (distance === 'near' || areIgnored) return attention(`${both}: their documents may differ in shape.`, review);
  return wrong(
    `${both}: diff refuses versions that are so far apart.`,
    'Upgrade one of them, or set ignoreVersionCheck for this sync.',
  );
};
