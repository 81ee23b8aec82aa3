import type { Published, ResourceType } from './vocabulary.js';
import { objectsOf, type JsonObject, type JsonValue } from '../model/json.js';
import { ownName, type PublishedName } from '../model/names.js';

/** A thing inside a document, by name. */
export interface PublishedThing {
  readonly type: PublishedName;
  readonly names: readonly string[];
  /** The server's ID; undefined in a normalized document, which has none. */
  readonly id: string | undefined;
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

const published = (rule: Published, names: readonly string[], document: JsonObject): readonly PublishedThing[] => {
  if (rule.kind === 'within') return [{ type: rule.type, names: [...names, rule.called], id: text(document['Id']) }];
  if (rule.kind === 'self') {
    const called = rule.called.replace('{name}', () => ownName(names));
    return [{ type: rule.type, names: [...names.slice(0, -1), called], id: text(document['Id']) }];
  }
  return membersAt(document, rule.at).flatMap((member) => {
    const name = text(member[rule.name]);
    if (name === undefined) return [];
    const called = rule.named === 'canonical' ? [[...names, name].join('/')] : [...names, name];
    return [{ type: rule.type, names: called, id: text(member[rule.id]) }];
  });
};

const membersAt = (document: JsonObject, [list, ...deeper]: readonly string[]): readonly JsonObject[] => {
  if (list === undefined) return [document];
  return objectsOf(document[list]).flatMap((item) => membersAt(item, deeper));
};

const text = (value: JsonValue | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
