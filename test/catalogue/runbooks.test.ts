import { describe, expect, it } from 'vitest';
import { typeNamed } from '../../src/catalogue/index.js';
import { diff } from '../../src/diff/index.js';
import { changeOf } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';

describe('Runbooks', () => {
  it('a new runbook is not published, and a person is told to (rules apply-starts-nothing)', () => {
    const source = space('dev').project('OctoFX').item('runbooks', ['OctoFX', 'Restart'], { Name: 'Restart' }).build();
    const change = changeOf(diff(source, space('prod').build(), settings()), 'runbooks/OctoFX/Restart');
    expect(change.cleanUp.map(({ says }) => says).join()).toContain('publish');
  });

  it('settings that no POST takes follow in an update, if they differ from what a new runbook has', () => {
    const changesFor = (document: object) =>
      diff(
        space('dev')
          .project('OctoFX')
          .item('runbooks', ['OctoFX', 'Restart'], { Name: 'Restart', ...document })
          .build(),
        space('prod').build(),
        settings(),
      ).changes.filter(({ type }) => type === 'runbooks');
    expect(changesFor({ CancelQueuedTasks: false }).map(({ id }) => id)).toEqual(['runbooks/OctoFX/Restart']);
    expect(changesFor({ CancelQueuedTasks: true })).toMatchObject([
      { id: 'runbooks/OctoFX/Restart', action: 'create' },
      { id: 'runbooks/OctoFX/Restart#settings', patch: [{ op: 'add', path: '/CancelQueuedTasks', value: true }] },
    ]);
  });

  it('the published snapshot is in no changeset: writing one would publish it', () => {
    expect(typeNamed('runbooks').fields['PublishedRunbookSnapshotId']).toEqual({ kind: 'volatile' });
  });
});
