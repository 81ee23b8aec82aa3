import type { JsonObject } from '../../model/json.js';
import { parentsOf, textIn, type TypeReader } from './reading.js';

/**
 * One document an owner, which names its ID: from the bulk listing, and singly only what that does not hold. An owner
 * without one (a version-controlled project keeps its process in Git) has none.
 */
export const readOfOwner: TypeReader = async (reading) => {
  const { reader, type, bulk } = reading;
  const {
    reading: { listing },
  } = type;
  if (listing.kind !== 'ofOwner') return { documents: [], requests: 0 };
  const listed = await bulk(listing.bulk, listing.bulkIs);
  const byId = new Map((listed?.documents ?? []).map((document) => [document['Id'], document]));
  let requests = listed?.requests ?? 1;
  const owners = parentsOf(reading);
  const documents = await Promise.all(
    owners.documents.map(async (owner): Promise<readonly JsonObject[]> => {
      const id = textIn(owner, listing.idIn) ?? '';
      const known = byId.get(id);
      if (known) return [known];
      if (id === '') return [];
      requests += 1;
      const document = await reader.get(`${type.reading.path}/${encodeURIComponent(id)}`);
      return document ? [document] : [];
    }),
  );
  return { ...owners, documents: documents.flat(), requests };
};
