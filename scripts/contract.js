// Distils what the sandbox's server accepts from the vendor's contract into src/sandbox/server/contract/.
//   node scripts/contract.js ../shared/octopus-api
// Two generations: 2026 (contract-pages.js) and 2020.5 (contract-swagger.js). The output is committed; nothing else
// reads the input.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownCollections } from './contract-known.js';
import { generation2026 } from './contract-pages.js';
import { generation2020 } from './contract-swagger.js';

const to = 'src/sandbox/server/contract';

mkdirSync(to, { recursive: true });
for (const [file, data] of [
  ['2026.json', generation2026()],
  ['2020.5.json', generation2020()],
]) {
  writeFileSync(join(to, file), `${JSON.stringify(data, null, 1)}\n`);
}
// Of all that the vendor has, for whoever adds a type: scripts/new-type.js and a test read it.
writeFileSync('scripts/known-collections.json', `${JSON.stringify(knownCollections(), null, 1)}\n`);
