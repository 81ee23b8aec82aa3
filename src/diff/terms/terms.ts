import type { SyncSettings } from '../../settings/settings.js';
import type { MentionedIds } from '../../model/mentioned.js';
import { itemsOf, type Item, type SpaceIdentity, type SpaceSnapshot } from '../../model/item.js';
import { keyOf, type Ref, type TypeName } from '../../model/names.js';
import { mappedSource, mapperFor } from '../select/mapping.js';
import type { Hear } from './heard.js';
import type { Reduced } from './known-members.js';
import type { RenamedInside } from './renamed-inside.js';
import { Projection } from './projection.js';

/** Both sides, in the destination's terms. */
export interface Terms {
  /** The source, under the names that its things have on the destination. */
  readonly sourceSide: Projection;
  readonly destination: SpaceIdentity;
  /** The destination as it will be, as far as it is decided. */
  readonly projection: Projection;
  /** An item as the destination has it now, whatever was decided since. */
  readonly asRead: (type: TypeName, names: readonly string[]) => Item | undefined;
  /** The members of a source item that the destination's server does not know. */
  readonly unknownOf: Reduced['unknownOf'];
  /** IDs of the source that texts say. */
  readonly mentioned: MentionedIds;
  /** By its type and new name: what an item that gets another name is called until then (rules rename-follow). */
  readonly oldNames: ReadonlyMap<Ref, string>;
  /** By document: what became of what has probably got another name inside it (rules rename-inside). */
  readonly inside: ReadonlyMap<Ref, RenamedInside>;
}

export const inDestinationsTerms = (
  { source, unknownOf }: Reduced,
  destination: SpaceSnapshot,
  settings: Pick<SyncSettings, 'map'>,
  { oldNames = new Map(), inside = new Map() }: Partial<Pick<Terms, 'oldNames' | 'inside'>> = {},
  hear?: Hear,
): Terms => {
  const mapped = mappedSource(source, mapperFor(settings));
  const sourceSide = new Projection(mapped);
  return {
    sourceSide,
    destination: destination.identity,
    projection: new Projection(destination, mapped.incomplete, sourceSide, hear),
    asRead: (type, names) => itemsOf(destination, type).get(keyOf(names)),
    unknownOf,
    mentioned: source.mentioned ?? new Map(),
    oldNames,
    inside,
  };
};
