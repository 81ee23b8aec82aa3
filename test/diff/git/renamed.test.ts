import { describe, expect, it } from 'vitest';
import { diff } from '../../../src/diff/index.js';
import { settings, space } from '../../builders/space.js';

const base = space('dev').project('Old', { Slug: 'fx' }).step('A').variable('Port', '80').runbook('Restart').build();
const source = space('dev').project('New', { Slug: 'fx' }).step('A').variable('Port', '81').runbook('Restart').build();
const destination = space('prod')
  .project('Old', { Slug: 'fx' })
  .inGit()
  .step('A')
  .variable('Port', '80')
  .runbook('Restart')
  .build();

describe('A project in Git that gets another name (rules git-any-way)', () => {
  it('gets it first, and its variables wait', () => {
    const changeset = diff(
      source,
      destination,
      settings({ renames: 'follow', overwriteExistingVariables: 'true' }),
      {},
      { snapshot: base, open: [] },
    );
    expect(changeset.changes.map(({ action, id }) => [action, id])).toEqual([['update', 'projects/New']]);
    expect(changeset.blocked.map(({ id, reasons: [first] }) => [id, first?.says])).toEqual([
      ['projectVariables/New', expect.stringContaining('sync again once it has it')],
    ]);
  });

  it('is synced as any once it has it', () => {
    const named = space('prod')
      .project('New', { Slug: 'fx' })
      .inGit()
      .step('A')
      .variable('Port', '80')
      .runbook('Restart');
    const options = settings({ overwriteExistingVariables: 'true' });
    const { changes, blocked } = diff(source, named.build(), options, {}, { snapshot: source, open: [] });
    expect([changes, blocked]).toEqual([[], []]);
    expect(diff(source, named.build(), options).changes.map(({ id }) => id)).toEqual(['projectGitVariables/New']);
  });
});
