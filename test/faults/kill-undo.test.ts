import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atLeastOne } from '../builders/at-least-one.js';
import type { RunningInstance } from '../../src/sandbox/server/index.js';
import { apiOf } from '../e2e/api.js';
import { everyBoundary, kindsOf, mortalApply, sampled, type Kill, type MortalApply } from './killed.js';
import {
  applyIn,
  changesetIn,
  gates,
  keptIn,
  receiptIn,
  rehearse,
  stateOf,
  undoIn,
  verifyUndo,
  type Rehearsed,
} from './taken-back.js';
import { applyTo, emptyServer, idNamed, withServer } from './whole-space.js';

/*
 * kill -9 while a run is applied, and while it is taken back (rules undo-before, undo-delete, apply-journal): nothing is written
 * twice, and the destination is what it was.
 */

let folder: string;
let rehearsed: Rehearsed;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'octosync-kill-undo-'));
  rehearsed = await rehearse(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A folder with the changeset, and its destination as it is before. */
const withDestination = async (
  name: string,
  work: (server: RunningInstance, cwd: string) => Promise<void>,
): Promise<void> => {
  const cwd = join(folder, name);
  await mkdir(cwd);
  for (const file of ['changeset.json', 'secrets.json']) await copyFile(join(folder, file), join(cwd, file));
  await withServer(emptyServer, async (server) => {
    await applyTo(server, rehearsed.first);
    await work(server, cwd);
  });
};

/** Applies a file in its folder with some trouble, and then to its end; gives what reached the server. */
const applied = async (
  server: RunningInstance,
  cwd: string,
  { file, allow, concurrency = 1 }: { file: string; allow: readonly string[]; concurrency?: number },
  trouble: (apply: MortalApply) => Promise<void>,
): Promise<MortalApply['forwarded']> => {
  const apply = await mortalApply(server, cwd, { file, allow, concurrency });
  try {
    await trouble(apply);
    const ended = await apply.run(() => 'pass');
    expect(ended, JSON.stringify(ended)).toMatchObject({ killed: false, code: 0 });
    expect(apply.forwarded.filter(({ status }) => status >= 300)).toEqual([]);
    return apply.forwarded;
  } finally {
    await apply.close();
  }
};

type Trouble = (apply: MortalApply) => Promise<void>;
const at =
  (kills: readonly Kill[]): Trouble =>
  (apply) =>
    apply.runKilled(kills);
const none: Trouble = () => Promise.resolve();

/** What a run has left says that all was written, and what all of it had said before: for `undo` as if nothing had happened. */
const expectAllKept = async (cwd: string): Promise<void> => {
  const { changeset, images, undo } = rehearsed;
  const { changes: became } = await receiptIn(cwd, 'changeset.receipt.json');
  expect(became.filter((one) => one.became !== 'written')).toEqual([]);
  const kept = await keptIn(cwd, 'changeset', changeset);
  expect([...kept.keys()].sort()).toEqual([...images.keys()].sort());
  for (const [id, { before, after, created = [] }] of atLeastOne([...images])) {
    expect(kept.get(id), id).toMatchObject({ before, after, isHidden: false });
    expect(kept.get(id)?.created ?? [], id).toHaveLength(created.length);
  }
  await undoIn(cwd);
  const { changes, left } = await changesetIn(cwd, 'undo.json');
  expect({ changes, left }).toEqual({ changes: undo.changes, left: undo.left });
};

/** The destination is what it was before the run, and the undo's own files say so. */
const expectTakenBack = async (server: RunningInstance, cwd: string): Promise<void> => {
  expect(await stateOf(server, join(cwd, 'back'))).toEqual(rehearsed.before);
  const { outcome, changes } = await receiptIn(cwd, 'undo.receipt.json');
  expect(outcome).toBe('complete');
  expect(changes.filter(({ became }) => became !== 'written')).toEqual([]);
  const undo = await changesetIn(cwd, 'undo.json');
  const kept = await keptIn(cwd, 'undo', undo);
  expect([...kept.keys()].sort()).toEqual(undo.changes.map(({ id }) => id).sort());
  expect([...kept].filter(([, { before }]) => before === null)).toEqual([]);
  await verifyUndo(cwd, server);
};

const forth = { file: 'changeset.json', allow: gates.forth };
const back = { file: 'undo.json', allow: gates.back };

/** One run after the other is killed, of the changeset and of its undo; the last one of each is not. */
const expectNoTraceOf = (name: string, trouble: { readonly forth: Trouble; readonly back: Trouble }): Promise<void> =>
  withDestination(name, async (server, cwd) => {
    expect(kindsOf(await applied(server, cwd, forth, trouble.forth))).toEqual(kindsOf(rehearsed.forth));
    await expectAllKept(cwd);
    expect(kindsOf(await applied(server, cwd, back, trouble.back))).toEqual(kindsOf(rehearsed.back));
    await expectTakenBack(server, cwd);
  });

const long = process.env['OCTOSYNC_LONG'] === '1';

/** What is changed and what is deleted goes back in two ways; the roles of a team are several writes of one change. */
const wayOf = ({ method, path }: { readonly method: string; readonly path: string }): string =>
  `${method === 'DELETE' ? 'deleted' : 'sent'} ${path.includes('scopeduserroles') ? 'role' : ''}`;

describe('kill -9 and undo', () => {
  it('have a run that creates, changes and removes, and is taken back whole', () => {
    const { changeset, undo, before, after, forth: sent, back: returned } = rehearsed;
    expect(new Set(changeset.changes.map(({ action }) => action))).toEqual(new Set(['create', 'update']));
    expect(changeset.gates.map(({ gate }) => gate)).toEqual(gates.forth);
    expect(new Set(undo.changes.map(({ action }) => action))).toEqual(new Set(['update', 'delete']));
    expect(undo.left).toEqual([]);
    expect(sent.length).toBeGreaterThanOrEqual(25);
    expect(returned.filter(({ method }) => method === 'DELETE').length).toBeGreaterThanOrEqual(10);
    expect(after.files).not.toEqual(before.files);
  });

  it('at the first write, the last and one of each way to write, of both: all is given back', () =>
    expectNoTraceOf('sample', {
      forth: at(sampled(rehearsed.forth, wayOf)),
      back: at(sampled(rehearsed.back, wayOf)),
    }));

  it('what others change before the run goes on is theirs: the undo leaves it', () =>
    withDestination('between', async (server, cwd) => {
      const isDemo = ({ method, path }: { method: string; path: string }) => /^PUT.*environments/.test(method + path);
      const { get, put } = apiOf(server);
      const mortal = await mortalApply(server, cwd, { ...forth, concurrency: 1 });
      await mortal.runKilled([{ boundary: rehearsed.forth.findIndex(isDemo) + 1, how: 'before' }]);
      await mortal.close();
      const path = `environments/${idNamed(server, 'environments', 'Demo')}`;
      await put(path, { ...(await get(path)), UseGuidedFailure: true });
      await applyIn(cwd, server, forth.file, forth.allow);
      await undoIn(cwd);
      await applyIn(cwd, server, back.file, back.allow);
      const [demo] = (server.dump()['environments'] ?? []).filter(({ Name: name }) => name === 'Demo');
      expect(demo).toMatchObject({ Description: 'On Monday.', UseGuidedFailure: true });
    }));

  it.runIf(long).each(['before', 'after'] as const)('at every write of the undo in turn, the first one %s', (how) =>
    expectNoTraceOf(`back-${how}`, { forth: none, back: at(everyBoundary(rehearsed.back, how)) }),
  );

  it.runIf(long).each(['before', 'after'] as const)('at every write of the run in turn, the first one %s', (how) =>
    expectNoTraceOf(`forth-${how}`, { forth: at(everyBoundary(rehearsed.forth, how)), back: none }),
  );
});
