import { bornLater, bornSaying, childTypesOf, typeNamed, type ResourceType } from '../catalogue/index.js';
import type { Change } from '../changeset/changeset.js';
import { canonicalText } from '../model/canonical.js';
import { isList, isObject, mapFields, mapItems, type JsonObject, type JsonValue } from '../model/json.js';
import type { OctopusClient } from '../octopus/index.js';
import type { WriteMethod } from './destination.js';

/** A request that a run would send. IDs that the server would assign are told as `<environments/Test>`. */
export interface PlannedRequest {
  /** The id of the change it is for. */
  readonly about: string;
  readonly method: WriteMethod;
  /** Below `/api`. */
  readonly path: string;
  /** Absent for files, and for what is asked without a body. */
  readonly body?: JsonObject;
}

type Query = Parameters<OctopusClient['list']>[1];

/** What a dry run begins with, and where it leaves what it would send. */
interface DryRun {
  readonly planned: PlannedRequest[];
  /** Documents by their ID. */
  readonly known: ReadonlyMap<string, JsonObject>;
  /** Of the server, which says what it makes by itself. */
  readonly version: string;
  /** Where something is read that stands elsewhere until the writes are sent: at a branch that is not there yet. */
  readonly standIn?: (route: string) => string;
}

/** The same, asked once for each route and query. */
const once = <Answer>(ask: (route: string, query: Query) => Promise<Answer>): typeof ask => {
  const answers = new Map<string, Promise<Answer>>();
  return (route, query) => {
    const key = canonicalText([route, query ?? null]);
    const answer = answers.get(key) ?? ask(route, query);
    answers.set(key, answer);
    return answer;
  };
};

/**
 * A client that reads from the server and keeps its writes to itself: they go to `planned`, and what the server would
 * answer is made up, so that everything goes the way it goes when it is written (rules apply-dry-run). What was read of
 * the server just now (`known`) is not asked for again.
 */
export const dryClient = (
  client: OctopusClient,
  changes: readonly Change[],
  { planned, known, version, standIn = (route) => route }: DryRun,
): OctopusClient => {
  const pretended = new Pretended(known, version);
  const list = once((route: string, query: Query) => client.list(route, query));
  const byId = new Map<string, Change>(changes.map((change) => [change.id, change]));
  const about = (what: string): OctopusClient => {
    const plan = (method: WriteMethod, route: string, body?: JsonObject): void => {
      planned.push({ about: what, method, path: decodeURIComponent(route), ...(body && { body }) });
    };
    const change = byId.get(what);
    const made = (route: string, body: JsonObject): JsonObject => {
      if (change === undefined || isBranch(body)) return body;
      const type = typeNamed(change.type);
      return isCommit(body) ? pretended.commit(route, change.id, body) : pretended.make(type, change.id, body);
    };
    const isReal = (route: string): boolean => !pretended.isWithin(route);
    return {
      ...client,
      about,
      get: async (route) =>
        pretended.get(route) ?? pretended.get(standIn(route)) ?? (isReal(route) ? client.get(standIn(route)) : {}),
      bytes: async (route) => (isReal(route) ? client.bytes(route) : new Uint8Array()),
      list: async (route, query) => withBorn(await list(route, query), pretended.bornAt(route)),
      array: (route, query) => (isReal(route) ? client.array(route, query) : Promise.resolve(nothing)),
      pages: (route, query) => (isReal(route) ? client.pages(standIn(route), query) : Promise.resolve(nothing)),
      post: (route, body) => {
        plan('POST', route, body);
        return Promise.resolve(made(route, body ?? {}));
      },
      put: (route, body) => {
        plan('PUT', route, body);
        return Promise.resolve(pretended.store(route, body));
      },
      delete: (route) => {
        plan('DELETE', route);
        return Promise.resolve();
      },
      postFile: (route) => {
        plan('POST', route);
        return Promise.resolve();
      },
      upload: (route) => {
        plan('POST', route);
        return Promise.resolve({});
      },
    };
  };
  return about('');
};

/** A branch is no resource: nothing refers to it. */
const isBranch = (body: JsonObject): boolean => 'NewBranchName' in body;

/** What is sent to a ref says so. */
const isCommit = (body: JsonObject): boolean => 'GitRef' in body;

const nothing = { documents: [], requests: 0 };

const withBorn = <Listed extends { readonly documents: readonly JsonObject[] }>(
  listing: Listed,
  born: readonly JsonObject[],
): Listed => ({ ...listing, documents: [...listing.documents, ...born] });

/** What a normalized document holds beside the fields that a server knows: its picture. */
const withoutMarkers = (document: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(document).filter(([field]) => !field.startsWith('$')));

/** What the server would have by now, besides what it has. */
class Pretended {
  readonly #ids = new Set<string>();
  readonly #byPath = new Map<string, JsonObject>();
  readonly #byId = new Map<string, JsonObject>();
  readonly #born = new Map<string, JsonObject[]>();

  readonly #known: ReadonlyMap<string, JsonObject>;
  readonly #version: string;

  constructor(known: ReadonlyMap<string, JsonObject>, version: string) {
    this.#known = known;
    this.#version = version;
  }

  /** True for a path that leads through something that is not there yet. */
  isWithin(route: string): boolean {
    return decodeURIComponent(route)
      .split(/(?=<)|(?<=>)/)
      .some((part) => this.#ids.has(part));
  }

  get(route: string): JsonObject | undefined {
    const last = decodeURIComponent(route.split('/').at(-1) ?? '');
    const made = this.#byPath.get(route) ?? this.#byId.get(last) ?? (this.#ids.has(last) ? { Id: last } : undefined);
    return made ?? this.#known.get(route) ?? this.#known.get(last);
  }

  bornAt(route: string): readonly JsonObject[] {
    return [...this.#born]
      .filter(([path]) => route === path || route.endsWith(`/${path}`))
      .flatMap(([, documents]) => documents);
  }

  store(route: string, body: JsonObject): JsonObject {
    const document = { ...this.get(route), ...withIds(body, route) };
    this.#byPath.set(route, document);
    return document;
  }

  /** What is made at a ref: it is found by its own path only, as others have the same ID. */
  commit(route: string, changeId: string, body: JsonObject): JsonObject {
    const document = { ...withIds(body, changeId), Id: this.#newId(changeId) };
    this.#byPath.set(`${route.replace(/\/v2$/, '')}/${encodeURIComponent(document.Id)}`, document);
    return document;
  }

  /** What a server answers to a create: an ID, those of its parts, and those of what it makes along with it. */
  make(type: ResourceType, changeId: string, body: JsonObject): JsonObject {
    const id = this.#newId(changeId);
    const children = childTypesOf(type.name);
    const owned = children.flatMap(({ name, reading: { listing } }) =>
      listing.kind === 'ofOwner' ? [[listing.idIn, this.#newId(`${name} of ${changeId}`)] as const] : [],
    );
    for (const child of children) {
      const { identity, parent, reading } = child;
      const saying = bornSaying(child, this.#version);
      if (saying === undefined || identity.kind !== 'named' || !parent?.field) continue;
      const bornId = this.#newId(`${child.name} of ${changeId}`);
      const born = { ...withoutMarkers(saying), Id: bornId, [parent.field]: id };
      this.#byId.set(bornId, born);
      this.#born.set(reading.path, [...(this.#born.get(reading.path) ?? []), born]);
    }
    const document = {
      ...withoutMarkers(bornLater(type.merging, this.#version)),
      ...withIds(body, id),
      Id: id,
      ...Object.fromEntries(owned),
    };
    this.#byId.set(id, document);
    return document;
  }

  #newId(text: string): string {
    const id = `<${text.replaceAll(/[<>]/g, '')}>`;
    this.#ids.add(id);
    return id;
  }
}

/** Servers give an ID to what is listed by name inside a document: tags, steps, templates. */
const withIds = (body: JsonObject, at: string): JsonObject =>
  mapFields(body, (value, field) => (isText(value) ? value : inside(value, `${at} ${field}`)));

const inside = (value: JsonValue, at: string): JsonValue => {
  if (isObject(value)) return withIds(value, at);
  if (!isList(value)) return value;
  return mapItems(value, (item, index) => {
    if (!isObject(item)) return item;
    const { Id: id, Name: name } = item;
    const needsId = typeof name === 'string' && (id === undefined || id === null || id === '');
    const within = withIds(item, `${at} ${index}`);
    return needsId ? { ...within, Id: `<${at} ${index}>` } : within;
  });
};

/** Most values are texts, which hold nothing. */
const isText = (value: JsonValue): value is string => typeof value === 'string';
