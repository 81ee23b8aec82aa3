import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { apply, type PlannedRequest } from '../../src/apply/index.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import { diff } from '../../src/diff/index.js';
import { BlockedError, DriftError, UsageError } from '../../src/model/errors.js';
import type { OctopusClient } from '../../src/octopus/index.js';
import { runs } from './generate/runs.js';
import { anySettings, withoutErrors } from './generate/settings.js';
import { build, contents } from './generate/space.js';
import { accepted, edits } from './mutate.js';
import { discrepancies } from './said-and-sent.js';
import { taken, withServers } from './two-servers.js';

/** What a run would send; nothing where `apply` refuses before the first write. */
const sent = async (changeset: Changeset, client: OctopusClient): Promise<readonly PlannedRequest[] | undefined> => {
  try {
    const result = await apply(changeset, client, {
      space: 'Default',
      allow: changeset.gates.map(({ gate }) => gate),
      skipBlocked: true,
      secretFor: () => undefined,
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

const all = new Map<string, string>();
const counted = { cases: 0, edited: 0, refused: 0, requests: 0 };

describe('What apply sends is what the file lists (rules changeset-checked)', () => {
  it('of any changeset that schema and rules accept, edited ones included', async () => {
    await fc.assert(
      fc.asyncProperty(contents, contents, anySettings().map(withoutErrors), edits, (from, to, given, made) =>
        withServers(build('a', from), build('b', to), async ({ source, destination, clientOf }) => {
          const client = clientOf(destination);
          const before = await taken(destination, client);
          const good = diff(await taken(source, clientOf(source)), before, given);
          for (const changeset of [good, ...accepted(good, made).slice(0, 8)]) {
            const requests = await sent(changeset, client);
            counted.cases += 1;
            counted.edited += changeset === good ? 0 : 1;
            counted.refused += requests ? 0 : 1;
            counted.requests += requests?.length ?? 0;
            if (process.env['DBG']) {
              if (requests)
                for (const d of await discrepancies(changeset, requests, {
                  before,
                  dump: destination.dump(),
                  client,
                })) {
                  const k = (changeset === good ? 'GOOD ' : 'EDIT ') + d.replace(/(listed|sent) as .*/, '$1 as');
                  if (!all.has(k)) all.set(k, d);
                }
            } else if (requests)
              expect(await discrepancies(changeset, requests, { before, dump: destination.dump(), client })).toEqual(
                [],
              );
          }
        }),
      ),
      { ...runs(Number(process.env['RUNS'] ?? 60)), endOnFailure: true },
    );
  });
  afterAll(() => {
    console.log(counted);
    for (const [k, d] of all) console.log('##', k, '::', d.slice(0, 1200));
  });
});
