import { listHas } from '../../catalogue/index.js';
import { objectsOf } from '../../model/json.js';
import { bodyFor } from '../body.js';
import { alreadyApplied, apiPath, type Writer } from '../destination.js';
import { parentIdOf, reread } from '../reread.js';
import { compare, gone } from './document.js';

/** Resources that are decided together and sent one by one; those that are there already are not sent again. */
export const writeMembers: Writer = async (type, change, destination) => {
  const { client, space, live, onWrite } = destination;
  if (change.action !== 'create' || type.reading.listing.kind !== 'gathered' || !type.parent) throw gone(change);
  const { into } = type.reading.listing;
  const parentId = parentIdOf(type, change.names, live);
  if (parentId === undefined) throw gone(change);
  const before = await reread(type, change.names, destination);
  const body = bodyFor(type, change, change.document, destination);
  const present = objectsOf(before?.document[into]);
  const missing = objectsOf(change.document[into]).flatMap((member, index) =>
    listHas(type.fields, into, present, member) ? [] : [index],
  );
  if (missing.length === 0) return alreadyApplied;
  const path = apiPath(type, space, type.reading.path);
  for (const index of missing) {
    onWrite('POST', path);
    await client.post(path, { ...objectsOf(body[into])[index], [type.parent.field]: parentId, SpaceId: space.id });
  }
  const after = await reread(type, change.names, destination);
  return after ? compare(type, after, change.document, destination) : { kind: 'written', storedOtherwise: [into] };
};
