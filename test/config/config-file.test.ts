import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/config-file.js';
import { settle } from '../../src/config/settle.js';
import { fullConfig, sync } from './configurations.js';

describe('A configuration', () => {
  const { instances, syncs } = parseConfig(fullConfig, 'octosync.yml');
  const main = syncs.get('main');
  const settled = settle(main?.settings ?? {});

  it('names servers, with where their keys are', () => {
    expect(instances.get('dev')).toMatchObject({
      url: 'https://dev.example.com',
      space: 'Tools',
      apiKeyEnv: 'DEV_API_KEY',
      insecureHttp: false,
    });
    expect(instances.get('prod')).toMatchObject({ space: 'Default', apiKeyFile: 'keys/prod', insecureHttp: true });
    expect(instances.get('prod')?.gitRefs).toEqual([
      { project: 'Octo*', ref: 'release/2' },
      { project: '*', ref: 'refs/heads/main' },
      { project: 'OctoFX', ref: 'refs/tags/v1' },
    ]);
  });

  it('says what is synced from where to where', () => {
    expect(main).toMatchObject({
      source: 'dev',
      destination: 'prod',
      preset: { value: 'mirrored', origin: 'octosync.yml:12' },
    });
  });

  it('gives each option its line, by whatever name and spelling', () => {
    expect(settled.options).toMatchObject({
      dependencies: { value: 'include', origin: 'octosync.yml:13' },
      overwriteExistingVariables: { value: 'true', origin: 'octosync.yml:24' },
      overwriteExistingCustomStepTemplates: { value: 'true', origin: 'octosync.yml:25' },
      variableTenantTagScopingMatch: { value: 'IgnoreMismatch', origin: 'octosync.yml:26' },
      'existing.projects': { value: 'update', origin: 'octosync.yml:27' },
      'existing.channels': { value: 'update', origin: 'octosync.yml:28' },
      existingSteps: { value: 'leave', origin: 'default' },
    });
  });

  it('selects by texts with commas and by lists, whose items may hold commas', () => {
    expect(settled.select.projects).toEqual({ value: ['OctoFX*', '!Old'], origin: 'octosync.yml:15' });
    expect(settled.select.certificates?.value).toEqual(['Web', 'A, B']);
    expect(settled.select.environments?.value).toEqual([]);
  });

  it('maps names, a project to several', () => {
    expect(settled.map).toEqual({
      environments: [{ from: 'Test', to: ['Staging'], origin: 'octosync.yml:20' }],
      projects: [{ from: 'Parent', to: ['Child A', 'Child B'], origin: 'octosync.yml:22' }],
    });
  });

  it('overrides options for some things', () => {
    expect(settled.overrides).toEqual([
      {
        match: { project: ['OctoFX'], variable: ['Db.*', 'Web, Site'] },
        options: { variableEnvironmentScopingMatch: { value: 'SkipUnlessExactMatch', origin: 'octosync.yml:31' } },
      },
    ]);
  });

  it('opens gates, in either spelling', () => {
    expect(settled.gates).toMatchObject({
      'scope-widening': { value: 'allow', origin: 'octosync.yml:33' },
      'max-changes': { value: '100', origin: 'octosync.yml:34' },
      'removed-steps': { value: 'allow', origin: 'default' },
    });
  });
});

describe('What may be written, too', () => {
  it.each([
    [
      'sections in which everything is commented out',
      sync('select:\n  # projects: all\noptions:\noverrides:\nmap:\ngates:'),
    ],
    ['anchors and aliases', sync('select:\n  projects: &all ["*"]\n  environments: *all')],
    ['a byte order mark', `\uFEFF${sync('')}`],
    ['Windows line ends', sync('select:\n  projects: all').replaceAll('\n', '\r\n')],
    ['JSON', '{"syncs": {"main": {"source": "a", "destination": "b"}}}'],
    ['servers only', 'instances: { a: { url: https://a.example.com } }'],
  ])('%s', (_, text) => {
    expect(() => parseConfig(text, 'octosync.yml')).not.toThrow();
  });

  it('a parent project and its children as the predecessor has them, in options or beside them', () => {
    const expected = { projects: [{ from: 'Base', to: ['One', 'Two'] }] };
    for (const text of [
      sync('parentProjectName: Base\nchildProjectsToSync: One, Two'),
      sync('options:\n  ParentProjectName: Base\n  ChildProjectsToSync: [One, Two]'),
    ])
      expect(parseConfig(text, 'octosync.yml').syncs.get('main')?.settings.map).toMatchObject(expected);
  });

  it('selections by the predecessor’s names', () => {
    const { syncs } = parseConfig(
      sync('select:\n  TenantTagsToClone: all\n  infrastructureAccountsToClone: Web\n  LifeCyclesToClone: all'),
      'octosync.yml',
    );
    expect(syncs.get('main')?.settings.select).toMatchObject({
      tenantTagSets: { value: ['all'] },
      accounts: { value: ['Web'] },
      lifecycles: { value: ['all'] },
    });
  });
});
