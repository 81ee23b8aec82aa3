import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import { nameSpace } from '../../src/snapshot/name-space.js';
import { typeNamed } from '../../src/catalogue/index.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { actionIn, sync } from '../builders/outcome.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

const mapped = (type: string, from: string, ...to: readonly string[]) => ({
  map: { [type]: [{ from, to, origin: 'flag' }] },
});

describe('Versions (rules version-check, version-one-apart)', () => {
  const source = space('dev').version('2026.3.1').project('OctoFX').build();

  it.each([
    ['2026.3.1', 'same', [], 0],
    ['2026.3.999', 'another patch', [], 0],
    ['2026.2.1', 'one minor version older', [], 1],
    ['2026.4.0', 'one minor version newer', [], 1],
    ['2026.1.1', 'two minor versions older', ['versions'], 0],
    ['2025.3.1', 'another major', ['versions'], 0],
  ])('%s: %s', (version, _what, errors, warnings) => {
    const changeset = diff(source, space('prod').version(version).build(), settings());
    expect(changeset.errors.map(({ id }) => id)).toEqual(errors);
    expect(changeset.warnings).toHaveLength(warnings);
  });

  it('ignoreVersionCheck makes it a warning that names both versions', () => {
    const changeset = diff(source, space('prod').version('2025.2.1').build(), settings({ ignoreVersionCheck: 'true' }));
    expect(changeset.errors).toEqual([]);
    expect(changeset.warnings).toEqual([expect.stringMatching(/2026\.3\.1.*2025\.2\.1.*left out/)]);
  });
});

describe('A base of another space (rules base-same)', () => {
  const source = space('dev').environments('Test').build();
  const at = (more: Partial<SpaceSnapshot['identity']>): SpaceSnapshot => ({
    ...source,
    identity: { ...source.identity, ...more },
  });

  it.each<[string, SpaceSnapshot, readonly string[]]>([
    ['the same one', source, []],
    ['the same one, by another address', at({ url: 'https://elsewhere.example.com' }), []],
    ['the same one, in other letters', at({ space: source.identity.space.toUpperCase() }), []],
    ['another installation', at({ installation: 'other' }), ['base']],
    ['another space', at({ space: 'Other' }), ['base']],
  ])('%s', (_what, snapshot, errors) => {
    const told = diff(source, space('prod').build(), settings(), {}, { snapshot, open: [] });
    expect(told.errors.map(({ id }) => id)).toEqual(errors);
  });
});

describe('The same space (rules space-itself)', () => {
  const one = (description: string, name = 'Default'): SpaceSnapshot => {
    const built = space('acme').environments('Test').project('Parent', { Description: description }).build();
    return { ...built, identity: { ...built.identity, space: name } };
  };
  const errorsOf = (...given: Parameters<typeof diff>) => diff(...given).errors.map(({ id }) => id);

  it('is refused', () => {
    expect(errorsOf(one('now'), one('then'), settings())).toEqual(['spaces']);
  });

  it('is recognized whatever the case of its name', () => {
    expect(errorsOf(one('now'), one('then', 'DEFAULT '), settings())).toEqual(['spaces']);
  });

  it('two spaces of one installation are two spaces', () => {
    expect(errorsOf(one('now'), one('then', 'Other'), settings())).toEqual([]);
  });

  it('compared with itself there is nothing to refuse', () => {
    expect(errorsOf(one('now'), one('now'), settings())).toEqual([]);
  });

  it('"unless a parent/child mapping says so"', () => {
    const more = mapped('projects', 'Parent', 'Child');
    expect(errorsOf(one('now'), one('now'), settings({}, { projects: 'Parent' }, more))).toEqual([]);
  });

  it('no other mapping says so', () => {
    const more = mapped('environments', 'Test', 'Staging');
    expect(errorsOf(one('now'), one('then'), settings({}, { projects: 'all' }, more))).toEqual(['spaces']);
  });
});

describe('Filters (rules select-filter, select-unmatched)', () => {
  const source = space('dev')
    .environments('Dev EU', 'Dev US', 'Prod')
    .project('OctoFX')
    .channel('Beta')
    .runbook('Restart')
    .trigger('Nightly', { Filter: {}, Action: {} })
    .build();
  const created = (select: Readonly<Record<string, string>>) =>
    diff(source, space('prod').build(), settings({}, select))
      .changes.filter(({ action }) => action === 'create')
      .map(({ id }) => id);

  it.each([
    ['all', ['Dev EU', 'Dev US', 'Prod']],
    ['ALL', ['Dev EU', 'Dev US', 'Prod']],
    ['dev*', ['Dev EU', 'Dev US']],
    ['Dev ?S', ['Dev US']],
    ['prod, DEV EU', ['Dev EU', 'Prod']],
    ['all,!Dev*', ['Prod']],
    ['!Prod', []],
    ['', []],
  ])('environments: %s', (filter, names) => {
    expect(created({ environments: filter })).toEqual(names.map((name) => `environments/${name}`));
  });

  it('channels and runbooks of selected projects come by default, triggers do not (rules select-children)', () => {
    expect(created({ projects: 'all' })).toEqual(
      expect.arrayContaining(['channels/OctoFX/Beta', 'runbooks/OctoFX/Restart']),
    );
    expect(created({ projects: 'all' })).not.toContain('triggers/OctoFX/Nightly');
  });

  it.each([
    ['environments', { environments: 'Nope,Prod' }],
    ['environments', { environments: 'Nope*' }],
    ['environments', { environments: 'all,!Nope' }],
    ['projects', { projects: 'Nope' }],
    ['channels', { projects: 'all', channels: 'Nope' }],
    ['runbooks', { projects: 'all', runbooks: 'Nope' }],
    ['triggers', { projects: 'all', triggers: 'Nope' }],
  ])('an item that matches nothing is reported as a warning: %s: %j', (type, select) => {
    const { warnings } = diff(source, space('prod').build(), settings({}, select));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(new RegExp(`Nope.*${type}`));
  });

  it('`all` of a type of which there is nothing is no warning', () => {
    expect(diff(source, space('prod').build(), settings({}, { accounts: 'all' })).warnings).toEqual([]);
  });
});

describe('dependencies (rules select-require, select-include)', () => {
  const source = space('dev')
    .environments('Development', 'Unrelated')
    .projectGroup('Trading')
    .lifecycle('Fast', ['Development'])
    .feed('Our feed')
    .team('QA')
    .account('AWS', { EnvironmentIds: ['Development'] })
    .workerPool('Ubuntu', { WorkerPoolType: 'StaticWorkerPool' })
    .scriptModule('Helpers', { ContentType: 'ScriptModule' })
    .scriptModuleSource('Helpers', { Variables: [] })
    .stepTemplate('Announce', { CommunityActionTemplateId: null })
    .tagSet('Ring', 'Early')
    .librarySet('Global')
    .variable('Account', 'AWS', {}, { Type: 'AmazonWebServicesAccount' })
    .project('Other')
    .project('OctoFX', {
      ProjectGroupId: 'Trading',
      LifecycleId: 'Fast',
      IncludedLibraryVariableSetIds: ['Global', 'Helpers'],
    })
    .channel('Beta', { TenantTags: ['Ring/Early'], LifecycleId: 'Fast' })
    .step('Deploy', {
      action: {
        WorkerPoolId: 'Ubuntu',
        Packages: [{ Name: '', PackageId: 'Web', FeedId: 'Our feed' }],
        Properties: {
          'Octopus.Action.Template.Id': 'Announce',
          'Octopus.Action.Manual.ResponsibleTeamIds': ['QA'],
          'Octopus.Action.DeployRelease.ProjectId': 'Other',
        },
      },
    })
    .build();
  const destination = space('prod').build();
  const types = (select: Readonly<Record<string, string>>, dependencies: string) => {
    const { changeset } = sync(source, destination, settings({ dependencies }, select));
    return {
      created: changeset.changes.map(({ id }) => id),
      blocked: changeset.blocked.map(({ id }) => id),
      needs: [
        ...new Set(changeset.blocked.flatMap(({ missing }) => missing.map(({ type, name }) => `${type} ${name}`))),
      ],
    };
  };

  it('include brings all of them, and nothing else', () => {
    const { created, blocked } = types({ projects: 'OctoFX' }, 'include');
    expect(blocked).toEqual([]);
    expect(created).toEqual(
      expect.arrayContaining([
        'tenantTagSets/Ring',
        'environments/Development',
        'projectGroups/Trading',
        'externalFeeds/Our feed',
        'teams/QA',
        'workerPools/Ubuntu',
        'accounts/AWS',
        'stepTemplates/Announce',
        'scriptModules/Helpers',
        'lifecycles/Fast',
        'libraryVariableSets/Global',
        'projects/Other',
        'projects/OctoFX',
        'channels/OctoFX/Beta',
      ]),
    );
    expect(created).not.toContain('environments/Unrelated');
  });

  it('require adds nothing, and reports all that is missing at once (rules needs-all-at-once)', () => {
    const { created, blocked, needs } = types({ projects: 'OctoFX' }, 'require');
    expect([created, blocked]).toEqual([
      [],
      expect.arrayContaining(['projects/OctoFX', 'deploymentProcesses/OctoFX', 'channels/OctoFX/Beta']) as unknown,
    ]);
    expect(needs).toEqual(
      expect.arrayContaining([
        'projectGroups Trading',
        'lifecycles Fast',
        'libraryVariableSets Global',
        'libraryVariableSets Helpers',
      ]),
    );
  });

  it.each([
    ['externalFeeds', 'Our feed', 'deploymentProcesses/OctoFX'],
    ['stepTemplates', 'Announce', 'deploymentProcesses/OctoFX'],
    ['lifecycles', 'Fast', 'projects/OctoFX'],
    ['tenantTagSets', 'Ring', 'channels/OctoFX/Beta'],
    ['projects', 'Other', 'deploymentProcesses/OctoFX'],
  ])('include does not bring what a filter excludes: %s !%s blocks %s', (type, name, who) => {
    const filter = type === 'projects' ? `OctoFX,!${name}` : `!${name}`;
    const { created, blocked } = types({ projects: 'OctoFX', [type]: filter }, 'include');
    expect(created).not.toContain(`${type}/${name}`);
    expect(blocked).toContain(who);
  });

  it.each<readonly [string, (prod: SpaceBuilder) => SpaceBuilder, readonly string[]]>([
    [
      'a machine policy, which follows when it is selected',
      (s) => s.machinePolicy('Fast', { Description: 'ours' }),
      [],
    ],
    ['a script module', (s) => s.scriptModule('Helpers').scriptModuleSource('Helpers', { Variables: [] }), []],
    ['a library set', (s) => s.librarySet('Global', { Description: 'ours' }), []],
    ['a project', (s) => s.project('Other', { Description: 'ours' }), []],
    ['a tag set that has the tag', (s) => s.tagSet('Ring', 'Early', 'Ours'), []],
    ['a tag set that lacks the tag: only that is added', (s) => s.tagSet('Ring', 'Ours'), ['/Tags/1']],
  ])('include changes nothing of what exists: %s (rules select-include-changes-nothing)', (_called, there, written) => {
    const { changes } = diff(
      source,
      there(space('prod')).build(),
      settings({ dependencies: 'include' }, { projects: 'OctoFX' }),
    );
    const updates = changes.filter(
      ({ action, id }) =>
        action === 'update' && !changes.some((one) => one.action === 'create' && id.startsWith(one.id)),
    );
    const added = updates.flatMap((change) =>
      change.action === 'update' ? change.patch.filter(({ op }) => op !== 'test').map(({ path }) => path) : [],
    );
    expect(added).toEqual(written);
  });

  it('say which change each depends on', () => {
    const { changeset } = sync(source, destination, settings({ dependencies: 'include' }, { projects: 'OctoFX' }));
    const ids = new Set(changeset.changes.map(({ id }) => id));
    const orders = new Map(changeset.changes.map(({ id }, index) => [id, index]));
    const needs = changeset.changes.flatMap(({ id, dependsOn }) => dependsOn.map((needed) => [id, needed] as const));
    for (const [id, needed] of atLeastOne(needs)) {
      expect(ids).toContain(needed);
      expect(orders.get(needed)).toBeLessThan(orders.get(id) ?? 0);
    }
    expect(changeset.changes.find(({ id }) => id === 'lifecycles/Fast')?.dependsOn).toEqual([
      'environments/Development',
    ]);
  });
});

describe('Two resources of one type whose names fold to the same key (rules names-twice)', () => {
  it('are an error, never merged: no such snapshot is ever made', () => {
    const environments = typeNamed('environments');
    const documents = [
      { Id: 'Environments-1', Name: 'Test' },
      { Id: 'Environments-2', Name: ' TEST ' },
    ];
    const raw = {
      types: new Map([['environments' as const, { type: environments, documents, complete: true, requests: 1 }]]),
      incomplete: [],
      refs: new Map(),
      logos: new Map(),
      notes: [],
    };
    expect(() => nameSpace(raw)).toThrow(/same name.*environment/i);
  });

  it('two selected items that a mapping makes one are an error, which names both', () => {
    const environment = (name: string) => ({ Name: name, Description: `of ${name}` });
    const source = space('dev').environment('Dev', environment('Dev')).environment('Test', environment('Test')).build();
    const destination = space('prod').environment('Staging', environment('Staging')).build();
    const map = { environments: ['Dev', 'Test'].map((from) => ({ from, to: ['Staging'], origin: 'flag' })) };
    const given = settings({ 'existing.environments': 'update' }, { environments: 'all' }, { map });
    const { changeset } = sync(source, destination, given);
    expect(changeset.changes).toEqual([]);
    expect(JSON.stringify(changeset.errors)).toMatch(/Dev.*Test/);
  });

  it('… and where they are only referred to, both mean the one', () => {
    const source = space('dev')
      .environments('Dev', 'Test')
      .project('OctoFX')
      .step('A', { environments: ['Dev', 'Test'] });
    const map = { environments: ['Dev', 'Test'].map((from) => ({ from, to: ['Staging'], origin: 'flag' })) };
    const destination = space('prod').environments('Staging').project('OctoFX').build();
    const { after } = sync(source.build(), destination, settings({}, { projects: 'all' }, { map }));
    expect(actionIn(after, 'OctoFX', 'A')['Environments']).toEqual(['Staging']);
  });
});
