import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UsageError } from '../../model/errors.js';
import type { ApiSpace } from '../../model/api-documents.js';
import { loadDocuments } from '../../sandbox/load/from-documents.js';
import { loadSnapshot } from '../../sandbox/load/from-snapshot.js';
import { emptySpace, foldersOf, sharedOf, type InstanceSpec } from '../../sandbox/server/index.js';
import { readSnapshot } from '../../snapshot/read.js';

/** The key that sandboxes accept. It is no secret: it opens nothing but imitations on this machine. */
export const sandboxKey = 'API-SANDBOX';

/** What an instance is loaded from: `empty` (or `empty:VERSION`), a snapshot, or a folder of raw API documents. */
export const loadInstances = async (
  sources: readonly string[],
  apiKey: string,
  port: number,
): Promise<readonly InstanceSpec[]> =>
  Promise.all(
    sources.map(async (source, index) => {
      const space = await loadSpace(source, index);
      return {
        name: basename(source),
        version: space.version,
        installationId: space.installationId,
        apiKey,
        spaces: [
          {
            id: 'Spaces-1',
            name: space.name,
            documents: space.documents,
            ...(space.files && { files: space.files }),
            ...(space.git && { git: space.git }),
          },
        ],
        ...(space.shared && { shared: space.shared }),
        idOffset: offsetOf(index),
        isCopy: !isEmpty(source),
        port: port === 0 ? 0 : port + index,
      };
    }),
  );

const emptyInstance = /^empty(?::(\d+\.\d+\.\d+))?$/;

/** Of what was loaded, everything is taken that its own server has answered. */
const isEmpty = (source: string): boolean => emptyInstance.test(source);

/** IDs of two instances must not be alike by chance: that would hide an ID that was carried over. */
const offsetOf = (index: number): number => (index + 1) * 1000;

const loadSpace = async (source: string, index: number): Promise<ApiSpace> => {
  const empty = emptyInstance.exec(source);
  const installationId = `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`;
  if (empty) {
    const version = empty[1] ?? '2026.3.1';
    return { name: 'Default', version, installationId, documents: emptySpace(version), shared: sharedOf(version) };
  }
  if (existsSync(join(source, 'snapshot.json'))) return loadSnapshot(await readSnapshot(source), offsetOf(index));
  if (existsSync(source))
    return loadDocuments(source, { space: 'Default', version: versionOf(source), installationId }, served);
  throw new UsageError({
    what: 'There is nothing to load here.',
    where: source,
    remedy: 'Name a snapshot directory, a folder of raw API documents, or "empty".',
  });
};

const served = { space: foldersOf('space'), server: foldersOf('server') };

/** A folder of raw documents says no version, unless its name ends with one: `captured-2018.11`. */
const versionOf = (source: string): string => {
  const version = /(\d{4}\.\d+)(\.\d+)?$/.exec(basename(source));
  return version ? `${version[1] ?? ''}${version[2] ?? '.0'}` : '2026.3.1';
};
