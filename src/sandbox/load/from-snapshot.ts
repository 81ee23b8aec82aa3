import { allTypes, publishedBy, type ResourceType } from '../../catalogue/index.js';
import type { ApiSpace } from '../../model/api-documents.js';
import type { Item, SpaceSnapshot } from '../../model/item.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import { BUILT_IN } from '../../model/markers.js';
import { keyOf, type TypeName } from '../../model/names.js';
import { denormalize } from '../../naming/denormalize.js';

/** IDs for names, as a server would have given them: `offset` keeps those of two servers apart. */
class Numbering {
  readonly #ids = new Map<string, string>();
  readonly #next = new Map<string, number>();
  readonly #offset: number;

  constructor(offset: number) {
    this.#offset = offset;
  }

  idOf(type: TypeName, names: readonly string[]): string | undefined {
    return this.#ids.get(`${type} ${keyOf(names)}`);
  }

  give(type: TypeName, names: readonly string[], id: string): void {
    this.#ids.set(`${type} ${keyOf(names)}`, id);
  }

  fresh(prefix: string): string {
    const number = this.#next.get(prefix) ?? this.#offset + 1;
    this.#next.set(prefix, number + 1);
    return `${prefix}-${number}`;
  }
}

/**
 * Turns a snapshot back into API documents, with IDs of its own, so that the sandbox can serve it. Values that a
 * snapshot does not have (secrets, history) are absent; secrets are said to be there.
 */
export const loadSnapshot = (snapshot: SpaceSnapshot, offset: number): ApiSpace => {
  const numbering = new Numbering(offset);
  const parentsFirst = [...allTypes].sort(
    (one, other) => Number(one.parent !== undefined) - Number(other.parent !== undefined),
  );
  for (const type of parentsFirst) number(type, snapshot, numbering);
  const documents: Record<string, JsonObject[]> = {};
  const users: JsonObject[] = [];
  for (const type of parentsFirst) {
    const made = type.lookupOnly
      ? lookUps(type, snapshot, numbering)
      : itemsIn(snapshot, type).map((item) => toDocument(type, item, numbering));
    if (type.reach === 'server') users.push(...made);
    else (documents[type.path] ??= []).push(...made);
  }
  const { space, version, installation } = snapshot.identity;
  return { name: space, version, installationId: installation, documents, users };
};

const itemsIn = (snapshot: SpaceSnapshot, type: ResourceType): readonly Item[] => [
  ...(snapshot.items.get(type.name)?.values() ?? []),
];

const parentNames = (type: ResourceType, item: Item): readonly string[] =>
  type.identity.kind === 'onePerParent' ? item.names : item.names.slice(0, -1);

const number = (type: ResourceType, snapshot: SpaceSnapshot, numbering: Numbering): void => {
  const lookups = snapshot.lookups.get(type.name)?.values() ?? [];
  for (const name of lookups) numbering.give(type.name, [name], numbering.fresh(type.idPrefix));
  for (const item of itemsIn(snapshot, type)) {
    const builtIn = item.document[BUILT_IN];
    const parentId = type.parent && numbering.idOf(type.parent.type, parentNames(type, item));
    const [prefix = ''] = type.idPrefix.split('-');
    const ofOwner = type.identity.kind === 'onePerParent' ? `${prefix}-${parentId ?? ''}` : undefined;
    const id = typeof builtIn === 'string' ? builtIn : (ofOwner ?? numbering.fresh(type.idPrefix));
    numbering.give(type.name, item.names, id);
    for (const thing of publishedBy(type, item.names, item.document)) {
      numbering.give(
        thing.type,
        thing.names,
        isOwner(type, thing.type) ? (parentId ?? '') : numbering.fresh(`${thing.type}-${id}`),
      );
    }
  }
};

const isOwner = (type: ResourceType, published: TypeName): boolean =>
  (type.publishes ?? []).some((rule) => rule.kind === 'parent' && rule.type === published);

const lookUps = (type: ResourceType, snapshot: SpaceSnapshot, numbering: Numbering): readonly JsonObject[] => {
  const field = type.identity.kind === 'named' ? type.identity.field : 'Name';
  const names = snapshot.lookups.get(type.name)?.values() ?? [];
  return [...names].map((name) => ({ Id: numbering.idOf(type.name, [name]) ?? '', [field]: name }));
};

const toDocument = (type: ResourceType, item: Item, numbering: Numbering): JsonObject => {
  const parentId = type.parent && numbering.idOf(type.parent.type, parentNames(type, item));
  const { body } = denormalize(type, item.document, {
    idOf: (ofType, names) => numbering.idOf(ofType, names),
    names: item.names,
    parentId,
    claimSecrets: true,
  });
  const readOnly = Object.entries(item.document).filter(([field]) => type.fields[field]?.kind === 'readOnly');
  const document = { ...body, ...Object.fromEntries(readOnly), Id: numbering.idOf(type.name, item.names) ?? '' };
  return (type.publishes ?? []).reduce<JsonObject>(
    (whole, rule) => (rule.kind === 'members' ? withMemberIds(whole, rule, item, numbering) : whole),
    document,
  );
};

type Members = Extract<NonNullable<ResourceType['publishes']>[number], { kind: 'members' }>;

/** Puts the IDs that references use into the things a document publishes. */
const withMemberIds = (document: JsonObject, rule: Members, item: Item, numbering: Numbering): JsonObject => {
  const visit = (value: JsonObject, [list, ...deeper]: readonly string[]): JsonObject => {
    if (list === undefined) {
      const called = value[rule.name];
      const name = typeof called === 'string' ? called : '';
      const owner = item.names.slice(0, 1);
      const names = rule.named === 'canonical' ? [[...owner, name].join('/')] : [...owner, name];
      return { ...value, [rule.id]: numbering.idOf(rule.type, names) ?? null };
    }
    const members: JsonValue | undefined = value[list];
    if (!isList(members)) return value;
    return { ...value, [list]: members.map((member) => (isObject(member) ? visit(member, deeper) : member)) };
  };
  return visit(document, rule.at);
};
