import { describe, expect, it } from 'vitest';
import { comparedOnly, plain, volatile } from '../../src/catalogue/words.js';
import type { PageShape } from '../../src/model/page.js';
import { nameSpace } from '../../src/snapshot/name-space.js';
import { readSpace, type SpaceReader } from '../../src/snapshot/read-space.js';

/* A type that is in snapshots and compared, but never synced: what deployment freezes would be. */

const page = { items: 'Freezes', total: 'Count' };

const freezes = comparedOnly({
  // A name that is there: the catalogue has no type like this yet.
  name: 'proxies',
  singular: 'deployment freeze',
  plural: 'deployment freezes',
  reading: {
    path: 'deploymentfreezes',
    reach: 'server',
    idPrefix: 'DeploymentFreezes',
    listing: { kind: 'pages', page },
  },
  identity: { kind: 'named', field: 'Name' },
  file: 'deployment-freezes/{name}.json',
  fields: { OwnerId: volatile, Start: plain },
});

describe('A type that is compared only', () => {
  it('is read from the server, in pages of its own shape', async () => {
    const asked: (readonly [string, string, PageShape | undefined])[] = [];
    const none = () => Promise.resolve(undefined);
    const reader: SpaceReader = {
      spaceId: 'Spaces-1',
      list: () => Promise.reject(new Error('It has no /all.')),
      pages: (reach, path, _query, shape) => {
        asked.push([reach, path, shape]);
        const documents = [{ Id: 'DeploymentFreezes-1', Name: 'Christmas', OwnerId: null, Start: '2026-12-24' }];
        return Promise.resolve({ documents, requests: 1 });
      },
      bulk: none,
      get: none,
      bytes: none,
      version: () => Promise.resolve('2026.3.1'),
      routes: () => Promise.resolve([]),
      holdsSecret: () => false,
    };
    const { items } = nameSpace(await readSpace(reader, () => undefined, { types: [freezes] }));
    expect(asked).toEqual([['server', 'deploymentfreezes', page]]);
    const documents = [...(items.get(freezes.name)?.values() ?? [])].map(({ document }) => document);
    expect(documents).toEqual([{ Name: 'Christmas', Start: '2026-12-24' }]);
  });

  it('says that it is never synced', () =>
    expect(freezes).toMatchObject({ compareOnly: true, merging: { existing: { fixed: true } }, writing: {} }));
});
