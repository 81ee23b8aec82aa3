import type { Policy } from '../../changeset/changeset.js';
import type { Config, Sync } from '../../config/config-file.js';
import type { Told } from '../../diff/index.js';
import type { SpaceIdentity, SpaceSnapshot } from '../../model/item.js';
import { sameName } from '../../model/names.js';
import { revisionOf } from '../../workspace/snapshot-at.js';

interface Known {
  readonly config: Config | undefined;
  readonly sync: Sync | undefined;
  /** The preset of the flag, which wins over that of the sync. */
  readonly preset: string | undefined;
  /** The version of octosync. */
  readonly tool: string;
  /** What the destination requires. */
  readonly policy?: Policy | undefined;
  readonly author?: string | undefined;
  readonly places: readonly [source: string, destination: string];
  readonly snapshots: readonly [source: SpaceSnapshot, destination: SpaceSnapshot];
}

/** What no snapshot says, for the header of a review: instances, commits, and how the changeset is made (rules review-header). */
export const toldOf = async ({
  config,
  sync,
  preset,
  tool,
  policy,
  author,
  places,
  snapshots,
}: Known): Promise<Told> => {
  const used = preset ?? sync?.preset?.value;
  const [source, destination] = await Promise.all(
    snapshots.map(async ({ identity }, index) => {
      const instance = instanceOf(config, identity);
      const revision = await revisionOf(places[index] ?? '');
      return { ...(instance !== undefined && { instance }), ...(revision !== undefined && { revision }) };
    }),
  );
  return {
    made: {
      tool,
      ...(sync && { sync: sync.name }),
      ...(used !== undefined && { preset: used }),
      ...(author !== undefined && { author }),
    },
    ...(policy && { policy }),
    source: source ?? {},
    destination: destination ?? {},
  };
};

/** How the configuration calls the space of a snapshot, wherever that lies. */
export const instanceOf = (config: Config | undefined, { url, space }: SpaceIdentity): string | undefined =>
  [...(config?.instances.values() ?? [])].find((one) => bare(one.url) === bare(url) && sameName(one.space, space))
    ?.name;

const bare = (url: string): string => url.replace(/\/+$/, '').toLowerCase();
