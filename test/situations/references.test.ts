import { expect, test } from 'vitest';
import { given, situation } from './situation.js';

test('a project comes to a server that has none', async () => {
  const s = await situation(await given('email-to-teams'));
  const { changeset } = await s.diff('--projects', 'Shop');
  expect(changeset.changes.map(({ id }) => id)).toContain('projects/Shop');
});
