import type { JsonObject } from '../../model/json.js';
import { collections } from './collections.js';
import { textIn, type Instance, type Space } from './state.js';
import { scopeValues } from './variable-rules.js';

/** A stored document as GET answers it. */
export const present = (instance: Instance, space: Space, path: string, document: JsonObject): JsonObject => {
  const id = textIn(document, 'Id');
  const isModern = instance.generation === '2026';
  return {
    ...document,
    ...(path === 'variables' && isModern && { ScopeValues: scopeValues(space, document) }),
    ...(isModern && {
      LastModifiedOn: document['LastModifiedOn'] ?? null,
      LastModifiedBy: document['LastModifiedBy'] ?? null,
    }),
    Links: { Self: `/api/${space.id}/${path}/${id}`, ...links(path, document, space) },
  };
};

const links = (path: string, document: JsonObject, space: Space): JsonObject => {
  if (path !== 'projects' && path !== 'libraryvariablesets') return {};
  return { Variables: `/api/${space.id}/variables/${textIn(document, 'VariableSetId')}` };
};

export type Query = Readonly<Record<string, string | undefined>>;

/** The documents of a collection that a query asks for, in the server's order. */
export const listed = (space: Space, path: string, query: Query): readonly JsonObject[] => {
  const sortBy = collections.find((collection) => collection.path === path)?.sortBy ?? 'Name';
  const ids = query['ids']?.split(',');
  const partial = query['partialName']?.toLowerCase();
  const { contentType, name } = query;
  return [...space.all(path)]
    .filter((document) => !ids || ids.includes(textIn(document, 'Id')))
    .filter((document) => partial === undefined || textIn(document, 'Name').toLowerCase().includes(partial))
    .filter((document) => name === undefined || textIn(document, 'Name').toLowerCase() === name.toLowerCase())
    .filter((document) => contentType === undefined || document['ContentType'] === contentType)
    .sort((one, other) => compare(one, other, sortBy));
};

const compare = (one: JsonObject, other: JsonObject, sortBy: string): number => {
  const [a, b] = [one[sortBy], other[sortBy]];
  if (typeof a === 'number' && typeof b === 'number' && a !== b) return a - b;
  return (
    textIn(one, 'Name').localeCompare(textIn(other, 'Name')) || textIn(one, 'Id').localeCompare(textIn(other, 'Id'))
  );
};

/** One page of a list. Throws nothing: what is no number counts as not given. */
export const paged = (path: string, items: readonly JsonObject[], query: Query, defaultTake: number): JsonObject => {
  const skip = wholeNumber(query['skip'], 0);
  const take = wholeNumber(query['take'], defaultTake);
  const pages = take === 0 ? 0 : Math.ceil(items.length / take);
  return {
    ItemType: path,
    TotalResults: items.length,
    ItemsPerPage: take,
    NumberOfPages: Math.max(1, pages),
    LastPageNumber: Math.max(0, pages - 1),
    Items: items.slice(skip, skip + take),
    Links: {},
  };
};

const wholeNumber = (text: string | undefined, otherwise: number): number => {
  const number = Number(text);
  return text !== undefined && Number.isInteger(number) && number >= 0 ? number : otherwise;
};
