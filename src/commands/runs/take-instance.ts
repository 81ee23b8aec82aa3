import { resolve } from 'node:path';
import type { WhatToRead } from '../../snapshot/read-space.js';
import { writableTarget } from '../../snapshot/belongings.js';
import type { Manifest } from '../../snapshot/manifest.js';
import { readerFor } from '../../snapshot/reader.js';
import { takeSnapshot } from '../../snapshot/take.js';
import { writeSnapshot } from '../../snapshot/write.js';
import { downloadPackages } from '../../workspace/download-packages.js';
import { withLog } from '../../workspace/log-file.js';
import type { Display } from '../display/progress-display.js';
import { connectTo, fromEnvironment, type Target } from '../flags/instance-flags.js';

/** Which space is taken, how, and where to. */
export interface Taking {
  readonly target: Target;
  /** The directory to write. */
  readonly out: string;
  readonly what: WhatToRead;
  /** Whether the files of the packages that `what` names are taken too. */
  readonly packageFiles: boolean;
  /** Requests at once. */
  readonly concurrency: number;
  readonly pace: Parameters<typeof connectTo>[3];
  /** Where the log goes, if one is kept. */
  readonly log: string | undefined;
  /** The version of octosync. */
  readonly tool: string;
  readonly display: Pick<Display, 'requests' | 'progress'>;
}

/** What was taken, and what a person should know. */
export interface Taken {
  readonly manifest: Manifest;
  readonly notes: readonly string[];
}

/**
 * What `snapshot` and `plan` do for one space: reads it, and writes the directory as a whole, at the end. Writes nothing to the
 * server. Throws UsageError for a directory that cannot be written before a long reading begins, ApiError for what the server
 * refuses.
 */
export const takeInstance = async (taking: Taking): Promise<Taken> => {
  const { target, out, what, display } = taking;
  await writableTarget(resolve(out));
  return withLog(taking.log, { command: 'snapshot', tool: taking.tool }, async (log) => {
    const client = await connectTo(target, taking.concurrency, log.requests(display.requests), taking.pace);
    const { version, installation } = await client.root();
    const space = await client.findSpace(target.space ?? fromEnvironment('OCTOPUS_SPACE') ?? 'Default');
    const source = { url: client.url, installation, space: space.name, version };
    const progress = log.progress(display.progress);
    const taken = await takeSnapshot(readerFor(client, space), source, new Date().toISOString(), progress, what);
    const wanted = taking.packageFiles ? (what.packages ?? []) : [];
    const { files, remove } = await downloadPackages(client, space, taken.space, wanted, out, progress);
    const written = writeSnapshot(out, taken.manifest, new Map([...taken.files, ...files]));
    const finished = await written.finally(remove);
    return { manifest: taken.manifest, notes: [...(finished === undefined ? [] : [finished]), ...taken.notes] };
  });
};
