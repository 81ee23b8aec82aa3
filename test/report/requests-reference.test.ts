import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { allTypes } from '../../src/catalogue/index.js';
import { requestsOf } from '../../src/catalogue/requests.js';
import { requestsReference } from '../../src/report/reference/requests-reference.js';

it('docs/requests.md is what the catalogue says: node scripts/requests-reference.js', async () => {
  const path = new URL('../../docs/requests.md', import.meta.url);
  expect(await readFile(path, 'utf8')).toBe(requestsReference(allTypes.map(requestsOf)));
});
