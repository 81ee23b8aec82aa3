import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import type { JsonObject } from '../../src/model/json.js';
import { settings, space } from '../builders/space.js';

describe('Fields that only one version of the server knows (rules version-fields, version-sub-types)', () => {
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

  const feeds = { externalFeeds: 'all' };
  const docker = { FeedType: 'Docker', FeedUri: 'https://d.example.com', NewThing: 1 };
  const from = space('dev').version('2026.3.1').feed('Images', docker).build();

  it('are judged by documents of the same kind: a feed of NuGet says nothing of one of Docker, whose contract is known', () => {
    const other = space('prod').version('2026.2.1').feed('Packages', { FeedType: 'NuGet', NewThing: 2 }).build();
    const [change] = diff(from, other, settings({}, feeds)).changes;
    expect(change).toMatchObject({ document: { FeedUri: 'https://d.example.com' }, warnings: [{ at: '/NewThing' }] });
    expect(change).not.toHaveProperty('document.NewThing');
  });

  it('are sent where a document of the same kind has them, whatever the contract says', () => {
    const other = space('prod').version('2026.2.1').feed('Others', docker).build();
    expect(diff(from, other, settings({}, feeds)).changes).toMatchObject([{ document: docker, warnings: [] }]);
  });

  it('are judged by the contract of that generation where the type has no document there', () => {
    const tagged = space('dev').version('2026.3.1').environment('Dev', { EnvironmentTags: [] }).build();
    const old = space('prod').version('2020.5.0').build();
    const given = settings({ ignoreVersionCheck: 'true' }, { environments: 'all' });
    expect(diff(tagged, old, given).changes).toMatchObject([{ warnings: [{ at: '/EnvironmentTags' }] }]);
  });

  it('stay out inside steps and actions too, judged by actions of the same type', () => {
    const step = (action: JsonObject) => (built: ReturnType<typeof space>) =>
      built.project('A').step('One', { action });
    const newer = step({ GitDependencies: [], Notes: 'x' })(space('dev').version('2026.3.1')).build();
    const older = step({ Notes: 'y' })(space('prod').version('2026.2.1')).build();
    const renamed = settings({ existingSteps: 'update' }, { projects: 'all' });
    const change = diff(newer, older, renamed).changes.find(({ type }) => type === 'deploymentProcesses');
    expect(change).toMatchObject({ warnings: [{ kind: 'field-unknown', at: '/Steps' }] });
    expect(JSON.stringify(change)).not.toContain('"/Steps/0/Actions/0/GitDependencies"');
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
