import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { imagesIn, type Image } from '../../src/changeset/before-images.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import { parseReceipt } from '../../src/changeset/read-receipt.js';
import { parseChangeset } from '../../src/changeset/read.js';
import type { Receipt } from '../../src/changeset/receipt.js';
import { settingsFrom } from '../../src/commands/flags/diff-flags.js';
import { diff } from '../../src/diff/index.js';
import type { RunningInstance, SeenRequest } from '../../src/sandbox/server/index.js';
import { writeChangeset } from '../../src/workspace/changeset-file.js';
import { everything } from '../builders/everything.js';
import { examples, octosync } from '../e2e/cli.js';
import { everythingFollows, twoDays } from './two-days.js';
import {
  applyTo,
  countsOn,
  emptyServer,
  growSpace,
  neededSecrets,
  snapshotTo,
  stateIn,
  withServer,
  writesIn,
} from './whole-space.js';

/* A run over a space that is there already: it creates, changes, and removes; and what takes it back. */

/** What a destination is, as far as two of them can be compared. */
export interface State {
  readonly files: ReadonlyMap<string, string>;
  readonly counts: Readonly<Record<string, number>>;
}

export interface Rehearsed {
  /** Makes the destination as it is before the run. */
  readonly first: Changeset;
  readonly before: State;
  readonly changeset: Changeset;
  readonly forth: readonly SeenRequest[];
  readonly after: State;
  readonly undo: Changeset;
  readonly back: readonly SeenRequest[];
  readonly images: ReadonlyMap<string, Image>;
}

/** Gates that this run and its undo need open. */
export const gates = { forth: ['removals'], back: ['deletions'] } as const;

export const stateOf = async (server: RunningInstance, directory: string): Promise<State> => {
  await snapshotTo(server, directory);
  return { files: await stateIn(directory), counts: countsOn(server) };
};

const succeed = async (args: readonly string[], cwd: string): Promise<void> => {
  const { code, stderr } = await octosync(args, { cwd });
  expect(code, stderr).toBe(0);
};

/** Applies a file in its folder, in this process. */
export const applyIn = (cwd: string, { url }: RunningInstance, file: string, allow: readonly string[]): Promise<void> =>
  succeed(
    [
      ...['apply', file, '--url', url, '--secrets', 'secrets.json', '--yes', '--concurrency', '1'],
      ...allow.flatMap((gate) => ['--allow', gate]),
    ],
    cwd,
  );

export const undoIn = (cwd: string, includeCreations = true): Promise<void> =>
  succeed(['undo', 'changeset.json', ...(includeCreations ? ['--include-creations'] : []), '--out', 'undo.json'], cwd);

export const verifyUndo = (cwd: string, { url }: RunningInstance): Promise<void> =>
  succeed(['verify', 'undo.json', '--url', url], cwd);

export const changesetIn = async (cwd: string, file: string): Promise<Changeset> =>
  parseChangeset(await readFile(join(cwd, file), 'utf8'), file);

export const receiptIn = async (cwd: string, file: string): Promise<Receipt> =>
  parseReceipt(await readFile(join(cwd, file), 'utf8'), file);

/** What a run has kept of a changeset's documents; for nobody else's eyes, and without what was entered for it. */
export const keptIn = async (cwd: string, name: string, of: Changeset): Promise<ReadonlyMap<string, Image>> => {
  const file = join(cwd, `${name}.before.jsonl`);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const text = await readFile(file, 'utf8');
  expect(text).not.toContain('of the source');
  expect(text).not.toContain('API-SANDBOX');
  const { installation, space } = of.destination;
  return imagesIn(text, { changeset: of.digest, installation, space });
};

/** Applies both once without trouble, by the command line; leaves `changeset.json` and all that comes with it in the folder. */
export const rehearse = async (folder: string): Promise<Rehearsed> => {
  const space = await withServer(join(examples, 'dev-test'), async (server) => {
    await growSpace(server);
    return snapshotTo(server, join(folder, 'source'));
  });
  const { monday, tuesday } = twoDays(space);
  await writeFile(join(folder, 'secrets.json'), JSON.stringify(neededSecrets), { mode: 0o600 });
  return withServer(emptyServer, async (server) => {
    const empty = await snapshotTo(server, join(folder, 'empty'));
    const first = diff(monday, empty, settingsFrom(undefined, everything));
    await applyTo(server, first);
    const before = await stateOf(server, join(folder, 'before'));
    const base = { snapshot: monday, open: [] };
    const there = await snapshotTo(server, join(folder, 'before'));
    const changeset = diff(tuesday, there, settingsFrom(undefined, everythingFollows), {}, base);
    await writeChangeset(join(folder, 'changeset.json'), changeset);
    const applied = async (file: string, allow: readonly string[]): Promise<readonly SeenRequest[]> => {
      server.requests.length = 0;
      await applyIn(folder, server, file, allow);
      return [...writesIn(server.requests)];
    };
    const forth = await applied('changeset.json', gates.forth);
    const after = await stateOf(server, join(folder, 'after'));
    const images = await keptIn(folder, 'changeset', changeset);
    await undoIn(folder);
    const undo = await changesetIn(folder, 'undo.json');
    const back = await applied('undo.json', gates.back);
    return { first, before, changeset, forth, after, undo, back, images };
  });
};
