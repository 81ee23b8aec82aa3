import type { Side } from '../../changeset/changeset.js';
import type { SpaceSnapshot } from '../../model/item.js';

/** What the configuration and Git know of a side. */
export type SideTold = Pick<Side, 'instance' | 'revision'>;

/** One side as a changeset or a comparison names it. */
export const sideOf = ({ identity, digest, takenAt }: SpaceSnapshot, told: SideTold = {}): Side => ({
  ...identity,
  digest,
  ...(takenAt !== undefined && { takenAt }),
  ...told,
});
