import { describe, expect, it } from 'vitest';
import { presetLayer } from '../../src/config/presets.js';
import { settle } from '../../src/config/settle.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import { actionIn, documentIn, stepsIn, sync, variablesIn, verdicts } from '../builders/outcome.js';
import { space } from '../builders/space.js';

/*
 * "Keeping instances in sync": the three use cases, as their bullet lists say, over one project: steps and variables
 * for all instances and for some environments, a channel with rules, a lifecycle, a step template, a team with a role.
 */

const instance = (name: string, script: string, ...environments: readonly string[]) =>
  space(name)
    .environments(...environments)
    .lifecycle('Fast', ...environments.map((environment) => [environment]))
    .stepTemplate('Announce', {
      CommunityActionTemplateId: null,
      Properties: { 'Octopus.Action.Script.ScriptBody': script },
    })
    .project('Redgate', { LifecycleId: 'Fast' })
    .step('Deploy', { script });

/** Explicit settings are the environments and the selection of the examples' commands. */
const use = (
  preset: string,
  source: SpaceSnapshot,
  destination: SpaceSnapshot,
  select: Readonly<Record<string, string>>,
) => {
  const filters = Object.entries(select).map(([type, value]) => [type, { value: [value], origin: 'flag' }] as const);
  const given = settle(presetLayer(preset), { select: Object.fromEntries(filters) });
  return sync(source, destination, given);
};

describe('Dev/Test instance and Staging/Prod instance', () => {
  const select = { projects: 'all', lifecycles: 'all', stepTemplates: 'all' };
  const source = instance('dev-test', 'new', 'Development', 'Test')
    .step('Smoke test', { environments: ['Test'] })
    .step('Load test', { environments: ['Test'], script: 'new' })
    .variable('Database', 'dev', { Environment: ['Development'] })
    .variable('Database', 'test', { Environment: ['Test'] })
    .variable('Everywhere', 'x')
    .build();
  const destination = instance('staging-prod', 'old', 'Staging', 'Production')
    .step('Load test', { environments: ['Staging'], script: 'old' })
    .step('Change ticket')
    .variable('Database', 'prod', { Environment: ['Production'] })
    .build();
  const run = () => use('dev-test-to-staging-prod', source, destination, select);

  it('steps follow, new ones without the environments that are not here, existing ones with their own', () => {
    const { after } = run();
    expect(stepsIn(after, 'Redgate')).toEqual(['Deploy', 'Smoke test', 'Load test', 'Change ticket']);
    expect(actionIn(after, 'Redgate', 'Smoke test')).toMatchObject({ Environments: [] });
    expect(actionIn(after, 'Redgate', 'Load test')).toMatchObject({
      Environments: ['Staging'],
      Properties: { 'Octopus.Action.Script.ScriptBody': 'new' },
    });
  });

  it('variables: the differences are preserved, any new variable is added', () => {
    expect(variablesIn(run().after, 'Redgate')).toEqual([
      'Database = prod (Environment: Production)',
      'Everywhere = x',
    ]);
  });

  it('step templates are kept in sync, phases of lifecycles are not', () => {
    const { changeset, after } = run();
    expect(verdicts(changeset)).toContain('update stepTemplates/Announce');
    expect(documentIn(after, 'lifecycles', 'Fast')).toEqual(documentIn(destination, 'lifecycles', 'Fast'));
  });
});

describe('Mirrored instances', () => {
  const select = { environments: 'all', projects: 'all', lifecycles: 'all', stepTemplates: 'all', teams: 'all' };
  const source = instance('west', 'new', 'Test', 'Production')
    .step('Approve', { environments: ['Production'] })
    .variable('Region', 'west', { Environment: ['Production'] })
    .team('Ops')
    .teamRoles('Ops', { Roles: [{ UserRoleId: 'userroles-deployer', EnvironmentIds: ['Production'] }] })
    .build();

  it('an empty mirror gets everything, by exact matches only, and stays as it is in a second run', () => {
    const { changeset, after } = use('mirrored', source, space('east').build(), select);
    expect([changeset.skipped, changeset.blocked, changeset.errors, changeset.gates]).toEqual([[], [], [], []]);
    expect(documentIn(after, 'deploymentProcesses', 'Redgate')).toEqual(
      documentIn(source, 'deploymentProcesses', 'Redgate'),
    );
    expect(documentIn(after, 'teamRoles', 'Ops')).toEqual(documentIn(source, 'teamRoles', 'Ops'));
  });

  it('SourceOnly: steps of the mirror that the source does not have are removed', () => {
    const destination = instance('east', 'old', 'Test', 'Production').step('Own').build();
    const { after } = use('mirrored', source, destination, select);
    expect(stepsIn(after, 'Redgate')).toEqual(['Deploy', 'Approve']);
  });

  it('the phases of existing lifecycles are left, as the list says ("the two instances will have different phases")', () => {
    const destination = instance('east', 'new', 'Production').build();
    const { after } = use('mirrored', source, destination, select);
    expect(documentIn(after, 'lifecycles', 'Fast')).toEqual(documentIn(destination, 'lifecycles', 'Fast'));
  });
});

describe('Main instance with separate production instances', () => {
  const select = { projects: 'all', lifecycles: 'all' };
  const source = instance('main', 'new', 'Test', 'Production')
    .step('Smoke test', { environments: ['Test'] })
    .step('Approve', { environments: ['Test', 'Production'] })
    .variable('Url', 'test', { Environment: ['Test'] })
    .variable('Url', 'shared', { Environment: ['Test', 'Production'] })
    .build();
  const destination = instance('production', 'old', 'Production').step('Own').build();

  it('steps and values come where their scope has something here; steps of its own are removed', () => {
    const { changeset, after } = use('main-to-production-only', source, destination, select);
    expect(stepsIn(after, 'Redgate')).toEqual(['Deploy', 'Approve']);
    expect(actionIn(after, 'Redgate', 'Approve')['Environments']).toEqual(['Production']);
    expect(variablesIn(after, 'Redgate')).toEqual(['Url = shared (Environment: Production)']);
    expect(changeset.skipped.map(({ part }) => part)).toEqual([
      'step "Smoke test"',
      'variable "Url" (environment: Test)',
    ]);
  });
});
