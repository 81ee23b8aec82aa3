import { describe, expect, test } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { objectsOf, textOf, type JsonObject } from '../../src/model/json.js';
import { aProcess, aProject, aStep, environments, inDefault } from './documents.js';
import { bare, situation, withDocuments, type Situation, type World } from './situation.js';

/* What is done as the options say, and what the review and the clean-up list say of it, to the end of a sync. */

const said = ({ changes }: Changeset, kind: string): readonly string[] =>
  changes.flatMap(({ id, warnings }) =>
    warnings.filter((one) => one.kind === kind).map(({ at }) => (at === '' ? id : `${id} ${at}`)),
  );

describe('What belongs to the secret of the destination follows the source (rules secret-beside)', () => {
  const secret = { HasValue: true, NewValue: null, Hint: null };
  const amazon = (key: string, more: JsonObject = {}): JsonObject => ({
    ...inDefault,
    Id: 'Accounts-1',
    Name: 'Cloud',
    AccountType: 'AmazonWebServicesAccount',
    AccessKey: key,
    SecretKey: secret,
    Description: 'Ours.',
    EnvironmentIds: [],
    ...more,
  });
  const feed = (host: string): JsonObject => ({
    ...inDefault,
    Id: 'Feeds-1',
    Name: 'Images',
    FeedType: 'Docker',
    FeedUri: `https://${host}.example.com`,
    Username: 'octopus',
    Password: secret,
  });
  const proxy = (user: string): JsonObject => ({
    ...inDefault,
    Id: 'Proxies-1',
    Name: 'Out',
    Host: 'proxy.example.com',
    Port: 8080,
    ProxyType: 'HTTP',
    Username: user,
    Password: secret,
  });
  const having = (path: string, document: JsonObject): World => {
    const begin = bare();
    return withDocuments(begin, { [path]: [document] });
  };
  const following = (type: string) => [`--${type}`, 'all', `--existing-${type}`, 'update'];
  /** How often the secrets of the destination were written. */
  const writes = (s: Situation) => [...s.destination.secrets().values()].map(({ writes: times }) => times);

  test.each([
    ['accounts', 'accounts', amazon('AKIA2'), amazon('AKIA1'), 'accounts/Cloud', 'AccessKey', 'AKIA2'],
    ['feeds', 'external-feeds', feed('new'), feed('old'), 'externalFeeds/Images', 'FeedUri', 'https://new.example.com'],
    ['proxies', 'proxies', proxy('new'), proxy('old'), 'proxies/Out', 'Username', 'new'],
  ] as const)(
    'of %s: it is written, a finding says so, and so does the clean-up list',
    async (path, type, from, to, id, field, value) => {
      const s = await situation({ source: having(path, from), destination: having(path, to) });
      const changeset = await s.syncs(...following(type));
      expect(said(changeset, 'beside-own-secret')).toEqual([`${id} /${field}`]);
      expect(changeset.changes.flatMap(({ cleanUp }) => cleanUp.map(({ kind, at }) => [kind, at]))).toEqual([
        ['check', `/${field}`],
      ]);
      expect(s.there(path, textOf(to['Name']))[field]).toBe(value);
      expect(writes(s)).toEqual([0]);
    },
  );

  test('of an account whose words change, and whose key is the same: nothing is said', async () => {
    const s = await situation({
      source: having('accounts', amazon('AKIA1', { Description: 'Theirs.' })),
      destination: having('accounts', amazon('AKIA1')),
    });
    const changeset = await s.syncs(...following('accounts'));
    expect(changeset.changes).toHaveLength(1);
    expect(said(changeset, 'beside-own-secret')).toEqual([]);
    expect(s.there('accounts', 'Cloud')).toMatchObject({ AccessKey: 'AKIA1', Description: 'Theirs.' });
  });

  test('of an account that is left: nothing is written, and nothing is said', async () => {
    const s = await situation({
      source: having('accounts', amazon('AKIA2')),
      destination: having('accounts', amazon('AKIA1')),
    });
    const changeset = await s.syncs('--accounts', 'all');
    expect([changeset.changes, s.there('accounts', 'Cloud')['AccessKey']]).toEqual([[], 'AKIA1']);
  });
});

describe('A trigger with a schedule that is enabled (rules apply-starts-nothing)', () => {
  const scheduled = (isDisabled: boolean, hour: string): World =>
    withDocuments(bare(), {
      environments: environments('Live'),
      projects: [aProject('Projects-1', 'Shop')],
      runbooks: [
        {
          ...inDefault,
          Id: 'Runbooks-1',
          Name: 'Restart',
          ProjectId: 'Projects-1',
          RunbookProcessId: 'RunbookProcess-Runbooks-1',
          EnvironmentScope: 'All',
        },
      ],
      runbookProcesses: [
        {
          ...inDefault,
          Id: 'RunbookProcess-Runbooks-1',
          ProjectId: 'Projects-1',
          RunbookId: 'Runbooks-1',
          Version: 0,
          Steps: [],
        },
      ],
      projecttriggers: [
        {
          ...inDefault,
          Id: 'ProjectTriggers-1',
          ProjectId: 'Projects-1',
          Name: 'Nightly',
          IsDisabled: isDisabled,
          Filter: { FilterType: 'CronExpressionSchedule', CronExpression: `0 0 ${hour} * * *`, Timezone: 'UTC' },
          Action: { ActionType: 'RunRunbook', RunbookId: 'Runbooks-1', EnvironmentIds: ['Environments-1'] },
        },
      ],
    });
  const options = ['--projects', 'Shop', '--triggers', 'all', '--existing-triggers', 'update'];
  const filter = (s: Situation) => s.there('projecttriggers', 'Nightly')['Filter'];

  test('is updated, and a finding says that the server may run it at once', async () => {
    const s = await situation({ source: scheduled(false, '3'), destination: scheduled(false, '4') });
    expect(said(await s.syncs(...options), 'may-run-at-once')).toEqual(['triggers/Shop/Nightly']);
    expect(filter(s)).toMatchObject({ CronExpression: '0 0 3 * * *' });
  });

  test.each([
    ['is disabled on both sides: the update says nothing', scheduled(true, '3'), scheduled(true, '4')],
    ['is disabled here and enabled on the source: it stays disabled', scheduled(false, '3'), scheduled(true, '4')],
    ['is the same on both sides: nothing is done', scheduled(false, '3'), scheduled(false, '3')],
  ])('… that %s', async (_what, source, destination) => {
    const s = await situation({ source, destination });
    expect(said(await s.syncs(...options), 'may-run-at-once')).toEqual([]);
    expect(filter(s)).toMatchObject({ CronExpression: '0 0 3 * * *' });
  });
});

describe('A step of the destination that starts with the one before it (rules process-beside)', () => {
  const withSteps = (...steps: readonly JsonObject[]): World =>
    withDocuments(bare(), {
      projects: [aProject('Projects-1', 'Shop')],
      deploymentprocesses: [aProcess('Projects-1', ...steps)],
    });
  const beside = (name: string) => aStep(name, {}, 'StartWithPrevious');
  const order = (s: Situation) =>
    objectsOf(s.there('deploymentprocesses', 'deploymentprocess-Projects-1')['Steps']).map(({ Name, StartTrigger }) => [
      Name,
      StartTrigger,
    ]);

  test('gets another one before it: it runs beside that one now, and a finding says so', async () => {
    const s = await situation({
      source: withSteps(aStep('Stop'), aStep('Migrate')),
      destination: withSteps(aStep('Stop'), beside('Watch')),
    });
    const changeset = await s.syncs('--projects', 'Shop');
    expect(said(changeset, 'runs-beside-another')).toEqual(['deploymentProcesses/Shop /Steps/2']);
    expect(JSON.stringify(changeset.changes[0]?.warnings)).toMatch(/Watch.*Migrate|Migrate.*Watch/);
    expect(order(s)).toEqual([
      ['Stop', 'StartAfterPrevious'],
      ['Migrate', 'StartAfterPrevious'],
      ['Watch', 'StartWithPrevious'],
    ]);
  });

  test.each([
    ['waits for the one before it', [aStep('Stop'), aStep('Migrate')], [aStep('Stop'), aStep('Watch')]],
    ['keeps the one before it', [aStep('Begin'), aStep('Stop')], [aStep('Stop'), beside('Watch')]],
    [
      'is on the source as it will be here',
      [aStep('Stop'), aStep('Migrate'), beside('Watch')],
      [aStep('Stop'), beside('Watch')],
    ],
  ])('… one that %s says nothing', async (_what, source, destination) => {
    const s = await situation({ source: withSteps(...source), destination: withSteps(...destination) });
    const changeset = await s.syncs('--projects', 'Shop');
    expect(said(changeset, 'runs-beside-another')).toEqual([]);
  });
});

describe('A step that is behind its step template (rules process-template-behind)', () => {
  const script = 'Octopus.Action.Script.ScriptBody';
  /** A template that says `template`, and the step made of it that says `step`, as its version 1. */
  const withTemplate = (template: string, version: number, ...steps: readonly string[]): World =>
    withDocuments(bare(), {
      projects: [aProject('Projects-1', 'Shop')],
      actiontemplates: [
        {
          ...inDefault,
          Id: 'ActionTemplates-1',
          Name: 'Announce',
          ActionType: 'Octopus.Script',
          Version: version,
          CommunityActionTemplateId: null,
          Packages: [],
          Parameters: [],
          Properties: {
            'Octopus.Action.Script.ScriptSource': 'Inline',
            'Octopus.Action.Script.Syntax': 'Bash',
            [script]: template,
          },
        },
      ],
      deploymentprocesses: [
        aProcess(
          'Projects-1',
          ...steps.map((body) =>
            aStep('Say', {
              Properties: {
                'Octopus.Action.Template.Id': 'ActionTemplates-1',
                'Octopus.Action.Template.Version': '1',
                [script]: body,
              },
            }),
          ),
        ),
      ],
    });
  const properties = (s: Situation): unknown => {
    const [step] = objectsOf(s.there('deploymentprocesses', 'deploymentprocess-Projects-1')['Steps']);
    return objectsOf(step?.['Actions'])[0]?.['Properties'];
  };

  test('comes as it is, with the newest version, and a finding names what differs', async () => {
    const s = await situation({ source: withTemplate('new', 2, 'old'), destination: withTemplate('new', 5) });
    const changeset = await s.syncs('--projects', 'Shop');
    expect(said(changeset, 'template-behind')).toEqual([
      'deploymentProcesses/Shop /Steps/0/Actions/0/Properties/Octopus.Action.Template.Version',
    ]);
    expect(changeset.changes[0]?.warnings[0]?.says).toMatch(/: script differs?\b/);
    expect(properties(s)).toMatchObject({ [script]: 'old', 'Octopus.Action.Template.Version': '5' });
  });

  test.each([
    ['that says the same as the template', withTemplate('new', 2, 'new'), withTemplate('new', 5), 'new'],
    ['that is here already and is left', withTemplate('new', 2, 'old'), withTemplate('new', 5, 'new'), 'new'],
  ])('… one %s: nothing is said', async (_what, source, destination, body) => {
    const s = await situation({ source, destination });
    expect(said(await s.syncs('--projects', 'Shop'), 'template-behind')).toEqual([]);
    expect(properties(s)).toMatchObject({ [script]: body });
  });

  test('… the same of the template that comes in the same sync', async () => {
    const s = await situation({ source: withTemplate('new', 2, 'old'), destination: bare() });
    const changeset = await s.syncs('--projects', 'Shop', '--dependencies', 'include');
    expect(said(changeset, 'template-behind')).toHaveLength(1);
  });
});
