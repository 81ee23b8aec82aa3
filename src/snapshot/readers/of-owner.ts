import type { JsonObject } from '../../model/json.js';
import { parentsOf, textIn, type TypeReader } from './reading.js';

/**
 * One document an owner, which names its ID: from the bulk listing, and singly only what that does not hold. It must be there
 * for each that does not keep it in Git.
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
  const missing: string[] = [];
  const documents = await Promise.all(
    owners.documents.map(async (owner): Promise<readonly JsonObject[]> => {
      const id = textIn(owner, listing.idIn) ?? '';
      const known = byId.get(id);
      if (known) return [known];
      if (id === '') {
        missing.push(`that of ${textIn(owner, 'Id') ?? 'one without an ID'}`);
        return [];
      }
      requests += 1;
      const document = await reader.get(`${type.reading.path}/${encodeURIComponent(id)}`);
      if (document?.['Id'] === id) return [document];
      missing.push(id);
      return [];
    }),
  );
  if (missing.length > 0 && owners.incomplete === undefined)
    return { ...owners, documents: documents.flat(), requests, incomplete: notThere(missing) };
  return { ...owners, documents: documents.flat(), requests };
};

/** Why documents that others name are missing: none of them is known to be no more. */
export const notThere = (ids: readonly string[]): string =>
  `${ids.length} could not be read, although others name them: ${ids.slice(0, 3).join(', ')}${ids.length > 3 ? ', …' : ''}`;
