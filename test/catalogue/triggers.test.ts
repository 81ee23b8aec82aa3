import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { diff } from '../../src/diff/index.js';
import { settings, space } from '../builders/space.js';

const changeOf = (changeset: Changeset, id: string) => changeset.changes.find((change) => change.id === id);

describe('Triggers', () => {
  it('a trigger is created disabled, and a person is told to enable it', () => {
    const trigger = { Name: 'Nightly', IsDisabled: false, Filter: {}, Action: {} };
    const source = space('dev').project('OctoFX').item('triggers', ['OctoFX', 'Nightly'], trigger).build();
    const select = { projects: 'all', triggers: 'all' };
    const changeset = diff(source, space('prod').build(), settings({}, select));
    expect(changeOf(changeset, 'triggers/OctoFX/Nightly')).toMatchObject({
      document: { IsDisabled: true },
      cleanUp: [{ kind: 'check', at: '/IsDisabled' }],
    });
  });

  it('triggers are only selected by a filter of their own', () => {
    const source = space('dev').project('OctoFX').item('triggers', ['OctoFX', 'Nightly'], { Name: 'Nightly' }).build();
    const changeset = diff(source, space('prod').build(), settings());
    expect(changeOf(changeset, 'triggers/OctoFX/Nightly')).toBeUndefined();
  });
});
