import { describe, expect, it } from 'vitest';
import { typeNamed } from '../../src/catalogue/index.js';
import { isObject, type JsonObject } from '../../src/model/json.js';
import type { ThingName } from '../../src/model/names.js';
import { denormalize } from '../../src/naming/denormalize.js';
import { idShapes, IdIndex } from '../../src/naming/id-index.js';
import { normalize } from '../../src/naming/normalize.js';

const things: readonly (readonly [string, ThingName, readonly string[]])[] = [
  ['Environments-1', 'environments', ['Test']],
  ['Environments-2', 'environments', ['Production']],
  ['Channels-5', 'channels', ['OctoFX', 'QA']],
  ['Channels-9', 'channels', ['Other', 'QA']],
  ['Teams-3', 'teams', ['QA']],
  ['Feeds-4', 'externalFeeds', ['Our feed']],
  ['Projects-7', 'projects', ['OctoFX']],
  ['Projects-7', 'processOwners', ['OctoFX', 'Deployment process']],
  ['33333333-aaaa', 'actions', ['OctoFX', 'Deploy']],
];

const index = (): IdIndex => {
  const ids = new IdIndex();
  for (const [id, type, names] of things) ids.add(id, { type, names });
  return ids;
};

const idOf = (type: string, names: readonly string[]): string | undefined =>
  things.find(([, ofType, own]) => ofType === type && JSON.stringify(own) === JSON.stringify(names))?.[0];

const names = ['OctoFX'];
const shapes = idShapes(['Environments', 'Channels', 'Projects'], ['Certificates']);
const named = (type: string, raw: JsonObject) => normalize(typeNamed(type), raw, { index: index(), names, shapes });

describe('Normalizing (rules names-reference, field-server, field-unknown)', () => {
  it.each<[string, string, JsonObject, JsonObject]>([
    [
      'IDs become names, sorted where the order means nothing',
      'lifecycles',
      { Phases: [{ Name: 'P', OptionalDeploymentTargets: ['Environments-1', 'Environments-2'] }] },
      { Phases: [{ Name: 'P', OptionalDeploymentTargets: ['Production', 'Test'] }] },
    ],
    [
      'what the server alone decides is dropped',
      'environments',
      { Id: 'Environments-1', Name: 'Test', SpaceId: 'Spaces-1', Links: {}, LastModifiedBy: 'x' },
      { Name: 'Test' },
    ],
    [
      'a slug stays where renames are recognized by it (rules rename-probable)',
      'environments',
      { Id: 'Environments-1', Name: 'Test', Slug: 'test' },
      { Name: 'Test', Slug: 'test' },
    ],
    [
      'of a type without one it is the server’s alone',
      'libraryVariableSets',
      { Id: 'LibraryVariableSets-1', Name: 'Global', Slug: 'global' },
      { Name: 'Global' },
    ],
    [
      'IDs in a comma-separated text are unfolded',
      'deploymentProcesses',
      {
        Steps: [
          { Actions: [{ Properties: { 'Octopus.Action.Manual.ResponsibleTeamIds': 'Teams-3,teams-managers' } }] },
        ],
      },
      {
        Steps: [
          { Actions: [{ Properties: { 'Octopus.Action.Manual.ResponsibleTeamIds': ['QA', 'teams-managers'] } }] },
        ],
      },
    ],
    [
      'built-in IDs stay (rules names-built-in)',
      'deploymentProcesses',
      { Steps: [{ Actions: [{ Packages: [{ FeedId: 'feeds-builtin' }] }] }] },
      { Steps: [{ Actions: [{ Packages: [{ FeedId: 'feeds-builtin' }] }] }] },
    ],
    [
      'expressions are carried',
      'deploymentProcesses',
      { Steps: [{ Actions: [{ Packages: [{ FeedId: '#{Feed}' }] }] }] },
      { Steps: [{ Actions: [{ Packages: [{ FeedId: { $expression: '#{Feed}' } }] }] }] },
    ],
    [
      'a child of another parent says whose it is',
      'deploymentProcesses',
      { Steps: [{ Actions: [{ Channels: ['Channels-9', 'Channels-5'] }] }] },
      { Steps: [{ Actions: [{ Channels: ['QA', { $reference: { type: 'channels', names: ['Other', 'QA'] } }] }] }] },
    ],
    [
      'a field we know nothing of that is called after an ID holds a reference',
      'environments',
      { Name: 'X', New: { ParentId: 'Environments-2' } },
      { Name: 'X', New: { ParentId: { $reference: { type: 'environments', names: ['Production'] } } } },
    ],
    [
      'text stays text, whatever it looks like (rules names-text-stays)',
      'environments',
      { Name: 'Environments-2', Encoding: 'UTF-8', Description: 'Channels-5', New: { Title: 'Channels-77' } },
      { Name: 'Environments-2', Encoding: 'UTF-8', Description: 'Channels-5', New: { Title: 'Channels-77' } },
    ],
    [
      'sensitive values become markers (rules secret-never-read)',
      'deploymentProcesses',
      {
        Steps: [
          {
            Actions: [
              { Properties: { A: { HasValue: true, NewValue: null }, B: { HasValue: false, NewValue: null } } },
            ],
          },
        ],
      },
      { Steps: [{ Actions: [{ Properties: { A: { $secret: true }, B: { $secret: false } } }] }] },
    ],
    [
      'sensitive variables too',
      'projectVariables',
      { Variables: [{ Name: 'P', Value: null, IsSensitive: true, Scope: {} }] },
      { Variables: [{ Name: 'P', Value: { $secret: true }, IsSensitive: true, Scope: {} }] },
    ],
    [
      'scopes by step and process',
      'projectVariables',
      {
        Variables: [
          {
            Name: 'A',
            Value: 'Environments-2',
            Scope: { Action: ['33333333-aaaa'], ProcessOwner: ['Projects-7'], Environment: [] },
          },
        ],
      },
      {
        Variables: [
          { Name: 'A', Value: 'Environments-2', Scope: { Action: ['Deploy'], ProcessOwner: ['Deployment process'] } },
        ],
      },
    ],
    [
      'maps whose fields are IDs',
      'tenants',
      { ProjectEnvironments: { 'Projects-7': ['Environments-2', 'Environments-1'] } },
      { ProjectEnvironments: { OctoFX: ['Production', 'Test'] } },
    ],
    [
      'tags are in the order of their SortOrder, without it',
      'tenantTagSets',
      {
        Tags: [
          { Name: 'B', SortOrder: 1 },
          { Name: 'A', SortOrder: 0 },
        ],
      },
      { Tags: [{ Name: 'A' }, { Name: 'B' }] },
    ],
  ])('%s', (_rule, type, raw, document) => expect(named(type, raw).document).toEqual(document));

  it('lists IDs that nothing has', () => {
    const { document, unresolved } = named('projects', { LifecycleId: 'Lifecycles-99', UnknownIds: ['Channels-77'] });
    expect(document).toEqual({
      LifecycleId: { $unresolved: 'Lifecycles-99' },
      UnknownIds: [{ $unresolved: 'Channels-77' }],
    });
    expect(unresolved).toEqual([
      { pointer: '/LifecycleId', id: 'Lifecycles-99' },
      { pointer: '/UnknownIds/0', id: 'Channels-77' },
    ]);
  });
});

describe('Denormalizing', () => {
  const raw: JsonObject = {
    Id: 'deploymentprocess-Projects-7',
    ProjectId: 'Projects-7',
    Version: 4,
    Steps: [
      {
        Id: 'step-id',
        Name: 'Deploy',
        Properties: { 'Octopus.Action.TargetRoles': 'web' },
        Actions: [
          {
            Id: '33333333-aaaa',
            Name: 'Deploy',
            Environments: ['Environments-1'],
            ExcludedEnvironments: [],
            Channels: ['Channels-5'],
            Packages: [{ Id: 'package-id', Name: '', FeedId: 'Feeds-4' }],
            Properties: {
              'Octopus.Action.Manual.ResponsibleTeamIds': 'Teams-3',
              Key: { HasValue: true, NewValue: null },
            },
          },
        ],
      },
    ],
  };
  const type = typeNamed('deploymentProcesses');
  const { document } = named('deploymentProcesses', raw);
  const surroundings = { idOf, names, parentId: 'Projects-7' };

  it('is the inverse: what was not changed is sent as the server has it, IDs, tokens and secrets included (rules apply-fresh-put)', () => {
    expect(denormalize(type, document, surroundings, { raw, document })).toEqual({ body: raw, unwritable: [] });
  });

  it('a change touches only what it says', () => {
    const [step] = document['Steps'] as readonly JsonObject[];
    const changed = {
      ...document,
      Steps: [
        { ...step, Condition: 'Always' },
        { Name: 'New', Actions: [{ Name: 'New', Environments: ['Production'] }] },
      ],
    };
    const { body } = denormalize(type, changed, surroundings, { raw, document });
    const [rawStep] = raw['Steps'] as readonly JsonObject[];
    expect(body).toEqual({
      ...raw,
      Steps: [
        { ...rawStep, Condition: 'Always' },
        { Name: 'New', Actions: [{ Name: 'New', Environments: ['Environments-2'] }] },
      ],
    });
  });

  it('a step that moved keeps its ID', () => {
    const [step] = document['Steps'] as readonly JsonObject[];
    const { body } = denormalize(
      type,
      { ...document, Steps: [{ Name: 'First', Actions: [] }, step ?? {}] },
      surroundings,
      { raw, document },
    );
    expect((body['Steps'] as readonly JsonObject[]).map(({ Id }) => Id)).toEqual([undefined, 'step-id']);
  });

  it('says what cannot be written', () => {
    const { unwritable } = denormalize(
      type,
      {
        Steps: [{ Name: 'S', Actions: [{ Name: 'S', Environments: ['Mars'], Properties: { K: { $secret: true } } }] }],
      },
      surroundings,
    );
    expect(unwritable.map(({ pointer }) => pointer)).toEqual([
      '/Steps/0/Actions/0/Environments/0',
      '/Steps/0/Actions/0/Properties/K',
    ]);
  });

  it('placeholders are written as the field takes them', () => {
    const variables = typeNamed('projectVariables');
    const flat = denormalize(
      variables,
      { Variables: [{ Name: 'P', IsSensitive: true, Value: { $placeholder: 'Dummy Value' } }] },
      surroundings,
    );
    expect(flat.body['Variables']).toEqual([{ Name: 'P', IsSensitive: true, Value: 'Dummy Value' }]);
    const nested = denormalize(
      type,
      { Steps: [{ Name: 'S', Actions: [{ Name: 'S', Properties: { K: { $placeholder: 'DUMMY VALUE' } } }] }] },
      surroundings,
    );
    expect(JSON.stringify(nested.body)).toContain('{"HasValue":true,"NewValue":"DUMMY VALUE"}');
  });

  it('a name with a slash stays one name', () => {
    expect(isObject(document)).toBe(true);
    const { body } = denormalize(
      typeNamed('tenants'),
      { Name: 'a/b', ProjectEnvironments: { OctoFX: ['Test'] } },
      { idOf, names: ['a/b'] },
    );
    expect(body).toEqual({ Name: 'a/b', ProjectEnvironments: { 'Projects-7': ['Environments-1'] } });
  });
});

describe('What a destination that was read in part holds without a name', () => {
  const raw: JsonObject = {
    Name: 'A',
    ProjectEnvironments: { 'Projects-7': ['Environments-99'], 'Projects-99': ['Environments-1'] },
    New: { Deep: { Account: 'Accounts-99', Other: 'x', Secret: { HasValue: true, NewValue: null } } },
  };
  const { document } = named('tenants', raw);

  it.each<[string, JsonObject, JsonObject]>([
    [
      'in a map of references',
      { ProjectEnvironments: { ...(document['ProjectEnvironments'] as JsonObject), OctoFX: ['Test'] } },
      { ProjectEnvironments: { 'Projects-7': ['Environments-1'], 'Projects-99': ['Environments-1'] } },
    ],
    [
      'in an object that no rule knows',
      { New: { Deep: { ...((document['New'] as JsonObject)['Deep'] as JsonObject), Other: 'y' } } },
      { New: { Deep: { Account: 'Accounts-99', Other: 'y', Secret: { HasValue: true, NewValue: null } } } },
    ],
  ])('goes back as it is, beside what changes: %s (rules apply-fresh-put)', (_where, change, sent) => {
    const next = { ...document, ...change };
    const written = denormalize(typeNamed('tenants'), next, { idOf, names: ['A'] }, { raw, document });
    expect(written).toEqual({ body: { ...raw, ...sent }, unwritable: [] });
  });
});

describe('A key of a map that leads nowhere', () => {
  const tenant: JsonObject = { Name: 'A', ProjectEnvironments: { 'Projects-7': [], 'Projects-99': [] } };
  const written = (asStored: boolean) =>
    denormalize(typeNamed('tenants'), named('tenants', tenant).document, {
      idOf,
      names: ['A'],
      parentId: undefined,
      asStored,
    });

  it('stays the ID that it was where a server is loaded', () => {
    expect(written(true).body['ProjectEnvironments']).toEqual({ 'Projects-7': [], 'Projects-99': [] });
  });

  it('is written to no other server', () => {
    expect(written(false).unwritable.map(({ why }) => why)).toEqual([expect.stringContaining('Projects-99')]);
  });
});
