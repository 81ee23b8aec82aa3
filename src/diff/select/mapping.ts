import { allTypes, findType, rootOf, typeNamed, type ResourceType } from '../../catalogue/index.js';
import type { Mapping, SyncSettings } from '../../settings/settings.js';
import type { Item, SpaceSnapshot } from '../../model/item.js';
import { foldName, keyOf, sameName, type Key, type ThingName, type TypeName } from '../../model/names.js';

/**
 * What things of the source are called on the destination (rules names-map). Applied before matching, wherever
 * a type is referred to; several names for projects only: a parent and its children.
 */
export class Mapper {
  readonly #maps = new Map<string, ReadonlyMap<string, Mapping>>();

  constructor(map: SyncSettings['map']) {
    for (const [type, mappings] of Object.entries(map))
      this.#maps.set(type, new Map(mappings.map((mapping) => [foldName(mapping.from), mapping])));
  }

  get isEmpty(): boolean {
    return this.#maps.size === 0;
  }

  /** The mapping of a name, if a person gave one. */
  mappingOf(type: ThingName, name: string): Mapping | undefined {
    return this.#maps.get(type)?.get(foldName(name));
  }

  /** What a thing is called on the destination; its own name unless mapped. */
  namesFor(type: ThingName, name: string): readonly string[] {
    if (this.isEmpty) return [name];
    const own = this.mappingOf(type, name);
    if (own) return own.to;
    const self = selves.get(type)?.find(({ before }) => name.startsWith(before));
    if (self)
      return this.namesFor(self.type, name.slice(self.before.length)).map((called) => `${self.before}${called}`);
    const owner = canonicalOwners.get(type);
    const slash = name.indexOf('/');
    if (owner === undefined || slash === -1) return [name];
    // A tag is called after its set: `Region/Europe`.
    return this.namesFor(owner, name.slice(0, slash)).map((set) => `${set}${name.slice(slash)}`);
  }

  nameFor(type: ThingName, name: string): string {
    return this.namesFor(type, name)[0] ?? name;
  }

  /** The names of an item on the destination, its parents' first: more than one set of names for a parent project. */
  itemNames(type: ResourceType, names: readonly string[]): readonly (readonly string[])[] {
    if (this.isEmpty) return [names];
    return chainOf(type).reduce<readonly (readonly string[])[]>(
      (found, level, index) =>
        found.flatMap((above) => this.namesFor(level, names[index] ?? '').map((name) => [...above, name])),
      [[]],
    );
  }

  /** The inverse of `itemNames`: what the source calls an item of the destination. */
  sourceNames(type: ResourceType, names: readonly string[]): readonly string[] {
    if (this.isEmpty) return names;
    const fromOf = (level: TypeName, name: string): string => {
      const mappings = [...(this.#maps.get(level)?.values() ?? [])];
      return mappings.find(({ to }) => to.some((one) => sameName(one, name)))?.from ?? name;
    };
    return chainOf(type).map((level, index) => fromOf(level, names[index] ?? ''));
  }

  /**
   * The names of something that a reference calls by all of its names: an item, or a thing inside one. Seen from a child, it
   * is the child's own (rules names-map-several).
   */
  thingNames(type: ThingName, names: readonly string[], child?: string): readonly string[] {
    if (this.isEmpty) return names;
    const own = findType(type);
    const owners = own ? chainOf(own) : ownersOf(type, names.length);
    return names.map((name, level) => ownOf(this.namesFor(owners[level] ?? type, name), child)[0] ?? name);
  }
}

/** Of the names that a parent is mapped to, the one that means the child at hand; all of them where that is none of them. */
export const ownOf = (called: readonly string[], child: string | undefined): readonly string[] => {
  const own = called.filter((name) => child !== undefined && sameName(name, child));
  return own.length > 0 ? own : called;
};

const mappers = new WeakMap<SyncSettings['map'], Mapper>();

/** The mapper of settings; made once. */
export const mapperFor = ({ map }: Pick<SyncSettings, 'map'>): Mapper => {
  const mapper = mappers.get(map) ?? new Mapper(map);
  mappers.set(map, mapper);
  return mapper;
};

/** The types of an item's names: `projects`, `runbooks` for a runbook and for its process. */
export const chainOf = (type: ResourceType): readonly TypeName[] => {
  const above = type.parent ? chainOf(typeNamed(type.parent.type)) : [];
  return type.identity.kind === 'onePerParent' ? above : [...above, type.name];
};

/** The owner whose name is part of the name of what it publishes: the tag set of a tag. */
const canonicalOwners: ReadonlyMap<ThingName, TypeName> = new Map(
  allTypes.flatMap((type) =>
    (type.publishes ?? []).flatMap((rule) =>
      rule.kind === 'members' && rule.named === 'canonical' ? [[rule.type, type.name] as const] : [],
    ),
  ),
);

/** Items that are meant as something else too, and what stands before their name then: `Runbook Restart`. */
const selves: ReadonlyMap<ThingName, readonly { readonly type: TypeName; readonly before: string }[]> = new Map(
  allTypes.flatMap((type) =>
    (type.publishes ?? []).flatMap((rule) =>
      rule.kind === 'self'
        ? [[rule.type, [{ type: type.name, before: rule.called.replace('{name}', '') }]] as const]
        : [],
    ),
  ),
);

/** The types of the owners of a published thing that is called by so many names. */
export const ownersOf = (type: ThingName, count: number): readonly TypeName[] =>
  allTypes
    .filter(({ publishes }) => publishes?.some((rule) => rule.type === type))
    .map(chainOf)
    .find((chain) => chain.length === count - 1) ?? [];

/** The source under the names that its things have on the destination. */
export const mappedSource = (source: SpaceSnapshot, mapper: Mapper): SpaceSnapshot => {
  if (mapper.isEmpty) return source;
  const items = new Map<TypeName, ReadonlyMap<Key, Item>>();
  for (const [typeName, ofType] of source.items) {
    const type = findType(typeName);
    const mapped = [...ofType.values()].flatMap((item) =>
      (type ? mapper.itemNames(type, item.names) : [item.names]).map((names): Item => ({
        ...item,
        names,
        key: keyOf(names),
      })),
    );
    items.set(typeName, new Map(mapped.map((item) => [item.key, item])));
  }
  const incomplete = source.incomplete.flatMap((one): SpaceSnapshot['incomplete'] => {
    const { type, of } = one;
    return of ? mapper.itemNames(rootOf(typeNamed(type)), of).map((names) => ({ ...one, of: names })) : [one];
  });
  return { ...source, items, incomplete };
};
