import { chooseSync } from '../../config/choose.js';
import { UsageError } from '../../model/errors.js';
import { readConfig } from '../../library/read-config.js';

type GivenFlags = Readonly<Partial<Record<'sync' | 'url' | 'config' | 'out' | 'log', string | undefined>>>;

/**
 * The instances of a sync where no server is named (rules connect-instances); undefined where one is, or there is no sync. Throws
 * UsageError for a sync beside an instance, several syncs without a choice, and flags that can be of one instance only.
 */
export const instancesMeant = async (
  instance: string | undefined,
  { sync: named, url, config: file, out, log }: GivenFlags,
): Promise<readonly string[] | undefined> => {
  if (instance !== undefined || url !== undefined) {
    if (named === undefined) return undefined;
    throw new UsageError({ what: 'An instance and a sync are named.', remedy: 'Name one of the two.' });
  }
  const sync = chooseSync(await readConfig(file), named);
  if (sync === undefined) return undefined;
  const names = [...new Set([sync.source, sync.destination])];
  const flag = out !== undefined ? '--out' : log !== undefined ? '--log' : undefined;
  if (flag === undefined) return names;
  throw new UsageError({
    what: `${flag} is for one instance, and sync "${sync.name}" has several.`,
    remedy: `Name one: ${names.join(', ')}; or leave ${flag} out.`,
  });
};
