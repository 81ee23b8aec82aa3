import { describe, expect, it } from 'vitest';
import type { GivenSettings } from '../../src/settings/settings.js';
import type { JsonObject } from '../../src/model/json.js';
import type { ThingName, TypeName } from '../../src/model/names.js';
import { actionIn, changeOf, documentIn, stepsIn, sync, variablesIn, verdicts } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';

/* Mappings (rules names-map): applied before matching, everywhere that a type is referred to. */

const map = (type: ThingName, from: string, ...to: readonly string[]): GivenSettings => ({
  map: { [type]: [{ from, to, origin: 'octosync.yml:7' }] },
});

const everything = {
  environments: 'all',
  lifecycles: 'all',
  accounts: 'all',
  targets: 'all',
  tenants: 'all',
  teams: 'all',
  projects: 'all',
  triggers: 'all',
  libraryVariableSets: 'all',
};
const options = { cloneTenantVariables: 'true', cloneTeamUserRoleScoping: 'true' };

describe('map.environments: {Test: Staging}', () => {
  const project = { Templates: [{ Name: 'Site' }] };
  const source = space('dev')
    .environments('Test')
    .lifecycle('Fast', ['Test'])
    .account('AWS', { EnvironmentIds: ['Test'] })
    .target('web-1', { EnvironmentIds: ['Test'] })
    .team('Ops')
    .teamRoles('Ops', { Roles: [{ UserRoleId: 'userroles-deployer', EnvironmentIds: ['Test'] }] })
    .librarySet('Global')
    .variable('Shared', '1', { Environment: ['Test'] })
    .project('OctoFX', project)
    .step('Deploy', { environments: ['Test'] })
    .step('Never here', { excludedEnvironments: ['Test'] })
    .variable('A', '1', { Environment: ['Test'] })
    .runbook('Restart', { Environments: ['Test'] })
    .trigger('Nightly', {
      Action: { ActionType: 'DeployLatestRelease', DestinationEnvironmentId: 'Test' },
      Filter: { FilterType: 'MachineFilter', EnvironmentIds: ['Test'] },
    })
    .tenant('Internal', { OctoFX: ['Test'] })
    .tenantVariables('Internal', {
      LibraryVariableSets: [],
      Projects: ['OctoFX'],
      Common: [],
      Project: [
        {
          ProjectId: 'OctoFX',
          TemplateId: 'Site',
          Control: 'SingleLineText',
          Scope: { EnvironmentIds: ['Test'] },
          Value: 'a',
        },
      ],
    })
    .build();
  const destination = space('prod').environments('Staging').machinePolicy('Default Machine Policy').build();
  const { changeset, after } = sync(
    source,
    destination,
    settings(options, everything, map('environments', 'Test', 'Staging')),
  );

  it.each<[string, readonly [type: string, ...names: string[]], JsonObject]>([
    ['phases of lifecycles', ['lifecycles', 'Fast'], { Phases: [{ OptionalDeploymentTargets: ['Staging'] }] }],
    ['restrictions of accounts', ['accounts', 'AWS'], { EnvironmentIds: ['Staging'] }],
    ['restrictions of targets', ['targets', 'web-1'], { EnvironmentIds: ['Staging'] }],
    ['roles of teams', ['teamRoles', 'Ops'], { Roles: [{ EnvironmentIds: ['Staging'] }] }],
    [
      'values of library sets',
      ['libraryVariables', 'Global'],
      { Variables: [{ Scope: { Environment: ['Staging'] } }] },
    ],
    ['values of projects', ['projectVariables', 'OctoFX'], { Variables: [{ Scope: { Environment: ['Staging'] } }] }],
    [
      'steps, and what they exclude',
      ['deploymentProcesses', 'OctoFX'],
      { Steps: [{ Actions: [{ Environments: ['Staging'] }] }, { Actions: [{ ExcludedEnvironments: ['Staging'] }] }] },
    ],
    ['runbooks', ['runbooks', 'OctoFX', 'Restart'], { Environments: ['Staging'] }],
    [
      'triggers',
      ['triggers', 'OctoFX', 'Nightly'],
      { Action: { DestinationEnvironmentId: 'Staging' }, Filter: { EnvironmentIds: ['Staging'] } },
    ],
    ['tenants', ['tenants', 'Internal'], { ProjectEnvironments: { OctoFX: ['Staging'] } }],
    ['tenant variables', ['tenantVariables', 'Internal'], { Project: [{ Scope: { EnvironmentIds: ['Staging'] } }] }],
  ])('%s', (_where, [type, ...names], expected) => {
    expect(documentIn(after, type, ...names)).toMatchObject(expected);
  });

  it('Test itself is Staging here: it is compared with it, not created', () => {
    expect([...(after.items.get('environments')?.keys() ?? [])]).toEqual(['staging']);
    expect(changeset.changes.filter(({ type }) => type === 'environments')).toEqual([]);
  });

  it('the name of the source is in no change, and a second run changes nothing', () => {
    const documents = changeset.changes.map((change) => (change.action === 'update' ? change.patch : change.document));
    expect(JSON.stringify(documents)).not.toContain('"Test"');
  });

  it('a mapped reference is said to be mapped, and by what', () => {
    expect(changeOf(changeset, 'lifecycles/Fast').reasons).toContainEqual(
      expect.objectContaining({ rule: 'map.environments', value: 'Test → Staging', origin: 'octosync.yml:7' }),
    );
  });

  it('names are matched without regard to case, and only the mapped ones change', () => {
    const from = space('dev')
      .environments('TEST', 'Other')
      .project('OctoFX')
      .variable('A', '1', { Environment: ['TEST', 'Other'] });
    const to = space('prod').environments('Staging', 'Other').project('OctoFX').build();
    const mapped = sync(from.build(), to, settings({}, { projects: 'all' }, map('environments', 'test', 'staging')));
    expect(variablesIn(mapped.after, 'OctoFX')).toEqual(['A = 1 (Environment: Other, Staging)']);
  });

  it('a mapping to something that does not exist is a mismatch as any other', () => {
    const mapped = sync(source, destination, settings({}, { projects: 'all' }, map('environments', 'Test', 'Nope')));
    expect(mapped.changeset.skipped.map(({ part }) => part)).toContain('variable "A" (environment: Test)');
  });
});

describe('Other types', () => {
  it('an item that is created gets the mapped name', () => {
    const source = space('dev').environments('Test').build();
    const { changeset } = sync(
      source,
      space('prod').build(),
      settings({}, { environments: 'all' }, map('environments', 'Test', 'Staging')),
    );
    expect(changeset.changes).toMatchObject([{ id: 'environments/Staging', document: { Name: 'Staging' } }]);
  });

  it('a tag set under another name: its tags are called after it', () => {
    const source = space('dev')
      .tagSet('Ring', 'Early')
      .project('OctoFX')
      .channel('Beta', { TenantTags: ['Ring/Early'] })
      .step('Deploy', { tenantTags: ['Ring/Early'] })
      .variable('A', '1', { TenantTag: ['Ring/Early'] })
      .tenant('Internal', {}, ['Ring/Early'])
      .build();
    const { after, changeset } = sync(
      source,
      space('prod').tagSet('Wave', 'Early').build(),
      settings({}, { projects: 'all', tenants: 'all', tenantTagSets: 'all' }, map('tenantTagSets', 'Ring', 'Wave')),
    );
    expect(actionIn(after, 'OctoFX', 'Deploy')['TenantTags']).toEqual(['Wave/Early']);
    expect(variablesIn(after, 'OctoFX')).toEqual(['A = 1 (TenantTag: Wave/Early)']);
    expect(documentIn(after, 'channels', 'OctoFX', 'Beta')['TenantTags']).toEqual(['Wave/Early']);
    expect(documentIn(after, 'tenants', 'Internal')['TenantTags']).toEqual(['Wave/Early']);
    expect(changeset.blocked).toEqual([]);
  });

  it('a single tag under another name', () => {
    const source = space('dev')
      .tagSet('Ring', 'Early')
      .project('OctoFX')
      .variable('A', '1', { TenantTag: ['Ring/Early'] });
    const destination = space('prod').tagSet('Wave', 'First').project('OctoFX').build();
    const given = settings({}, { projects: 'all' }, map('tags', 'Ring/Early', 'Wave/First'));
    expect(variablesIn(sync(source.build(), destination, given).after, 'OctoFX')).toEqual([
      'A = 1 (TenantTag: Wave/First)',
    ]);
  });

  it('an account: where a variable names it, and where a target does', () => {
    const endpoint = (account: string) => ({ Endpoint: { CommunicationStyle: 'AzureWebApp', AccountId: account } });
    const source = space('dev')
      .account('Dev/Test Account')
      .target('site', endpoint('Dev/Test Account'))
      .project('OctoFX')
      .variable('Project.Account', 'Dev/Test Account', {}, { Type: 'AzureAccount' })
      .build();
    const destination = space('prod').account('Staging/Prod Account').machinePolicy('Default Machine Policy').build();
    const { after, changeset } = sync(
      source,
      destination,
      settings({}, { projects: 'all', targets: 'all' }, map('accounts', 'Dev/Test Account', 'Staging/Prod Account')),
    );
    expect(variablesIn(after, 'OctoFX')).toEqual(['Project.Account = Staging/Prod Account']);
    expect(documentIn(after, 'targets', 'site')).toMatchObject({ Endpoint: { AccountId: 'Staging/Prod Account' } });
    expect([changeset.blocked, changeset.skipped]).toEqual([[], []]);
  });

  it('a library variable set under another name: its values, the projects that use it, the templates of tenants', () => {
    const source = space('dev')
      .librarySet('Global', { Templates: [{ Name: 'Region' }] })
      .variable('A', '1')
      .project('OctoFX', { IncludedLibraryVariableSetIds: ['Global'] })
      .tenant('Internal')
      .tenantVariables('Internal', {
        LibraryVariableSets: ['Global'],
        Projects: [],
        Common: [
          { LibraryVariableSetId: 'Global', TemplateId: 'Region', Control: 'SingleLineText', Scope: {}, Value: 'eu' },
        ],
        Project: [],
      })
      .build();
    const destination = space('prod')
      .librarySet('Shared', { Templates: [{ Name: 'Region' }] })
      .build();
    const { after, changeset } = sync(
      source,
      destination,
      settings(
        options,
        { projects: 'all', libraryVariableSets: 'all', tenants: 'all' },
        map('libraryVariableSets', 'Global', 'Shared'),
      ),
    );
    expect(variablesIn(after, 'Shared', 'libraryVariables')).toEqual(['A = 1']);
    expect(documentIn(after, 'projects', 'OctoFX')['IncludedLibraryVariableSetIds']).toEqual(['Shared']);
    expect(documentIn(after, 'tenantVariables', 'Internal')).toMatchObject({
      Common: [{ LibraryVariableSetId: 'Shared', TemplateId: 'Region', Value: 'eu' }],
    });
    expect(after.items.get('libraryVariableSets')?.size).toBe(1);
    expect([changeset.blocked, changeset.skipped]).toEqual([[], []]);
  });

  it('a channel and a runbook, inside their project, where variables and steps are scoped to them', () => {
    const source = space('dev')
      .project('OctoFX')
      .channel('QA')
      .runbook('Restart')
      .step('Deploy', { channels: ['QA'] })
      .variable('A', '1', { Channel: ['QA'], ProcessOwner: ['Deployment process'] })
      .build();
    const { after } = sync(
      source,
      space('prod').project('OctoFX').channel('Beta').build(),
      settings({}, { projects: 'all' }, map('channels', 'QA', 'Beta')),
    );
    expect(actionIn(after, 'OctoFX', 'Deploy')['Channels']).toEqual(['Beta']);
    expect(variablesIn(after, 'OctoFX')).toEqual(['A = 1 (Channel: Beta; ProcessOwner: Deployment process)']);
    expect([...(after.items.get('channels')?.keys() ?? [])]).toEqual(['octofx/default', 'octofx/beta']);
  });

  it('a runbook under another name, where a variable is scoped to it', () => {
    const source = space('dev')
      .project('OctoFX')
      .runbook('Restart')
      .variable('A', '1', { ProcessOwner: ['Runbook Restart'] })
      .build();
    const { after } = sync(
      source,
      space('prod').project('OctoFX').runbook('Bounce').build(),
      settings({}, { projects: 'all' }, map('runbooks', 'Restart', 'Bounce')),
    );
    expect(variablesIn(after, 'OctoFX')).toEqual(['A = 1 (ProcessOwner: Runbook Bounce)']);
  });

  it.each<[string, TypeName, string, string, string]>([
    ['a feed', 'externalFeeds', 'Dev feed', 'Prod feed', 'Packages'],
    ['a worker pool', 'workerPools', 'Dev pool', 'Prod pool', 'WorkerPoolId'],
    ['a git credential', 'gitCredentials', 'Dev robot', 'Prod robot', 'GitDependencies'],
  ])('%s of a step', (_what, type, from, to, field) => {
    const value = (name: string) =>
      field === 'Packages'
        ? [{ Name: '', PackageId: 'Web', FeedId: name }]
        : field === 'GitDependencies'
          ? [{ Name: '', GitCredentialId: name }]
          : name;
    const source = space('dev')
      .item(type, [from], { Name: from })
      .project('OctoFX')
      .step('Deploy', { action: { [field]: value(from) } });
    const destination = space('prod').item(type, [to], { Name: to }).project('OctoFX').build();
    const { after } = sync(source.build(), destination, settings({}, { projects: 'all' }, map(type, from, to)));
    expect(actionIn(after, 'OctoFX', 'Deploy')[field]).toEqual(value(to));
  });

  it('references that say their type themselves', () => {
    const reference = (type: string, ...names: readonly string[]) => ({ $reference: { type, names } });
    const unknown = (environment: string, channel: readonly string[]) => ({
      NewField: [reference('environments', environment), reference('channels', ...channel)],
    });
    const source = space('dev')
      .environments('Test')
      .project('Other')
      .channel('QA')
      .project('OctoFX', unknown('Test', ['Other', 'QA']))
      .build();
    const destination = space('prod').environments('Staging').project('Another').channel('QA').build();
    const more = {
      map: { ...map('environments', 'Test', 'Staging').map, ...map('projects', 'Other', 'Another').map },
    };
    const { after } = sync(source, destination, settings({}, { projects: 'OctoFX' }, more));
    expect(documentIn(after, 'projects', 'OctoFX')).toMatchObject(unknown('Staging', ['Another', 'QA']));
  });
});

describe('A parent project and its children (rules names-map-several)', () => {
  const parent = (installation: string) =>
    space(installation)
      .environments('Test')
      .project('Parent')
      .channel('Beta')
      .step('Deploy', { environments: ['Test'], channels: ['Beta'] })
      .variable('A', '1', { Action: ['Deploy'], Channel: ['Beta'] })
      .secret('P')
      .runbook('Restart');
  const children = map('projects', 'Parent', 'Child A', 'Child B');
  const expectChildren = ({ changeset, after }: ReturnType<typeof sync>): void => {
    expect([changeset.errors, changeset.blocked, changeset.skipped]).toEqual([[], [], []]);
    for (const child of ['Child A', 'Child B']) {
      expect(documentIn(after, 'projects', child)['Name']).toBe(child);
      expect(stepsIn(after, child)).toEqual(['Deploy']);
      expect(actionIn(after, child, 'Deploy')).toMatchObject({ Environments: ['Test'], Channels: ['Beta'] });
      expect(variablesIn(after, child)).toEqual(['A = 1 (Action: Deploy; Channel: Beta)', 'P = {"$secret":true}']);
      expect(documentIn(after, 'runbooks', child, 'Restart')).toMatchObject({ Name: 'Restart' });
    }
  };

  it('in another space: each child gets everything', () => {
    const destination = space('prod').environments('Test').build();
    expectChildren(sync(parent('dev').build(), destination, settings({}, { projects: 'Parent' }, children)));
  });

  it('a value of a step of a runbook is scoped to that of the child’s own runbook', () => {
    const steps = { Steps: [{ Name: 'Restart', Actions: [{ Name: 'Restart' }] }] };
    const stepOf = (project: string) => ({ $reference: { type: 'actions', names: [project, 'Restart', 'Restart'] } });
    const source = parent('dev')
      .item('runbookProcesses', ['Parent', 'Restart'], steps)
      .item('projectVariables', ['Parent'], {
        Variables: [
          { Name: 'T', Type: 'String', Value: '1', IsSensitive: false, Scope: { Action: [stepOf('Parent')] } },
        ],
      });
    const destination = space('prod').environments('Test').build();
    const synced = sync(source.build(), destination, settings({}, { projects: 'Parent' }, children));
    for (const child of ['Child A', 'Child B'])
      expect(documentIn(synced.after, 'projectVariables', child)['Variables']).toMatchObject([
        { Scope: { Action: [stepOf(child)] } },
      ]);
    expect(synced.again.changes).toEqual([]);
  });

  it('a tenant that is called as a child is tied to all of them', () => {
    const source = parent('dev').tenant('Child A', { Parent: ['Test'] });
    const destination = space('prod').environments('Test').build();
    const given = settings({}, { projects: 'Parent', tenants: 'all' }, children);
    expect(documentIn(sync(source.build(), destination, given).after, 'tenants', 'Child A')).toMatchObject({
      ProjectEnvironments: { 'Child A': ['Test'], 'Child B': ['Test'] },
    });
  });

  it('in the same space: the parent stays as it is', () => {
    const one = parent('dev').build();
    const synced = sync(one, one, settings({}, { projects: 'Parent' }, children));
    expectChildren(synced);
    expect(synced.changeset.changes.map(({ names }) => names[0])).not.toContain('Parent');
  });

  it('a child that exists keeps its own, and gets what is new on the parent', () => {
    const destination = parent('prod').project('Child A').step('Own').variable('A', 'own').build();
    const { after } = sync(parent('dev').build(), destination, settings({}, { projects: 'Parent' }, children));
    expect(stepsIn(after, 'Child A')).toEqual(['Deploy', 'Own']);
    expect(variablesIn(after, 'Child A')).toEqual([
      'A = own',
      'A = 1 (Action: Deploy; Channel: Beta)',
      'P = {"$secret":true}',
    ]);
  });

  it('a tenant of the parent is tied to each child', () => {
    const source = parent('dev')
      .tenant('Internal', { Parent: ['Test'] })
      .build();
    const destination = space('prod').environments('Test').build();
    const { after } = sync(source, destination, settings({}, { projects: 'Parent', tenants: 'all' }, children));
    expect(documentIn(after, 'tenants', 'Internal')['ProjectEnvironments']).toEqual({
      'Child A': ['Test'],
      'Child B': ['Test'],
    });
  });

  it('each child is reported by its own name', () => {
    const { changeset } = sync(
      parent('dev').build(),
      space('prod').environments('Test').project('Child A').build(),
      settings({}, { projects: 'Parent' }, children),
    );
    expect(verdicts(changeset)).toEqual(
      expect.arrayContaining([
        'create projects/Child B',
        'update projectVariables/Child A',
        'create projectVariables/Child B',
      ]),
    );
  });
});
