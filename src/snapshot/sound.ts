import { nameIn, type FieldRule, type ResourceType } from '../catalogue/index.js';
import { isList, type JsonObject, type JsonValue } from '../model/json.js';
import type { TypeName } from '../model/names.js';
import { isElsewhere, textIn, type RawType, type SpaceReader } from './readers/reading.js';

/**
 * A type as it was read, without what cannot be a document of it: then it is incomplete, with the reason
 * (rules incomplete-unknown). A proxy, a server of another make or a changing space may answer such things.
 */
export const soundType = (raw: RawType, reader: Pick<SpaceReader, 'spaceId' | 'holdsSecret'>): RawType => {
  const seen = new Set<JsonValue>();
  const defects: string[] = [];
  const documents = raw.documents.filter((document) => {
    const defect = defectOf(raw.type, document, reader, seen);
    if (defect !== undefined) defects.push(defect);
    return defect === undefined;
  });
  return defects.length === 0 ? raw : { ...raw, documents, incomplete: raw.incomplete ?? whyNot(raw, defects) };
};

/** The same for documents of a parent that was not read: nobody knows what they are called. */
export const withoutOrphans = (raw: RawType, read: ReadonlyMap<TypeName, RawType>): RawType => {
  const { type, documents } = raw;
  const parents = type.parent && read.get(type.parent.type);
  // Roles may be those of a team of the whole server, which is none of the space.
  if (!type.parent || !parents || parents.type.reading.only === 'ofThisSpace') return raw;
  const { field } = type.parent;
  const ids = new Set<JsonValue | undefined>(parents.documents.map(({ Id }) => Id));
  const orphans = documents.filter((document) => !ids.has(document[field]));
  if (orphans.length === 0) return raw;
  const defects = orphans.map((one) => `${called(one)} belongs to a ${parents.type.singular} that was not read`);
  return { ...raw, incomplete: raw.incomplete ?? whyNot(raw, defects) };
};

const whyNot = ({ documents }: RawType, defects: readonly string[]): string =>
  `${defects.length} of ${documents.length} were not taken: ${defects.slice(0, 3).join('; ')}${defects.length > 3 ? '; …' : ''}`;

const called = (document: JsonObject): string => textIn(document, 'Id') ?? textIn(document, 'Name') ?? 'one';

const defectOf = (
  type: ResourceType,
  document: JsonObject,
  { spaceId, holdsSecret }: Pick<SpaceReader, 'spaceId' | 'holdsSecret'>,
  seen: Set<JsonValue>,
): string | undefined => {
  const id = textIn(document, 'Id') ?? '';
  if (id.trim() === '') return `${called(document)} has no ID`;
  if (seen.has(id)) return `${id} came twice`;
  seen.add(id);
  if (type.identity.kind === 'named' && (nameIn(type, document) ?? '').trim() === '')
    return `${id} has no ${type.identity.field}`;
  if (type.reading.reach === 'space' && isElsewhere(document, spaceId)) return `${id} is of another space`;
  const field = Object.keys(type.fields).find((one) => !isShapedLike(type.fields[one], document[one]));
  if (field !== undefined) return `${field} of ${id} is no list`;
  if (holdsSecret(document)) return `${id} holds the API key that octosync signs in with: make that value sensitive`;
  return undefined;
};

/** Where a list is declared, nothing else may stand: it would be taken for an empty one. */
const isShapedLike = (rule: FieldRule | undefined, value: JsonValue | undefined): boolean => {
  if (value === undefined || value === null || rule === undefined) return true;
  return rule.kind !== 'list' || isList(value);
};
