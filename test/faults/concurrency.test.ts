import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../src/changeset/changeset.js';
import type { ProgressEvent } from '../../src/model/progress.js';
import { declaredWrites } from '../builders/declared-writes.js';
import {
  applyTo,
  countsOn,
  emptyServer,
  rehearse,
  remaining,
  snapshotTo,
  stateIn,
  withServer,
  writesIn,
  type Rehearsed,
} from './whole-space.js';

let folder: string;
let rehearsed: Rehearsed;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'octosync-concurrency-'));
  rehearsed = await rehearse(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const isLogo = ({ id }: Change): boolean => id.endsWith('#logo');

it('the changeset has at least sixty writes, and no document twice in one order', () => {
  expect(rehearsed.writes.length).toBeGreaterThanOrEqual(60);
  // Pictures have a route of their own.
  const documents = rehearsed.changeset.changes
    .filter((change) => !isLogo(change))
    .map(({ type, names, order }) => JSON.stringify([type, names, order]));
  expect(new Set(documents).size).toBe(documents.length);
});

describe.each([1, 2, 16])('With %i writes at once (rules apply-order)', (concurrency) => {
  it('the final state is the same, and each change takes the writes it is declared to take', () =>
    withServer(emptyServer, async (server) => {
      const sent = new Map<string, number>();
      const progress = (event: ProgressEvent): void => {
        if (event.kind === 'writing') sent.set(event.id, (sent.get(event.id) ?? 0) + 1);
      };
      const { changes } = rehearsed.changeset;
      const { alreadyApplied } = await applyTo(server, rehearsed.changeset, { concurrency, progress });
      expect(alreadyApplied, 'what is done already is no change (rules no-no-ops)').toEqual([]);
      expect(Object.fromEntries(sent)).toEqual(
        Object.fromEntries(changes.map((change) => [change.id, declaredWrites(change)])),
      );
      const declared = changes.reduce((sum, change) => sum + declaredWrites(change), 0);
      expect(writesIn(server.requests)).toHaveLength(declared);
      expect(writesIn(server.requests).filter(({ method, status }) => method === 'DELETE' || status >= 300)).toEqual(
        [],
      );

      const after = join(folder, `after-${concurrency}`);
      await snapshotTo(server, after);
      expect(await stateIn(after)).toEqual(rehearsed.state);
      expect(countsOn(server)).toEqual(rehearsed.counts);
      expect(await remaining(server, after, rehearsed.source)).toEqual([]);
    }));
});
