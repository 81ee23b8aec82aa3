import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { runInProcess } from './in-process.js';
import { runProgram, type Ran } from './program.js';

export type { Ran } from './program.js';

interface Given {
  readonly cwd?: string;
  readonly key?: string;
  readonly env?: NodeJS.ProcessEnv;
}

const surroundings = ({ cwd = process.cwd(), key = 'API-SANDBOX', env = {} }: Given) => ({
  cwd,
  env: { ...process.env, OCTOPUS_API_KEY: key, NO_COLOR: '1', ...env },
});

/** Runs the built CLI, as a user's shell would, but in this process: a start of Node for each call takes minutes in all. */
export const octosync = (args: readonly string[], given: Given = {}): Promise<Ran> =>
  runInProcess(args, surroundings(given));

/** Runs the built CLI as a process of its own: where the process is what is tested, or several run side by side. */
export const octosyncProcess = (args: readonly string[], given: Given = {}): Promise<Ran> =>
  runProgram(args, surroundings(given));

/** A folder that is gone after the test. */
export const workFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'octosync-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** All files below a folder: relative path → text. */
export const filesIn = async (folder: string): Promise<ReadonlyMap<string, string>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = await Promise.all(
    paths.sort().map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'utf8')] as const),
  );
  return new Map(read);
};

export const examples = fileURLToPath(new URL('../../snapshots', import.meta.url));
