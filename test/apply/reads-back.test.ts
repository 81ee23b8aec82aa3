import { expect, it } from 'vitest';
import { apply } from '../../src/apply/index.js';
import { diff } from '../../src/diff/index.js';
import { octopus, type OctopusClient } from '../../src/octopus/index.js';
import { emptySpace, sharedOf, startSandbox } from '../../src/sandbox/server/index.js';
import { settings, space } from '../builders/space.js';

const version = '2026.3.1';

/** A server that has the last word on every description. */
const wilful = (client: OctopusClient): OctopusClient => ({
  ...client,
  about: (what) => wilful(client.about(what)),
  post: (at, body) => client.post(at, { ...body, Description: 'as the server likes it' }),
});

it('what a server stored otherwise is reported, document by document (rules apply-reads-back)', async () => {
  const source = space('dev')
    .projectGroup('Web', { Description: 'as the source has it' })
    .projectGroup('Db', { Description: 'as the server likes it' });
  const changeset = diff(source.build(), space('prod').build(), settings({}, { projectGroups: 'all' }));
  const sandbox = await startSandbox([
    {
      name: 'prod',
      version,
      installationId: 'prod',
      apiKey: 'API-SANDBOX',
      idOffset: 0,
      spaces: [{ id: 'Spaces-1', name: changeset.destination.space, documents: emptySpace(version) }],
      shared: sharedOf(version),
    },
  ]);
  try {
    const outcome = await apply(
      changeset,
      wilful(octopus({ url: sandbox.instances[0]?.url ?? '', apiKey: 'API-SANDBOX' })),
      {
        space: changeset.destination.space,
        allow: [],
        secretFor: () => undefined,
        packageFile: () => undefined,
        dryRun: false,
        concurrency: 1,
        progress: () => undefined,
        confirm: () => Promise.resolve(true),
      },
    );
    const stored = outcome.kind === 'applied' ? [...outcome.result.storedOtherwise] : [];
    expect(stored).toEqual([['projectGroups/Web', ['Description']]]);
  } finally {
    await sandbox.close();
  }
});
