import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PartialApplyError } from '../../src/model/errors.js';
import type { RunningInstance } from '../../src/sandbox/server/index.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { octosync, octosyncProcess } from '../e2e/cli.js';
import { allKept, keptSecretsOn, makeKeptSecrets } from './kept-secrets.js';
import {
  applyTo,
  countsOn,
  emptyServer,
  neededSecrets,
  rehearse,
  remaining,
  snapshotTo,
  stateIn,
  withServer,
  type Rehearsed,
} from './whole-space.js';

type Trouble = Parameters<RunningInstance['faults']['add']>[0]['does'];

let folder: string;
let rehearsed: Rehearsed;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'octosync-faults-'));
  rehearsed = await rehearse(folder, { prepare: makeKeptSecrets });
  await writeFile(join(folder, 'secrets.json'), JSON.stringify(neededSecrets));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A server of half a space whose every n-th POST and every n-th PUT meets with trouble, and a folder of its own. */
const withTrouble = (
  name: string,
  { does, every }: { readonly does: Trouble; readonly every: number },
  work: (server: RunningInstance, cwd: string) => Promise<void>,
): Promise<void> =>
  withServer(emptyServer, async (server) => {
    await makeKeptSecrets(server);
    const cwd = join(folder, name);
    await mkdir(cwd);
    for (const method of ['POST', 'PUT']) server.faults.add({ does, method, every, retryAfter: 0 });
    await work(server, cwd);
    server.faults.clear();
    await expectNoTrace(server, cwd);
  });

/** The final state is that of a run without trouble, file by file; nothing is lost, doubled or left to do. */
const expectNoTrace = async (server: RunningInstance, cwd: string): Promise<void> => {
  await snapshotTo(server, join(cwd, 'after'));
  expect(await stateIn(join(cwd, 'after'))).toEqual(rehearsed.state);
  expect(countsOn(server)).toEqual(rehearsed.counts);
  expect(keptSecretsOn(server)).toEqual(allKept);
  expect(await remaining(server, join(cwd, 'again'), rehearsed.source)).toEqual([]);
};

/** Applies until there is nothing to go on with; gives the number of runs. Only a run that stopped part-way is followed. */
const runsNeeded = async (apply: () => Promise<unknown>, most: number): Promise<number> => {
  for (let runs = 1; ; runs += 1) {
    try {
      await apply();
      return runs;
    } catch (error) {
      if (!(error instanceof PartialApplyError) || runs >= most) throw error;
    }
  }
};

it('the changeset has at least sixty writes, and spares what the destination has of its own', () => {
  expect(rehearsed.writes.length).toBeGreaterThanOrEqual(60);
  expect(rehearsed.changeset.changes.map(({ id }) => id)).toContain('libraryVariables/Databases');
});

/** All of the rows in a long run; else those that are marked. */
const long = process.env['OCTOSYNC_LONG'] === '1';
const some = <Row extends object>(rows: readonly (Row & { readonly short?: boolean })[]): readonly Row[] =>
  rows.filter(({ short = true }) => short || long);

const passing: readonly Trouble[] = [503, 429, 'reset', 'commit-then-reset'];

describe.each(passing)('%s on every n-th write is waited out', (does) => {
  it.each(
    atLeastOne(
      some([
        // Only writes one after the other come with retries in between for certain.
        { every: 2, concurrency: 1, most: 1 },
        { every: 3, concurrency: 1, most: 1, short: false },
        { every: 7, concurrency: 1, most: 1, short: false },
        { every: 2, concurrency: 4, most: 15, short: false },
        { every: 3, concurrency: 4, most: 15 },
        { every: 7, concurrency: 4, most: 1 },
      ]),
    ),
  )('n = $every, $concurrency at once: at most $most run(s)', ({ every, concurrency, most }) =>
    withTrouble(`${does}-${every}-${concurrency}`, { does, every }, async (server, cwd) => {
      const journalFile = join(cwd, 'changeset.journal.jsonl');
      const apply = () => applyTo(server, rehearsed.changeset, { concurrency, journalFile });
      expect(await runsNeeded(apply, most)).toBeLessThanOrEqual(most);
    }),
  );
});

/** How often a server met a request with trouble, instead of doing it. */
const struckOn = (server: RunningInstance, status: number): number =>
  server.requests.filter((request) => request.method !== 'GET' && request.status === status).length;

describe('500 on every n-th write stops a run, and another one goes on', () => {
  it.each(
    atLeastOne(
      some([
        { every: 2, concurrency: 1, short: false },
        { every: 3, concurrency: 1, short: false },
        { every: 7, concurrency: 1, short: false },
        { every: 2, concurrency: 4, short: false },
        { every: 3, concurrency: 4, short: false },
        { every: 7, concurrency: 4 },
      ]),
    ),
  )('n = $every, $concurrency at once: one more run for each refusal at most', ({ every, concurrency }) =>
    withTrouble(`500-${every}-${concurrency}`, { does: 500, every }, async (server, cwd) => {
      const journalFile = join(cwd, 'changeset.journal.jsonl');
      const apply = () => applyTo(server, rehearsed.changeset, { concurrency, journalFile });
      const runs = await runsNeeded(apply, every === 7 ? 15 : rehearsed.writes.length);
      expect(runs).toBeLessThanOrEqual(1 + struckOn(server, 500));
    }),
  );
});

/** Long enough for a busy machine, in milliseconds; the requests that hang take no longer. */
const timeout = 200;

describe.concurrent('An answer that never comes on every n-th write is given up, and looked up', () => {
  it.each(
    atLeastOne(
      some([
        { every: 2, concurrency: 4, short: false },
        { every: 3, concurrency: 1, short: false },
        { every: 7, concurrency: 1, short: false },
        { every: 7, concurrency: 4 },
      ]),
    ),
  )('n = $every, $concurrency at once', ({ every, concurrency }) =>
    withTrouble(`hang-${every}-${concurrency}`, { does: 'hang', every }, async (server, cwd) => {
      const journalFile = join(cwd, 'changeset.journal.jsonl');
      const apply = () => applyTo(server, rehearsed.changeset, { concurrency, journalFile, timeout });
      expect(await runsNeeded(apply, 15)).toBeLessThanOrEqual(15);
    }),
  );
});

/** `octosync apply`, with the flag that keeps it from slowing down for minutes after a 429. */
const byHand = (server: RunningInstance, concurrency: number, ...more: readonly string[]): readonly string[] => [
  ...['apply', 'changeset.json', '--url', server.url, '--yes', '--secrets', 'secrets.json'],
  ...['--concurrency', String(concurrency), '--max-requests-per-minute', '60000', ...more],
];

const withCli = (
  name: string,
  trouble: { readonly does: Trouble; readonly every: number },
  work: (server: RunningInstance, cwd: string) => Promise<void>,
): Promise<void> =>
  withTrouble(name, trouble, async (server, cwd) => {
    for (const file of ['changeset.json', 'secrets.json']) await copyFile(join(folder, file), join(cwd, file));
    await work(server, cwd);
  });

// They wait for seconds before they try again: as processes they do so side by side.
describe.concurrent('The CLI', () => {
  it.each(
    atLeastOne(
      some(
        passing.flatMap((does) =>
          // As processes, one that waits as it is told, and one that finds its write done.
          [1, 4].map((concurrency) => ({
            ...{ does, concurrency },
            short: concurrency > 1 && (does === 429 || does === 'commit-then-reset'),
          })),
        ),
      ),
    ),
  )('comes through $does on every 7th write in one run, $concurrency at once', ({ does, concurrency }) =>
    withCli(`cli-${does}-${concurrency}`, { does, every: 7 }, async (server, cwd) => {
      const { code, stderr } = await octosyncProcess(byHand(server, concurrency), { cwd });
      expect(code, stderr).toBe(0);
    }),
  );

  it('comes through an answer that never comes on every 20th write', () =>
    withCli('cli-hang', { does: 'hang', every: 20 }, async (server, cwd) => {
      const { code, stderr } = await octosyncProcess(byHand(server, 4, '--request-timeout', '2'), { cwd });
      expect(code, stderr).toBe(0);
    }));
});

describe('The CLI', () => {
  it.each(atLeastOne(long ? [1, 4] : [4]))(
    'stops with exit code 5 at a 500 on every 7th write, and goes on, %i at once',
    (concurrency) =>
      withCli(`cli-500-${concurrency}`, { does: 500, every: 7 }, async (server, cwd) => {
        const apply = () => octosync(byHand(server, concurrency), { cwd });
        const codes: number[] = [];
        while (codes.length < 15 && codes.at(-1) !== 0) codes.push((await apply()).code);
        expect(codes).toEqual([...codes.slice(1).map(() => 5), 0]);
      }),
  );
});
