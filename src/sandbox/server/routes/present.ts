import type { JsonObject } from '../../../model/json.js';
import { collectionAt } from '../collections.js';
import { textIn } from '../documents.js';
import type { Query } from './exchange.js';
import { linksOf } from './links.js';
import { isAskedFor } from './list-filters.js';
import type { Space } from '../space.js';
import type { Instance } from '../state.js';
import { scopeValues } from '../rules/variable-rules.js';

/** A stored document as GET answers it. */
export const present = (instance: Instance, space: Space, path: string, document: JsonObject): JsonObject => {
  const isModern = instance.generation === '2026';
  return {
    ...document,
    ...(path === 'variables' && isModern && { ScopeValues: scopeValues(space, document) }),
    ...(isModern && {
      LastModifiedOn: document['LastModifiedOn'] ?? null,
      LastModifiedBy: document['LastModifiedBy'] ?? null,
    }),
    Links: linksOf(instance, space, path, document),
  };
};

/** The documents of a collection that a query asks for, in the server's order. */
export const listed = (space: Space, path: string, query: Query): readonly JsonObject[] => {
  const { sortBy = 'Name', idField = 'Id', nameField = 'Name', nameIsFragment = false } = collectionAt(path) ?? {};
  const { name } = query;
  const fragments = [query['partialName'], nameField === 'Username' ? query['filter'] : undefined];
  return byName(space.all(path), idField, nameField, {
    ids: query['ids'],
    exact: nameIsFragment ? undefined : name,
    fragments: nameIsFragment ? [...fragments, name] : fragments,
  })
    .filter((document) => isAskedFor(path, document, query, space))
    .sort((one, other) => compare(one, other, sortBy));
};

/** Filters those that belong to no collection: spaces. */
export const pagedByName = (documents: readonly JsonObject[], { ids, name, partialName }: Query): JsonObject[] =>
  byName(documents, 'Id', 'Name', { ids, exact: name, fragments: [partialName] });

interface NameFilter {
  readonly ids: string | undefined;
  readonly exact: string | undefined;
  readonly fragments: readonly (string | undefined)[];
}

const byName = (
  documents: readonly JsonObject[],
  idField: string,
  nameField: string,
  { ids, exact, fragments }: NameFilter,
): JsonObject[] => {
  const wanted = ids?.split(',');
  return documents.filter((document) => {
    const name = textIn(document, nameField).toLowerCase();
    return (
      (wanted?.includes(textIn(document, idField)) ?? true) &&
      (exact === undefined || name === exact.toLowerCase()) &&
      fragments.every((fragment) => fragment === undefined || name.includes(fragment.toLowerCase()))
    );
  });
};

const compare = (one: JsonObject, other: JsonObject, sortBy: string): number => {
  const [a, b] = [one[sortBy], other[sortBy]];
  if (typeof a === 'number' && typeof b === 'number' && a !== b) return a - b;
  return (
    textIn(one, 'Name').localeCompare(textIn(other, 'Name')) || textIn(one, 'Id').localeCompare(textIn(other, 'Id'))
  );
};

/** One page of a list that is served at `route`. Throws nothing: what is no number counts as not given. */
export const paged = (
  path: string,
  items: readonly JsonObject[],
  query: Query,
  defaultTake: number,
  route = `/api/${path}`,
): JsonObject => {
  const skip = wholeNumber(query['skip'], 0);
  const take = wholeNumber(query['take'], defaultTake);
  const shape = collectionAt(path)?.page;
  if (shape) return { [shape.total]: items.length, [shape.items]: items.slice(skip, skip + take) };
  const pages = take === 0 ? 0 : Math.ceil(items.length / take);
  return {
    ItemType: collectionAt(path)?.itemType ?? path,
    TotalResults: items.length,
    ItemsPerPage: take,
    NumberOfPages: Math.max(1, pages),
    LastPageNumber: Math.max(0, pages - 1),
    Items: items.slice(skip, skip + take),
    Links: pageLinks(route, query, { skip, take, total: items.length }),
  };
};

const pageLinks = (
  route: string,
  query: Query,
  { skip, take, total }: { readonly skip: number; readonly take: number; readonly total: number },
): JsonObject => {
  const filters = Object.entries(query).filter(([name]) => name !== 'skip' && name !== 'take');
  const page = (from: number, size = take): string => {
    const parameters = new URLSearchParams(filters.map(([name, value = '']): [string, string] => [name, value]));
    return `${route}?${[parameters.toString(), `skip=${from}&take=${size}`].filter((part) => part !== '').join('&')}`;
  };
  return {
    Self: page(skip),
    'Page.Current': page(skip),
    'Page.All': page(0, 2_147_483_647),
    ...(take > 0 && skip + take < total && { 'Page.Next': page(skip + take) }),
    ...(take > 0 && skip > 0 && { 'Page.Previous': page(Math.max(0, skip - take)) }),
  };
};

const wholeNumber = (text: string | undefined, otherwise: number): number => {
  const number = Number(text);
  return text !== undefined && Number.isInteger(number) && number >= 0 ? number : otherwise;
};
