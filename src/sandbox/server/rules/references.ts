import { isList, isObject, type JsonObject, type JsonValue } from '../../../model/json.js';
import { textIn } from '../documents.js';
import { references, type Holder, type Reference } from './reference-table.js';
import type { Space } from '../space.js';
import type { Instance } from '../state.js';

const isExpression = (text: string): boolean => text.includes('#{');

/** Every reference of a document that leads nowhere, as messages of a 400. */
export const danglingReferences = (
  instance: Instance,
  space: Space,
  path: string,
  document: JsonObject,
): readonly string[] =>
  (references[path] ?? []).flatMap((reference) =>
    idsAt(document, reference)
      .filter((id) => id !== '' && !isExpression(id) && !exists(reference, id, { instance, space, document }))
      .map((id) => `'${nameOf(reference)}' refers to '${id}', which does not exist in this space.`),
  );

const nameOf = ({ at }: Reference): string => at.filter((part) => part !== '*' && part !== '#').join('.');

const exists = ({ to }: Reference, id: string, holder: Holder): boolean => {
  if (typeof to !== 'string') return to(id, holder);
  const home = holder.space.has(to) ? holder.space : holder.instance.shared;
  return home.find(to, id) !== undefined;
};

const idsAt = (document: JsonObject, { at, commaSeparated, within }: Reference): readonly string[] => {
  const texts = within ? textsAt(document, at).flatMap(within) : textsAt(document, at);
  return commaSeparated === true ? texts.flatMap((text) => text.split(',')).map((id) => id.trim()) : texts;
};

/** The texts at the end of a way: `*` goes on through all members, `#` stands for their names. */
const textsAt = (value: JsonValue | undefined, [next, ...rest]: readonly string[]): readonly string[] => {
  if (isList(value)) return value.flatMap((item) => textsAt(item, next === undefined ? [] : [next, ...rest]));
  if (next === undefined) return typeof value === 'string' ? [value] : [];
  if (!isObject(value)) return [];
  if (next === '#') return Object.keys(value);
  return (next === '*' ? Object.values(value) : [value[next]]).flatMap((member) => textsAt(member, rest));
};

/**
 * True when a document that stays mentions the ID: then the resource may not be deleted. `going` are the IDs of those
 * that are deleted with it.
 */
export const isInUse = (space: Space, id: string, going: ReadonlySet<string>): boolean =>
  Object.values(space.dump())
    .flat()
    .filter((document) => !going.has(textIn(document, 'Id')))
    .some((document) => JSON.stringify({ ...document, Links: {} }).includes(JSON.stringify(id)));
