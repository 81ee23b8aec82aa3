// Usage: node scripts/examples/index.js [FOLDER]
// Makes the example spaces in two sandboxes, through their API, and takes their snapshots. Build first.
import { join } from 'node:path';
import { loadInstances } from '../../build/commands/flags/load-instances.js';
import { octopus } from '../../build/octopus/index.js';
import { startSandbox } from '../../build/sandbox/server/index.js';
import { readerFor } from '../../build/snapshot/reader.js';
import { takeSnapshot } from '../../build/snapshot/take.js';
import { writeSnapshot } from '../../build/snapshot/write.js';
import { api } from './api.js';
import { makeDevTest } from './dev-test.js';
import { makeStagingProd } from './staging-prod.js';

const out = process.argv[2] ?? 'snapshots';
const spaces = [
  {
    name: 'dev-test',
    make: makeDevTest,
    url: 'https://dev-test.octopus.example.com',
    installation: '6b1a4c1e-0a53-4b7e-9d3c-1f2e3d4c5b6a',
  },
  {
    name: 'staging-prod',
    make: makeStagingProd,
    url: 'https://prod.octopus.example.com',
    installation: 'a2f0c7d8-5e91-4c36-8b7a-9e8d7c6b5a49',
  },
];
const takenAt = '2026-11-20T06:00:00.000Z';

const sandbox = await startSandbox(await loadInstances(['empty:2026.3.1', 'empty:2026.3.1'], 'API-SANDBOX', 0));
try {
  for (const [index, { name, make, url, installation }] of spaces.entries()) {
    const instance = sandbox.instances[index];
    await make(api(instance.url));
    const client = octopus({ url: instance.url, apiKey: 'API-SANDBOX' });
    const { version } = await client.root();
    const space = await client.findSpace('Default');
    const source = { url, installation, space: space.name, version };
    const taken = await takeSnapshot(readerFor(client, space), source, takenAt, () => undefined);
    await writeSnapshot(join(out, name), taken.manifest, taken.files);
    console.log(
      `${join(out, name)}: ${Object.keys(taken.manifest.types).length} types, unresolved:`,
      taken.manifest.unresolved,
    );
  }
} finally {
  await sandbox.close();
}
