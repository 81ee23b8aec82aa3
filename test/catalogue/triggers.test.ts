import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { changeOf, verdicts } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';

describe('Triggers', () => {
  it('a trigger is created disabled, and a person is told to enable it', () => {
    const trigger = { Name: 'Nightly', IsDisabled: false, Filter: {}, Action: {} };
    const source = space('dev').project('OctoFX').trigger('Nightly', trigger).build();
    const select = { projects: 'all', triggers: 'all' };
    const changeset = diff(source, space('prod').build(), settings({}, select));
    expect(changeOf(changeset, 'triggers/OctoFX/Nightly')).toMatchObject({
      document: { IsDisabled: true },
      cleanUp: [{ kind: 'enable-trigger', at: '/IsDisabled' }],
    });
  });

  it('triggers are only selected by a filter of their own', () => {
    const source = space('dev').project('OctoFX').trigger('Nightly').build();
    const changeset = diff(source, space('prod').build(), settings());
    expect(verdicts(changeset).filter((verdict) => verdict.includes('triggers/'))).toEqual([]);
  });
});
