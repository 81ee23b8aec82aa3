import { describe, expect, it } from 'vitest';
import { atLeastOne } from '../builders/at-least-one.js';
import { clientTypes, filledIn, type ClientType } from './client-types.js';
import { connected, linkIn, Refused, resolved, type Document, type LinkClient } from './link-client.js';
import { freshServer, text } from './server.js';

/*
 * The walk of the vendor's .NET client (issue 16, point 6; vendor-client.md, 9 to 12): connect; then create, find by name,
 * list, get, change and delete one of each type that we sync. Nothing but links, and every body is a whole resource.
 */

/** What the client would clone. */
const clonable = clientTypes.filter(({ link }) => ['Projects', 'Tenants'].includes(link));

const versions = ['2026.3.1', '2020.5.0'];

/** What bodies refer to, by the name they have for it: the first of a list, or one that is made. */
const referred: Readonly<Record<string, readonly [link: string, isMade: boolean]>> = {
  ENVIRONMENT: ['Environments', true],
  'WORKER POOL': ['WorkerPools', true],
  'PROJECT GROUP': ['ProjectGroups', false],
  LIFECYCLE: ['Lifecycles', false],
  PROJECT: ['Projects', true],
  TEAM: ['Teams', true],
  'USER ROLE': ['UserRoles', false],
};

/** A body with the IDs of what it refers to, which is made where it is not there yet. */
const complete = async (client: LinkClient, body: Document, ids: Record<string, string>): Promise<Document> => {
  const names = Object.entries(referred).filter(([name]) => JSON.stringify(body).includes(JSON.stringify(name)));
  for (const [name, [link, isMade]] of names) {
    const { body: own = {} } = clientTypes.find((type) => type.link === link) ?? {};
    const one = async (): Promise<Document | undefined> =>
      isMade
        ? client.create(client.link(link), { ...(await complete(client, own, ids)), Name: 'First' })
        : (await client.paginate(client.link(link)))[0];
    ids[name] ??= text((await one())?.['Id']);
  }
  return filledIn(body, ids);
};

/** A server, and the client that is connected with it. */
const furnish = async (version: string) => {
  const api = await freshServer(version);
  const client = await connected(api);
  const ids: Record<string, string> = {};
  const bodyOf = async (link: string): Promise<Document> =>
    complete(client, clientTypes.find((type) => type.link === link)?.body ?? {}, ids);
  return {
    api,
    client,
    filled: (body: Document) => complete(client, body, ids),
    make: async (link: string, more: Document) =>
      client.create(client.link(link), { ...(await bodyOf(link)), ...more }),
    /** The one project. */
    project: async () => {
      const { id } = await complete(client, { id: 'PROJECT' }, ids);
      return client.get(client.link('Projects'), { id });
    },
  };
};
type Furnished = Awaited<ReturnType<typeof furnish>>;

/** What the client keeps of an answer: the members of its class, as they were read. */
const asRead = (read: Document, { body, nameless }: ClientType): Document =>
  Object.fromEntries(
    Object.keys({ ...body, ...(nameless !== true && { Name: '' }) }).map((member) => [
      member,
      read[member] ?? body[member] ?? null,
    ]),
  );

/** What the events say was done with a document, the oldest first. */
const writesOf = async (client: LinkClient, id: unknown): Promise<readonly unknown[]> =>
  (await client.paginate(client.link('Events'), { regarding: id, includeSystem: true }))
    .filter(
      ({ MessageReferences: [first] = [] }: Document & { MessageReferences?: Document[] }) =>
        first?.['ReferencedDocumentId'] === id,
    )
    .map(({ Category: category }) => category)
    .reverse();

/** Resources of the server have no space. */
const inSpaceOf = ({ space }: LinkClient, { body }: ClientType): Document =>
  'SpaceId' in body ? { SpaceId: space['Id'] } : {};

const idsOf = (documents: readonly Document[]) => documents.map(({ Id: id }) => id);

/** As BasicRepository has them. Answers with the resource that was created. */
const everyOperation = async ({ client, filled, project }: Furnished, type: ClientType): Promise<Document> => {
  const list = client.link(type.link);
  const named = type.nameless === true ? {} : { Name: 'New one' };
  const made = await client.create(list, { ...(await filled(type.body)), ...inSpaceOf(client, type), ...named });
  expect(made).toMatchObject({ ...named, Id: expect.any(String) as string });
  if (type.nameless !== true) {
    const at = type.below === undefined ? list : linkIn(await project(), type.below);
    const found = await client.paginate(at, { name: 'New one' });
    expect(idsOf(found.filter(({ Name: name }) => name === 'New one'))).toEqual([made['Id']]);
  }
  const inSpace = { includeSystem: false, spaces: [client.space['Id']] };
  expect(idsOf(await client.paginate(list, { take: 1, ...inSpace }))).toContain(made['Id']);
  expect(idsOf(await client.paginate(list.includes('ids') ? list : `${list}{?ids}`, { ids: [made['Id']] }))).toEqual([
    made['Id'],
  ]);
  if (type.hasAll === true) expect(idsOf(await client.getList(list, { id: 'all' }))).toContain(made['Id']);
  expect(await client.get(list, { id: made['Id'], ...inSpace })).toEqual(made);
  expect(await client.get(linkIn(made, 'Self'))).toEqual(made);
  const change = await filled(type.change ?? { Name: 'Changed' });
  const changed = await client.update(linkIn(made, 'Self'), { ...asRead(made, type), ...change });
  expect(changed).toMatchObject({ Id: made['Id'], ...change });
  return changed;
};

describe.each(versions)("The vendor's .NET client and a sandbox of %s", (version) => {
  const types = clientTypes.filter(({ isNew }) => isNew !== true || version.startsWith('2026'));

  it('connect', async () => {
    const api = await freshServer(version);
    const client = await connected(api);
    expect(client.space).toMatchObject({ Id: 'Spaces-1', IsDefault: true });
    expect(client.user).toMatchObject({ Username: 'octosync', IsActive: true });
    expect(api.instance.requests.map(({ path }) => path)).toEqual([
      '/api',
      '/api/users/me',
      expect.stringMatching(/\/spaces$/),
      '/api/Spaces-1',
    ]);
  });

  it.each(atLeastOne(types))('create, find, list, get, change and delete: $link', async (type) => {
    const furnished = await furnish(version);
    const changed = await everyOperation(furnished, type);
    const self = linkIn(changed, 'Self');
    await furnished.client.send('DELETE', self);
    await expect(furnished.client.get(self)).rejects.toMatchObject({ status: 404 });
    // Each write is one event of that document (octopus-api events).
    expect(await writesOf(furnished.client, changed['Id'])).toEqual(['Created', 'Modified', 'Deleted']);
  });

  it('read and change what comes with a project and a runbook', async () => {
    const { client, make, project: theProject } = await furnish(version);
    const runbook = await make('Runbooks', { Name: 'Restart' });
    const project = await theProject();
    for (const [link, id] of [
      ['DeploymentProcesses', project['DeploymentProcessId']],
      ['RunbookProcesses', runbook['RunbookProcessId']],
    ] as const) {
      const process = await client.get(client.link(link), { id });
      const changed = await client.update(linkIn(process, 'Self'), { ...process, Steps: [step] });
      expect(await writesOf(client, id)).toEqual(['Created', 'Modified']);
      expect(changed).toMatchObject({ Version: 1, Steps: [{ Name: 'Deploy', Actions: [{ Name: 'Deploy' }] }] });
    }
    const set = await client.get(client.link('Variables'), { id: project['VariableSetId'] });
    const variables = await client.update(linkIn(set, 'Self'), { ...set, Variables: [variable] });
    expect(await writesOf(client, set['Id'])).toEqual(['Created', 'Modified']);
    expect(variables).toMatchObject({ Version: 1, Variables: [{ Id: variable.Id, Value: 'red' }] });
    expect(await client.getList(client.link('VariableNames'), { project: project['Id'] })).toEqual(['Colour']);
    if (version.startsWith('2020')) return;
    const settings = await client.get(linkIn(project, 'DeploymentSettings'));
    await client.send('PUT', linkIn(settings, 'Self'), { ...settings, ForcePackageDownload: true });
    expect(await client.get(linkIn(settings, 'Self'))).toMatchObject({ ForcePackageDownload: true });
    const [event = {}] = await client.paginate(client.link('Events'), { regarding: project['Id'] });
    expect(event).toMatchObject({ Category: 'Modified', RelatedDocumentIds: [expect.anything(), project['Id']] });
  });

  it('write the values of a tenant, and put environments, pools and tag sets in order', async () => {
    const { client, make } = await furnish(version);
    const tenant = await make('Tenants', { Name: 'Acme' });
    const [projectId] = Object.keys(tenant['ProjectEnvironments'] as Document);
    const values = await client.get(linkIn(tenant, 'Variables'));
    const sent = { ...inner, SpaceId: null, ConcurrencyToken: null, ...values };
    expect(await client.send('POST', linkIn(tenant, 'Variables'), sent)).toMatchObject({ TenantId: tenant['Id'] });
    expect(await client.getList(client.link('TenantVariables'), { projectId })).toHaveLength(1);
    for (const [list, order] of [
      ['Environments', 'EnvironmentSortOrder'],
      ['WorkerPools', 'WorkerPoolSortOrder'],
      ['TagSets', 'TagSetSortOrder'],
    ] as const)
      await client.send('PUT', client.link(order), idsOf(await client.paginate(client.link(list))));
  });

  it('clone nothing', async () => {
    const { client, filled } = await furnish(version);
    for (const { link, body } of atLeastOne(clonable)) {
      const copy = { ...(await filled(body)), Name: 'Copy' };
      await expect(client.create(client.link(link), copy, { clone: 'Projects-1' })).rejects.toThrow('cloning');
    }
  });

  it('follow every link that a full space hands out', async () => {
    const furnished = await furnish(version);
    for (const type of types) await everyOperation(furnished, type);
    const { client } = furnished;
    const [community = {}] = await client.paginate(client.link('CommunityActionTemplates'));
    if (community['Id'] !== undefined) await client.send('POST', linkIn(community, 'Installation'));
    const met = await crawled(client);
    // One of a kind: whoever asks for what nobody has is told so, on whichever path.
    const kinds = new Map(
      [...met].filter(([, status]) => status === 200).map(([path]) => [path.replaceAll(/\d+/g, ''), path]),
    );
    const ignored: string[] = [];
    for (const path of kinds.values())
      await client.get(`${path}${path.includes('?') ? '&' : '?'}colour=blue`).then(
        () => ignored.push(path),
        () => undefined,
      );
    // The two tables of links are no lists.
    expect(ignored.sort()).toEqual(['/api', '/api/Spaces-1']);
    expect(met.size).toBeGreaterThan(150);
    expect([...met].filter(([, status]) => ![200, 400, 405].includes(status))).toEqual([]);
    // What needs a parameter says so.
    expect([...met].filter(([, status]) => status === 400).map(([path]) => path.replace(/^.*Spaces-1/, ''))).toSatisfy(
      (paths: readonly string[]) => paths.every((path) => path.endsWith('/variables/preview')),
    );
  });
});

it("The vendor's .NET client installs a community step template by its links, and reads a version of a template", async () => {
  const { client } = await furnish('2026.3.1');
  const [community = {}] = await client.paginate(client.link('CommunityActionTemplates'));
  await client.send('POST', linkIn(community, 'Installation'), undefined, { spaceId: client.space['Id'] });
  const [anew = {}] = await client.paginate(client.link('CommunityActionTemplates'));
  const installed = await client.get(linkIn(anew, 'InstalledTemplate'), { spaceId: client.space['Id'] });
  expect(installed).toMatchObject({ CommunityActionTemplateId: community['Id'] });
  expect(await client.get(linkIn(installed, 'Versions'), { version: installed['Version'] })).toMatchObject({
    Id: installed['Id'],
  });
});

const inner = { Id: null, LastModifiedOn: null, LastModifiedBy: null, Links: {} };

/** A step as the client makes one. */
const step = {
  Id: null,
  Name: 'Deploy',
  Slug: null,
  RequiresPackagesToBeAcquired: false,
  PackageRequirement: 'LetOctopusDecide',
  Properties: {},
  Condition: 'Success',
  StartTrigger: 'StartAfterPrevious',
  Actions: [
    {
      ...inner,
      Name: 'Deploy',
      Slug: null,
      ActionType: 'Octopus.Script',
      Notes: null,
      IsDisabled: false,
      IsRequired: false,
      CanBeUsedForProjectVersioning: false,
      WorkerPoolId: null,
      WorkerPoolVariable: null,
      Container: { Image: null, FeedId: null, GitUrl: null, Dockerfile: null },
      Environments: [],
      ExcludedEnvironments: [],
      Channels: [],
      TenantTags: [],
      Packages: [],
      GitDependencies: [],
      Condition: 'Success',
      Properties: { 'Octopus.Action.RunOnServer': 'true' },
    },
  ],
};

/** A variable as the client makes one. */
const variable = {
  Id: '5c2d51cb-7f2c-4a5a-9a0c-3b1a6e0d2f11',
  Name: 'Colour',
  Value: 'red',
  Description: null,
  Type: 'String',
  Scope: {},
  IsEditable: true,
  IsSensitive: false,
  Prompt: null,
};

/** Every path that is met from the tables of links on, with nothing in the places of its template, and its status. */
const crawled = async (client: LinkClient): Promise<ReadonlyMap<string, number>> => {
  const met = new Map<string, number>();
  const follow = async (link: string): Promise<void> => {
    const path = resolved(link);
    if (met.has(path)) return;
    met.set(path, 200);
    try {
      const answer = await client.get(path);
      const items = Array.isArray(answer) ? (answer as Document[]) : ((answer['Items'] ?? []) as Document[]);
      for (const document of [answer, ...items])
        for (const next of Object.values((document['Links'] ?? {}) as Record<string, string>)) await follow(next);
    } catch (error) {
      met.set(path, error instanceof Refused ? error.status : 500);
    }
  };
  for (const start of ['/api', linkIn(client.space, 'SpaceHome'), linkIn(client.user, 'Self')]) await follow(start);
  return met;
};
