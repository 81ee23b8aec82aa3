import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noJournal, type Journal } from '../../src/changeset/journal.js';
import { UsageError } from '../../src/model/errors.js';
import {
  applyTo,
  emptyServer,
  rehearse,
  remaining,
  withServer,
  writesIn,
  type Rehearsed,
} from '../faults/whole-space.js';

let folder: string;
let rehearsed: Rehearsed;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'octosync-journal-'));
  rehearsed = await rehearse(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const full = new UsageError({ what: 'The file cannot be written: ENOSPC.', where: 'changeset.journal.jsonl' });

/** A journal on a disk that is full from the n-th line of a kind on. */
const fullFrom = (kind: 'before' | 'after', n: number): Journal => {
  let lines = 0;
  const line = (): void => {
    lines += 1;
    if (lines >= n) throw full;
  };
  return { ...noJournal, [kind]: line };
};

describe('A journal that takes nothing more stops the run before the next write', () => {
  it.each([
    { kind: 'before', n: 1, written: 0 },
    { kind: 'before', n: 2, written: 1 },
    { kind: 'before', n: 5, written: 4 },
    { kind: 'after', n: 1, written: 1 },
    { kind: 'after', n: 3, written: 3 },
  ] as const)('$kind, from line $n on: $written written, and the next run goes on', ({ kind, n, written }) =>
    withServer(emptyServer, async (server) => {
      const first = applyTo(server, rehearsed.changeset, { journal: fullFrom(kind, n) });
      await expect(first).rejects.toMatchObject({ name: 'PartialApplyError', exitCode: 5 });
      await expect(first).rejects.toThrow('ENOSPC');
      expect(writesIn(server.requests)).toHaveLength(written);
      await applyTo(server, rehearsed.changeset);
      expect(writesIn(server.requests)).toHaveLength(rehearsed.writes.length);
      expect(await remaining(server, join(folder, `${kind}-${n}`), rehearsed.source)).toEqual([]);
    }),
  );

  it.each(['complete', 'stopped'] as const)('what the run ended with (%s) is not hidden by it', (outcome) =>
    withServer(emptyServer, async (server) => {
      const fails = {
        ...noJournal,
        end: () => {
          throw full;
        },
      };
      const journal = outcome === 'complete' ? fails : { ...fullFrom('before', 2), end: fails.end };
      const says = outcome === 'complete' ? 'ENOSPC' : 'Apply stopped: 1 written';
      await expect(applyTo(server, rehearsed.changeset, { journal })).rejects.toThrow(says);
    }),
  );
});
