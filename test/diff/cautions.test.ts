import { describe, expect, it } from 'vitest';
import { cautionsOf } from '../../src/diff/decide/cautions.js';
import { typeNamed } from '../../src/catalogue/index.js';
import { besideOthers } from '../../src/diff/decide/step-order.js';
import { sync, warned } from '../builders/outcome.js';
import { settings, space } from '../builders/space.js';

/* Updates that are done as the options say, and what a person should know of them. */

const secret = { $secret: true };

describe('What belongs to the destination’s secret follows the source (rules secret-beside)', () => {
  it.each([
    ['accounts', { AccessKey: 'theirs', SecretKey: secret }, { AccessKey: 'ours', SecretKey: secret }, ['/AccessKey']],
    ['accounts', { Username: 'a', Password: secret }, { Username: 'b', Password: secret }, ['/Username']],
    ['externalFeeds', { FeedUri: 'a', Password: secret }, { FeedUri: 'b', Password: secret }, ['/FeedUri']],
    [
      'proxies',
      { Host: 'a', Username: 'a', Password: secret },
      { Host: 'b', Username: 'b', Password: secret },
      ['/Host', '/Username'],
    ],
    [
      'gitCredentials',
      { Details: { Username: 'a', Password: secret } },
      { Details: { Username: 'b', Password: secret } },
      ['/Details/Username'],
    ],
    // Nothing to say.
    ['accounts', { Username: 'a', Password: { $secret: false } }, { Username: 'b', Password: { $secret: false } }, []],
    ['accounts', { Username: 'a', Notes: 'x', Password: secret }, { Username: 'a', Notes: 'y', Password: secret }, []],
    ['externalFeeds', { FeedUri: 'a' }, { FeedUri: 'b' }, []],
  ] as const)('%s: from %o to %o', (type, before, after, places) => {
    const { warnings, cleanUp } = cautionsOf(typeNamed(type), before, after);
    expect(warnings.map(({ kind, at }) => [kind, at])).toEqual(places.map((at) => ['beside-own-secret', at]));
    expect(cleanUp.map(({ kind, at }) => [kind, at])).toEqual(places.map((at) => ['check', at]));
  });

  it('is said of the update of an account, and not where the account is left', () => {
    const account = (installation: string, key: string) =>
      space(installation).account('AWS', { AccessKey: key, SecretKey: secret }).build();
    const run = (mode: string) =>
      sync(
        account('dev', 'theirs'),
        account('prod', 'ours'),
        settings({ 'existing.accounts': mode }, { accounts: 'all' }),
      );
    expect(warned(run('update').changeset, 'beside-own-secret')).toEqual(['accounts/AWS /AccessKey']);
    expect(warned(run('leave').changeset, 'beside-own-secret')).toEqual([]);
  });
});

describe('A trigger that is enabled (rules apply-starts-nothing)', () => {
  const trigger = (isDisabled: boolean, description: string) => ({
    IsDisabled: isDisabled,
    Description: description,
    Filter: { FilterType: 'OnceDailySchedule' },
  });

  it.each([
    ['is updated: the server may run it at once', trigger(false, 'old'), trigger(false, 'new'), 1],
    ['becomes enabled', trigger(true, 'old'), trigger(false, 'old'), 1],
    ['stays as it is', trigger(false, 'old'), trigger(false, 'old'), 0],
    ['is disabled', trigger(false, 'old'), trigger(true, 'new'), 0],
  ])('%s', (_what, before, after, findings) => {
    const { warnings } = cautionsOf(typeNamed('triggers'), before, after);
    expect(warnings.map(({ kind }) => kind)).toEqual(Array.from({ length: findings }, () => 'may-run-at-once'));
  });
});

describe('A step that starts with the one before it (rules process-beside)', () => {
  const step = (name: string, start = 'StartAfterPrevious') => ({ Name: name, StartTrigger: start });
  const beside = (name: string) => step(name, 'StartWithPrevious');

  it.each([
    ['the same one is before it', [step('A')], [step('A'), beside('X')], [step('A'), beside('X')], []],
    [
      'another one was put between',
      [step('A'), step('B')],
      [step('A'), beside('X')],
      [step('A'), step('B'), beside('X')],
      ['A → B'],
    ],
    ['it was the first', [step('B')], [beside('X')], [step('B'), beside('X')], [' → B']],
    ['it becomes the first', [], [step('A'), beside('X')], [beside('X')], []],
    ['the source has it so', [step('B'), beside('X')], [step('A'), beside('X')], [step('B'), beside('X')], []],
    [
      'the source has it there, and lets it wait',
      [step('B'), step('X')],
      [step('A'), beside('X')],
      [step('B'), beside('X')],
      ['A → B'],
    ],
    ['it waits', [step('A'), step('B')], [step('A'), step('X')], [step('A'), step('B'), step('X')], []],
    ['it is new', [step('A'), beside('X')], [step('A')], [step('A'), beside('X')], []],
  ])('%s', (_what, source, before, after, expected) => {
    expect(besideOthers(source, before, after).map(({ was, is }) => `${was} → ${is}`)).toEqual(expected);
  });

  it('is said in the review', () => {
    const source = space('dev').project('Shop').step('A').step('B').build();
    const destination = space('prod')
      .project('Shop')
      .step('A')
      .step('X', { step: { StartTrigger: 'StartWithPrevious' } });
    const { changeset } = sync(source, destination.build(), settings());
    expect(warned(changeset, 'runs-beside-another')).toEqual(['deploymentProcesses/Shop /Steps/2']);
  });
});

describe('A step and its template (rules process-template-behind)', () => {
  const template = (installation: string, script: string) =>
    space(installation).stepTemplate('Announce', {
      CommunityActionTemplateId: null,
      Properties: { 'Octopus.Action.Script.ScriptBody': script },
    });
  const step = (script: string) => ({
    action: {
      Properties: { 'Octopus.Action.Template.Id': 'Announce', 'Octopus.Action.Script.ScriptBody': script },
    },
  });
  const run = (source: string, here?: string) => {
    const destination = template('prod', 'new').project('Shop');
    return sync(
      template('dev', 'new').project('Shop').step('Say', step(source)).build(),
      (here === undefined ? destination : destination.step('Say', step(here))).build(),
      settings({ existingSteps: 'update' }),
    ).changeset;
  };

  it.each([
    ['a new one that is behind it', 'old', undefined, 1],
    ['an existing one that becomes as far behind', 'old', 'new', 1],
    ['an existing one that is updated to it', 'new', 'old', 0],
    ['a new one that is up to date', 'new', undefined, 0],
    ['one that stays behind, where nothing is written', 'old', 'old', 0],
  ])('%s', (_what, source, here, findings) => {
    expect(warned(run(source, here), 'template-behind')).toHaveLength(findings);
  });
});

describe('A step that is removed (rules process-removal-users)', () => {
  const withOld = () =>
    space('prod')
      .project('Shop')
      .step('Deploy')
      .step('Old')
      .variable('Timeout', '1', { Action: ['Old'] })
      .variable('Other', '1', { Action: ['Deploy'] });
  const removing = settings({ processCloningOption: 'SourceOnly' });
  const said = (destination: ReturnType<typeof withOld>) =>
    sync(space('dev').project('Shop').step('Deploy').build(), destination.build(), removing).changeset.changes.flatMap(
      ({ warnings }) => warnings.map(({ says }) => says),
    );

  it('names the values of the destination that refer to it', () => {
    expect(said(withOld())).toEqual([
      'The step "Old" is removed. Here refer to it, and will lead nowhere: "Timeout" in the variables of project "Shop".',
    ]);
  });

  it('… and channels whose rules do', () => {
    const rules = [{ VersionRange: '[1.0]', ActionPackages: [{ DeploymentAction: 'Old', PackageReference: '' }] }];
    const destination = withOld().item('channels', ['Shop', 'Hotfix'], { Name: 'Hotfix', Rules: rules });
    expect(said(destination).join()).toContain('the channel "Hotfix" of project "Shop"');
  });

  it('of another project says nothing', () => {
    const destination = withOld()
      .project('Else')
      .step('Old')
      .variable('Theirs', '1', { Action: ['Old'] });
    expect(said(destination).join()).not.toContain('Theirs');
  });
});
