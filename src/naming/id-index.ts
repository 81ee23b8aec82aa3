import { isBuiltInId } from '../model/markers.js';
import { foldName, keyOf, ownName, refOf, type ThingName } from '../model/names.js';

/** What a server's ID stands for, by name. */
export interface NamedThing {
  readonly type: ThingName;
  readonly names: readonly string[];
}

/**
 * IDs → names of one space on one server. An ID can stand for more than one thing: that of a project is also that of
 * the owner of its deployment process.
 */
export class IdIndex {
  readonly #byId = new Map<string, NamedThing[]>();
  /** What a project keeps in Git has its slug for an ID: only within the project that is one of a kind (octopus-api branches). */
  readonly #inGit = new Map<string, Map<string, NamedThing[]>>();
  readonly #bySlug = new Map<string, Map<string, NamedThing>>();
  readonly #bySlugAlone = new Map<string, NamedThing>();

  /** An index of its own, with what this one has. */
  copy(): IdIndex {
    const copy = new IdIndex();
    for (const [id, things] of copyOf(this.#byId)) copy.#byId.set(id, things);
    for (const [project, things] of this.#inGit) copy.#inGit.set(project, copyOf(things));
    for (const [slug, thing] of this.#bySlugAlone) copy.#bySlugAlone.set(slug, thing);
    for (const [owner, things] of this.#bySlug) copy.#bySlug.set(owner, new Map(things));
    return copy;
  }

  /** `inGitOf`: the name of the project in whose repository the thing stands. */
  add(id: string, thing: NamedThing, inGitOf?: string): void {
    const byId = inGitOf === undefined ? this.#byId : this.#inGitOf(inGitOf);
    const known = byId.get(id);
    if (known) known.push(thing);
    else byId.set(id, [thing]);
  }

  #inGitOf(project: string): Map<string, NamedThing[]> {
    const known = this.#inGit.get(foldName(project)) ?? new Map<string, NamedThing[]>();
    this.#inGit.set(foldName(project), known);
    return known;
  }

  /** A thing that its owner's documents may call by its slug, or by its name; `inTexts`, as expressions call it. */
  addSlug(slug: string | undefined, thing: NamedThing, inTexts: NamedThing = thing): void {
    const owner = ownerKey(thing.type, thing.names.slice(0, -1));
    const things = this.#bySlug.get(owner) ?? new Map<string, NamedThing>();
    this.#bySlug.set(owner, things.set(foldName(ownName(thing.names)), thing));
    if (slug === undefined) return;
    if (!things.has(foldName(slug))) things.set(foldName(slug), thing);
    this.#bySlugAlone.set(keyOf([...thing.names.slice(0, -1), slug]), inTexts);
  }

  /** What belongs to an owner and has that slug, whatever it is: what an expression may call so. */
  withSlug(owner: readonly string[], slug: string): NamedThing | undefined {
    return this.#bySlugAlone.get(keyOf([...owner, slug]));
  }

  /** What belongs to an owner and has that slug or name (rules process-slug-references). */
  called(type: ThingName, owner: readonly string[], slug: string): NamedThing | undefined {
    return this.#bySlug.get(ownerKey(type, owner))?.get(foldName(slug));
  }

  /** Whether anything is known of what an owner has: what is in Git is not. */
  knowsOf(type: ThingName, owner: readonly string[]): boolean {
    return this.#bySlug.has(ownerKey(type, owner));
  }

  /**
   * What the ID stands for; of several things, one of the `wanted` types. Undefined for an ID of no resource here. `project`: in whose
   * documents the ID stands, where it may be a slug of what that keeps in Git.
   */
  find(id: string, wanted: readonly ThingName[] = [], project?: string): NamedThing | undefined {
    const own = project === undefined || this.#inGit.size === 0 ? undefined : this.#inGit.get(foldName(project));
    const things = this.#byId.get(id) ?? own?.get(id) ?? [];
    return things.find((thing) => wanted.includes(thing.type)) ?? things[0];
  }
}

const copyOf = (things: ReadonlyMap<string, NamedThing[]>): Map<string, NamedThing[]> =>
  new Map([...things].map(([id, known]) => [id, [...known]]));

const ownerKey = (type: ThingName, names: readonly string[]): string => refOf(type, keyOf(names));

/** What a text of the shape of an ID may be, in a space that was read. */
export interface IdShapes {
  /** The server may have given it to anything. */
  readonly looksLikeId: (text: string) => boolean;
  /** It may be the ID of something that was not read. */
  readonly isUnread: (text: string) => boolean;
}

/**
 * What Octopus' own IDs begin with, besides the types of the catalogue: things that are never synced, but may be
 * referred to. `UTF-8` is no ID.
 */
const otherIdPrefixes = [
  'Accounts',
  'ActionTemplates',
  'Artifacts',
  'Certificates',
  'CommunityActionTemplates',
  'Deployments',
  'Events',
  'Feeds',
  'GitCredentials',
  'Interruptions',
  'Machines',
  'OctopusServerNodes',
  'ProjectTemplates',
  'ProjectTriggers',
  'Proxies',
  'Proxys',
  'Releases',
  'RunbookProcess',
  'RunbookRuns',
  'RunbookSnapshots',
  'Runbooks',
  'ScopedUserRoles',
  'ServerTasks',
  'Spaces',
  'Subscriptions',
  'Tags',
  'Users',
  'UserRoles',
  'WorkerPools',
  'Workers',
];

/** The shapes of IDs of a space. `prefixes`: those of the catalogue's types; `unread`: of those that were not read whole. */
export const idShapes = (prefixes: readonly string[], unread: readonly string[]): IdShapes => ({
  looksLikeId: startingWith([...prefixes, ...otherIdPrefixes]),
  isUnread: startingWith(unread),
});

const startingWith = (prefixes: readonly string[]): ((text: string) => boolean) => {
  const shape = new RegExp(`^(?:${[...new Set(prefixes)].join('|')})-\\d+$`);
  return (text) => prefixes.length > 0 && shape.test(text) && !isBuiltInId(text);
};
