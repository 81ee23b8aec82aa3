import type { ResourceType } from '../../catalogue/index.js';
import { sameJson, type JsonObject } from '../../model/json.js';
import { isMissing, type Listed, type TypeReader } from './reading.js';

/** Types that have a listing of their own: one of all, or pages. */
export const readListing: TypeReader = async ({ reader, type }) => {
  const {
    reading: { listing },
  } = type;
  const passes =
    listing.kind === 'all' ? [listing.query, ...(listing.also === undefined ? [] : [listing.also])] : [undefined];
  try {
    const lists: Listed[] = [];
    // A second pass has the filter of the paged listing: `/all` knows none.
    for (const [index, query] of passes.entries())
      lists.push(
        listing.kind === 'pages' || index > 0
          ? await reader.pages(
              type.reading.reach,
              type.reading.path,
              query,
              listing.kind === 'pages' ? listing.page : undefined,
            )
          : await reader.list(type.reading.reach, type.reading.path, query),
      );
    const documents = new Map(lists.flatMap((list) => list.documents).map((document) => [document['Id'], document]));
    return {
      documents: [...documents.values()].filter((document) => belongsTo(type, document, reader.spaceId)),
      requests: lists.reduce((sum, { requests }) => sum + requests, 0),
    };
  } catch (error) {
    // Older servers do not have every type: then there is nothing of it, and nothing is missing from the snapshot.
    if (isMissing(error))
      return { documents: [], requests: type.reading.listing.kind === 'pages' ? 1 : 2, absent: true };
    throw error;
  }
};

export const belongsTo = (type: ResourceType, document: JsonObject, spaceId: string): boolean =>
  Object.entries(type.reading.where ?? {}).every(([field, value]) => sameJson(document[field], value)) &&
  (!type.reading.ofThisSpaceOnly || document['SpaceId'] === spaceId);
