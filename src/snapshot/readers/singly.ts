import { LOGO, type ResourceType } from '../../catalogue/index.js';
import type { JsonObject } from '../../model/json.js';

/**
 * How many requests it takes at most to read of a type what has no list: a document of each parent, two with the values of a
 * tenant, and a picture of each document. `parents` and `documents` are those that were listed.
 */
export const singleRequests = (
  { reading: { listing }, fields }: ResourceType,
  parents: readonly JsonObject[],
  documents: readonly JsonObject[],
  logos: boolean,
): number => {
  const each = listing.kind === 'templateValues' ? 2 : listing.kind === 'ofParent' ? 1 : 0;
  return each * parents.length + (logos && Object.hasOwn(fields, LOGO) ? documents.length : 0);
};
