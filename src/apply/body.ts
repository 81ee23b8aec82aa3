import type { ResourceType } from '../catalogue/index.js';
import type { Change } from '../changeset/changeset.js';
import { newMembersIn } from '../changeset/new-members.js';
import { DriftError } from '../model/errors.js';
import type { JsonObject } from '../model/json.js';
import type { ThingName, TypeName } from '../model/names.js';
import type { Pointer } from '../model/pointer.js';
import { denormalize, type Base } from '../naming/denormalize.js';
import type { Destination } from './destination.js';
import { parentIdOf } from './reread.js';

/**
 * The body of a request that makes a document say what a change means. Throws DriftError for what cannot be written: a name
 * that the destination had when the changeset was made.
 */
export const bodyFor = (
  type: ResourceType,
  change: Change,
  document: JsonObject,
  { live, space, secretFor, onLookUp }: Destination,
  base?: Base,
): JsonObject => {
  const idOf = (ofType: ThingName, ofNames: readonly string[]): string | undefined => {
    const id = live.idOf(ofType, ofNames);
    if (id !== undefined) onLookUp(ofType, ofNames, { id });
    return id;
  };
  const slugOf = (ofType: ThingName, ofNames: readonly string[]): string | undefined => {
    const slug = live.slugOf(ofType, ofNames);
    if (slug !== undefined) onLookUp(ofType, ofNames, { slug });
    return slug;
  };
  const surroundings = {
    idOf,
    slugOf,
    fieldOf: (ofType: TypeName, ofNames: readonly string[], field: string) => live.find(ofType, ofNames)?.raw[field],
    secretFor: (pointer: Pointer) => secretFor(change.id, pointer),
    calledAnew: change.action === 'update' ? newMembersIn(type, change.patch) : [],
    names: change.names,
    parentId: parentIdOf(type, change.names, { idOf }),
  };
  const { body, unwritable } = denormalize(type, document, surroundings, base);
  if (unwritable.length > 0) {
    throw new DriftError({
      what: `${change.id} cannot be written: ${unwritable.map(({ pointer, why }) => `${why} (${pointer})`).join(' ')}`,
      remedy: 'Take a new snapshot of the destination and diff again.',
    });
  }
  return type.reading.reach === 'space' ? { ...body, SpaceId: space.id } : body;
};
