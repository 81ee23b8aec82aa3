import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { settings, space } from '../builders/space.js';

const option = 'cloneProjectVersioningReleaseCreationSettings';
const withSettings = (installation: string, notes: string, template: string) =>
  space(installation)
    .project('OctoFX')
    .deploymentSettings({ ReleaseNotesTemplate: notes, VersioningStrategy: { Template: template } })
    .build();

const source = withSettings('dev', 'new', '1.#{Octopus.Version.NextPatch}');

describe('Deployment settings (docs/resources.md)', () => {
  it.each([
    ['false', { ReleaseNotesTemplate: 'new' }],
    ['true', { ReleaseNotesTemplate: 'new', VersioningStrategy: { Template: '1.#{Octopus.Version.NextPatch}' } }],
  ])('of a new project follow; versioning if the switch is %s (rules project-born)', (value, document) => {
    const { changes } = diff(source, space('prod').build(), settings({ [option]: value }));
    const change = changes.find(({ type }) => type === 'deploymentSettings');
    expect(change?.action === 'create' && change.document).toEqual(document);
  });

  it.each([
    ['false', []],
    ['true', ['/ReleaseNotesTemplate', '/VersioningStrategy/Template']],
  ])('of an existing project follow only if the switch is on: %s', (value, paths) => {
    const { changes } = diff(source, withSettings('prod', 'old', '2'), settings({ [option]: value }));
    const patch = changes.flatMap((change) => (change.action === 'update' ? change.patch : []));
    expect(patch.filter(({ op }) => op === 'replace').map(({ path }) => path)).toEqual(paths);
  });
});
