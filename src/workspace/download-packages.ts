import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { syncedTypes } from '../catalogue/index.js';
import { ApiError } from '../model/errors.js';
import { parseVersionFilter } from '../model/filter.js';
import { ownName } from '../model/names.js';
import type { Progress } from '../model/progress.js';
import type { OctopusClient, Space } from '../octopus/index.js';
import type { NamedSpace } from '../snapshot/name-space.js';
import { pathInside } from '../snapshot/file-name.js';
import { packageFileName } from '../snapshot/package-file.js';
import { removeScratch, scratchFor } from '../snapshot/scratch.js';
import type { FileContent } from '../snapshot/write.js';

export interface Downloaded {
  /** By their place in the snapshot. */
  readonly files: ReadonlyMap<string, FileContent>;
  /** Removes what was not moved into the snapshot. */
  readonly remove: () => Promise<void>;
}

/** The types whose items are files. */
const uploaded = syncedTypes.filter(({ writing }) => writing.as === 'upload');

/**
 * Streams the packages that a filter means (the latest of an ID, or the version it names) to disk, beside the snapshot,
 * and checks their hashes. Throws ApiError for one that came otherwise than the server describes it.
 */
export const downloadPackages = async (
  client: OctopusClient,
  space: Space,
  { items }: NamedSpace,
  filter: readonly string[],
  out: string,
  progress: Progress,
): Promise<Downloaded> => {
  if (filter.length === 0) return { files: new Map(), remove: () => Promise.resolve() };
  const directory = await scratchFor(resolve(out), 'packages');
  await mkdir(directory, { recursive: true });
  const packages = uploaded.flatMap(({ name }) => [...(items.get(name)?.values() ?? [])]);
  const wanted = parseVersionFilter(
    filter,
    packages.map(({ names }) => ownName(names)),
  );
  const files = new Map<string, FileContent>();
  for (const { id, names, document } of packages) {
    const name = ownName(names);
    if (!wanted.includes(name)) continue;
    const file = pathInside(directory, packageFileName(document));
    const size = document['PackageSizeBytes'];
    const got = await client.download(`${space.id}/packages/${encodeURIComponent(id)}/raw`, file, (bytes) =>
      progress({ kind: 'transferred', id: name, bytes, ...(typeof size === 'number' && { of: size }) }),
    );
    refuseOther(name, got.sha1, document['Hash']);
    files.set(`packages/${packageFileName(document)}`, { movedFrom: file });
  }
  return { files, remove: () => removeScratch(directory) };
};

const refuseOther = (name: string, sha1: string, hash: unknown): void => {
  if (typeof hash !== 'string' || hash.toUpperCase() === sha1) return;
  throw new ApiError({
    what: `Package ${name} came with another hash (${sha1}) than the server says (${hash}).`,
    remedy: 'Take the snapshot again; if it stays so, the package on the server is damaged.',
  });
};
