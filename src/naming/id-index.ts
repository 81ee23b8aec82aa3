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

/**
 * What Octopus' own IDs begin with, besides the types of the catalogue: things that are never synced, but may be
 * referred to. A string of this shape in a field we know nothing of is taken for a reference; `UTF-8` is not.
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

/** Returns a test for strings that look like an ID a server assigned. `prefixes`: those of the catalogue's types. */
export const idShape = (prefixes: readonly string[]): ((text: string) => boolean) => {
  const all = [...new Set([...prefixes, ...otherIdPrefixes])].join('|');
  const shape = new RegExp(`^(?:${all})-\\d+$`);
  return (text) => shape.test(text) && !isBuiltInId(text);
};
