import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { orderReference } from '../../src/report/reference/order-reference.js';

it('docs/syncing-order.md is drawn from the phases: node scripts/order-reference.js', async () => {
  const path = new URL('../../docs/syncing-order.md', import.meta.url);
  expect(await readFile(path, 'utf8')).toBe(orderReference());
});
