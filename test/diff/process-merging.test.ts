import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import { actionIn, changeOf, documentIn, stepsIn, sync, verdicts, warned } from '../builders/outcome.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';

/* Processes, beyond order and membership (process.test.ts) and scopes (scope-tables.test.ts). */

type Build = (project: SpaceBuilder) => SpaceBuilder;

const run = (source: Build, destination: Build, options: Readonly<Record<string, string>> = {}) =>
  sync(
    source(space('dev').environments('Development', 'Test').team('QA').project('OctoFX')).build(),
    destination(space('prod').environments('Test').project('OctoFX')).build(),
    settings(options),
  );

const action = (name: string, more: JsonObject = {}): JsonObject => ({
  Name: name,
  ActionType: 'Octopus.Script',
  Environments: [],
  Properties: {},
  ...more,
});

/** A step with several actions: a rolling deployment. */
const rolling =
  (...actions: readonly JsonObject[]): Build =>
  (p) =>
    p.step('Roll', { step: { Actions: actions } });

const actionsOf = (result: ReturnType<typeof run>): readonly string[] => {
  const { Steps: steps } = documentIn(result.after, 'deploymentProcesses', 'OctoFX');
  const [step] = steps as readonly { Actions: readonly { Name: string }[] }[];
  return step?.Actions.map(({ Name: name }) => name) ?? [];
};

describe('Actions inside a step (rules process-names, process-order)', () => {
  it.each<[string, readonly string[], readonly string[], Readonly<Record<string, string>>, readonly string[]]>([
    ['stay as they are by default', ['New', 'A'], ['A', 'Own'], {}, ['A', 'Own']],
    [
      "follow the source's order, additional ones after them",
      ['B', 'A'],
      ['Own', 'A', 'B'],
      { existingSteps: 'update' },
      ['B', 'A', 'Own'],
    ],
    [
      'are added where the destination lacks them',
      ['A', 'New', 'B'],
      ['A', 'B'],
      { existingSteps: 'update' },
      ['A', 'New', 'B'],
    ],
    ['go with SourceOnly', ['A'], ['A', 'Own'], { existingSteps: 'update', processCloningOption: 'SourceOnly' }, ['A']],
  ])('%s', (_rule, source, destination, options, expected) => {
    const actions = (names: readonly string[]) => rolling(...names.map((name) => action(name)));
    const result = run(actions(source), actions(destination), options);
    expect(actionsOf(result)).toEqual(expected);
  });

  it('one of them is skipped, the step comes with the others', () => {
    const result = run(rolling(action('A'), action('Dev only', { Environments: ['Development'] })), (p) => p);
    expect(actionsOf(result)).toEqual(['A']);
    expect(result.changeset.skipped.map(({ part }) => part)).toEqual(['step "Roll", action "Dev only"']);
  });

  it('all of them are skipped: the step is not added (rules process-empty-step)', () => {
    const only = action('Dev only', { Environments: ['Development'] });
    const { changeset, after } = run(rolling(only, action('Too', { Environments: ['Development'] })), (p) => p);
    expect([changeset.changes, stepsIn(after, 'OctoFX')]).toEqual([[], []]);
    expect(changeset.skipped).toHaveLength(2);
  });

  it('a removed action is a removal as a step is: marked', () => {
    const options = { existingSteps: 'update', processCloningOption: 'SourceOnly' };
    const { changeset } = run(rolling(action('A')), rolling(action('A'), action('Own')), options);
    expect(warned(changeset, 'step-removed')).toHaveLength(1);
  });
});

describe('Existing steps', () => {
  const source: Build = (p) =>
    p.step('A', {
      script: 'new',
      action: { WorkerPoolVariable: 'Pool' },
      step: {
        Condition: 'Always',
        StartTrigger: 'StartWithPrevious',
        Properties: { 'Octopus.Action.TargetRoles': 'db' },
      },
    });
  const destination: Build = (p) =>
    p.step('A', {
      script: 'old',
      step: {
        Condition: 'Success',
        StartTrigger: 'StartAfterPrevious',
        Properties: { 'Octopus.Action.TargetRoles': 'web' },
      },
    });

  it('leave: nothing changes; the count covers the step and its actions, and the way is named', () => {
    const { changeset } = run(source, destination);
    expect(changeset.changes).toEqual([]);
    // Condition, start trigger, target tags; the action's properties and its worker pool.
    expect(changeset.left).toMatchObject([{ part: 'step "A"', differing: 5, reasons: [{ rule: 'existingSteps' }] }]);
    expect(changeset.left[0]?.reasons[0]?.says).toContain('--existing-steps update');
  });

  it("update: the step's own settings follow too: condition, start trigger, target tags", () => {
    const { after } = run(source, destination, { existingSteps: 'update' });
    expect(documentIn(after, 'deploymentProcesses', 'OctoFX')).toMatchObject({
      Steps: [
        {
          Condition: 'Always',
          StartTrigger: 'StartWithPrevious',
          Properties: { 'Octopus.Action.TargetRoles': 'db' },
          Actions: [{ WorkerPoolVariable: 'Pool', Properties: { 'Octopus.Action.Script.ScriptBody': 'new' } }],
        },
      ],
    });
  });

  it('that are the same are neither left nor changed', () => {
    expect(verdicts(run(source, source).changeset)).toEqual([]);
  });

  it('only the order changes: a move, nothing inside is touched', () => {
    const { changeset } = run(
      (p) => p.step('B', { script: 'new' }).step('A', { script: 'new' }),
      (p) => p.step('A', { script: 'old' }).step('B', { script: 'old' }),
    );
    const change = changeOf(changeset, 'deploymentProcesses/OctoFX');
    expect(change.action === 'update' && change.patch.map(({ op }) => op)).toEqual(['test', 'move']);
  });
});

describe('Secrets in steps (rules process-secrets)', () => {
  const withProperty =
    (value: JsonObject[string]): Build =>
    (p) =>
      p.step('A', { action: { Properties: { 'My.Password': value } } });
  const updating = { existingSteps: 'update' };

  it('a new one gets a placeholder and a clean-up entry', () => {
    const { changeset } = run(withProperty({ $secret: true }), (p) => p, updating);
    const change = changeOf(changeset, 'deploymentProcesses/OctoFX');
    expect(JSON.stringify(change)).toContain('"My.Password":{"$placeholder":"DUMMY VALUE"}');
    expect(change.cleanUp).toMatchObject([{ kind: 'replace-secret', at: '/Steps/0/Actions/0/Properties/My.Password' }]);
  });

  it('one that an updated step gets for the first time is a placeholder on the clean-up list too', () => {
    const { changeset } = run(withProperty({ $secret: true }), (p) => p.step('A'), updating);
    expect(changeOf(changeset, 'deploymentProcesses/OctoFX').cleanUp).toMatchObject([{ kind: 'replace-secret' }]);
  });

  it('an existing one is never overwritten, not by plain text of the source either', () => {
    const { after } = run(withProperty('plain'), withProperty({ $secret: true }), updating);
    expect(actionIn(after, 'OctoFX', 'A')['Properties']).toEqual({ 'My.Password': { $secret: true } });
  });
});

describe('Step templates (rules process-template)', () => {
  const withTemplates = (installation: string, versionInStep: string, parameter: JsonObject[string]) =>
    space(installation)
      .stepTemplate('Announce', { CommunityActionTemplateId: null })
      .project('OctoFX')
      .step('A', {
        action: {
          Properties: {
            'Octopus.Action.Template.Id': 'Announce',
            'Octopus.Action.Template.Version': versionInStep,
            Parameter: parameter,
          },
        },
      })
      .build();

  it('sensitive parameters get a placeholder when new and are left alone when they exist', () => {
    const source = withTemplates('dev', '1', { $secret: true });
    const bare = space('prod').stepTemplate('Announce', { CommunityActionTemplateId: null }).project('OctoFX').build();
    const fresh = sync(source, bare, settings());
    expect(JSON.stringify(fresh.changeset.changes)).toContain('"Parameter":{"$placeholder":"DUMMY VALUE"}');
    const existing = sync(source, withTemplates('prod', '1', { $secret: true }), settings({ existingSteps: 'update' }));
    expect(existing.changeset.changes).toEqual([]);
  });
});

describe('Manual interventions (rules process-responsible)', () => {
  const manual = (...teams: readonly string[]): Build => {
    const properties = { 'Octopus.Action.Manual.ResponsibleTeamIds': teams };
    return (p) => p.step('Sign off', { action: { ActionType: 'Octopus.Manual', Properties: properties } });
  };
  const teamsAfter = (source: Build, destination: Build, options = {}) => {
    const { after, changeset } = run(source, destination, options);
    const { Properties: properties } = actionIn(after, 'OctoFX', 'Sign off');
    const cleanUp = changeset.changes.flatMap((change) => change.cleanUp.map(({ kind }) => kind));
    return [(properties as JsonObject)['Octopus.Action.Manual.ResponsibleTeamIds'], cleanUp];
  };

  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['a team that exists stays, the others are dropped', ['Ops', 'QA'], ['Ops'], []],
    [
      'with none left the built-in managers take the place, on the clean-up list',
      ['QA'],
      ['teams-managers'],
      ['check'],
    ],
    ['built-in teams are the same everywhere', ['teams-everyone'], ['teams-everyone'], []],
  ])('%s', (_rule, teams, expected, cleanUp) => {
    expect(teamsAfter(manual(...teams), (p) => p.team('Ops'))).toEqual([expected, cleanUp]);
  });

  it('a step that says nobody is responsible says so on the destination', () => {
    expect(teamsAfter(manual(), (p) => p)).toEqual([[], []]);
  });
});

describe('Process versions and slugs (rules process-slugs)', () => {
  it("are the server's: they are in no comparison", () => {
    const on = (installation: string, version: number) =>
      space(installation)
        .project('OctoFX')
        .item('deploymentProcesses', ['OctoFX'], { Version: version, Steps: [] })
        .build();
    // A snapshot never holds them; if it does, they are not carried.
    expect(sync(on('dev', 9), on('prod', 1), settings()).changeset.left).toEqual([]);
  });
});

describe('An ID that nothing on the source has (rules names-ids-anywhere)', () => {
  it.each(['New', 'New/and~odd'])('leaves what an existing step says, whatever the field is called: %s', (field) => {
    const withField =
      (value: JsonObject[string]): Build =>
      (p) =>
        p.step('A', { action: { [field]: value } });
    const { changeset } = run(withField({ $unresolved: 'Channels-9' }), withField('x'), { existingSteps: 'update' });
    expect(changeset.changes).toEqual([]);
  });

  const lost = { $unresolved: 'Teams-77' };
  const property =
    (name: string, value: JsonObject[string]): Build =>
    (p) =>
      p.step('A', { action: { Properties: { [name]: value } } });
  const packaged =
    (value: JsonObject): Build =>
    (p) =>
      p.step('A', { action: { Packages: [{ Name: 'tool', PackageId: 'Tool', FeedId: 'feeds-builtin', ...value }] } });

  it.each<[string, Build, Build]>([
    [
      'alone in a list',
      property('Octopus.Action.Email.ToTeamIds', [lost]),
      property('Octopus.Action.Email.ToTeamIds', ['Ops']),
    ],
    [
      '… in place of which another one would stand',
      property('Octopus.Action.Manual.ResponsibleTeamIds', [lost]),
      property('Octopus.Action.Manual.ResponsibleTeamIds', ['Ops']),
    ],
    [
      'where something is required',
      property('Octopus.Action.Azure.AccountId', lost),
      property('Octopus.Action.Azure.AccountId', 'Az'),
    ],
    ['in a package', packaged({ FeedId: lost }), packaged({ FeedId: 'Own' })],
    ['in a setting of a package', packaged({ Properties: { Uses: lost } }), packaged({ Properties: { Uses: 'Own' } })],
    [
      'in a setting of a step',
      (p) => p.step('A', { step: { Properties: { Uses: lost } } }),
      (p) => p.step('A', { step: { Properties: { Uses: 'Own' } } }),
    ],
  ])('leaves what an existing step says: %s', (_where, source, destination) => {
    const { changeset } = run(source, destination, { existingSteps: 'update' });
    expect(verdicts(changeset)).toEqual([]);
  });

  it.each([
    ['with IgnoreMismatch', 'IgnoreMismatch', []],
    ['with a policy that skips', 'SkipUnlessPartialMatch', ['skipped step "A" of deploymentProcesses/OctoFX']],
  ])('leaves the scope of an existing step, %s', (_which, policy, expected) => {
    const { changeset } = run(
      (p) => p.step('A', { action: { Environments: [{ $unresolved: 'Environments-77' }] } }),
      (p) => p.step('A', { environments: ['Test'] }),
      { existingSteps: 'update', processEnvironmentScopingMatch: policy },
    );
    expect(verdicts(changeset)).toEqual(expected);
  });

  it('is required data that is missing in a step which is new', () => {
    const { changeset } = run(property('Octopus.Action.Azure.AccountId', lost), (p) => p);
    expect(verdicts(changeset)).toEqual(['blocked deploymentProcesses/OctoFX']);
  });

  const qa = { $reference: { type: 'teams', names: ['QA'] } };
  const ops = { $reference: { type: 'teams', names: ['Ops'] } };
  it.each<[string, readonly JsonObject[], JsonObject, JsonObject]>([
    ['others stand beside it', [lost, qa], { $list: [ops, qa] }, { $list: [ops, qa] }],
    ['the destination says fewer', [qa, lost], { $list: [ops] }, { $list: [ops] }],
    ['it is the only one', [lost], { $list: [ops, qa] }, { $list: [ops, qa] }],
    ['the destination says one thing only', [lost, qa], ops, { $list: [qa] }],
  ])('leaves several IDs in one text of an existing step as they are, where %s', (_which, source, there, expected) => {
    const built = (name: string, says: JsonObject) =>
      property('My.Teams', says)(space(name).team('QA').team('Ops').project('OctoFX')).build();
    const { after } = sync(
      built('dev', { $list: source }),
      built('prod', there),
      settings({ existingSteps: 'update' }),
    );
    expect(actionIn(after, 'OctoFX', 'A')['Properties']).toEqual({ 'My.Teams': expected });
  });

  it('leaves no gap among other IDs in one text', () => {
    const ids = { $list: [lost, qa] };
    const from = space('dev').team('QA').project('OctoFX');
    const to = space('prod').team('QA').project('OctoFX');
    const { after } = sync(property('My.Teams', ids)(from).build(), to.build(), settings());
    expect(actionIn(after, 'OctoFX', 'A')['Properties']).toEqual({ 'My.Teams': { $list: [qa] } });
  });
});
