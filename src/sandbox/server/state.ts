import { UsageError } from '../../model/errors.js';
import { isList, isObject, type JsonObject } from '../../model/json.js';
import { bearForProject, bearRunbookProcess, bearVariableSet } from './birth.js';
import { callersOf, type Callers } from './callers.js';
import { collectionAt, collections, type Collection } from './collections.js';
import { contractOf, generationOf, type Contract, type Generation } from './contract.js';
import { bearSettings, isInGit } from './deployment-settings.js';
import { textIn, type Documents } from './documents.js';
import { inSettings } from './git/in-settings.js';
import { Repositories } from './git/repository.js';
import { EventLog } from './events/event-log.js';
import { IdSource, idsSaid, slugOf } from './ids.js';
import { learnedFrom } from './learned-contract.js';
import { fromOlder } from './tenants/older-tenant-places.js';
import { SecretStore } from './secrets.js';
import { SERVER_WIDE, Space, type SpaceSpec } from './space.js';
import { identified } from './tenants/tenant-values.js';

export interface InstanceSpec {
  readonly name: string;
  readonly version: string;
  readonly installationId: string;
  readonly apiKey: string;
  readonly spaces: readonly SpaceSpec[];
  /** What belongs to no space: users, user roles, community step templates. */
  readonly shared?: Documents;
  /** IDs handed out are above this, so that two instances do not share any. */
  readonly idOffset?: number;
  /** 0 for any free one. */
  readonly port?: number;
  /** It stands for the server that its documents are from: members that only those have are accepted. */
  readonly isCopy?: boolean;
  /** What the API key's user may do; everything unless given. */
  readonly permissions?: readonly string[];
  /** API keys of other people, and their names: who wrote what is in the events. */
  readonly colleagues?: Readonly<Record<string, string>>;
}

/** One server: its spaces, what they share, and its secrets, in memory. */
export class Instance {
  readonly spec: InstanceSpec;
  readonly generation: Generation;
  /** What its requests may say. */
  readonly contract: Contract;
  readonly ids: IdSource;
  readonly secrets = new SecretStore();
  readonly spaces: readonly Space[];
  /** What belongs to no space. */
  readonly shared: Space;
  /** Who may ask, by API key. */
  readonly callers: Callers;
  readonly events = new EventLog();
  /** Git repositories, which servers have in common. */
  readonly repositories: Repositories;

  /** Throws UsageError for documents that are none. */
  constructor(spec: InstanceSpec, repositories = new Repositories()) {
    this.spec = spec;
    this.repositories = repositories;
    this.generation = generationOf(spec.version);
    const all = [spec.shared ?? {}, ...spec.spaces.flatMap(documentsIn)];
    const loaded = spec.isCopy ? all : [];
    this.contract = loaded.reduce(learnedFrom, contractOf(this.generation));
    this.ids = new IdSource(spec.installationId, spec.idOffset ?? 0);
    for (const documents of all) {
      for (const document of Object.values(documents).flat()) for (const id of idsSaid(document)) this.ids.sawn(id);
    }
    this.shared = this.#load({ id: SERVER_WIDE, name: 'the server', documents: spec.shared ?? {} });
    this.callers = callersOf(spec, this.shared);
    const saysDefault = spec.spaces.some(({ isDefault }) => isDefault === true);
    this.spaces = spec.spaces.map((space, index) =>
      this.#load({ ...space, isDefault: saysDefault ? space.isDefault === true : index === 0 }),
    );
  }

  #load(spec: SpaceSpec): Space {
    const space = new Space(spec);
    for (const [folder, documents] of Object.entries(spec.documents)) {
      const path = collections.find(({ older }) => older === folder)?.path ?? folder;
      const collection = collectionAt(path);
      if (!collection || !space.has(collection.path)) throw unknownCollection(path);
      for (const document of documents)
        space.put(collection.path, this.#adopt(collection, this.#prepared(folder, document), spec.id));
    }
    for (const project of space.all('projects')) bearForProject(this, space, project);
    for (const set of space.all('libraryvariablesets')) bearVariableSet(space, set);
    for (const runbook of space.all('runbooks')) bearRunbookProcess(space, runbook);
    for (const project of space.all('projects')) {
      if (isInGit(project)) space.put('projects', { ...project, ...inSettings });
      else if (this.generation === '2026') bearSettings(space, project);
    }
    // Nobody wrote what a server was loaded with.
    space.takeWritten();
    return space;
  }

  /** A tenant's values come as the older document has them, or in the shape they are kept in. */
  #prepared(folder: string, document: JsonObject): JsonObject {
    if (folder === 'tenantvariables') return identified(fromOlder(document), this.ids);
    return folder === 'tenantvalues' ? identified(document, this.ids) : document;
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
    const isBuiltIn = /^teams-(everyone|administrators|managers)$/.test(textIn(document, 'Id'));
    // Teams of the whole server are listed in every space, as of none.
    const isSystemTeam = path === 'teams' && (isBuiltIn || document['SpaceId'] === null);
    const name = textIn(document, 'Name');
    return this.secrets.load({
      ...(hasVersion && { Version: 1 }),
      ...(path === 'actiontemplates' && { Version: 0 }),
      ...(hasSlug && this.generation === '2026' && { Slug: slugOf(name) }),
      ...this.#identifyItems(document, [...itemIds, 'Steps', 'Actions', 'Packages']),
      // Newer servers know kinds of channels.
      ...(path === 'channels' && this.generation === '2026' && { Type: document['Type'] ?? 'Lifecycle' }),
      ...(spaceId !== SERVER_WIDE && { SpaceId: isSystemTeam ? null : spaceId }),
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

/** Those of the database, and those at refs. */
const documentsIn = ({ documents, git = [] }: SpaceSpec): readonly Documents[] => [
  documents,
  ...git.map((contents) => contents.documents),
];

const unknownCollection = (path: string): UsageError =>
  new UsageError({
    what: `The sandbox has no collection "${path}".`,
    remedy: `It has: ${collections.map((collection) => collection.path).join(', ')}.`,
  });
