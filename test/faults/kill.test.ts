import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningInstance } from '../../src/sandbox/server/index.js';
import { octosync } from '../e2e/cli.js';
import { everyBoundary, kindsOf, mortalApply, sampled, when, type Kill, type MortalApply } from './killed.js';
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
    const apply = await mortalApply(server, cwd, { file: 'changeset.json', concurrency });
    try {
      await work(apply, server, cwd);
    } finally {
      await apply.close();
    }
  });
};

const long = process.env['OCTOSYNC_LONG'] === '1';

/** Documents are all made in one way; what else is written has a way of its own, each. */
const wayOf = ({ method, path }: Pick<Rehearsed['writes'][number], 'method' | 'path'>): string => {
  const [collection = '', ...rest] = path.replace(/^\/api\/(Spaces-1\/)?/, '').split('/');
  if (method === 'POST' && rest.length === 0 && collection !== 'scopeduserroles') return 'a new document';
  return `${method} ${rest.length > 1 ? (rest.find((part) => !part.includes('-')) ?? '') : collection}`;
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

  /** One run after the other is killed, and the last one is not. */
  const expectNoTraceOf = (name: string, kills: readonly Kill[]): Promise<void> =>
    withMortalApply(name, 1, async (apply, server, cwd) => {
      await apply.runKilled(kills);
      expect(await apply.run(() => 'pass')).toMatchObject({ killed: false, code: 0 });
      // Each write reached the server once, as in a run without trouble.
      expect(kindsOf(apply.forwarded)).toEqual(kindsOf(rehearsed.writes));
      await expectAsIfNothingHadHappened(server, cwd);
    });

  it('at the first write, the last and one of each way to write leaves no trace', async () => {
    const kills = sampled(rehearsed.writes, wayOf);
    expect(new Set(kills.map(({ boundary }) => boundary)).size).toBeGreaterThanOrEqual(10);
    await expectNoTraceOf('sample', kills);
  });

  it.runIf(long)(
    'at every write boundary in turn, before and after the server has done it, leaves no trace',
    () => expectNoTraceOf('chain', everyBoundary(rehearsed.writes)),
    3_600_000,
  );

  /** Not a multiple of two: it is before and after a write by turns. */
  const stride = long ? 5 : 21;

  it.runIf(long)('with four writes under way, again and again, leaves no trace', async () => {
    await withMortalApply('at-once', 4, async (apply, server, cwd) => {
      let kills = 0;
      for (let boundary = stride; ; boundary += stride) {
        const ended = await apply.run(when({ boundary, how: boundary % 2 === 1 ? 'before' : 'after' }));
        if (!ended.killed) {
          expect(ended.code, ended.said).toBe(0);
          break;
        }
        kills += 1;
      }
      expect(kills).toBeGreaterThanOrEqual(Math.floor(rehearsed.writes.length / stride) - 1);
      expect(kindsOf(apply.forwarded)).toEqual(kindsOf(rehearsed.writes));
      await expectAsIfNothingHadHappened(server, cwd);
    });
  });
});

describe.runIf(long)('kill -9 once, then one run to the end', () => {
  it.each(['before', 'after'] as const)(
    '%s the server has done the write, at each boundary',
    async (how) => {
      for (let boundary = 1; boundary <= rehearsed.writes.length; boundary += 1) {
        await withMortalApply(`${how}-${boundary}`, 1, async (apply, server, cwd) => {
          expect(await apply.run(when({ boundary, how }))).toEqual({ killed: true });
          expect(await apply.run(() => 'pass')).toMatchObject({ killed: false, code: 0 });
          expect(kindsOf(apply.forwarded)).toEqual(kindsOf(rehearsed.writes));
          await expectAsIfNothingHadHappened(server, cwd);
        });
      }
    },
    3_600_000,
  );
});
