import { expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { compare } from '../../src/diff/patch/compare.js';
import { settings, space } from '../builders/space.js';
import { taken, withServers } from '../property/two-spaces.js';
import { ran, undoOf } from '../property/undone.js';

it('what a run created inside something that gets its old name back goes (rules undo-creations, rename-follow)', async () => {
  const project = (name: string) => ({ Slug: 'octofx', Description: 'The same', Name: name });
  const from = space('a').project('Web', project('Web')).runbook('Restart').runbook('Reboot').build();
  const to = space('b').project('OctoFX', project('OctoFX')).runbook('Restart').build();
  const given = settings({ renames: 'follow', cloneProjectRunbooks: 'true' }, { projects: 'all' });
  await withServers(from, to, async ({ source, destination }) => {
    const before = await taken(destination);
    const changeset = diff(await taken(source), before, given);
    expect(changeset.changes.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['projects/Web', 'runbooks/Web/Reboot']),
    );
    const run = await ran(changeset, destination);
    const back = await undoOf(changeset, run, destination);
    expect(back.changes.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['projects/OctoFX', 'runbooks/OctoFX/Reboot']),
    );
    await ran(back, destination, run.receipt);
    const { changes } = compare(before, await taken(destination));
    expect(changes.filter(({ action }) => action !== 'update')).toEqual([]);
  });
});
