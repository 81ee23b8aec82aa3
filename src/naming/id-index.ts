import { isBuiltInId } from '../model/markers.js';
import type { ThingName } from '../model/names.js';

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

  /** An index of its own, with what this one has. */
  copy(): IdIndex {
    const copy = new IdIndex();
    for (const [id, things] of this.#byId) copy.#byId.set(id, [...things]);
    return copy;
  }

  add(id: string, thing: NamedThing): void {
    const known = this.#byId.get(id);
    if (known) known.push(thing);
    else this.#byId.set(id, [thing]);
  }

  /** What the ID stands for; of several things, one of the `wanted` types. Undefined for an ID of no resource here. */
  find(id: string, wanted: readonly ThingName[] = []): NamedThing | undefined {
    const things = this.#byId.get(id) ?? [];
    return things.find((thing) => wanted.includes(thing.type)) ?? things[0];
  }
}

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
