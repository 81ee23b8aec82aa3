import { LOGO, allTypes, parentNames, publishedBy, typeNamed, type ResourceType } from '../../catalogue/index.js';
import type { ApiSpace } from '../../model/api-documents.js';
import type { Item, SpaceSnapshot } from '../../model/item.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import { BUILT_IN, isStoredFile } from '../../model/markers.js';
import { keyOf, ownName, refOf, type Ref, type ThingName } from '../../model/names.js';
import { denormalize } from '../../naming/denormalize.js';
import { gitOf, isAtRef, Slugs, withoutGit, type AtRef } from './in-git.js';

/** IDs for names, as a server would have given them: `offset` keeps those of two servers apart. */
class Numbering {
  readonly #ids = new Map<Ref, string>();
  readonly #next = new Map<string, number>();
  readonly #offset: number;

  constructor(offset: number) {
    this.#offset = offset;
  }

  idOf(type: ThingName, names: readonly string[]): string | undefined {
    return this.#ids.get(refOf(type, keyOf(names)));
  }

  give(type: ThingName, names: readonly string[], id: string): void {
    this.#ids.set(refOf(type, keyOf(names)), id);
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
  for (const type of parentsFirst) number(type, snapshot, numbering);
  const documents: Record<string, JsonObject[]> = {};
  const atRefs: AtRef[] = [];
  const shared: Record<string, JsonObject[]> = {};
  for (const type of parentsFirst) {
    const made = type.lookupOnly
      ? lookUps(type, snapshot, numbering)
      : itemsIn(snapshot, type).flatMap((item) => {
          const document = toDocument(type, item, numbering);
          if (!isAtRef(snapshot, type, item)) return membersOf(type, document, numbering);
          atRefs.push({ type, item, document });
          return [];
        });
    const where = type.reading.reach === 'server' ? shared : documents;
    const path = type.reading.listing.kind === 'templateValues' ? 'tenantvalues' : type.reading.path;
    if (made.length > 0) (where[path] ??= []).push(...made);
  }
  const { space, version, installation } = snapshot.identity;
  const files = logosIn(snapshot, numbering);
  const git = gitOf(snapshot, atRefs, (type, names) => numbering.idOf(type, names) ?? '');
  return {
    name: space,
    version,
    installationId: installation,
    documents,
    shared,
    files,
    ...(git.length > 0 && { git }),
  };
};

const depth = ({ parent }: ResourceType): number => (parent ? 1 + depth(typeNamed(parent.type)) : 0);

const parentsFirst: readonly ResourceType[] = [...allTypes].sort((one, other) => depth(one) - depth(other));

/** What is one document in a snapshot may be several on a server. */
const membersOf = (type: ResourceType, document: JsonObject, numbering: Numbering): readonly JsonObject[] => {
  const {
    reading: { listing },
    parent,
  } = type;
  const members = listing.kind === 'gathered' ? document[listing.into] : undefined;
  if (!parent || !isList(members)) return [document];
  return members.filter(isObject).map((member) => ({
    ...member,
    Id: numbering.fresh(type.reading.idPrefix),
    [parent.field]: document[parent.field] ?? null,
  }));
};

/** Pictures by their path below the space. */
const logosIn = (snapshot: SpaceSnapshot, numbering: Numbering): NonNullable<ApiSpace['files']> =>
  new Map(
    allTypes
      .filter((type) => LOGO in type.fields)
      .flatMap((type) =>
        itemsIn(snapshot, type).flatMap(({ names, document }) => {
          const picture = document[LOGO];
          const bytes = isStoredFile(picture) ? snapshot.files.get(picture.$file) : undefined;
          const path = `${type.reading.path}/${numbering.idOf(type.name, names) ?? ''}/logo`;
          return bytes ? [[path, { bytes, contentType: 'image/png' }] as const] : [];
        }),
      ),
  );

const itemsIn = (snapshot: SpaceSnapshot, type: ResourceType): readonly Item[] => [
  ...(snapshot.items.get(type.name)?.values() ?? []),
];

const number = (type: ResourceType, snapshot: SpaceSnapshot, numbering: Numbering): void => {
  const lookups = snapshot.lookups.get(type.name)?.values() ?? [];
  for (const name of lookups) numbering.give(type.name, [name], numbering.fresh(type.reading.idPrefix));
  for (const item of itemsIn(snapshot, type)) {
    const builtIn = item.document[BUILT_IN];
    const parentId = type.parent && numbering.idOf(type.parent.type, parentNames(type, item.names));
    const [prefix = ''] = type.reading.idPrefix.split('-');
    const ofOwner = type.identity.kind === 'onePerParent' ? `${prefix}-${parentId ?? ''}` : undefined;
    // What stands at a ref has its slug for an ID (octopus-api branches).
    const slugs = isAtRef(snapshot, type, item) ? new Slugs() : undefined;
    const own = ofOwner ?? slugs?.slugOf(item.document, ownName(item.names)) ?? numbering.fresh(type.reading.idPrefix);
    const id = typeof builtIn === 'string' ? builtIn : own;
    numbering.give(type.name, item.names, id);
    for (const thing of publishedBy(type, item.names, item.document)) {
      const owner = ownerId(type, thing.type, id);
      const slug = slugs?.slugOf({ Slug: thing.slug ?? null }, ownName(thing.names));
      numbering.give(thing.type, thing.names, owner ?? slug ?? numbering.fresh(`${thing.type}-${id}`));
    }
  }
};

/** What an item publishes may be itself under another name. */
const ownerId = (type: ResourceType, published: ThingName, id: string): string | undefined => {
  const kind = (type.publishes ?? []).find((rule) => rule.type === published)?.kind;
  return kind === 'members' ? undefined : id;
};

const lookUps = (type: ResourceType, snapshot: SpaceSnapshot, numbering: Numbering): readonly JsonObject[] => {
  const field = type.identity.kind === 'named' ? type.identity.field : 'Name';
  const names = snapshot.lookups.get(type.name)?.values() ?? [];
  const ofServer = type.reading.only === 'ofServer' && { SpaceId: null };
  return [...names].map((name) => ({ Id: numbering.idOf(type.name, [name]) ?? '', [field]: name, ...ofServer }));
};

const toDocument = (type: ResourceType, item: Item, numbering: Numbering): JsonObject => {
  const parentId = type.parent && numbering.idOf(type.parent.type, parentNames(type, item.names));
  const { body } = denormalize(type, withoutGit(type, item.document), {
    idOf: (ofType, names) => numbering.idOf(ofType, names),
    names: item.names,
    parentId,
    asStored: true,
    // Each server counts versions for itself; this one begins at zero.
    fieldOf: () => 0,
  });
  const above = type.parent && typeNamed(type.parent.type).parent;
  const grandparent = above && { [above.field]: numbering.idOf(above.type, item.names.slice(0, 1)) ?? null };
  const document = {
    ...body,
    ...grandparent,
    Id: numbering.idOf(type.name, item.names) ?? '',
  };
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
      const names = rule.named === 'canonical' ? [[...item.names, name].join('/')] : [...item.names, name];
      return { ...value, [rule.id]: numbering.idOf(rule.type, names) ?? null };
    }
    const members: JsonValue | undefined = value[list];
    if (!isList(members)) return value;
    return { ...value, [list]: members.map((member) => (isObject(member) ? visit(member, deeper) : member)) };
  };
  return visit(document, rule.at);
};
