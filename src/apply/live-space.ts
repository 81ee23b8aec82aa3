import { allTypes, findType, publishedBy, typeNamed, type Fields, type ResourceType } from '../catalogue/index.js';
import type { Changeset } from '../changeset/changeset.js';
import type { JsonObject } from '../model/json.js';
import { keyOf, type Key, type TypeName } from '../model/names.js';
import type { Progress } from '../model/progress.js';
import { idShape, type IdIndex } from '../naming/id-index.js';
import { normalize } from '../naming/normalize.js';
import { nameSpace, type NamedItem, type NamedSpace } from '../snapshot/name-space.js';
import { readSpace, textIn, type SpaceReader } from '../snapshot/read-space.js';

/** The destination as it is now, by name and by ID; grows with what is created. */
export class LiveSpace {
  readonly #items: Map<TypeName, Map<Key, NamedItem>>;
  readonly #ids = new Map<string, string>();
  readonly #index: IdIndex;
  readonly #looksLikeId = idShape(allTypes.map(({ idPrefix }) => idPrefix));

  constructor({ items, index }: NamedSpace) {
    this.#items = new Map([...items].map(([type, ofType]) => [type, new Map(ofType)]));
    this.#index = index;
    for (const ofType of this.#items.values())
      for (const item of ofType.values()) this.#learn(typeNamed(item.type), item.names, item.raw);
  }

  find(type: TypeName, names: readonly string[]): NamedItem | undefined {
    return this.#items.get(type)?.get(keyOf(names));
  }

  idOf(type: TypeName, names: readonly string[]): string | undefined {
    return this.#ids.get(`${type} ${keyOf(names)}`);
  }

  /** Takes in a document as the server has it now, under the names that identify it. */
  take(type: ResourceType, names: readonly string[], raw: JsonObject): NamedItem {
    const id = textIn(raw, 'Id') ?? '';
    this.#index.add(id, { type: type.name, names });
    for (const { id: own, ...thing } of publishedBy(type, names, raw))
      if (own !== undefined) this.#index.add(own, thing);
    const normalized = normalize(type, raw, { index: this.#index, names, looksLikeId: this.#looksLikeId });
    const item: NamedItem = { type: type.name, id, names, key: keyOf(names), raw, ...normalized };
    const ofType = this.#items.get(type.name) ?? new Map<Key, NamedItem>();
    this.#items.set(type.name, ofType.set(item.key, item));
    this.#learn(type, names, raw);
    return item;
  }

  #learn(type: ResourceType, names: readonly string[], raw: JsonObject): void {
    const id = textIn(raw, 'Id');
    if (id !== undefined) this.#ids.set(`${type.name} ${keyOf(names)}`, id);
    for (const thing of publishedBy(type, names, raw)) {
      if (thing.id !== undefined) this.#ids.set(`${thing.type} ${keyOf(thing.names)}`, thing.id);
    }
  }
}

/** Reads what a changeset touches or refers to, and nothing else of the space. */
export const readLiveSpace = async (
  reader: SpaceReader,
  changeset: Changeset,
  progress: Progress,
): Promise<LiveSpace> => {
  const types = typesNeeded([...new Set(changeset.changes.map(({ type }) => type))]);
  return new LiveSpace(nameSpace(await readSpace(reader, progress, types)));
};

/** The types of a changeset, their parents, and what their documents can refer to. */
const typesNeeded = (changed: readonly TypeName[]): readonly ResourceType[] => {
  const needed = new Set<TypeName>();
  const need = (name: TypeName, isChanged: boolean): void => {
    const type = findType(name);
    if (!type) {
      for (const publisher of allTypes)
        if (publisher.publishes?.some((rule) => rule.type === name)) need(publisher.name, false);
      return;
    }
    if (needed.has(name) && !isChanged) return;
    needed.add(name);
    if (type.parent) need(type.parent.type, false);
    for (const target of targetsOf(type.fields)) if (!needed.has(target)) need(target, false);
  };
  for (const name of changed) need(name, true);
  return allTypes.filter(({ name }) => needed.has(name));
};

const targetsOf = (fields: Fields): readonly TypeName[] =>
  Object.values(fields).flatMap((rule): readonly TypeName[] => {
    switch (rule.kind) {
      case 'reference':
        return rule.to;
      case 'references':
        return rule.reference.to;
      case 'referenceMap':
        return [...rule.keys.to, ...targetsOf({ value: rule.values })];
      case 'nested':
      case 'list':
        return targetsOf(rule.fields);
      case 'byField':
        return targetsOf({ ...rule.cases, otherwise: rule.otherwise });
      default:
        return [];
    }
  });
