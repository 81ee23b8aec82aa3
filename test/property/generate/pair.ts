import fc from 'fast-check';
import type { SpaceSnapshot } from '../../../src/model/item.js';
import type { TypeName } from '../../../src/model/names.js';
import { halfRead } from './half-read.js';
import { build, contents } from './space.js';
import { maybe, seldom, type Made } from './words.js';

/* Two spaces that are compared: of two servers or of one, read whole or but for a type. */

/** Types that a key may not be allowed to read, or on which a server may fail. */
const unreadable: readonly TypeName[] = [
  'environments',
  'accounts',
  'externalFeeds',
  'lifecycles',
  'projectVariables',
  'stepTemplates',
  'targets',
  'teams',
  'tenantVariables',
  'workerPools',
];

const side = fc.record({ made: contents, unread: seldom(...unreadable) });

export const pairs = fc.record({ from: side, to: side, onOneServer: maybe });

export type Pair = Made<typeof pairs>;

export interface Sides {
  readonly source: SpaceSnapshot;
  readonly destination: SpaceSnapshot;
}

/** Both spaces whole, as their servers have them. */
export const wholeSides = ({ from, to, onOneServer }: Pair): Sides => ({
  source: build('a', from.made),
  destination: onOneServer ? build('a', to.made, 'Second') : build('b', to.made),
});

/** Both spaces as their snapshots are. */
export const sidesOf = (pair: Pair): Sides => {
  const { source, destination } = wholeSides(pair);
  return { source: halfRead(source, pair.from.unread), destination: halfRead(destination, pair.to.unread) };
};
