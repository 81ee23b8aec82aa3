import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { options, selectable } from '../../src/config/options.js';
import { gates } from '../../src/settings/options.js';
import { formerParametersOf } from '../../src/config/predecessor.js';
import { optionsReference } from '../../src/report/reference/options-reference.js';

it('docs/options.md is what the code says: node scripts/options-reference.js', async () => {
  const path = new URL('../../docs/options.md', import.meta.url);
  expect(await readFile(path, 'utf8')).toBe(optionsReference(options, selectable, gates, formerParametersOf));
});
