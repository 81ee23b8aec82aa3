import type { ResourceType } from '../../catalogue/index.js';
import { sameJson, type JsonObject, type JsonValue } from '../../model/json.js';
import { absentOr } from './absence.js';
import type { Listed, TypeReader } from './reading.js';

/** Types that have a listing of their own: one of all, or pages. */
export const readListing: TypeReader = async ({ reader, type }) => {
  const { listing, reach, path } = type.reading;
  const isPaged = listing.kind === 'pages';
  const query = listing.kind === 'all' ? listing.query : undefined;
  const listed = isPaged ? reader.pages(reach, path, query, listing.page) : reader.list(reach, path, query);
  const first = await listed.catch((error: unknown) => absentOr(error, { reader, type }, isPaged ? 1 : 2));
  if ('absent' in first) return first;
  // The second pass has the filter of the paged listing: `/all` knows none. What the first had is not new in it.
  const second =
    listing.kind === 'all' && listing.also !== undefined ? await reader.pages(reach, path, listing.also) : none;
  const known = new Set(first.documents.map(({ Id }) => Id));
  return {
    documents: [...first.documents, ...second.documents.filter(({ Id }) => !known.has(Id))].filter((document) =>
      belongsTo(type, document, reader.spaceId),
    ),
    requests: first.requests + second.requests,
  };
};

const none: Listed = { documents: [], requests: 0 };

export const belongsTo = (type: ResourceType, document: JsonObject, spaceId: string): boolean =>
  Object.entries(type.reading.where ?? {}).every(([field, value]) => sameJson(document[field], value)) &&
  isOfReach(type, document['SpaceId'] ?? '', spaceId);

const isOfReach = ({ reading: { only } }: ResourceType, of: JsonValue, spaceId: string): boolean =>
  only === undefined || of === (only === 'ofServer' ? '' : spaceId);
