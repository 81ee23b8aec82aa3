import { allTypes } from './all-types.js';
import { saysSo } from './condition.js';
import type { Published, ResourceType } from './vocabulary.js';
import { isList, isObject, objectsOf, textOf, type JsonObject, type JsonValue } from '../model/json.js';
import { ownName, sameName, type PublishedName, type ThingName } from '../model/names.js';

/** A thing inside a document, by name. */
export interface PublishedThing {
  readonly type: PublishedName;
  readonly names: readonly string[];
  /** The server's ID; undefined in a normalized document, which has none. */
  readonly id: string | undefined;
  /** How the server calls it in rules, triggers and expressions, if it gives slugs to such things. */
  readonly slug?: string | undefined;
}

/**
 * The things inside a document that others refer to: the tags of a tag set, the actions of a process. Works on the
 * server's documents (with IDs) and on normalized ones (without).
 */
export const publishedBy = (
  type: ResourceType,
  names: readonly string[],
  document: JsonObject,
): readonly PublishedThing[] => (type.publishes ?? []).flatMap((rule) => published(rule, names, document));

/** What would publish a thing of that name, if it publishes any: the set of a tag, where it takes free text (rules names-free-text). */
export interface Publisher {
  readonly type: ResourceType;
  readonly names: readonly string[];
  readonly publishesAny: (document: JsonObject) => boolean;
}

export const publishersOfAny = (thing: ThingName, name: string): readonly Publisher[] =>
  allTypes.flatMap((type) =>
    (type.publishes ?? []).flatMap((rule) => {
      const slash = name.indexOf('/');
      const any = rule.kind === 'members' && rule.type === thing && slash > 0 ? rule.any : undefined;
      return any
        ? [{ type, names: [name.slice(0, slash)], publishesAny: (document: JsonObject) => saysSo(document, any) }]
        : [];
    }),
  );

const published = (rule: Published, names: readonly string[], document: JsonObject): readonly PublishedThing[] => {
  if (rule.kind === 'within') return [{ type: rule.type, names: [...names, rule.called], id: text(document['Id']) }];
  if (rule.kind === 'self') {
    const called = rule.called.replace('{name}', () => ownName(names));
    return [{ type: rule.type, names: [...names.slice(0, -1), called], id: text(document['Id']) }];
  }
  return membersAt(document, rule.at).flatMap(({ member, holder }) => {
    const name = text(member[rule.name]);
    if (name === undefined) return [];
    return [
      {
        type: rule.type,
        names: namesOf(rule, names, holder, name),
        id: text(member[rule.id]),
        slug: text(member['Slug']),
      },
    ];
  });
};

const namesOf = (
  rule: Extract<Published, { kind: 'members' }>,
  names: readonly string[],
  holder: JsonObject,
  name: string,
): readonly string[] => {
  if (rule.named === 'canonical') return [[...names, name].join('/')];
  return rule.named === 'withinMember' ? [...names, text(holder[rule.name]) ?? '', name] : [...names, name];
};

export interface Member {
  readonly member: JsonObject;
  /** What has it in its list. */
  readonly holder: JsonObject;
}

/** The members of lists within lists, with what has each. */
export const membersAt = (
  document: JsonObject,
  [list, ...deeper]: readonly string[],
  holder: JsonObject = {},
): readonly Member[] => {
  if (list === undefined) return [{ member: document, holder }];
  return objectsOf(document[list]).flatMap((item) => membersAt(item, deeper, document));
};

const text = (value: JsonValue | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

/** Something inside a document that gets another name: a step, an action, all values of a variable. */
export interface CalledAnew {
  /** The list that it is in, within the lists that hold that: `['Steps', 'Actions']`. */
  readonly at: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** A document in which what is in a list, and has a name, is called otherwise (rules rename-inside). */
export const withMembersCalled = (
  document: JsonObject,
  { at: [list, ...deeper], from, to }: CalledAnew,
): JsonObject => {
  if (list === undefined) return sameName(textOf(document['Name']), from) ? { ...document, Name: to } : document;
  const members = document[list];
  if (!isList(members)) return document;
  const called = members.map((one) => (isObject(one) ? withMembersCalled(one, { at: deeper, from, to }) : one));
  return { ...document, [list]: called };
};
