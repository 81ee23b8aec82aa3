import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MayDelete } from '../../src/apply/deletion.js';
import { PartialApplyError } from '../../src/model/errors.js';
import type { RunningInstance, SeenRequest } from '../../src/sandbox/server/index.js';
import { deletableBy } from '../../src/workspace/undone-run.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { apiOf, idOf } from '../e2e/api.js';
import { kindsOf } from './killed.js';
import { gates, rehearse, stateOf, type Rehearsed } from './taken-back.js';
import { applyTo, emptyServer, idNamed, withServer, writesIn } from './whole-space.js';

/* A server in trouble while a run is taken back (rules undo-delete, apply-lost-answer): nothing is lost, and it can go on. */

type Write = Pick<SeenRequest, 'method' | 'path'>;
type Trouble = Parameters<RunningInstance['faults']['add']>[0];

let folder: string;
let rehearsed: Rehearsed;
let mayDelete: MayDelete | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'octosync-faults-undo-'));
  rehearsed = await rehearse(folder);
  mayDelete = await deletableBy(join(folder, 'undo.json'), rehearsed.undo, undefined);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Taking {
  readonly server: RunningInstance;
  /** Applies the undo. */
  readonly takeBack: () => Promise<unknown>;
}

/** What a test makes by itself, and removes. */
const isOurs = ({ method, path }: Write): boolean => method !== 'PUT' && path.includes('/lifecycles');

/** A PUT that is sent once more where its answer was lost says the same again. */
const onceEach = (writes: readonly Write[]): readonly string[] => {
  const isPut = ({ method }: Write): boolean => method === 'PUT';
  return [...kindsOf(writes.filter((one) => !isPut(one))), ...new Set(kindsOf(writes.filter(isPut)))];
};

/** A server after the run; what is done to it must give back all, and delete everything once. */
const afterRun = (name: string, work: (taking: Taking) => Promise<void>): Promise<void> =>
  withServer(emptyServer, async (server) => {
    const cwd = join(folder, name);
    await mkdir(cwd);
    await applyTo(server, rehearsed.first);
    await applyTo(server, rehearsed.changeset, { allow: gates.forth });
    const journalFile = join(cwd, 'undo.journal.jsonl');
    const how = { allow: gates.back, mayDelete, journalFile, timeout: 500 };
    server.requests.length = 0;
    await work({ server, takeBack: () => applyTo(server, rehearsed.undo, how) });
    server.faults.clear();
    expect(await stateOf(server, join(cwd, 'back'))).toEqual(rehearsed.before);
    const done = writesIn(server.requests).filter((one) => one.status === 200 && !isOurs(one));
    expect(onceEach(done)).toEqual(onceEach(rehearsed.back));
  });

/** All of the rows in a long run; else those that are marked. */
const long = process.env['OCTOSYNC_LONG'] === '1';
const some = <Row extends object>(rows: readonly (Row & { readonly short?: boolean })[]): readonly Row[] =>
  rows.filter(({ short = true }) => short || long);

describe('Trouble that passes is waited out', () => {
  it.each(
    atLeastOne(
      some<Pick<Trouble, 'does' | 'method' | 'every'>>([
        ...([503, 429, 'reset', 'commit-then-reset', 'hang'] as const).map((does) => ({
          ...{ does, method: 'DELETE', every: 2 },
          short: does !== 503 && does !== 'reset',
        })),
        { does: 409, method: 'DELETE', every: 3 },
        ...([503, 429, 'reset', 'hang'] as const).map((does) => ({
          ...{ does, method: 'PUT', every: 2, short: false },
        })),
        { does: 'commit-then-reset', method: 'PUT', every: 2 },
      ]),
    ),
  )('$method: $does at every n-th, n = $every', ({ does, method = '', every = 1 }) =>
    afterRun(`${does}-${method}`, async ({ server, takeBack }) => {
      server.faults.add({ does, method, every, retryAfter: 0 });
      await takeBack();
    }),
  );
});

/** What a run that stops says. */
const stopOf = async (work: () => Promise<unknown>): Promise<string> => {
  const thrown = await work().catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(PartialApplyError);
  return thrown instanceof PartialApplyError ? thrown.message : '';
};

const role = /scopeduserroles/;
const project = /\/projects\/[^/]+$/;

describe('A refusal stops the undo, which names the thing and goes on when it is run again', () => {
  it.each(
    atLeastOne(
      some([
        { does: 400, path: project, id: 'projects/OctoFX Reports' },
        { does: 401, path: project, id: 'projects/OctoFX Reports', short: false },
        { does: 403, path: role, id: 'teamRoles/QA' },
        { does: 404, path: project, id: 'projects/OctoFX Reports' },
        { does: 404, path: role, id: 'teamRoles/QA' },
        { does: 409, path: project, id: 'projects/OctoFX Reports' },
        { does: 500, path: role, id: 'teamRoles/QA', short: false },
      ] as const),
    ),
  )('$does at the deletion of $id', ({ does, path, id }) =>
    afterRun(`${does}-${id.replaceAll(/\W/g, '-')}`, async ({ server, takeBack }) => {
      server.faults.add({ does, method: 'DELETE', path });
      const says = await stopOf(takeBack);
      expect(says).toContain(`1 failed`);
      expect(says).toContain(`${id}: The server answered ${does}`);
      server.faults.clear();
      await takeBack();
    }),
  );

  it('where something has come since that needs what would go: once that is gone, it goes', () =>
    afterRun('in-use', async ({ server, takeBack }) => {
      const { post, remove } = apiOf(server);
      const lifecycle = await post('lifecycles', {
        Name: 'Since',
        SpaceId: 'Spaces-1',
        Phases: [{ Name: 'One', OptionalDeploymentTargets: [idNamed(server, 'environments', 'Bugfix')] }],
      });
      const says = await stopOf(takeBack);
      expect(says).toContain('environments/Bugfix: The server answered 400');
      expect(says).toContain('in use');
      await remove(`lifecycles/${idOf(lifecycle)}`);
      await takeBack();
    }));
});
