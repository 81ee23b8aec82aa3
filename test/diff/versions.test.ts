import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { settings, space } from '../builders/space.js';

describe('Fields that only one version of the server knows (rules version-fields)', () => {
  const source = space('dev').version('2026.3.1').proxy('Out', { Host: 'a', NewThing: 1 }).build();
  const select = { proxies: 'all' };
  const older = (more: object) =>
    space('prod')
      .version('2026.1.0')
      .proxy('Other', { Host: 'b', ...more })
      .build();

  it('are not sent, and reported', () => {
    const [change] = diff(source, older({}), settings({ ignoreVersionCheck: 'true' }, select)).changes;
    expect(change).toMatchObject({
      document: { Name: 'Out', Host: 'a' },
      warnings: [{ kind: 'field-unknown', at: '/NewThing' }],
    });
    expect(change).not.toHaveProperty('document.NewThing');
  });

  it('are carried between servers of one version', () => {
    const destination = space('prod').proxy('Other').build();
    expect(diff(source, destination, settings({}, select)).changes[0]).toMatchObject({ document: { NewThing: 1 } });
  });
});

describe('A type that the server of the destination does not have', () => {
  it('is unsupported', () => {
    const source = space('dev').gitCredential('Scripts').build();
    const destination = space('prod').absent('gitCredentials').build();
    const changeset = diff(source, destination, settings({}, { gitCredentials: 'all' }));
    expect(changeset).toMatchObject({ changes: [], unsupported: [{ id: 'gitCredentials/Scripts' }] });
  });
});

describe('A project that is version-controlled on the destination', () => {
  it('is unsupported, and so is what belongs to it', () => {
    const source = space('dev').project('OctoFX').step('Deploy').build();
    const destination = space('prod')
      .project('OctoFX', { PersistenceSettings: { Type: 'VersionControlled' } })
      .build();
    const { changes, unsupported } = diff(source, destination, settings());
    expect(changes).toEqual([]);
    expect(unsupported.map(({ id }) => id)).toContain('projects/OctoFX');
  });
});
