import { describe, expect, test } from 'vitest';
import { objectsOf, textOf, type JsonObject } from '../../src/model/json.js';
import { aStep, inDefault } from './documents.js';
import { bare, eachOf, given, mapped, situation, withDocuments, type World } from './situation.js';

/* What a server would refuse, `diff` says beforehand (rules seen-in-diff). */

describe('An account, feed or template of that name and another kind', () => {
  const kinds = () => given('same-name-other-kind');
  const error = ['--variable-account-scoping-match', 'ErrorUnlessExactMatch'];

  test('is not the account that a variable needs: its policy decides, and the reason says why', async () => {
    const s = await situation(await kinds());
    const { changeset } = await s.diff('--projects', 'Shop', ...error);
    expect(changeset.errors).toMatchObject([{ id: 'projectVariables/Shop', part: 'variable "Acc" (unscoped)' }]);
    expect(changeset.errors[0]?.reasons[0]?.says).toMatch(
      /"Cloud" is of the kind "AzureServicePrincipal" here, not "Amazon/,
    );
  });

  test('leaves the variable out where that is the policy, and all else arrives', async () => {
    const s = await situation(await kinds());
    await s.syncs('--projects', 'Shop', '--variable-account-scoping-match', 'SkipUnlessExactMatch');
    expect(s.there('projects', 'Shop')).toMatchObject({ Name: 'Shop' });
  });

  test('is the account after all where one kind stands for the other: keys here, OIDC there', async () => {
    const { source, destination } = await kinds();
    const oidc = { AccountType: 'AmazonWebServicesOidcAccount', RoleArn: 'arn:aws:iam::1:role/x' };
    const there = eachOf(destination, 'accounts', ({ Id: id, Name: name, SpaceId: space }) => ({
      Id: id ?? '',
      Name: name ?? '',
      SpaceId: space ?? '',
      ...oidc,
    }));
    const s = await situation({ source, destination: there });
    await s.syncs('--projects', 'Shop', ...error);
  });

  test('blocks the step that needs a feed of that kind', async () => {
    const { source, destination } = await kinds();
    const withStep = eachOf(source, 'deploymentprocesses', (process) => ({
      ...process,
      Steps: [
        {
          Name: 'Run',
          Actions: [
            {
              Name: 'Run',
              ActionType: 'Octopus.Script',
              Container: { Image: 'alpine', FeedId: 'Feeds-1' },
              Properties: {},
            },
          ],
        },
      ],
    }));
    const s = await situation({ source: withStep, destination });
    const { ran, changeset } = await s.diff('--projects', 'Shop');
    expect(ran.code).toBe(3);
    expect(changeset.blocked).toMatchObject([
      { id: 'deploymentProcesses/Shop', missing: [{ type: 'externalFeeds', name: 'Images' }] },
    ]);
    expect(JSON.stringify(changeset.blocked[0]?.reasons)).toContain('of the kind \\"NuGet\\" here, not \\"Docker\\"');
  });

  const imagePackage = {
    Name: '',
    PackageId: 'web',
    FeedId: 'Feeds-1',
    AcquisitionLocation: 'Server',
    Properties: {},
  };
  test.each([
    ['its own package', { Packages: [imagePackage] }],
    ['a package beside its own', { Packages: [{ ...imagePackage, Name: 'more' }] }],
    ['a property', { Properties: { 'Octopus.Action.Package.FeedId': 'Feeds-1' } }],
    ['JSON in a property', { Properties: { 'My.Containers': '[{"FeedId":"Feeds-1","Image":"web"}]' } }],
  ])('blocks the step that has one in %s, and nothing of the process is written', async (_where, action) => {
    const { source, destination } = await kinds();
    const withStep = eachOf(source, 'deploymentprocesses', (process) => ({
      ...process,
      Steps: [aStep('Run', action)],
    }));
    const s = await situation({ source: withStep, destination });
    const options = ['--projects', 'Shop'];
    const { ran, changeset } = await s.diff(...options);
    expect(ran.code).toBe(3);
    const blocked = changeset.blocked.filter(({ type }) => type === 'deploymentProcesses');
    expect(blocked.map(({ missing }) => missing[0]?.name)).toEqual(['Images']);
    expect(JSON.stringify(blocked)).toContain('of the kind \\"NuGet\\" here, not \\"Docker\\"');
    const applied = await s.apply('--skip-blocked');
    expect(applied.code, applied.stderr).toBe(0);
    const { DeploymentProcessId: id } = s.there('projects', 'Shop');
    expect(s.there('deploymentprocesses', textOf(id))['Steps']).toEqual([]);
  });

  test('is the feed of the step after all where one kind stands for the other: a registry of images', async () => {
    const { source, destination } = await kinds();
    const registry = { FeedType: 'OciRegistry', FeedUri: 'oci://images.example.com' };
    const s = await situation({
      source: eachOf(source, 'deploymentprocesses', (process) => ({
        ...process,
        Steps: [aStep('Run', { Packages: [imagePackage] })],
      })),
      destination: eachOf(destination, 'feeds', (feed) =>
        feed['Name'] === 'Images' ? { ...feed, ...registry } : feed,
      ),
    });
    await s.syncs('--projects', 'Shop', '--variable-account-scoping-match', 'SkipUnlessExactMatch');
    const process = s.there('deploymentprocesses', textOf(s.there('projects', 'Shop')['DeploymentProcessId']));
    const [action] = objectsOf(objectsOf(process['Steps'])[0]?.['Actions']);
    expect(objectsOf(action?.['Packages'])).toMatchObject([{ FeedId: s.there('feeds', 'Images')['Id'] }]);
  });

  test('is never made the other kind by an update: it is left, and said so', async () => {
    const s = await situation(await kinds());
    const follow = ['accounts', 'external-feeds', 'step-templates', 'tenant-tag-sets'];
    const options = follow.flatMap((type) => [`--${type}`, 'all', `--existing-${type}`, 'update']);
    const { changes, left } = await s.syncs(...options);
    expect(changes).toEqual([]);
    expect(left.map(({ id, part, reasons }) => [id, part, reasons[reasons.length - 1]?.rule])).toEqual([
      ['accounts/Cloud', undefined, 'same name, other kind'],
      ['externalFeeds/Images', undefined, 'same name, other kind'],
      ['stepTemplates/Do it', undefined, 'same name, other kind'],
      ['tenantTagSets/Ring', 'field "type"', 'fixed'],
    ]);
  });

  test('of a tag set, keeps its kind while its new tags come', async () => {
    const { source, destination } = await kinds();
    const tag = { Id: 'TagSets-1/Tags-9', Name: 'C', Color: '#333333', Description: '', SortOrder: 0 };
    const more = eachOf(source, 'tagsets', (set) => ({ ...set, Tags: [tag] }));
    const s = await situation({ source: more, destination });
    await s.syncs('--tenant-tag-sets', 'all');
    expect(s.there('tagsets', 'Ring')).toMatchObject({
      Type: 'SingleSelect',
      Tags: [{ Name: 'A' }, { Name: 'B' }, { Name: 'C' }],
    });
  });
});

describe('A script module and a library variable set, which share their names on a server', () => {
  const having = (...sets: readonly (readonly [string, string])[]): World =>
    withDocuments(bare(), {
      libraryvariablesets: sets.map(([Name, ContentType], index) => ({
        ...inDefault,
        Id: `LibraryVariableSets-${index + 1}`,
        Name,
        ContentType,
      })),
    });

  test.each([
    ['a set is called as a module is here', 'Variables', 'ScriptModule', 'libraryVariableSets', 'script module'],
    ['a module is called as a set is here', 'ScriptModule', 'Variables', 'scriptModules', 'library variable set'],
  ])('%s: it is blocked, with the way out, and the others come', async (_what, ours, theirs, type, called) => {
    const s = await situation({
      source: having(['helpers', ours], ['Other', ours]),
      destination: having(['Helpers', theirs]),
    });
    const options = ['--library-variable-sets', 'all', '--script-modules', 'all'];
    const { ran, changeset } = await s.diff(...options);
    const blocked = changeset.blocked.find(({ id }) => id === `${type}/helpers`);
    expect(ran.code).toBe(3);
    expect(blocked?.reasons[0]?.says).toMatch(new RegExp(`"Helpers" is a ${called} here.*map\\.${type}`));
    const applied = await s.apply('--skip-blocked');
    expect(applied.code, applied.stderr).toBe(0);
    expect(s.there('libraryvariablesets', 'Other')).toMatchObject({ ContentType: ours });
  });

  test('… where it is mapped to a name that is free, it comes', async () => {
    const config = mapped('scriptModules: { Helpers: Our helpers }', 'scriptModules: all');
    const setup = { source: having(['Helpers', 'ScriptModule']), destination: having(['Helpers', 'Variables']) };
    const s = await situation(setup, { config });
    await s.syncs('--sync', 'main');
    expect(s.there('libraryvariablesets', 'Our helpers')).toMatchObject({ ContentType: 'ScriptModule' });
  });
});

describe('A rule, donor or release package of a step that stays out', () => {
  const stays = () => given('rule-of-a-step-that-stays-out');
  const options = [
    ...['--projects', 'Shop', '--clone-project-channel-rules', 'true'],
    ...['--clone-project-versioning-release-creation-settings', 'true'],
  ];

  test('the package leaves the rule with a reason; versions that it gave are blocked, and all else arrives', async () => {
    const s = await situation(await stays());
    const { ran, changeset } = await s.diff(...options);
    expect(ran.code).toBe(3);
    expect(changeset.blocked).toMatchObject([
      {
        id: 'deploymentSettings/Shop',
        missing: [{ type: 'actions', name: 'Load test data' }, { type: 'actionPackages' }],
      },
    ]);
    const rules = changeset.changes.find(({ id }) => id === 'channels/Shop/Hotfix#rules');
    expect(JSON.stringify(rules?.reasons)).toContain('Load test data');
    const applied = await s.apply('--skip-blocked');
    expect(applied.code, applied.stderr).toBe(0);
    expect(s.there('channels', 'Hotfix')).toMatchObject({
      Rules: [{ ActionPackages: [{ DeploymentAction: 'Deploy' }] }],
    });
    expect((await s.diff(...options)).changeset.changes).toEqual([]);
  });

  test('a rule that would have no package left is blocked alone', async () => {
    const { source, destination } = await stays();
    const only = eachOf(source, 'channels', (channel) => ({
      ...channel,
      Rules: [
        { VersionRange: '[1.0]', ActionPackages: [{ DeploymentAction: 'Load test data', PackageReference: '' }] },
      ],
    }));
    const s = await situation({ source: only, destination });
    const { changeset } = await s.diff('--projects', 'Shop', '--clone-project-channel-rules', 'true');
    expect(changeset.blocked.map(({ id }) => id)).toEqual([
      'channels/Shop/Default#rules',
      'channels/Shop/Hotfix#rules',
    ]);
    expect((await s.apply('--skip-blocked')).code).toBe(0);
  });

  test('a donor that names a package which the step of the destination has not got is blocked', async () => {
    const { source } = await stays();
    const donor = { DeploymentAction: 'Deploy', PackageReference: '' };
    const gives = eachOf(source, 'deploymentsettings', (settings) => ({
      ...settings,
      VersioningStrategy: { Template: null, DonorPackage: donor },
    }));
    const without = eachOf(source, 'deploymentprocesses', (process) => ({
      ...process,
      Steps: objectsOf(process['Steps']).map((step) => ({
        ...step,
        Actions: objectsOf(step['Actions']).map((action) => ({ ...action, Packages: [] })),
      })),
    }));
    const plain = eachOf(without, 'deploymentsettings', (settings) => ({
      ...settings,
      VersioningStrategy: { Template: '#{Octopus.Version.NextPatch}', DonorPackage: null },
    }));
    const bareChannels = eachOf(plain, 'channels', (channel) => ({ ...channel, Rules: [] }));
    const s = await situation({ source: gives, destination: bareChannels });
    const { changeset } = await s.diff(...options);
    expect(changeset.blocked).toMatchObject([
      { id: 'channels/Shop/Hotfix#rules' },
      { id: 'deploymentSettings/Shop', missing: [{ type: 'actionPackages', name: 'the package of Deploy' }] },
    ]);
    expect((await s.apply('--skip-blocked')).code).toBe(0);
    await s.syncs(...options, '--existing-steps', 'update');
  });
});

describe('A trigger that loses all it runs for', () => {
  const withTrigger = async (environments: readonly string[]) => {
    const { source, destination } = await given('rule-of-a-step-that-stays-out');
    const keep = { RunRetentionPolicy: { QuantityToKeep: 10, ShouldKeepForever: false } };
    const own = { Id: 'Runbooks-1', SpaceId: 'Spaces-1', ProjectId: 'Projects-1' };
    const runbook = {
      ...own,
      Name: 'Restart',
      RunbookProcessId: 'RunbookProcess-Runbooks-1',
      EnvironmentScope: 'All',
      ...keep,
    };
    const trigger = {
      Id: 'ProjectTriggers-1',
      SpaceId: 'Spaces-1',
      ProjectId: 'Projects-1',
      Name: 'Nightly',
      IsDisabled: false,
      Filter: { FilterType: 'CronExpressionSchedule', CronExpression: '0 0 3 * * *', Timezone: 'UTC' },
      Action: { ActionType: 'RunRunbook', RunbookId: 'Runbooks-1', EnvironmentIds: environments },
    };
    const process = {
      Id: 'RunbookProcess-Runbooks-1',
      SpaceId: 'Spaces-1',
      ProjectId: 'Projects-1',
      RunbookId: 'Runbooks-1',
    };
    const more = {
      runbooks: [runbook],
      runbookProcesses: [{ ...process, Version: 0, Steps: [] }],
      projecttriggers: [trigger],
    };
    return situation({ source: withDocuments(source, more), destination });
  };
  const options = ['--projects', 'Shop', '--triggers', 'all'];

  test('is blocked where its only environment is not there', async () => {
    const s = await withTrigger(['Environments-1']);
    const { changeset } = await s.diff(...options);
    expect(changeset.blocked).toMatchObject([
      { id: 'triggers/Shop/Nightly', missing: [{ type: 'environments', name: 'Dev', at: '/Action/EnvironmentIds' }] },
    ]);
    expect((await s.apply('--skip-blocked')).code).toBe(0);
  });

  test('comes for those that are there', async () => {
    const s = await withTrigger(['Environments-1', 'Environments-2']);
    await s.syncs(...options);
    expect(s.there('projecttriggers', 'Nightly')).toMatchObject({ Action: { EnvironmentIds: ['Environments-501'] } });
  });
});

describe('A document that breaks what the server asks of it', () => {
  const withStepsRenamed = (source: Parameters<typeof eachOf>[0], more: JsonObject = {}) =>
    eachOf(source, 'deploymentprocesses', (process) => ({
      ...process,
      Steps: objectsOf(process['Steps']).map((step) => ({
        ...step,
        Name: `${textOf(step['Name'])} (renamed)`,
        Actions: objectsOf(step['Actions']).map((action) => ({ ...action, ...more })),
      })),
    }));

  test('a step renamed on the source, with its action as it was, keeps its ID and takes the name', async () => {
    const { source } = await given('rule-of-a-step-that-stays-out');
    const s = await situation({ source: withStepsRenamed(source), destination: source });
    const waiting = await s.diff('--projects', 'Shop');
    expect(waiting.changeset.blocked.map(({ part }) => part)).toContain('step "Deploy (renamed)"');
    await s.diff('--projects', 'Shop', '--renames', 'follow');
    const applied = await s.apply('--allow', 'renames');
    expect(applied.code, applied.stderr).toBe(0);
    const again = await s.diff('--projects', 'Shop');
    expect([...again.changeset.changes, ...again.changeset.renames]).toEqual([]);
  });

  test('another step on the source holds actions of the one that stays: blocked, with the way out', async () => {
    const { source } = await given('rule-of-a-step-that-stays-out');
    const others = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`Own.${at}`, `own ${at}`]));
    const renamed = withStepsRenamed(source, { Properties: others });
    const s = await situation({ source: renamed, destination: source });
    const { ran, changeset } = await s.diff('--projects', 'Shop');
    expect(ran.code).toBe(3);
    expect(changeset.blocked).toMatchObject([{ id: 'deploymentProcesses/Shop' }]);
    expect(changeset.blocked[0]?.reasons[0]?.says).toMatch(
      /"Load test data" of "Load test data \(renamed\)" and "Load test data" of "Load test data" .*SourceOnly/,
    );
    const taken = await s.diff('--projects', 'Shop', '--process-cloning-option', 'SourceOnly');
    expect(taken.ran.code).toBe(0);
    const applied = await s.apply('--allow', 'removed-steps');
    expect(applied.code, applied.stderr).toBe(0);
  });

  test('an environment that a mapping gives too long a name is blocked', async () => {
    const { source, destination } = await given('rule-of-a-step-that-stays-out');
    const long = 'An environment with a name of more than fifty characters';
    const config = mapped(`environments: { Dev: '${long}' }`, 'environments: all');
    const s = await situation({ source, destination }, { config });
    const { changeset } = await s.diff('--sync', 'main');
    expect(changeset.blocked).toMatchObject([{ id: `environments/${long}` }]);
    expect(changeset.blocked[0]?.reasons[0]?.says).toContain('the server takes 50');
  });
});
