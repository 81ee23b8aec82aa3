import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { contractMembers } from '../../scripts/contract-members.js';
import { syncedTypes } from '../../src/catalogue/index.js';
import { contractOf } from '../../src/sandbox/server/contract.js';

it('the members that the catalogue knows of the contract are the contract’s: node scripts/contract-members.js', async () => {
  const file = new URL('../../src/catalogue/contract-members.ts', import.meta.url);
  expect(await readFile(file, 'utf8')).toBe(await contractMembers());
});

it('the longest names that the catalogue knows are those of the contract', () => {
  const longest = syncedTypes.flatMap(({ reading: { path } }) => {
    const shape = contractOf('2026')[path]?.create?.members['Name'];
    return shape?.is === 'string' && shape.max !== undefined ? [[path, shape.max]] : [];
  });
  const known = syncedTypes.flatMap(({ reading: { path }, writing: { demands } }) =>
    Object.values(demands?.longest ?? {}).map((most) => [path, most]),
  );
  expect(known).toEqual(longest);
});
