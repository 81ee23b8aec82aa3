import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chooseSync } from '../../config/choose.js';
import { readConfig } from '../../library/read-config.js';
import { snapshotDirectory } from '../flags/read-config.js';
import { configWords, typed } from './typed.js';

type GivenFlags = Readonly<Partial<Record<'sync' | 'config' | 'out' | 'only', string | undefined>>>;

/** The comparison, once both sides of a sync are there, or the other side. Of what is taken for an audit nothing follows. */
export const afterSnapshot = async (instance: string | undefined, flags: GivenFlags): Promise<string | undefined> => {
  const { config: file, out, only } = flags;
  if (only !== undefined) return undefined;
  const config = await readConfig(file);
  if (instance === undefined) return diffOf(chooseSync(config, flags.sync)?.name, file);
  if (out !== undefined && resolve(out) !== resolve(snapshotDirectory(instance))) return undefined;
  const sync = [...(config?.syncs.values() ?? [])].find(
    ({ source, destination }) => source === instance || destination === instance,
  );
  if (sync === undefined) return undefined;
  const other = sync.source === instance ? sync.destination : sync.source;
  const isThere = existsSync(join(snapshotDirectory(other), 'snapshot.json'));
  return isThere ? diffOf(sync.name, file) : typed('snapshot', other, ...configWords(file));
};

const diffOf = (sync: string | undefined, config: string | undefined): string | undefined =>
  sync === undefined ? undefined : typed('diff', '--sync', sync, ...configWords(config));
