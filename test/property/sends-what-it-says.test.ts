import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apply, type PlannedRequest } from '../../src/apply/index.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import { settingsFrom } from '../../src/commands/flags/diff-flags.js';
import { diff } from '../../src/diff/index.js';
import { BlockedError, DriftError, UsageError } from '../../src/model/errors.js';
import type { SyncSettings } from '../../src/settings/settings.js';
import { readSnapshot } from '../../src/snapshot/read.js';
import { everything } from '../builders/everything.js';
import { examples } from '../e2e/cli.js';
import { runs } from './generate/runs.js';
import { anySettings, withoutErrors } from './generate/settings.js';
import { pairs, wholeSides } from './generate/pair.js';
import { accepted, edits, type Edits } from './mutate.js';
import { discrepancies } from './said-and-sent.js';
import { taken, withServers, type Loop, type Place } from './two-spaces.js';

/** What a run would send; undefined where `apply` refuses before the first write. */
const sent = async (changeset: Changeset, { client, space }: Place): Promise<readonly PlannedRequest[] | undefined> => {
  try {
    const result = await apply(changeset, client, {
      space: space.name,
      allow: changeset.gates.map(({ gate }) => gate),
      skipBlocked: true,
      secretFor: (_id, pointer) => (/CertificateData|Password/.test(pointer) ? 'secret' : undefined),
      packageFile: () => undefined,
      dryRun: true,
      concurrency: 1,
      wait: () => Promise.resolve(),
      progress: () => undefined,
      confirm: () => Promise.resolve(true),
    });
    return result.kind === 'dry-run' ? result.requests : undefined;
  } catch (error) {
    if (error instanceof DriftError || error instanceof BlockedError || error instanceof UsageError) return undefined;
    throw error;
  }
};

/** Tries the changeset, and so many of its edits as schema and rules accept. Answers how many were tried, and how many sent. */
const expectSaid = async (
  { source, destination }: Loop,
  given: SyncSettings,
  made: Edits,
  most: number,
): Promise<{ readonly tried: number; readonly sent: number }> => {
  const before = await taken(destination);
  const good = diff(await taken(source), before, given);
  const all = [good, ...accepted(good, made, most)];
  let count = 0;
  for (const changeset of all) {
    const requests = await sent(changeset, destination);
    count += requests ? 1 : 0;
    const dump = destination.instance.dump(destination.space.name);
    const server = { before, dump, client: destination.client };
    const found = requests ? await discrepancies(changeset, requests, server) : [];
    expect(found).toEqual([]);
  }
  return { tried: all.length, sent: count };
};

describe('What apply sends is what the file lists, neither more nor less (rules changeset-checked)', () => {
  it('of any changeset that schema and rules accept, edited ones included', async () => {
    const cases = { tried: 0, sent: 0 };
    const many = runs(10, 200);
    await fc.assert(
      fc.asyncProperty(pairs, anySettings().map(withoutErrors), edits, (pair, given, made) => {
        const { source, destination } = wholeSides(pair);
        return withServers(source, destination, async (loop) => {
          const { tried, sent: also } = await expectSaid(loop, given, made, 8);
          cases.tried += tried;
          cases.sent += also;
        });
      }),
      // What is wrong is a sentence; a smaller case would take minutes of servers.
      { ...many, endOnFailure: true },
    );
    expect(cases.tried).toBeGreaterThanOrEqual(6 * many.numRuns);
    expect(cases.sent).toBeGreaterThanOrEqual(5 * many.numRuns);
  });

  it('of the example spaces, which have what no made-up space has', async () => {
    const [from, to] = [
      await readSnapshot(join(examples, 'dev-test')),
      await readSnapshot(join(examples, 'staging-prod')),
    ];
    const rules = settingsFrom(undefined, { ...everything, 'existing-projects': 'update', 'existing-steps': 'update' });
    await withServers(from, to, (loop) =>
      fc.assert(
        fc.asyncProperty(edits, async (made) => {
          expect((await expectSaid(loop, withoutErrors(rules), made, 8)).tried).toBeGreaterThan(1);
        }),
        { ...runs(2, 30), endOnFailure: true },
      ),
    );
  });
});
