import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { changeOf, documentAfter, documentIn, sync } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';

const ids = (entries: readonly { readonly id: string }[]): readonly string[] => entries.map(({ id }) => id);

describe('What is selected (rules select-filter)', () => {
  const source = space('dev')
    .environments('Development')
    .projectGroup('Trading')
    .lifecycle('Fast', ['Development'])
    .tagSet('Region', 'Europe')
    .librarySet('Global')
    .project('OctoFX', { ProjectGroupId: 'Trading', LifecycleId: 'Fast', IncludedLibraryVariableSetIds: ['Global'] })
    .channel('EU', { TenantTags: ['Region/Europe'] })
    .build();
  const empty = space('prod').build();

  it('nothing by default', () => {
    const changeset = diff(source, empty, settings({}, {}));
    expect([changeset.changes, changeset.summary]).toEqual([[], {}]);
  });

  it('require blocks at once everything that lacks something, and what depends on it', () => {
    const { blocked, changes } = diff(source, empty, settings());
    expect(changes).toEqual([]);
    expect(blocked.find(({ id }) => id === 'projects/OctoFX')?.missing).toEqual([
      { type: 'projectGroups', name: 'Trading', at: '/ProjectGroupId' },
      { type: 'lifecycles', name: 'Fast', at: '/LifecycleId' },
      { type: 'libraryVariableSets', name: 'Global', at: '/IncludedLibraryVariableSetIds' },
    ]);
    expect(ids(blocked)).toEqual([
      'channels/OctoFX/Default',
      'channels/OctoFX/EU',
      'deploymentProcesses/OctoFX',
      'projectVariables/OctoFX',
      'projects/OctoFX',
    ]);
  });

  it('include adds what is needed, and what that needs, in the syncing order', () => {
    const { changes, blocked } = diff(source, empty, settings({ dependencies: 'include' }));
    expect(blocked).toEqual([]);
    expect(ids(changes)).toEqual([
      'tenantTagSets/Region',
      'environments/Development',
      'projectGroups/Trading',
      'lifecycles/Fast',
      'libraryVariableSets/Global',
      'projects/OctoFX',
      'channels/OctoFX/EU',
    ]);
  });

  it('include leaves out what a filter excludes', () => {
    const { changes, blocked } = diff(
      source,
      empty,
      settings({ dependencies: 'include' }, { projects: 'all', lifecycles: '!Fast' }),
    );
    expect(ids(changes)).not.toContain('lifecycles/Fast');
    expect(ids(blocked)).toContain('projects/OctoFX');
  });

  it('include pulls nothing in through what is left alone on the destination', () => {
    const destination = space('prod').projectGroup('Trading').lifecycle('Fast').librarySet('Global').build();
    const { changes } = diff(source, destination, settings({ dependencies: 'include' }));
    expect(ids(changes)).not.toContain('environments/Development');
  });

  it('warns of a filter item that matches nothing', () => {
    expect(diff(source, empty, settings({}, { projects: 'Nope' })).warnings).toEqual([
      'The filter item "Nope" of projects matches nothing in the source.',
    ]);
  });
});

describe('Changes say what they depend on', () => {
  it('a new project comes before its channels, and the born channel, if it is another here, before its siblings', () => {
    const source = space('dev').project('OctoFX').channel('Default', { IsDefault: true, Description: 'Ours' });
    const changeset = diff(source.channel('Beta').build(), space('prod').build(), settings());
    expect(changeOf(changeset, 'channels/OctoFX/Default').dependsOn).toEqual(['projects/OctoFX']);
    expect(changeOf(changeset, 'channels/OctoFX/Beta').dependsOn).toEqual([
      'channels/OctoFX/Default',
      'projects/OctoFX',
    ]);
  });

  it('what is for the channel that a new project has anyway waits for the project', () => {
    const source = space('dev')
      .project('OctoFX')
      .variable('A', 'x', { Channel: ['Default'] })
      .build();
    const changeset = diff(source, space('prod').build(), settings());
    expect(ids(changeset.changes)).toEqual(['projects/OctoFX', 'projectVariables/OctoFX']);
    expect(changeOf(changeset, 'projectVariables/OctoFX').dependsOn).toEqual(['projects/OctoFX']);
  });
});

describe('What exists already (rules existing-mode)', () => {
  it('is left with the number of differing fields, or updated', () => {
    const source = space('dev').environment('Test', { Description: 'new', UseGuidedFailure: true }).build();
    const destination = space('prod').environment('Test', { Description: 'old', UseGuidedFailure: false }).build();
    const select = { environments: 'all' };
    expect(diff(source, destination, settings({}, select)).left).toMatchObject([
      { id: 'environments/Test', differing: 2 },
    ]);
    const updated = diff(source, destination, settings({ 'existing.environments': 'update' }, select));
    expect(changeOf(updated, 'environments/Test')).toMatchObject({
      action: 'update',
      patch: [
        { op: 'test', path: '/Description', value: 'old' },
        { op: 'replace', path: '/Description', value: 'new' },
        { op: 'test', path: '/UseGuidedFailure', value: false },
        { op: 'replace', path: '/UseGuidedFailure', value: true },
      ],
    });
  });

  it('tag sets are merged: tags that only the destination has stay', () => {
    const destination = space('prod').tagSet('Region', 'Own', 'Europe').build();
    const changeset = diff(
      space('dev').tagSet('Region', 'Asia', 'Europe').build(),
      destination,
      settings({}, { tenantTagSets: 'all' }),
    );
    const { Tags: tags } = documentAfter(changeset, destination, 'tenantTagSets', ['Region']);
    expect((tags as { Name: string }[]).map(({ Name: name }) => name)).toEqual(['Own', 'Europe', 'Asia']);
  });

  describe('what a tag set is for (rules existing-own-members)', () => {
    const set = (installation: string, ...scopes: readonly string[]) =>
      space(installation)
        .item('tenantTagSets', ['Ring'], { Name: 'Ring', Type: 'MultiSelect', Scopes: scopes, Tags: [] })
        .build();
    const run = (source: readonly string[], here: readonly string[], mode = 'update') => {
      const given = settings({ 'existing.tenantTagSets': mode }, { tenantTagSets: 'all' });
      const { changeset, after } = sync(set('dev', ...source), set('prod', ...here), given);
      return { changeset, scopes: documentIn(after, 'tenantTagSets', 'Ring')['Scopes'] };
    };

    it.each([
      ['grows', ['Project', 'Tenant'], ['Tenant'], ['Tenant', 'Project'], []],
      [
        'keeps what only the destination has',
        ['Tenant'],
        ['Environment', 'Tenant'],
        ['Environment', 'Tenant'],
        ['Environment'],
      ],
      ['does both', ['Project'], ['Tenant'], ['Tenant', 'Project'], ['Tenant']],
      [
        'is the same in other letters and another order',
        ['tenant', 'Project'],
        ['Project', 'Tenant'],
        ['Project', 'Tenant'],
        [],
      ],
      ['stays where the source has none', [], ['Tenant'], ['Tenant'], ['Tenant']],
    ])('%s', (_what, source, here, expected, kept) => {
      const { changeset, scopes } = run(source, here);
      expect(scopes).toEqual(expected);
      const said = changeset.left.flatMap(({ part, reasons }) => reasons.map(({ says }) => `${part ?? ''}: ${says}`));
      expect(said.map((one) => one.split(' stays')[0])).toEqual(
        kept.map((one) => `field "scopes": Of the scopes, "${one}"`),
      );
    });

    it('is left altogether where tag sets are', () => {
      const { changeset, scopes } = run(['Project'], ['Tenant'], 'leave');
      expect(scopes).toEqual(['Tenant']);
      expect(changeset.left).toMatchObject([{ id: 'tenantTagSets/Ring' }]);
    });
  });

  it('a tenant keeps the projects that only the destination connects it with', () => {
    const source = space('dev')
      .environments('Test')
      .project('OctoFX')
      .tenant('Internal', { OctoFX: ['Test'] })
      .build();
    const destination = space('prod')
      .environments('Test')
      .project('OctoFX')
      .project('Own')
      .tenant('Internal', { Own: ['Test'] })
      .build();
    const changeset = diff(source, destination, settings({}, { tenants: 'all' }));
    expect(documentAfter(changeset, destination, 'tenants', ['Internal'])['ProjectEnvironments']).toEqual({
      OctoFX: ['Test'],
      Own: ['Test'],
    });
  });

  it('a new channel does not take the default flag from the one the destination has', () => {
    const source = space('dev').project('OctoFX').channel('Release', { IsDefault: true }).build();
    const changeset = diff(source, space('prod').project('OctoFX').build(), settings());
    expect(changeOf(changeset, 'channels/OctoFX/Release')).toMatchObject({
      document: { IsDefault: false },
      warnings: [{ kind: 'default-kept' }],
    });
  });
});

describe('Lifecycles (rules lifecycle-empty-phase)', () => {
  it('lose environments that do not exist here', () => {
    const source = space('dev').environments('Dev', 'Test').lifecycle('L', ['Dev', 'Test']).build();
    const changeset = diff(source, space('prod').environments('Test').build(), settings({}, { lifecycles: 'L' }));
    expect(changeOf(changeset, 'lifecycles/L')).toMatchObject({
      document: { Phases: [{ OptionalDeploymentTargets: ['Test'] }] },
      warnings: [],
    });
  });

  it('a second phase left without environments is an error', () => {
    const source = space('dev').environments('Dev', 'Test').lifecycle('L', ['Dev'], ['Test']).build();
    expect(ids(diff(source, space('prod').build(), settings({}, { lifecycles: 'L' })).errors)).toEqual([
      'lifecycles/L',
    ]);
  });

  it('a phase that lost all environments would take in every other: widened', () => {
    const source = space('dev').environments('Dev').lifecycle('L', ['Dev']).build();
    const { warnings } = changeOf(
      diff(source, space('prod').build(), settings({}, { lifecycles: 'L' })),
      'lifecycles/L',
    );
    expect(warnings.map(({ kind }) => kind)).toEqual(['scope-widened']);
  });
});

describe('Safety (docs/rules.md)', () => {
  const project = () => space('dev').project('OctoFX').build();

  it('different versions are an error, or a warning', () => {
    const destination = space('prod').version('2026.1.9').build();
    expect(ids(diff(project(), destination, settings()).errors)).toEqual(['versions']);
    expect(diff(project(), destination, settings({ ignoreVersionCheck: 'true' })).errors).toEqual([]);
  });

  it('a space is not synced into itself, but comparing it with itself is empty', () => {
    expect(ids(diff(project(), space('dev').build(), settings()).errors)).toEqual(['spaces']);
    const { changes, errors } = diff(project(), project(), settings());
    expect([changes, errors]).toEqual([[], []]);
  });

  it('incomplete is not absent: nothing is created on the belief that it is missing (rules incomplete-unknown)', () => {
    const destination = space('prod').incomplete('environments', 'The server answered 403.').build();
    const { changes, blocked } = diff(
      space('dev').environments('Test').build(),
      destination,
      settings({}, { environments: 'all' }),
    );
    expect([changes, ids(blocked)]).toEqual([[], ['environments/Test']]);
  });

  it('incomplete is not absent: what is scoped to it is blocked, not skipped or widened', () => {
    const source = space('dev')
      .environments('Test')
      .project('OctoFX')
      .variable('A', '1', { Environment: ['Test'] })
      .build();
    const destination = space('prod').incomplete('environments', 'The server answered 403.').project('OctoFX').build();
    const { changes, skipped, blocked } = diff(
      source,
      destination,
      settings({ variableEnvironmentScopingMatch: 'IgnoreMismatch' }),
    );
    expect([changes, skipped, ids(blocked)]).toEqual([[], [], ['projectVariables/OctoFX']]);
  });
});

describe('Optional data (rules needs-optional)', () => {
  const policy = (account: string | null) => ({
    Name: 'Default',
    IsDefault: true,
    MachineUpdatePolicy: { TentacleUpdateAccountId: account, TentacleUpdateBehavior: 'Update' },
  });

  it('that does not exist here is dropped from a new item, and left alone on one that exists', () => {
    const source = space('dev').machinePolicy('Default', policy('Dev account')).build();
    const select = { machinePolicies: 'all' };
    const created = diff(source, space('prod').build(), settings({}, select));
    expect(changeOf(created, 'machinePolicies/Default')).toMatchObject({
      document: { MachineUpdatePolicy: { TentacleUpdateAccountId: null } },
    });
    const destination = space('prod')
      .lookup('accounts', 'Prod account')
      .machinePolicy('Default', policy('Prod account'))
      .build();
    expect(diff(source, destination, settings({}, select)).changes).toEqual([]);
  });
});

describe('Names with slashes and hashes', () => {
  it('give ids that are not mistaken for parents or parts', () => {
    const source = space('dev').environments('a/b', 'C#', 'C#projects').build();
    expect(ids(diff(source, space('prod').build(), settings({}, { environments: 'all' })).changes)).toEqual([
      'environments/a%2Fb',
      'environments/C%23',
      'environments/C%23projects',
    ]);
  });
});

describe('Scaffolding types (docs/resources.md)', () => {
  it('script modules always follow the source (rules variable-script-module)', () => {
    const module = (installation: string, script: string) =>
      space(installation)
        .scriptModule('Helpers', { ContentType: 'ScriptModule' })
        .scriptModuleSource('Helpers', {
          Variables: [{ Name: 'Script', Value: script, Type: 'String', IsSensitive: false, Scope: {} }],
        })
        .build();
    const destination = module('prod', 'old');
    const changeset = diff(module('dev', 'new'), destination, settings({}, { scriptModules: 'all' }));
    expect(documentAfter(changeset, destination, 'scriptModuleSources', ['Helpers'])).toMatchObject({
      Variables: [{ Value: 'new' }],
    });
  });

  it('dynamic worker pools are not created, with the reason (rules never-cloned)', () => {
    const source = space('dev').workerPool('Cloud', { WorkerPoolType: 'DynamicWorkerPool' }).build();
    const { changes, unsupported } = diff(source, space('prod').build(), settings({}, { workerPools: 'all' }));
    expect([changes, ids(unsupported)]).toEqual([[], ['workerPools/Cloud']]);
  });

  it('a new worker pool does not become the default one', () => {
    const pool = (name: string, isDefault: boolean) => ({
      Name: name,
      WorkerPoolType: 'StaticWorkerPool',
      IsDefault: isDefault,
    });
    const source = space('dev').workerPool('Ours', pool('Ours', true)).build();
    const destination = space('prod').workerPool('Theirs', pool('Theirs', true)).build();
    const changeset = diff(source, destination, settings({}, { workerPools: 'all' }));
    expect(changeOf(changeset, 'workerPools/Ours')).toMatchObject({
      document: { IsDefault: false },
      warnings: [{ kind: 'default-kept' }],
    });
  });

  it('the password of a new proxy is a placeholder, on the clean-up list', () => {
    const source = space('dev')
      .proxy('Out', { Host: 'h', Port: 1, Password: { $secret: true } })
      .build();
    const change = changeOf(diff(source, space('prod').build(), settings({}, { proxies: 'all' })), 'proxies/Out');
    expect(change).toMatchObject({
      document: { Password: { $placeholder: 'DUMMY VALUE' } },
      cleanUp: [{ kind: 'replace-secret' }],
    });
  });
});
