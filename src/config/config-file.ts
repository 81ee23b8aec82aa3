import { Defects } from './defects.js';
import { readIgnore } from './read-ignore.js';
import { readNotify, type Notify } from './read-notify.js';
import { readInstances, type Instance } from './read-instances.js';
import { readSyncs, type Sync } from './read-syncs.js';
import { readYaml } from './yaml-file.js';

export type { Instance } from './read-instances.js';
export type { Sync } from './read-syncs.js';

/** What `octosync.yml` says: the servers there are, and what is synced between them. */
export interface Config {
  /** The file, as it was named. */
  readonly where: string;
  readonly instances: ReadonlyMap<string, Instance>;
  readonly syncs: ReadonlyMap<string, Sync>;
  /** The webhooks that are told of the end of a command. */
  readonly notify: readonly Notify[];
}

/**
 * Reads a configuration. Each value knows its line: its origin is `WHERE:LINE`. Throws one UsageError with everything
 * that is wrong with the file, each with its line.
 */
export const parseConfig = (text: string, where: string): Config => {
  const defects = new Defects(where);
  const root = readYaml(text, defects);
  if (root.isNothing) root.wrong('The file is empty.', 'octosync init writes one.');
  const { instances, syncs, ignore, notify } = root.fields('the file', ['instances', 'syncs', 'ignore', 'notify']);
  const known = instances ? readInstances(instances) : new Map<string, Instance>();
  const ignored = ignore ? readIgnore(ignore) : [];
  const found = syncs ? readSyncs(syncs, instances && [...known.keys()], ignored) : new Map<string, Sync>();
  const notified = notify ? readNotify(notify) : [];
  defects.throwIfAny();
  return { where, instances: known, syncs: found, notify: notified };
};
