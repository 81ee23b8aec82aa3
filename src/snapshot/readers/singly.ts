import { isKeptInGit, LOGO, rootOf, type ResourceType } from '../../catalogue/index.js';
import type { JsonObject } from '../../model/json.js';
import type { RawType } from './reading.js';

/** The common and the project values of a tenant are two documents. */
const ofEachParent: Readonly<Partial<Record<ResourceType['reading']['listing']['kind'], number>>> = {
  ofParent: 1,
  templateValues: 2,
};

/** Whether each document of a type takes a request of its own: it comes after everything that has a list. */
export const isReadSingly = ({ reading: { listing } }: ResourceType): boolean =>
  Object.hasOwn(ofEachParent, listing.kind);

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
  return (
    (ofEachParent[listing.kind] ?? 0) * parents.length + (logos && Object.hasOwn(fields, LOGO) ? documents.length : 0)
  );
};

/**
 * How many requests it takes at most to read of a type what projects keep in Git: a list of each project, or one document of each; of what belongs
 * to something at the ref, one of each of those. `owners` are the projects that are read, `parents` what was read of the type's own parents.
 */
export const requestsAtRefs = (
  type: ResourceType,
  owners: readonly JsonObject[],
  parents: RawType | undefined,
): number => {
  if (!type.reading.inGit) return 0;
  const isOfParents = type.reading.inGit.list === undefined && parents !== undefined && parents.type !== rootOf(type);
  return isOfParents ? (parents.inGit?.size ?? 0) : owners.filter((one) => isKeptInGit(type, one)).length;
};
