import { describe, expect, test } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { isList, isObject, objectsOf, textOf, type JsonObject, type JsonValue } from '../../src/model/json.js';
import {
  counting,
  eachOf,
  given,
  situation,
  withDocuments,
  type Setup,
  type Situation,
  type World,
} from './situation.js';

/* Which value is which, and what becomes of it. */

/** The variables of a project on the destination now. */
const variables = (s: Situation, project = 'Shop'): readonly JsonObject[] =>
  objectsOf(s.there('variables', textOf(s.there('projects', project)['VariableSetId']))['Variables']);

const valuesOf = (s: Situation, name: string): readonly unknown[] =>
  variables(s)
    .filter(({ Name: called }) => called === name)
    .map(({ Value: value }) => value);

const left = ({ left: entries }: Changeset): readonly string[] => entries.map(({ part = '' }) => part);

test('values of a step of a runbook pair by their scope, and a secret does not come a second time', async () => {
  const s = await situation(await given('value-of-a-runbook-step'));
  const changeset = await s.syncs('--projects', 'Shop');
  expect(changeset.changes).toEqual([]);
  expect(left(changeset)).toEqual(['variable "Timeout" (step: Shop / Operate / Restart)']);
  expect(valuesOf(s, 'Timeout')).toEqual(['99']);
  expect(valuesOf(s, 'Password')).toHaveLength(1);
});

test('… the same where the step is spelled otherwise here, and values follow', async () => {
  const { source, destination } = await given('value-of-a-runbook-step');
  const loud = eachOf(destination, 'runbookprocesses', (process) => ({
    ...process,
    Steps: objectsOf(process['Steps']).map((step) => ({
      ...step,
      Name: 'RESTART',
      Actions: objectsOf(step['Actions']).map((action) => ({ ...action, Name: 'RESTART' })),
    })),
  }));
  const s = await situation({ source, destination: loud });
  await s.syncs('--projects', 'Shop', '--overwrite-existing-variables', 'true');
  expect(valuesOf(s, 'Timeout')).toEqual(['10']);
  expect(valuesOf(s, 'Password')).toHaveLength(1);
});

test('a value of a step of a runbook moves there from another scope', async () => {
  const { source, destination } = await given('value-of-a-runbook-step');
  const unscoped = eachOf(destination, 'variables', (set) => ({
    ...set,
    Variables: objectsOf(set['Variables']).map((one) => ({
      ...one,
      Scope: {},
      ...(one['Value'] !== null && { Value: '10' }),
    })),
  }));
  const s = await situation({ source, destination: unscoped });
  const changeset = await s.syncs('--projects', 'Shop');
  expect(changeset.changes[0]?.reasons.map(({ says }) => says)).toContain(
    'variable "Timeout" (step: Shop / Operate / Restart): the scope has changed on the source.',
  );
  expect(valuesOf(s, 'Timeout')).toEqual(['10']);
  expect(valuesOf(s, 'Password')).toHaveLength(2);
});

const prompts = (s: Situation, name: string): readonly unknown[] =>
  variables(s)
    .filter(({ Name: called }) => called === name)
    .map(({ Prompt: prompt }) => (isObject(prompt) ? prompt['Label'] : prompt));

test('label, choices and words of a prompt follow with the values', async () => {
  const s = await situation(await given('prompt-changed'));
  await s.syncs('--projects', 'Shop', '--overwrite-existing-variables', 'true');
  const [region] = variables(s);
  const choices = { 'Octopus.SelectOptions': 'eu|Europe\nus|America\nap|Asia' };
  expect(region).toMatchObject({ Description: 'new words', Prompt: { Label: 'Which region?', Required: true } });
  expect(region).toMatchObject({ Prompt: { DisplaySettings: choices } });
  expect(prompts(s, 'Secret')).toEqual(['new']);
  expect([...s.destination.secrets().values()].map(({ writes }) => writes)).toEqual([0]);
});

test('… and are reported as left where values are left', async () => {
  const s = await situation(await given('prompt-changed'));
  const changeset = await s.syncs('--projects', 'Shop');
  expect(changeset.changes).toEqual([]);
  expect(changeset.left.map(({ part, reasons }) => [part, reasons[0]?.says])).toEqual([
    [
      'variable "Region" (unscoped)',
      'Settings of the value (description and prompt) differ and stay as they are on the destination.',
    ],
    ['variable "Secret" (unscoped)', 'Settings of the value (prompt) differ and stay as they are on the destination.'],
  ]);
});

/** The world in which the variables of its projects are these. */
const saying = (world: World, ...changed: readonly JsonObject[]): World =>
  eachOf(world, 'variables', (set) => {
    const [first = {}] = objectsOf(set['Variables']);
    return { ...set, Variables: changed.map((one, index) => ({ ...first, Prompt: null, ...one, Id: `v-${index}` })) };
  });

const plain = { Name: 'Key', Type: 'String', IsSensitive: false, Value: 'plain', Scope: {} };
const hidden = { Name: 'Key', Type: 'Sensitive', IsSensitive: true, Value: null, Scope: {} };

test.each([
  ['plain on the source, a secret here', plain, hidden],
  ['a secret on the source, plain here', hidden, plain],
])('a value that is %s: nothing comes beside it, and a finding says so', async (_called, there, here) => {
  const { source, destination } = await given('prompt-changed');
  const s = await situation({ source: saying(source, there), destination: saying(destination, here) });
  const changeset = await s.syncs('--projects', 'Shop', '--overwrite-existing-variables', 'true');
  expect(changeset.changes).toEqual([]);
  expect(changeset.left).toMatchObject([
    { part: 'variable "Key" (unscoped)', warnings: [{ kind: 'plain-beside-secret', at: '/Variables/0' }] },
  ]);
  const shown = await s.run('show', 'changeset.json');
  expect(shown.stdout).toContain('Plain beside a secret');
  expect(variables(s)).toHaveLength(1);
});

test('a value for another environment stays whole where existing scopes are left alone, and one for the same follows', async () => {
  const { source, destination } = await given('prompt-changed');
  const environment = { SpaceId: 'Spaces-1', Description: '', SortOrder: 1, UseGuidedFailure: false };
  const withEnvironments = (world: World, ...names: readonly string[]): World =>
    withDocuments(world, {
      environments: names.map((Name) => ({ ...environment, Id: `Environments-9${Name.length}`, Name })),
    });
  const db = { Name: 'Db', Type: 'String', IsSensitive: false };
  const s = await situation({
    source: saying(
      withEnvironments(source, 'Development'),
      { ...db, Value: 'dev', Scope: { Environment: ['Environments-911'] } },
      { ...db, Name: 'Same', Value: 'new', Scope: {} },
    ),
    destination: saying(
      withEnvironments(destination, 'Live'),
      { ...db, Value: 'prod', Scope: { Environment: ['Environments-94'] } },
      { ...db, Name: 'Same', Value: 'old', Scope: {} },
    ),
  });
  const policy = ['--variable-environment-scoping-match', 'IgnoreMismatchOnNewLeaveExistingAlone'];
  const changeset = await s.syncs('--projects', 'Shop', '--overwrite-existing-variables', 'true', ...policy);
  expect(valuesOf(s, 'Db')).toEqual(['prod']);
  expect(valuesOf(s, 'Same')).toEqual(['new']);
  expect(left(changeset)).toEqual(['variable "Db" (environment: Development)']);
});

const membersOf = (value: JsonValue | undefined): readonly JsonValue[] => (isList(value) ? value : []);

const included = (s: Situation): readonly string[] =>
  membersOf(s.there('projects', 'Shop')['IncludedLibraryVariableSetIds']).map((id) =>
    textOf(s.there('libraryvariablesets', textOf(id))['Name']),
  );

const including = (world: World, ...ids: readonly string[]): World =>
  eachOf(world, 'projects', (project) => ({
    ...project,
    IncludedLibraryVariableSetIds: ids.map((id) => `LibraryVariableSets-${id}`),
  }));

test.each([
  ['the same sets', ['1', '2'], ['502', '501'], ['A', 'B']],
  ['one set more', ['1', '2', '3'], ['502', '501'], ['A', 'B', 'C']],
  ['one set more here', ['1', '2'], ['503', '502', '501'], ['A', 'B', 'C']],
])(
  'library sets are included in the order of the source where projects are updated: %s',
  async (_, from, to, after) => {
    const { source, destination } = await given('order-of-variable-sets');
    const s = await situation({ source: including(source, ...from), destination: including(destination, ...to) });
    await s.syncs('--projects', 'Shop', '--existing-projects', 'update');
    expect(included(s)).toEqual(after);
  },
);

test.each([
  ['the same sets', ['1', '2'], ['502', '501'], ['B', 'A']],
  ['one set more', ['1', '2', '3'], ['502', '501'], ['B', 'A', 'C']],
])('… and otherwise the order is reported, and what carries it: %s', async (_, from, to, after) => {
  const { source, destination } = await given('order-of-variable-sets');
  const s = await situation({ source: including(source, ...from), destination: including(destination, ...to) });
  const { left: entries } = await s.syncs('--projects', 'Shop');
  expect(included(s)).toEqual(after);
  expect(entries).toHaveLength(1);
  expect(entries[0]?.reasons.map(({ says }) => says)).toContain(
    'Left as the destination has it: order of library variable sets; "update" carries what the source says.',
  );
  expect((await s.run('show', 'changeset.json', '--details')).stdout).toMatch(/order\s+of/);
});

describe('values for one tenant (rules variable-dimensions)', () => {
  const valueOf = (tenants: readonly string[]): JsonObject => ({
    Id: 'value-1',
    Name: 'Level',
    Value: 'high',
    Description: '',
    Scope: { Tenant: tenants },
    IsEditable: true,
    Prompt: null,
    Type: 'String',
    IsSensitive: false,
  });
  const setup = async (tenants: readonly string[]): Promise<Setup> => {
    const { source, destination } = await given('step-names-an-account-only');
    const [acme = {}] = source.collections['tenants'] ?? [];
    const valued = eachOf(source, 'variables', (set) =>
      set['OwnerId'] === 'Projects-1' ? { ...set, Variables: [valueOf(tenants)] } : set,
    );
    return {
      source: withDocuments(valued, { tenants: [{ ...acme, Id: 'Tenants-2', Name: 'Bolt', Slug: 'bolt' }] }),
      destination: counting(
        withDocuments(destination, {
          tenants: [
            { ...acme, Id: 'Tenants-501', Name: 'Other', Slug: 'other' },
            { ...acme, Id: 'Tenants-502', Name: 'Acme' },
          ],
        }),
      ),
    };
  };
  const scopes = (s: Situation): unknown =>
    objectsOf(s.there('variables', 'variableset-Projects-1')['Variables']).map(({ Scope: scope }) => scope);

  test('are for the tenant of that name, whatever its ID', async () => {
    const s = await situation(await setup(['Tenants-1']));
    expect(JSON.stringify(await s.syncs('--projects', 'Tools'))).not.toContain('Tenants-1');
    expect(scopes(s)).toEqual([{ Tenant: ['Tenants-2'] }]);
  });

  test('keep the tenants that are there, and are skipped where none is', async () => {
    const s = await situation(await setup(['Tenants-1', 'Tenants-2']));
    await s.syncs('--projects', 'Tools');
    expect(scopes(s)).toEqual([{ Tenant: ['Tenants-2'] }]);
    const none = await situation(await setup(['Tenants-2']));
    await none.syncs('--projects', 'Tools');
    expect(scopes(none)).toEqual([]);
  });
});
