import { describe, expect, test } from 'vitest';
import { objectsOf, textOf, type JsonObject } from '../../src/model/json.js';
import { aProject, inDefault } from './documents.js';
import { bare, eachOf, given, situation, withDocuments, type Situation, type World } from './situation.js';

/* Names that are the same, and are not spelled the same. */

const environment = (id: string, name: string, more: JsonObject = {}): JsonObject => ({
  Id: `Environments-${id}`,
  SpaceId: 'Spaces-1',
  Name: name,
  Description: '',
  SortOrder: 1,
  UseGuidedFailure: false,
  AllowDynamicInfrastructure: false,
  ExtensionSettings: [],
  ...more,
});

const scopedTo = (world: World, id: string, called: string, more: JsonObject = {}): World =>
  eachOf(withDocuments(world, { environments: [environment(id, called, more)] }), 'variables', (set) => ({
    ...set,
    Variables: objectsOf(set['Variables'])
      .slice(0, 1)
      .map((one) => ({ ...one, Prompt: null, Scope: { Environment: [`Environments-${id}`] } })),
  }));

test('an environment that changes its case is written, and so is a value that is scoped to it', async () => {
  const { source, destination } = await given('prompt-changed');
  const s = await situation({
    source: scopedTo(source, '71', 'live'),
    destination: eachOf(scopedTo(destination, '72', 'Live'), 'variables', (set) => ({ ...set, Variables: [] })),
  });
  await s.syncs('--projects', 'Shop', '--environments', 'live', '--existing-environments', 'update');
  expect(s.there('environments', 'live')).toMatchObject({ Id: 'Environments-72' });
});

test.each(['Live ', ' Live', 'live'])(
  'an environment called %j on the source is the one called Live here',
  async (name) => {
    const { source, destination } = await given('prompt-changed');
    const s = await situation({
      source: scopedTo(source, '71', name),
      destination: scopedTo(destination, '72', 'Live'),
    });
    await s.syncs('--projects', 'Shop', '--environments', 'Live', '--overwrite-existing-variables', 'true');
  },
);

test.each(['Live ', ' Live'])(
  '… and stays so where environments are updated: %j is no other name than Live',
  async (name) => {
    const { source, destination } = await given('prompt-changed');
    const s = await situation({
      source: scopedTo(source, '71', name, { Description: 'new' }),
      destination: scopedTo(destination, '72', 'Live'),
    });
    await s.syncs('--projects', 'Shop', '--environments', 'all', '--existing-environments', 'update');
    expect(s.there('environments', 'Environments-72')).toMatchObject({ Name: 'Live', Description: 'new' });
  },
);

test('a name with a blank at its end comes to a server that has none', async () => {
  const { source } = await given('prompt-changed');
  const s = await situation({ source: scopedTo(source, '71', 'Live '), destination: bare() });
  await s.syncs('--projects', 'Shop', '--dependencies', 'include');
});

test('a property and a variable called __proto__ arrive', async () => {
  const { source } = await given('prompt-changed');
  const called = scopedTo(source, '71', 'Live');
  const odd = eachOf(called, 'variables', (set) => ({
    ...set,
    Variables: objectsOf(set['Variables']).map((one) => ({ ...one, Name: '__proto__', Value: 'odd', Scope: {} })),
  }));
  const action = JSON.parse(
    '{"Id":"a-1","Name":"__proto__","ActionType":"Octopus.Script","Properties":{"__proto__":"kept","Octopus.Action.Script.ScriptBody":"x"},"Environments":[],"Packages":[]}',
  ) as JsonObject;
  const step = { Id: 's-1', Name: 'Odd', Properties: {}, Condition: 'Success', StartTrigger: 'StartAfterPrevious' };
  const s = await situation({
    source: eachOf(odd, 'deploymentprocesses', (process) => ({ ...process, Steps: [{ ...step, Actions: [action] }] })),
    destination: bare(),
  });
  await s.syncs('--projects', 'Shop', '--dependencies', 'include');
  const [process] = s.destination.dump('Default')['deploymentprocesses'] ?? [];
  expect(JSON.stringify(process)).toContain('"__proto__":"kept"');
  expect(JSON.stringify(s.destination.dump('Default')['variables'])).toContain('"Name":"__proto__"');
});

test('… and so does a change of such a property of a step that exists', async () => {
  const { source, destination } = await given('prompt-changed');
  const having = (world: World, properties: string): World =>
    eachOf(world, 'deploymentprocesses', (process) => ({
      ...process,
      Steps: [
        {
          Id: 's-1',
          Name: 'Odd',
          Properties: {},
          Condition: 'Success',
          StartTrigger: 'StartAfterPrevious',
          Actions: [
            {
              Id: 'a-1',
              Name: 'Odd',
              ActionType: 'Octopus.Script',
              Environments: [],
              Packages: [],
              Properties: JSON.parse(properties) as JsonObject,
            },
          ],
        },
      ],
    }));
  const s = await situation({
    source: having(source, '{"__proto__":"new","A":"1"}'),
    destination: having(destination, '{"__proto__":"old","A":"1"}'),
  });
  await s.syncs('--projects', 'Shop', '--existing-steps', 'update');
  const [process] = s.destination.dump('Default')['deploymentprocesses'] ?? [];
  expect(JSON.stringify(process)).toContain('"__proto__":"new"');
});

test('a value that follows in the run in which its environment changes case is no drift', async () => {
  const { source, destination } = await given('prompt-changed');
  const s = await situation({
    source: scopedTo(source, '71', 'live'),
    destination: eachOf(scopedTo(destination, '72', 'Live'), 'variables', (set) => ({
      ...set,
      Variables: objectsOf(set['Variables']).map((one) => ({ ...one, Value: 'old' })),
    })),
  });
  const overwrite = ['--overwrite-existing-variables', 'true'];
  await s.syncs('--projects', 'Shop', '--environments', 'live', '--existing-environments', 'update', ...overwrite);
});

describe('Names that differ only in how their letters are composed (rules names-composed)', () => {
  const [composed, apart] = ['Caf\u00e9', 'Cafe\u0301'];
  /** A project with a value for each of these environments, whose IDs count from `first`. */
  const having = (first: number, ...names: readonly string[]): World => {
    const environments = names.map((name, index): JsonObject => ({
      ...environment(String(first + index), name),
      Slug: `cafe-${String(index)}`,
    }));
    return withDocuments(bare(), {
      environments,
      projects: [aProject('Projects-1', 'Shop')],
      variables: [
        {
          ...inDefault,
          Id: 'variableset-Projects-1',
          OwnerId: 'Projects-1',
          Version: 1,
          Variables: environments.map(({ Id: id }, index) => ({
            Id: `value-${String(index)}`,
            Name: 'Seats',
            Value: `${String(index)} of ${names[index] ?? ''}`,
            Type: 'String',
            IsSensitive: false,
            Scope: { Environment: [id ?? ''] },
          })),
        },
      ],
    });
  };
  const options = ['--projects', 'Shop', '--environments', 'all'];
  const values = (s: Situation): Readonly<Record<string, string>> =>
    Object.fromEntries(
      objectsOf(s.there('variables', 'variableset-Projects-1')['Variables']).map(({ Value: value, Scope: scope }) => [
        textOf(value),
        JSON.stringify(scope),
      ]),
    );

  test('are two things on one server, and both come', async () => {
    const s = await situation({ source: having(71, composed, apart), destination: having(1) });
    const changeset = await s.syncs(...options);
    expect(changeset.changes.filter(({ type }) => type === 'environments')).toHaveLength(2);
    expect(values(s)).toEqual({
      [`0 of ${composed}`]: JSON.stringify({ Environment: [s.there('environments', composed)['Id']] }),
      [`1 of ${apart}`]: JSON.stringify({ Environment: [s.there('environments', apart)['Id']] }),
    });
  });

  test.each([
    ['composed there, apart here', composed, apart],
    ['apart there, composed here', apart, composed],
  ])('are one across servers where nothing else has the name: %s', async (_what, there, here) => {
    const s = await situation({
      source: having(71, there),
      destination: withDocuments(having(1), { environments: [environment('5', here)] }),
    });
    const changeset = await s.syncs(...options);
    expect(changeset.changes.map(({ type }) => type)).toEqual(['projectVariables']);
    expect(Object.values(values(s))).toEqual([JSON.stringify({ Environment: ['Environments-5'] })]);
  });

  test('are told apart across servers where both are here', async () => {
    const s = await situation({
      source: having(71, apart),
      destination: withDocuments(having(1), {
        environments: [environment('5', composed), { ...environment('6', apart), Slug: 'other' }],
      }),
    });
    const changeset = await s.syncs(...options);
    expect(changeset.changes.map(({ type }) => type)).toEqual(['projectVariables']);
    expect(Object.values(values(s))).toEqual([JSON.stringify({ Environment: ['Environments-6'] })]);
  });
});
