import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesIn } from '../e2e/cli.js';

/** The files of a snapshot, byte by byte, but for when it was taken and in how many requests. */
export const takenFiles = async (out: string): Promise<ReadonlyMap<string, string>> =>
  new Map(
    await Promise.all(
      [...(await filesIn(out)).keys()].map(async (path) => {
        const bytes = await readFile(join(out, path), 'latin1');
        const isManifest = path === 'snapshot.json';
        return [path, isManifest ? bytes.replaceAll(/"(requests|takenAt)": [^,]*,?/g, '') : bytes] as const;
      }),
    ),
  );
