import type { ResourceType } from '../../catalogue/index.js';
import type { JsonObject } from '../../model/json.js';
import { belongsTo } from './listing.js';
import { absentOr } from './absence.js';
import { textIn, type SpaceReader, type TypeReader } from './reading.js';

/** Resources that are decided together: those of one parent become one document that lists them. */
export const readGathered: TypeReader = async ({ reader, type }) => {
  const {
    reading: { listing },
    parent,
  } = type;
  if (listing.kind !== 'gathered' || !parent) return { documents: [], requests: 0 };
  const listed = await reader
    .pages(type.reading.reach, type.reading.path)
    .catch((error: unknown) => absentOr(error, { reader, type }, 1));
  if ('absent' in listed) return listed;
  const members = listed.documents.filter((document) => belongsTo(type, document, reader.spaceId));
  const homeless = members.find((member) => textIn(member, parent.field) === undefined);
  if (homeless)
    return {
      documents: [],
      requests: listed.requests,
      incomplete: `one of them has no ${parent.field}: ${textIn(homeless, 'Id') ?? 'it has no ID either'}`,
    };
  return { documents: gather(members, parent.field, listing.into), requests: listed.requests };
};

/** One document a parent; its ID is made up, because the server has none. */
export const gather = (members: readonly JsonObject[], parentField: string, into: string): readonly JsonObject[] => {
  const byParent = new Map<string, JsonObject[]>();
  for (const member of members) {
    const parent = textIn(member, parentField) ?? '';
    const own = Object.fromEntries(Object.entries(member).filter(([field]) => field !== parentField));
    byParent.set(parent, [...(byParent.get(parent) ?? []), own]);
  }
  return [...byParent].map(([parent, own]) => ({ Id: `${into} of ${parent}`, [parentField]: parent, [into]: own }));
};

/** The document of one parent, as its members are now; undefined if it has none. */
export const readOneGathered = async (
  reader: SpaceReader,
  type: ResourceType,
  parentId: string,
): Promise<JsonObject | undefined> => {
  const {
    reading: { listing },
    parent,
  } = type;
  if (listing.kind !== 'gathered' || !parent) return undefined;
  const { documents } = await reader.pages(type.reading.reach, type.reading.path);
  const own = documents.filter(
    (member) => belongsTo(type, member, reader.spaceId) && member[parent.field] === parentId,
  );
  return gather(own, parent.field, listing.into)[0];
};
