import { UsageError } from '../../model/errors.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import { collectionAt, collections, type Collection } from './collections.js';
import { contractOf, generationOf, type Generation } from './contract.js';
import { defaultsFor } from './defaults.js';
import { IdSource, idsInside, slugOf } from './ids.js';
import { emptyOf } from './validate.js';
import { SecretStore } from './secrets.js';

/** Raw API documents by the path of their collection. */
export type Documents = Readonly<Record<string, readonly JsonObject[]>>;

export interface SpaceSpec {
  readonly id: string;
  readonly name: string;
  readonly isDefault?: boolean;
  readonly documents: Documents;
}

export interface InstanceSpec {
  readonly name: string;
  readonly version: string;
  readonly installationId: string;
  readonly apiKey: string;
  readonly spaces: readonly SpaceSpec[];
  readonly users?: readonly JsonObject[];
  /** IDs handed out are above this, so that two instances do not share any. */
  readonly idOffset?: number;
  /** 0 for any free one. */
  readonly port?: number;
}

/** The resources of one space: collection → ID → document. */
export class Space {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly #store = new Map<string, Map<string, JsonObject>>();

  constructor({ id, name, isDefault }: SpaceSpec) {
    this.id = id;
    this.name = name;
    this.isDefault = isDefault ?? false;
    for (const { path } of collections) this.#store.set(path, new Map());
  }

  all(path: string): readonly JsonObject[] {
    return [...(this.#store.get(path)?.values() ?? [])];
  }

  find(path: string, id: string): JsonObject | undefined {
    return this.#store.get(path)?.get(id);
  }

  put(path: string, document: JsonObject): void {
    this.#store.get(path)?.set(textIn(document, collectionAt(path)?.idField ?? 'Id'), document);
  }

  remove(path: string, id: string): void {
    this.#store.get(path)?.delete(id);
  }

  dump(): Record<string, readonly JsonObject[]> {
    return Object.fromEntries([...this.#store.keys()].map((path) => [path, this.all(path)]));
  }
}

/** One server: its spaces, users and secrets, in memory. */
export class Instance {
  readonly spec: InstanceSpec;
  readonly generation: Generation;
  readonly ids: IdSource;
  readonly secrets = new SecretStore();
  readonly spaces: readonly Space[];

  /** Throws UsageError for documents that are none. */
  constructor(spec: InstanceSpec) {
    this.spec = spec;
    this.generation = generationOf(spec.version);
    this.ids = new IdSource(spec.installationId, spec.idOffset ?? 0);
    for (const { documents } of spec.spaces) {
      for (const document of Object.values(documents).flat()) for (const id of idsInside(document)) this.ids.sawn(id);
    }
    const saysDefault = spec.spaces.some(({ isDefault }) => isDefault === true);
    this.spaces = spec.spaces.map((space, index) =>
      this.#load({ ...space, isDefault: saysDefault ? space.isDefault === true : index === 0 }),
    );
  }

  get users(): readonly JsonObject[] {
    return this.spec.users ?? [];
  }

  #load(spec: SpaceSpec): Space {
    const space = new Space(spec);
    for (const [path, documents] of Object.entries(spec.documents)) {
      const collection = collectionAt(path);
      if (!collection) throw unknownCollection(path);
      for (const document of documents) space.put(path, this.#adopt(collection, document, spec.id));
    }
    for (const project of space.all('projects')) bearForProject(this, space, project);
    for (const set of space.all('libraryvariablesets')) bearVariableSet(space, set);
    return space;
  }

  #adopt(
    { path, idField, hasSlug, itemIds, born: hasVersion }: Collection,
    document: JsonObject,
    spaceId: string,
  ): JsonObject {
    if (!isObject(document) || typeof document[idField] !== 'string') {
      throw new UsageError({
        what: `A document of ${path} has no ${idField}.`,
        where: JSON.stringify(document).slice(0, 80),
        remedy: 'Load raw API documents, as GET answers them, or a snapshot directory.',
      });
    }
    const isSystemTeam = path === 'teams' && /^teams-(everyone|administrators|managers)$/.test(textIn(document, 'Id'));
    const name = textIn(document, 'Name');
    return this.secrets.load({
      ...(hasVersion && { Version: 1 }),
      ...(hasSlug && this.generation === '2026' && { Slug: slugOf(name) }),
      ...this.#identifyItems(document, [...itemIds, 'Steps', 'Actions', 'Packages']),
      SpaceId: isSystemTeam ? null : spaceId,
    });
  }

  /** Documents from a snapshot have no IDs inside: each item of a list that should have one gets one. */
  #identifyItems(document: JsonObject, lists: readonly string[]): JsonObject {
    const identified = Object.entries(document).map(([field, value]) => {
      if (!lists.includes(field) || !isList(value)) return [field, value] as const;
      const items = value.map((item) =>
        isObject(item) ? { Id: this.ids.guid(), ...this.#identifyItems(item, lists) } : item,
      );
      return [field, items] as const;
    });
    return Object.fromEntries(identified);
  }
}

const unknownCollection = (path: string): UsageError =>
  new UsageError({
    what: `The sandbox has no collection "${path}".`,
    remedy: `It has: ${collections.map((collection) => collection.path).join(', ')}.`,
  });

/** A project comes with a variable set, a deployment process and a default channel. */
export const bearForProject = (instance: Instance, space: Space, project: JsonObject): void => {
  const id = textIn(project, 'Id');
  bearVariableSet(space, project);
  const processId = `deploymentprocess-${id}`;
  if (!space.find('deploymentprocesses', processId)) {
    space.put('deploymentprocesses', {
      Id: processId,
      ProjectId: id,
      SpaceId: space.id,
      Steps: [],
      Version: 0,
      LastSnapshotId: null,
    });
  }
  const channels = space.all('channels').filter((channel) => channel['ProjectId'] === id);
  const [namedDefault] = channels.filter((channel) => textIn(channel, 'Name').toLowerCase() === 'default');
  if (namedDefault && !channels.some((channel) => channel['IsDefault'] === true)) {
    space.put('channels', { ...namedDefault, IsDefault: true });
  } else if (!channels.some((channel) => channel['IsDefault'] === true)) {
    space.put('channels', {
      ...allMembers(instance, 'channels', defaultsFor('channels', instance.generation)),
      Id: instance.ids.next('Channels'),
      Name: 'Default',
      ProjectId: id,
      SpaceId: space.id,
      IsDefault: true,
      ...(instance.generation === '2026' && { Slug: 'default' }),
    });
  }
  space.put('projects', { ...project, VariableSetId: `variableset-${id}`, DeploymentProcessId: processId });
};

/** A new resource, completed with the members that every resource of its kind has on this version. */
export const allMembers = (instance: Instance, path: string, document: JsonObject): JsonObject => {
  const contract = contractOf(instance.generation)[path];
  if (!contract) return document;
  const { field, members = {} } = contract.variants ?? {};
  const [, ofType = {}] = Object.entries(members).find(([type]) => type === document[field ?? '']) ?? [];
  const missing = [...contract.readable, ...Object.keys(ofType)].filter((name) => !(name in document));
  const shapeOf = (name: string) => ofType[name] ?? contract.update.members[name];
  return { ...document, ...Object.fromEntries(missing.map((name) => [name, emptyOf(shapeOf(name))])) };
};

export const bearVariableSet = (space: Space, owner: JsonObject): void => {
  const id = `variableset-${textIn(owner, 'Id')}`;
  if (!space.find('variables', id)) {
    space.put('variables', { Id: id, OwnerId: textIn(owner, 'Id'), SpaceId: space.id, Version: 0, Variables: [] });
  }
  if (space.find('libraryvariablesets', textIn(owner, 'Id')))
    space.put('libraryvariablesets', { ...owner, VariableSetId: id });
};

export const textIn = (document: JsonObject, field: string): string => {
  const value = document[field];
  return typeof value === 'string' ? value : '';
};

export const textsIn = (document: JsonObject, field: string): readonly string[] => {
  const value: JsonValue | undefined = document[field];
  return isList(value) ? value.filter((item) => typeof item === 'string') : [];
};

export const objectsIn = (document: JsonObject, field: string): readonly JsonObject[] => {
  const value: JsonValue | undefined = document[field];
  return isList(value) ? value.filter(isObject) : [];
};
