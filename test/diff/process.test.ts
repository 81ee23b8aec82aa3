import { describe, expect, it } from 'vitest';
import { actionIn, changeOf, documentIn, stepsIn, sync } from '../builders/outcome.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

type Build = (project: SpaceBuilder) => SpaceBuilder;
type Options = Readonly<Record<string, string>>;

const run = (source: Build, destination: Build, options: Options = {}) => {
  const from = source(space('dev').environments('Development', 'Test').team('QA').project('OctoFX')).build();
  const to = destination(space('prod').environments('Test', 'Production').project('OctoFX')).build();
  const { changeset, after } = sync(from, to, settings(options));
  return { changeset, after, steps: stepsIn(after, 'OctoFX') };
};

const firstAction = (result: ReturnType<typeof run>): Record<string, unknown> => {
  const [step] = documentIn(result.after, 'deploymentProcesses', 'OctoFX')['Steps'] as {
    Actions: Record<string, unknown>[];
  }[];
  return step?.Actions[0] ?? {};
};

describe('Step order and membership (rules process-add, process-order)', () => {
  it.each<[string, Build, Build, Options, readonly string[]]>([
    ['a step the destination lacks is added', (p) => p.step('A').step('B'), (p) => p.step('A'), {}, ['A', 'B']],
    ['… in its place', (p) => p.step('A').step('New').step('B'), (p) => p.step('A').step('B'), {}, ['A', 'New', 'B']],
    [
      'additional steps of the destination follow',
      (p) => p.step('A').step('New'),
      (p) => p.step('Own').step('A'),
      {},
      ['A', 'New', 'Own'],
    ],
    ['… in their own order', (p) => p.step('A'), (p) => p.step('Z').step('A').step('Y'), {}, ['A', 'Z', 'Y']],
    [
      '… or go with SourceOnly',
      (p) => p.step('A'),
      (p) => p.step('Own').step('A'),
      { processCloningOption: 'SourceOnly' },
      ['A'],
    ],
    ["the source's order rules", (p) => p.step('B').step('A'), (p) => p.step('A').step('B'), {}, ['B', 'A']],
    ['names match without regard to case', (p) => p.step('deploy'), (p) => p.step('Deploy'), {}, ['Deploy']],
    [
      'a step whose every action is skipped is not added',
      (p) => p.step('A').step('Dev only', { environments: ['Development'] }),
      (p) => p.step('A'),
      {},
      ['A'],
    ],
    [
      'a skipped step that the destination has stays, SourceOnly or not',
      (p) => p.step('A', { environments: ['Development'] }),
      (p) => p.step('A'),
      { processCloningOption: 'SourceOnly' },
      ['A'],
    ],
  ])('%s', (_rule, source, destination, options, expected) => {
    const { steps } = run(source, destination, options);
    expect(steps).toEqual(expected);
  });

  it('marks removed steps (rules existing-nothing-deleted)', () => {
    const { changeset } = run(
      (p) => p.step('A'),
      (p) => p.step('A').step('Own'),
      { processCloningOption: 'SourceOnly' },
    );
    const { warnings } = changeOf(changeset, 'deploymentProcesses/OctoFX');
    expect(warnings.map(({ kind, says }) => [kind, says])).toEqual([['step-removed', 'The step "Own" is removed.']]);
  });
});

describe('Steps that exist on both sides (rules process-existing)', () => {
  it('are left by default, with a count and the way to carry them', () => {
    const { changeset } = run(
      (p) => p.step('A', { script: 'new' }),
      (p) => p.step('A', { script: 'old' }),
    );
    expect(changeset.changes).toEqual([]);
    expect(changeset.left).toMatchObject([
      {
        id: 'deploymentProcesses/OctoFX',
        part: 'step "A"',
        differing: 1,
        reasons: [{ rule: 'existingSteps', value: 'leave' }],
      },
    ]);
  });

  it('take the content of the source with existingSteps = update', () => {
    const result = run(
      (p) => p.step('A', { script: 'new', step: { Condition: 'Always' } }),
      (p) => p.step('A', { script: 'old' }),
      {
        existingSteps: 'update',
      },
    );
    expect(firstAction(result)['Properties']).toEqual({ 'Octopus.Action.Script.ScriptBody': 'new' });
  });

  it.each([
    ['IgnoreMismatchOnNewLeaveExistingAlone', 'drop', ['Production']],
    ['IgnoreMismatch', 'drop', []],
    ['IgnoreMismatch', 'keep', ['Production']],
  ])('an existing scope under %s, with destinationOnlyScope: %s', (policy, destinationOnlyScope, environments) => {
    const result = run(
      (p) => p.step('A', { environments: ['Development'], script: 'new' }),
      (p) => p.step('A', { environments: ['Production'], script: 'old' }),
      { existingSteps: 'update', processEnvironmentScopingMatch: policy, destinationOnlyScope },
    );
    expect(firstAction(result)['Environments']).toEqual(environments);
  });

  it('keep their stored secrets', () => {
    const secret = { Properties: { 'My.Password': { $secret: true }, Plain: 'new' } };
    const result = run(
      (p) => p.step('A', { action: secret }),
      (p) => p.step('A', { action: { Properties: { 'My.Password': { $secret: true }, Plain: 'old' } } }),
      {
        existingSteps: 'update',
      },
    );
    const patch = JSON.stringify(changeOf(result.changeset, 'deploymentProcesses/OctoFX'));
    expect(patch).not.toContain('My.Password');
  });
});

describe('What steps refer to (rules process-needs, process-responsible)', () => {
  it('blocks the process when a package feed is missing', () => {
    const withPackage = { Packages: [{ Name: '', PackageId: 'Web', FeedId: 'Our feed' }] };
    const { changeset } = run(
      (p) => p.step('A', { action: withPackage }),
      (p) => p,
    );
    expect(changeset.blocked).toMatchObject([
      {
        id: 'deploymentProcesses/OctoFX',
        missing: [{ type: 'externalFeeds', name: 'Our feed', at: '/Steps/A/Actions/A/Packages/0/FeedId' }],
      },
    ]);
  });

  it('a worker pool given by a variable needs nothing', () => {
    const { changeset } = run(
      (p) => p.step('A', { action: { WorkerPoolId: null, WorkerPoolVariable: 'Pool' } }),
      (p) => p,
    );
    expect(changeset.blocked).toEqual([]);
  });

  it('the built-in managers take the place of responsible teams that do not exist', () => {
    const manual = { Properties: { 'Octopus.Action.Manual.ResponsibleTeamIds': ['QA'] } };
    const result = run(
      (p) => p.step('Sign off', { action: manual }),
      (p) => p,
    );
    expect(firstAction(result)['Properties']).toEqual({
      'Octopus.Action.Manual.ResponsibleTeamIds': ['teams-managers'],
    });
    expect(changeOf(result.changeset, 'deploymentProcesses/OctoFX').cleanUp).toHaveLength(1);
  });
});

describe('A step that is for one environment and excludes another one (rules scope-contradiction)', () => {
  const origin = 'octosync.yml:7';
  const map = {
    environments: ['Blue', 'Green'].map((from) => ({ from, to: ['Live'], origin })),
  };
  const both = (options: Parameters<SpaceBuilder['step']>[1], here: Build, mode = 'leave') => {
    const from = space('dev').environments('Blue', 'Green', 'Test').project('OctoFX').step('A', options).step('B');
    const to = here(space('prod').environments('Live', 'Test').project('OctoFX')).build();
    return sync(from.build(), to, settings({ existingSteps: mode }, undefined, { map }));
  };
  const scoped = (environments: readonly string[], excludedEnvironments: readonly string[], script = 'echo') => ({
    environments,
    excludedEnvironments,
    script,
  });

  it.each([
    ['the two are one here', scoped(['Blue'], ['Green'])],
    ['… among others', scoped(['Test', 'Green'], ['Blue'])],
  ])('is blocked alone where %s, and the others come', (_what, options) => {
    const { changeset, after } = both(options, (p) => p);
    expect(changeset.blocked).toMatchObject([{ id: 'deploymentProcesses/OctoFX', part: 'step "A"', missing: [] }]);
    expect(changeset.blocked[0]?.reasons[0]?.says).toContain(
      'Environments and excluded environments would both name "Live"',
    );
    expect(stepsIn(after, 'OctoFX')).toEqual(['B']);
  });

  it('stays as it is on the destination, where the source would update it', () => {
    const { changeset, after } = both(
      scoped(['Blue'], ['Green']),
      (p) => p.step('A', { environments: ['Live'] }),
      'update',
    );
    expect(changeset.blocked.map(({ part }) => part)).toEqual(['step "A"']);
    expect(actionIn(after, 'OctoFX', 'A')).toMatchObject({ Environments: ['Live'], ExcludedEnvironments: [] });
  });

  it.each([
    ['where the source says so itself', scoped(['Blue'], ['Blue']), (p: SpaceBuilder) => p],
    [
      'where the destination says so already',
      scoped(['Blue'], ['Green'], 'new'),
      (p: SpaceBuilder) => p.step('A', scoped(['Live'], ['Live'])),
    ],
    ['where they are two here, too', scoped(['Blue'], ['Test']), (p: SpaceBuilder) => p],
  ])('comes %s', (_what, options, here) => {
    const { changeset, after } = both(options, here, 'update');
    expect(changeset.blocked).toEqual([]);
    expect(actionIn(after, 'OctoFX', 'A')).toMatchObject({ Environments: ['Live'] });
  });
});

describe('A step that names something of its own project that is new, too (rules needs-later)', () => {
  const names = (type: string, name: string) => ({
    action: { Properties: { 'Acme.Uses': { $reference: { type, names: ['Web', name] } } } },
  });
  const trigger = { Filter: { FilterType: 'OnceDailySchedule' }, Action: { ActionType: 'AutoDeploy' } };
  const source = (type: string, name: string) =>
    space('dev').project('Web').step('Deploy', names(type, name)).runbook('Fix').trigger('Nightly', trigger).build();
  const select = { projects: 'all', triggers: 'all' };

  it('comes with the runbook', () => {
    const { changeset, after } = sync(source('runbooks', 'Fix'), space('prod').build(), settings({}, select));
    expect(changeset.blocked).toEqual([]);
    expect(changeOf(changeset, 'deploymentProcesses/Web').dependsOn).toContain('runbooks/Web/Fix');
    expect(stepsIn(after, 'Web')).toEqual(['Deploy']);
  });

  it('waits for the trigger, says so, and comes with the next sync', () => {
    const from = source('triggers', 'Nightly');
    const { changeset, after } = sync(from, space('prod').build(), settings({}, select), {
      comesBack: 'the first one left the process out',
    });
    expect(changeset.blocked).toMatchObject([{ id: 'deploymentProcesses/Web', missing: [{ type: 'triggers' }] }]);
    expect(changeset.blocked[0]?.reasons[0]?.says).toMatch(
      /^The trigger "Web \/ Nightly" comes with this .*--skip-blocked/,
    );
    expect(stepsIn(sync(from, after, settings({}, select)).after, 'Web')).toEqual(['Deploy']);
  });

  it('is only said of what comes', () => {
    const { changeset } = sync(source('triggers', 'Nightly'), space('prod').build(), settings());
    expect(changeset.blocked.flatMap(({ reasons }) => reasons.filter(({ rule }) => rule === 'syncing order'))).toEqual(
      [],
    );
  });
});

describe('A step that names another one of its process (rules needs-own-steps)', () => {
  const stops = (value: readonly string[]) => ({
    action: { Properties: { 'Octopus.Action.Docker.RemoveSteps': value } },
  });
  const uses = {
    action: { Properties: { 'Acme.After': { $reference: { type: 'actions', names: ['OctoFX', 'Run'] } } } },
  };
  const again = (source: Build, after: Parameters<typeof sync>[1]) =>
    sync(source(space('dev').project('OctoFX')).build(), after, settings({ existingSteps: 'update' }));
  const first = (source: Build, here: Build) =>
    sync(
      source(space('dev').project('OctoFX')).build(),
      here(space('prod').project('OctoFX')).build(),
      settings({ existingSteps: 'update' }),
      {
        comesBack: 'what waits comes with the second sync',
      },
    );

  it.each<[string, Build]>([
    ['by what is declared', (p) => p.step('Stop', stops(['Run'])).step('Run')],
    ['by what is found', (p) => p.step('Stop', uses).step('Run')],
  ])('waits alone where that is new, too, and comes with the next sync: %s', (_how, source) => {
    const { changeset, after } = first(source, (p) => p);
    expect(changeset.blocked).toMatchObject([{ part: 'step "Stop"', missing: [{ type: 'actions' }] }]);
    expect(changeset.blocked[0]?.reasons[0]?.says).toContain('--skip-blocked');
    expect(stepsIn(after, 'OctoFX')).toEqual(['Run']);
    expect(stepsIn(again(source, after).after, 'OctoFX')).toEqual(['Stop', 'Run']);
  });

  it('stays as it is until then, where it is there', () => {
    const source: Build = (p) => p.step('Stop', stops(['Run'])).step('Run');
    const { changeset, after } = first(source, (p) => p.step('Stop', stops(['Own'])).step('Own'));
    expect(changeset.blocked.map(({ part }) => part)).toEqual(['step "Stop"']);
    expect(actionIn(again(source, after).after, 'OctoFX', 'Stop')['Properties']).toEqual({
      'Octopus.Action.Docker.RemoveSteps': ['Own', 'Run'],
    });
  });

  it('comes at once where that is here', () => {
    const { changeset } = run(
      (p) => p.step('Stop', stops(['Run'])).step('Run'),
      (p) => p.step('Run'),
    );
    expect(changeset.blocked).toEqual([]);
  });
});

describe('A step that goes, and a trigger that waits for its package (rules process-removal-users)', () => {
  const watches = (step: string) => ({
    Filter: { FilterType: 'FeedFilter', Packages: [{ DeploymentActionSlug: step, PackageReference: '' }] },
    Action: { ActionType: 'CreateRelease' },
  });

  it.each([
    ['that one', 'Old', [' Here refer to it, and will lead nowhere: the trigger "New package" of project "OctoFX".']],
    ['another one', 'A', ['']],
  ])('is said with the trigger where it waits for %s', (_which, step, expected) => {
    const { changeset } = run(
      (p) => p.step('A'),
      (p) => p.step('A').step('Old').trigger('New package', watches(step)),
      { processCloningOption: 'SourceOnly' },
    );
    const said = changeOf(changeset, 'deploymentProcesses/OctoFX').warnings.map(({ says }) => says);
    expect(said).toEqual(expected.map((users) => `The step "Old" is removed.${users}`));
  });
});
