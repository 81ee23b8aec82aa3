import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { isList, isObject, objectsOf, textOf, type JsonObject, type JsonValue } from '../../src/model/json.js';
import { counting, eachOf, given, situation, withDocuments, type Setup, type World } from './situation.js';

/* A reference may stand in many places, and in many forms; text may look like one (rules names-ids-anywhere, names-text-stays). */

/** Both ways: IDs that differ, and IDs that count from 1 on both servers, so that a leaked one means something else. */
const ways = ['that differ', 'that overlap'] as const;
const inWay = async (name: string, way: (typeof ways)[number]): Promise<Setup> => {
  const setup = await given(name);
  return way === 'that differ' ? setup : { ...setup, destination: counting(setup.destination) };
};

/** The same under another name. */
/** Another one: under the same slug it would be this one, renamed. */
const elsewhere = (document: JsonObject): JsonObject => ({
  ...document,
  Name: `${textOf(document['Name'])} here`,
  ...('Slug' in document && { Slug: `${textOf(document['Slug'])}-here` }),
});

const overlap = (world: World): World => counting(world);

/** The properties of the action of that name in the process of a project. */
const propertiesOf = (process: JsonObject, action: string): JsonObject => {
  const actions = objectsOf(process['Steps']).flatMap((step) => objectsOf(step['Actions']));
  const properties = actions.find(({ Name: name }) => name === action)?.['Properties'];
  return isObject(properties) ? properties : {};
};

/** The world in which the properties of every action of its processes are what `change` makes of them. */
const withProperties = (world: World, change: (properties: JsonObject) => JsonObject): World =>
  eachOf(world, 'deploymentprocesses', (process) => ({
    ...process,
    Steps: objectsOf(process['Steps']).map((step) => ({
      ...step,
      Actions: objectsOf(step['Actions']).map((action) => ({
        ...action,
        Properties: change(isObject(action['Properties']) ? action['Properties'] : {}),
      })),
    })),
  }));

const idOf = (world: World, path: string, name: string): string =>
  textOf(world.collections[path]?.find(({ Name: called }) => called === name)?.['Id']);

const processOf = (s: { there: (path: string, name: string) => JsonObject }, project: string): JsonObject =>
  s.there('deploymentprocesses', textOf(s.there('projects', project)['DeploymentProcessId']));

describe('JSON in a property (rules names-ids-anywhere)', () => {
  const containers = 'Octopus.Action.KubernetesContainers.Containers';

  test.each(ways)('a feed in a list of containers: IDs %s', async (way) => {
    const setup = await inWay('feed-in-json-array', way);
    const s = await situation(setup);
    const changeset = await s.syncs('--projects', 'Shop');
    expect(JSON.stringify(changeset)).not.toContain('Feeds-1');
    const text = textOf(propertiesOf(processOf(s, 'Shop'), 'Deploy containers')[containers]);
    expect(JSON.parse(text)).toEqual([
      expect.objectContaining({ Name: 'web', FeedId: idOf(setup.destination, 'feeds', 'Images') }),
    ]);
  });

  test('a feed in JSON that is a text in JSON, and an account in a property of a step package’s inputs', async () => {
    const { source, destination } = await given('feed-in-json-array');
    const account = { Name: 'Registry', AccountType: 'Token', SpaceId: 'Spaces-1', Token: { HasValue: true } };
    const deep = JSON.stringify({ values: [JSON.stringify({ image: { FeedId: 'Feeds-1', tag: 'Feeds-77' } })] });
    const s = await situation({
      source: withDocuments(
        withProperties(source, (own) => ({
          ...own,
          'My.Values': deep,
          'My.OwnAccount': 'Accounts-1',
          'My.Note': 'Feeds-77',
        })),
        { accounts: [{ ...account, Id: 'Accounts-1' }] },
      ),
      destination: overlap(withDocuments(destination, { accounts: [{ ...account, Id: 'Accounts-502' }] })),
    });
    await s.syncs('--projects', 'Shop');
    const properties = propertiesOf(processOf(s, 'Shop'), 'Deploy containers');
    const values = JSON.parse(textOf(properties['My.Values'])) as { values: string[] };
    expect(JSON.parse(values.values[0] ?? '')).toEqual({ image: { FeedId: 'Feeds-2', tag: 'Feeds-77' } });
    expect(properties).toMatchObject({ 'My.OwnAccount': 'Accounts-2', 'My.Note': 'Feeds-77' });
  });

  test('a feed that is missing blocks the process before anything is written', async () => {
    const { source, destination } = await given('feed-in-json-array');
    const without = eachOf(destination, 'feeds', elsewhere);
    const s = await situation({ source, destination: without });
    const { ran, changeset } = await s.diff('--projects', 'Shop');
    expect(ran.code).toBe(3);
    expect(changeset.blocked.flatMap(({ missing }) => missing.map(({ name }) => name))).toContain('Images');
  });
});

describe('teams that are mailed', () => {
  const teamsIn = (properties: JsonObject, name = 'Octopus.Action.Email.ToTeamIds'): readonly string[] =>
    textOf(properties[name]).split(',').sort();

  test.each(ways)('one, several, and a built-in one: IDs %s', async (way) => {
    const setup = await inWay('email-to-teams', way);
    const s = await situation(setup);
    await s.syncs('--projects', 'Shop');
    const id = (name: string): string => idOf(setup.destination, 'teams', name);
    const process = processOf(s, 'Shop');
    expect(teamsIn(propertiesOf(process, 'Tell one'))).toEqual([id('Releases')]);
    expect(teamsIn(propertiesOf(process, 'Tell both'))).toEqual([id('Releases'), id('Support')].sort());
    expect(teamsIn(propertiesOf(process, 'Tell the built-in ones'))).toEqual(
      [id('Support'), 'teams-administrators'].sort(),
    );
  });

  test('copies go to teams as well, in a property of one’s own too', async () => {
    const { source, destination } = await given('email-to-teams');
    const own = ['Octopus.Action.Email.CCTeamIds', 'Octopus.Action.Email.BccTeamIds', 'My.Teams'];
    const s = await situation({
      source: withProperties(source, (properties) => ({
        ...properties,
        ...Object.fromEntries(own.map((name) => [name, 'Teams-1, Teams-2'])),
      })),
      destination: overlap(destination),
    });
    await s.syncs('--projects', 'Shop');
    const properties = propertiesOf(processOf(s, 'Shop'), 'Tell one');
    for (const name of own) expect(teamsIn(properties, name), name).toEqual(['Teams-2', 'Teams-3']);
  });
});

describe('text that looks like an ID (rules names-text-stays)', () => {
  test('names of environments, workers and tags', async () => {
    const s = await situation(await given('names-that-look-like-ids'));
    await s.syncs('--projects', 'Shop', '--workers', 'all', '--tenant-tag-sets', 'all', '--environments', 'all');
    expect(s.there('environments', 'Tenants-1')['Description']).toBe('Events-1');
    expect(s.there('workers', 'Workers-1')).toMatchObject({ Name: 'Workers-1' });
    expect(objectsOf(s.there('tagsets', 'Wave')['Tags']).map(({ Name: name }) => name)).toEqual(['Releases-1']);
  });

  test('a role, a description and a script that say the very ID of something', async () => {
    const { source, destination } = await given('email-to-teams');
    const described = eachOf(source, 'projects', (project) => ({ ...project, Description: 'Teams-1' }));
    const s = await situation({
      source: withProperties(described, (own) => ({
        ...own,
        'Octopus.Action.Email.Subject': 'Teams-1',
        'Octopus.Action.Script.ScriptBody': 'Teams-2',
      })),
      destination: overlap(destination),
    });
    await s.syncs('--projects', 'Shop');
    expect(s.there('projects', 'Shop')['Description']).toBe('Teams-1');
    expect(propertiesOf(processOf(s, 'Shop'), 'Tell one')).toMatchObject({
      'Octopus.Action.Email.Subject': 'Teams-1',
      'Octopus.Action.Script.ScriptBody': 'Teams-2',
    });
  });
});

describe('tags of a set that takes free text (rules names-free-text)', () => {
  const options = ['--projects', 'Shop', '--tenants', 'all', '--tenant-tag-sets', 'all'];

  test('are there as soon as the set is', async () => {
    const s = await situation(await given('free-text-tags'));
    await s.syncs(...options);
    expect(s.there('tenants', 'Acme')['TenantTags']).toEqual(['Owner/Ada']);
  });

  test('come with their set, which the same sync creates', async () => {
    const { source, destination } = await given('free-text-tags');
    const s = await situation({
      source,
      destination: { ...destination, collections: { ...destination.collections, tagsets: [] } },
    });
    await s.syncs('--projects', 'Shop', '--tenants', 'all', '--dependencies', 'include');
    expect(s.there('tagsets', 'Owner')['Type']).toBe('FreeText');
    expect(s.there('tenants', 'Acme')['TenantTags']).toEqual(['Owner/Ada']);
  });

  test('are missing where the set of that name takes none', async () => {
    const { source, destination } = await given('free-text-tags');
    const s = await situation({
      source,
      destination: eachOf(destination, 'tagsets', (set) => ({ ...set, Type: 'MultiSelect' })),
    });
    const { changeset } = await s.diff('--projects', 'Shop', '--tenants', 'all');
    expect(changeset.blocked.map(({ id }) => id)).toContain('tenants/Acme');
  });
});

describe('built-in feeds (rules names-built-in-feeds)', () => {
  const packages = (process: JsonObject): readonly JsonValue[] =>
    objectsOf(process['Steps'])
      .flatMap((step) => objectsOf(step['Actions']))
      .flatMap((action) => objectsOf(action['Packages']))
      .map(({ FeedId: feed }) => feed ?? null);

  test('have IDs of their own in a second space, and are matched by their type', async () => {
    const s = await situation(await given('release-step-in-another-space'), { space: 'Second' });
    await s.syncs('--projects', 'Child,Parent');
    expect(packages(processOf(s, 'Parent'))).toContain('Feeds-501');
    const { 'Octopus.Action.Package.FeedId': feed, 'Octopus.Action.DeployRelease.ProjectId': project } = propertiesOf(
      processOf(s, 'Parent'),
      'Release child',
    );
    expect(feed).toBe('Feeds-502');
    expect(project).toBe(s.there('projects', 'Child')['Id']);
  });

  test('come from a second space into the first', async () => {
    const { source, destination } = await given('release-step-in-another-space');
    const s = await situation({ source: destination, destination: source }, { sourceSpace: 'Second' });
    const { changeset } = await s.diff('--external-feeds', 'all');
    expect(changeset.changes).toEqual([]);
    expect(isList(changeset.unsupported)).toBe(true);
  });
});

describe('teams of the whole server (rules names-server-teams)', () => {
  const responsible = 'Octopus.Action.Manual.ResponsibleTeamIds';
  const actionOf = (world: World): string =>
    textOf(objectsOf(objectsOf(world.collections['deploymentprocesses']?.[0]?.['Steps'])[0]?.['Actions'])[0]?.['Name']);

  test.each(ways)('are matched by their names: IDs %s', async (way) => {
    const setup = await inWay('responsible-system-team', way);
    const s = await situation(setup);
    const changeset = await s.syncs('--projects', 'Shop');
    const teams = setup.destination.collections['teams'] ?? [];
    const [wanted] = (setup.source.collections['teams'] ?? []).filter(({ Id: id }) => id === 'Teams-1');
    const here = teams.find(({ Name: name }) => name === wanted?.['Name'])?.['Id'];
    expect(propertiesOf(processOf(s, 'Shop'), actionOf(setup.source))[responsible]).toContain(textOf(here));
    expect(changeset.changes.filter(({ type }) => type === 'teams')).toEqual([]);
  });

  test('are never created: a clean-up entry names the one that is missing', async () => {
    const { source, destination } = await given('responsible-system-team');
    const without = eachOf(destination, 'teams', (team) => (team['SpaceId'] === null ? elsewhere(team) : team));
    const s = await situation({ source, destination: without });
    const { changeset } = await s.diff('--projects', 'Shop', '--dependencies', 'include');
    const name = textOf(source.collections['teams']?.find(({ Id: id }) => id === 'Teams-1')?.['Name']);
    expect(changeset.changes.filter(({ type }) => type === 'teams')).toEqual([]);
    expect(changeset.changes.flatMap(({ cleanUp }) => cleanUp.map(({ says }) => says)).join()).toContain(`"${name}"`);
  });

  test('are not taken for a team of the space that has the same name', async () => {
    const { source, destination } = await given('responsible-system-team');
    const own = (destination.collections['teams'] ?? []).filter(({ SpaceId: of }) => of === null).at(-1) ?? {};
    const twin = { ...own, Id: 'Teams-900', SpaceId: 'Spaces-1' };
    const s = await situation({ source, destination: withDocuments(destination, { teams: [twin] }) });
    await s.syncs('--projects', 'Shop');
    const text = textOf(propertiesOf(processOf(s, 'Shop'), actionOf(source))[responsible]);
    expect(text).not.toContain('Teams-900');
  });
});

describe('defaults of templates, by their control', () => {
  const options = ['--projects', 'Shop', '--library-variable-sets', 'all', '--step-templates', 'all'];
  const defaultsIn = (document: JsonObject, list: string): JsonObject =>
    Object.fromEntries(
      objectsOf(document[list]).map(({ Name: name, DefaultValue: value }) => [textOf(name), value ?? null]),
    );

  test.each(ways)('name an account, a certificate and a worker pool: IDs %s', async (way) => {
    const setup = await inWay('template-default-names-an-account', way);
    const s = await situation(setup);
    await s.syncs(...options);
    const id = (path: string, name: string): string => idOf(setup.destination, path, name);
    expect(defaultsIn(s.there('libraryvariablesets', 'Tenant things'), 'Templates')).toEqual({
      'Tenant.Account': id('accounts', 'Cloud'),
      'Tenant.Tls': id('certificates', 'Tenant TLS'),
      'Tenant.Pool': id(
        'workerpools',
        textOf(setup.source.collections['workerpools']?.find(({ Id: own }) => own === 'WorkerPools-2')?.['Name']),
      ),
    });
    expect(defaultsIn(s.there('projects', 'Shop'), 'Templates')).toEqual({ 'Shop.Account': id('accounts', 'Cloud') });
    expect(defaultsIn(s.there('actiontemplates', 'Upload'), 'Parameters')).toEqual({
      'Upload.Account': id('accounts', 'Cloud'),
    });
  });

  test('that are missing are dropped, with a clean-up entry', async () => {
    const { source, destination } = await given('template-default-names-an-account');
    const s = await situation({
      source,
      destination: eachOf(destination, 'accounts', elsewhere),
    });
    const changeset = await s.syncs(...options);
    expect(defaultsIn(s.there('actiontemplates', 'Upload'), 'Parameters')).toEqual({ 'Upload.Account': null });
    const said = changeset.changes.find(({ id }) => id === 'stepTemplates/Upload')?.cleanUp.map(({ says }) => says);
    expect(said?.join()).toContain('"Cloud"');
  });

  test('come with what they name, where dependencies are included', async () => {
    const { source, destination } = await given('template-default-names-an-account');
    const s = await situation({
      source,
      destination: eachOf(destination, 'accounts', elsewhere),
    });
    await s.syncs('--step-templates', 'Upload', '--dependencies', 'include');
    expect(defaultsIn(s.there('actiontemplates', 'Upload'), 'Parameters')).toEqual({
      'Upload.Account': s.there('accounts', 'Cloud')['Id'],
    });
  });
});

describe('what a step alone refers to', () => {
  const script = {
    'Octopus.Action.RunOnServer': 'true',
    'Octopus.Action.Script.ScriptSource': 'Inline',
    'Octopus.Action.Script.Syntax': 'Bash',
    'Octopus.Action.Script.ScriptBody': 'true',
  };
  const kinds = [
    ['accounts', 'Accounts-1'],
    ['certificates', 'Certificates-1'],
    ['tenants', 'Tenants-1'],
    ['machines', 'Machines-1'],
    ['proxies', 'Proxies-1'],
    ['machinepolicies', 'MachinePolicies-2'],
    ['libraryvariablesets', 'LibraryVariableSets-1'],
  ] as const;

  test.each(kinds)('is read for apply, and found: one of the %s', async (path, id) => {
    const { source, destination } = await given('step-names-an-account-only');
    const one = source.collections[path]?.find(({ Id: own }) => own === id);
    if (!one)
      throw new Error(
        `The situation has no ${id}: ${(source.collections[path] ?? []).map(({ Id: own }) => textOf(own)).join()}`,
      );
    const s = await situation({
      source: withProperties(source, () => ({ ...script, 'My.Own': id })),
      destination: overlap(destination),
    });
    await s.syncs('--projects', 'Shop');
    const here = s.there(path, textOf(one['Name']))['Id'];
    expect(propertiesOf(processOf(s, 'Shop'), 'Go')['My.Own']).toBe(here);
  });

  test('the account of an Azure step', async () => {
    const s = await situation(await given('step-names-an-account-only'));
    await s.syncs('--projects', 'Shop');
    expect(propertiesOf(processOf(s, 'Shop'), 'Go')['Octopus.Action.Azure.AccountId']).toBe('Accounts-502');
  });

  test('is read for a snapshot of processes alone (rules names-reference)', async () => {
    const { source, destination } = await given('step-names-an-account-only');
    const s = await situation({
      source: withProperties(source, (own) => ({ ...own, 'My.Proxy': '[{"proxy":"Proxies-1"}]' })),
      destination,
    });
    const ran = await s.run(
      'snapshot',
      '--url',
      s.source.url,
      '--space',
      'Default',
      '--out',
      'part',
      '--only',
      'deploymentProcesses',
    );
    expect(ran.code, ran.stderr).toBe(0);
    const text = await readFile(join(s.folder, 'part/projects/Shop/deployment-process.json'), 'utf8');
    expect(text).not.toMatch(/Proxies-1|Accounts-1/);
  });
});

describe('a template of the community that is installed under another name (rules names-same-origin)', () => {
  const property = 'Octopus.Action.Template.Id';

  test.each(ways)('is the one that a step is made from: IDs %s', async (way) => {
    const setup = await inWay('community-template-under-its-old-name', way);
    const s = await situation(setup);
    const changeset = await s.syncs('--projects', 'Shop', '--dependencies', 'include');
    expect(changeset.changes.filter(({ type }) => type === 'stepTemplates')).toEqual([]);
    const installed = idOf(setup.destination, 'actiontemplates', 'Slack - Notify (old name)');
    expect(propertiesOf(processOf(s, 'Shop'), 'Tell')[property]).toBe(installed);
  });

  test('goes before one of the same name that is a person’s own', async () => {
    const { source, destination } = await given('community-template-under-its-old-name');
    const [installed = {}] = destination.collections['actiontemplates'] ?? [];
    const own = {
      ...installed,
      Id: 'ActionTemplates-700',
      Name: 'Slack - Send Simple Notification',
      CommunityActionTemplateId: null,
    };
    const s = await situation({ source, destination: withDocuments(destination, { actiontemplates: [own] }) });
    await s.syncs('--projects', 'Shop');
    expect(propertiesOf(processOf(s, 'Shop'), 'Tell')[property]).toBe(installed['Id']);
  });

  test('is not installed again where step templates are selected', async () => {
    const s = await situation(await given('community-template-under-its-old-name'));
    const changeset = await s.syncs('--step-templates', 'all');
    expect(changeset.changes).toEqual([]);
  });
});

test('a script module that is missing is called one, with the flag that selects it', async () => {
  const { source, destination } = await given('email-to-teams');
  const module = { Id: 'LibraryVariableSets-7', SpaceId: 'Spaces-1', Name: 'Helpers', ContentType: 'ScriptModule' };
  const s = await situation({
    source: eachOf(withDocuments(source, { libraryvariablesets: [module] }), 'projects', (project) => ({
      ...project,
      IncludedLibraryVariableSetIds: ['LibraryVariableSets-7'],
    })),
    destination,
  });
  const { changeset } = await s.diff('--projects', 'Shop');
  const project = changeset.blocked.find(({ id }) => id === 'projects/Shop');
  expect(project?.missing).toMatchObject([{ type: 'scriptModules', name: 'Helpers' }]);
  const shown = await s.run('show', 'changeset.json');
  expect(shown.stdout.replaceAll(/\s+/g, ' ')).toContain('--script-modules');
  // Following that leads somewhere.
  await s.syncs('--projects', 'Shop', '--script-modules', 'Helpers');
  expect(s.there('projects', 'Shop')['IncludedLibraryVariableSetIds']).toEqual([
    s.there('libraryvariablesets', 'Helpers')['Id'],
  ]);
});

describe('text that says an ID of the source (rules names-id-in-text)', () => {
  const said = (changeset: Changeset): readonly string[] =>
    changeset.changes.flatMap(({ id, warnings }) =>
      warnings
        .filter(({ kind }) => kind === 'id-in-text')
        .map(({ at, says }) => `${id} ${at}: ${says.split(', which')[0] ?? ''}`),
    );
  const saying = async (value: string, more: JsonObject = {}): Promise<Setup> => {
    const { source, destination } = await given('step-names-an-account-only');
    const plain = {
      Id: 'v',
      Name: 'Who',
      Description: '',
      Scope: {},
      IsEditable: true,
      Prompt: null,
      Type: 'String',
      IsSensitive: false,
    };
    return {
      source: withProperties(
        eachOf(source, 'variables', (set) => ({ ...set, Variables: [{ ...plain, Value: value }] })),
        () => more,
      ),
      destination: overlap(destination),
    };
  };

  test('a value and a script are carried, and a finding says whose ID that is', async () => {
    const s = await situation(
      await saying('for Accounts-1 only', { 'Octopus.Action.Script.ScriptBody': 'use Tenants-1' }),
    );
    const changeset = await s.syncs('--projects', 'Shop');
    expect(said(changeset)).toEqual([
      'deploymentProcesses/Shop /Steps/0/Actions/0/Properties/Octopus.Action.Script.ScriptBody: The text says "Tenants-1"',
      'projectVariables/Shop /Variables/0/Value: The text says "Accounts-1"',
    ]);
    expect(JSON.stringify(changeset.changes)).toContain('is the ID of account \\"Az\\"');
    expect(
      objectsOf(s.there('variables', textOf(s.there('projects', 'Shop')['VariableSetId']))['Variables']),
    ).toMatchObject([{ Value: 'for Accounts-1 only' }]);
  });

  test('… the same of IDs between semicolons, and of a map by ID in JSON', async () => {
    const s = await situation(
      await saying('none', { 'My.Two': 'Accounts-1;Tenants-1', 'My.Map': '{"Environments-1":"Accounts-1"}' }),
    );
    const changeset = await s.syncs('--projects', 'Shop');
    expect(said(changeset).map((one) => one.replace(/^.*Properties/, ''))).toEqual([
      '/My.Map/$json: The text says "Environments-1"',
      '/My.Two: The text says "Accounts-1"',
      '/My.Two: The text says "Tenants-1"',
    ]);
  });

  test('an ID that nothing has, or that is a part of a word, is none', async () => {
    const s = await situation(
      await saying('Accounts-77 and Accounts-1-old, UTF-8', { 'Octopus.Action.Script.ScriptBody': 'x-Tenants-1' }),
    );
    expect(said(await s.syncs('--projects', 'Shop'))).toEqual([]);
  });
});
