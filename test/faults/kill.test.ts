import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningInstance } from '../../src/sandbox/server/index.js';
import { octosync } from '../e2e/cli.js';
import { mortalApply, type MortalApply } from './killed.js';
import type { Fate, Forwarded } from './proxy.js';
import { argumentsOf, everything } from '../builders/everything.js';
import { countsOn, emptyServer, neededSecrets, rehearse, stateIn, withServer, type Rehearsed } from './whole-space.js';

let folder: string;
let rehearsed: Rehearsed;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'octosync-kill-'));
  rehearsed = await rehearse(folder);
  await writeFile(join(folder, 'secrets.json'), JSON.stringify(neededSecrets));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A folder with the changeset, an empty server, and a CLI that can be killed. */
const withMortalApply = async (
  name: string,
  concurrency: number,
  work: (apply: MortalApply, server: RunningInstance, cwd: string) => Promise<void>,
): Promise<void> => {
  const cwd = join(folder, name);
  await mkdir(cwd);
  for (const file of ['changeset.json', 'secrets.json']) await copyFile(join(folder, file), join(cwd, file));
  await withServer(emptyServer, async (server) => {
    const apply = await mortalApply(server, cwd, concurrency);
    try {
      await work(apply, server, cwd);
    } finally {
      await apply.close();
    }
  });
};

/** What was written, whatever numbers the server gave: what waits for another change of its order may come later. */
const kindsOf = (writes: readonly { readonly method: string; readonly path: string }[]): readonly string[] =>
  writes.map(({ method, path }) => `${method} ${path.replaceAll(/-\d+/g, '')}`).sort();

/** Before the server hears of the n-th write: it is kept from it. Afterwards: it is done, and the answer is lost. */
const when = (boundary: number, how: 'before' | 'after') => {
  return (forwarded: readonly Forwarded[]): Fate => {
    if (forwarded.length + 1 < boundary) return 'pass';
    return how === 'before' ? 'drop' : 'swallow';
  };
};

/** The final state is that of a run without trouble, file by file, and there is nothing left to do. */
const expectAsIfNothingHadHappened = async (server: RunningInstance, cwd: string): Promise<void> => {
  const take = await octosync(['snapshot', '--url', server.url, '--out', 'after', '--quiet'], { cwd });
  expect(take.code, take.stderr).toBe(0);
  expect(await stateIn(join(cwd, 'after'))).toEqual(rehearsed.state);
  expect(countsOn(server)).toEqual(rehearsed.counts);
  const again = await octosync(
    ['diff', join(folder, 'source'), 'after', ...argumentsOf(everything), '--out', 'again.json', '--exit-code'],
    { cwd },
  );
  expect(again.code, again.stdout).toBe(0);
};

describe('kill -9', () => {
  it('has a changeset of at least sixty writes to strike at', () => {
    expect(rehearsed.writes.length).toBeGreaterThanOrEqual(60);
  });

  it('at every write boundary in turn, before and after the server has done it, leaves no trace', async () => {
    await withMortalApply('chain', 1, async (apply, server, cwd) => {
      const struck: number[] = [];
      for (let boundary = 1; ; boundary += 1) {
        const ended = await apply.run(when(boundary, boundary % 2 === 1 ? 'before' : 'after'));
        if (!ended.killed) {
          expect(ended.code, ended.said).toBe(0);
          break;
        }
        expect(apply.forwarded.length).toBe(boundary % 2 === 1 ? boundary - 1 : boundary);
        struck.push(boundary);
      }
      expect(struck).toEqual(rehearsed.writes.map((_write, index) => index + 1));
      // Each write reached the server once, as in a run without trouble.
      expect(kindsOf(apply.forwarded)).toEqual(kindsOf(rehearsed.writes));
      await expectAsIfNothingHadHappened(server, cwd);
    });
  }, 240_000);

  it('with four writes under way, again and again, leaves no trace', async () => {
    await withMortalApply('at-once', 4, async (apply, server, cwd) => {
      let kills = 0;
      for (let boundary = 5; ; boundary += 5) {
        const ended = await apply.run(when(boundary, boundary % 2 === 1 ? 'before' : 'after'));
        if (!ended.killed) {
          expect(ended.code, ended.said).toBe(0);
          break;
        }
        kills += 1;
      }
      expect(kills).toBeGreaterThanOrEqual(Math.floor(rehearsed.writes.length / 5) - 1);
      expect(kindsOf(apply.forwarded)).toEqual(kindsOf(rehearsed.writes));
      await expectAsIfNothingHadHappened(server, cwd);
    });
  }, 120_000);
});

describe.runIf(process.env['OCTOSYNC_LONG'] === '1')('kill -9 once, then one run to the end', () => {
  it.each(['before', 'after'] as const)(
    '%s the server has done the write, at each boundary',
    async (how) => {
      for (let boundary = 1; boundary <= rehearsed.writes.length; boundary += 1) {
        await withMortalApply(`${how}-${boundary}`, 1, async (apply, server, cwd) => {
          expect(await apply.run(when(boundary, how))).toEqual({ killed: true });
          expect(await apply.run(() => 'pass')).toMatchObject({ killed: false, code: 0 });
          expect(kindsOf(apply.forwarded)).toEqual(kindsOf(rehearsed.writes));
          await expectAsIfNothingHadHappened(server, cwd);
        });
      }
    },
    900_000,
  );
});
