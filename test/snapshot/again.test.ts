import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { takeSpace, type Taken, type Taking } from '../../src/library/take-space.js';
import { isList, isObject, objectsOf, type JsonObject } from '../../src/model/json.js';
import { octopus, type OctopusClient } from '../../src/octopus/index.js';
import { eventsSince } from '../../src/snapshot/again/audit.js';
import type { SpaceReader } from '../../src/snapshot/read-space.js';
import { keptPlace, readKept } from '../../src/workspace/kept-file.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { filesIn } from '../e2e/cli.js';
import { aProject } from '../sandbox/project-fixture.js';
import { freshServer, text, type Api } from '../sandbox/server.js';

const workFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'octosync-again-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** What a test changes of a run: its flags, or what the server answers. */
interface Run {
  readonly how?: 'incremental' | 'full' | 'without either';
  readonly what?: Partial<Taking['what']>;
  readonly client?: (client: OctopusClient) => Partial<OctopusClient>;
}

/** A space with a project and a tenant that has a value, and where it is taken to. */
const prepared = async (more: Parameters<typeof freshServer>[1] = {}) => {
  const api = await freshServer('2026.3.1', more);
  const environment = text((await api.make('environments', { Name: 'Test' }))['Id']);
  const library = await api.make('libraryvariablesets', {
    Name: 'Shared',
    Templates: [{ Name: 'Colour' }, { Name: 'Size' }],
  });
  const project = text((await api.make('projects', aProject))['Id']);
  const tenant = text(
    (await api.make('tenants', { Name: 'Acme', ProjectEnvironments: { [project]: [environment] } }))['Id'],
  );
  const path = `/Spaces-1/tenants/${tenant}/commonvariables`;
  expect((await api.call('PUT', path, { SpaceId: 'Spaces-1', Variables: valuesOf(library) })).status).toBe(200);
  const out = join(await workFolder(), 'taken');
  const take = ({ how = 'incremental', what = {}, client = () => ({}) }: Run = {}, to = out): Promise<Taken> => {
    const real = octopus({ url: api.instance.url, apiKey: 'API-TEST', retries: 0 });
    return takeSpace({
      connect: () => Promise.resolve({ ...real, ...client(real) }),
      ...{ space: 'Default', out: to, what: { logos: true, ...what }, packageFiles: false, log: undefined },
      how: how === 'without either' ? undefined : how,
      ...{ tool: '0.0.0', onRequest: () => undefined, progress: () => undefined },
    });
  };
  return { ...api, environment, project, tenant, library, out, take };
};
type Prepared = Awaited<ReturnType<typeof prepared>>;

/** A value for each template of a set; the last one in certain environments. */
const valuesOf = ({ Id, Templates }: Record<string, unknown>, environments: readonly string[] = []) =>
  objectsOf(Templates as never).map(({ Id: TemplateId }, index) => ({
    ...{ OwnerId: Id, TemplateId, Value: 'blue' },
    Scope: { EnvironmentIds: index === 0 ? [] : environments },
  }));

const why = ({ notes }: Taken): string => notes.find((note) => note.startsWith('Everything was read')) ?? '';

/** What has no list, as far as it was asked for. */
const unlisted = ({ instance }: Api): readonly string[] =>
  instance.requests
    .map(({ path }) => path.replace('/api/Spaces-1/', ''))
    .filter((path) => /deploymentsettings$|commonvariables$|projectvariables$|logo$/.test(path))
    .sort();

const forgetRequests = ({ instance }: Api): void => void instance.requests.splice(0);

const everything = ({ project, tenant }: Prepared): readonly string[] =>
  [
    ...[`projects/${project}/deploymentsettings`, `projects/${project}/logo`, `tenants/${tenant}/commonvariables`],
    ...[`tenants/${tenant}/logo`, `tenants/${tenant}/projectvariables`],
  ].sort();

const changeKept = (out: string, change: (kept: JsonObject) => unknown): void => {
  const place = keptPlace(out);
  writeFileSync(place, JSON.stringify(change(JSON.parse(readFileSync(place, 'utf8')) as JsonObject)));
};

/** The client, whose answers to some routes are others. */
const answering =
  (route: RegExp, change: (answer: JsonObject) => JsonObject) =>
  ({ get, pages }: OctopusClient): Partial<OctopusClient> => ({
    get: async (path) => (route.test(path) ? change(await get(path)) : get(path)),
    pages: async (path, ...more) => {
      const listed = await pages(path, ...more);
      if (!route.test(path)) return listed;
      return { ...listed, documents: objectsOf(change({ Items: [...listed.documents] })['Items']) };
    },
  });

const events = (change: (items: readonly JsonObject[]) => readonly JsonObject[]) =>
  answering(/\/events(\?|$)/, (page) => ({ ...page, Items: [...change(objectsOf(page['Items']))] }));

const withPermission = (change: (said: JsonObject) => JsonObject) => answering(/\/permissions/, change);

const asRoot = (more: object) => (client: OctopusClient) => ({
  root: async () => ({ ...(await client.root()), ...more }),
});

describe('An incremental snapshot reads again (rules again-events)', () => {
  it('nothing but lists, where no event came since', async () => {
    const s = await prepared();
    await s.take();
    const before = await filesIn(s.out);
    forgetRequests(s);
    const { notes } = await s.take();
    expect(unlisted(s)).toEqual([]);
    expect(notes).toEqual([
      '5 documents and pictures were taken over from the snapshot before: no event since names them.',
    ]);
    for (const [path, content] of atLeastOne([...(await filesIn(s.out))]))
      if (path !== 'snapshot.json') expect(content, path).toBe(before.get(path));
  });

  it.each<[what: string, edit: (s: Prepared) => Promise<unknown>, read: (s: Prepared) => readonly string[]]>([
    [
      'settings of which no list tells',
      ({ call, project }) =>
        call('PUT', `/Spaces-1/projects/${project}/deploymentsettings`, {
          ProjectId: project,
          SpaceId: 'Spaces-1',
          FailTargetDiscovery: true,
        }),
      ({ project }) => [`projects/${project}/deploymentsettings`, `projects/${project}/logo`],
    ],
    [
      'a picture',
      ({ upload, project }) => upload('POST', `/Spaces-1/projects/${project}/logo`, 'x.svg', '<svg/>'),
      ({ project }) => [`projects/${project}/deploymentsettings`, `projects/${project}/logo`],
    ],
    [
      'the scope of a value, which the older document does not tell',
      ({ call, tenant, library, environment }) =>
        call('PUT', `/Spaces-1/tenants/${tenant}/commonvariables`, {
          SpaceId: 'Spaces-1',
          Variables: valuesOf(library, [environment]),
        }),
      ({ tenant }) => [
        `tenants/${tenant}/commonvariables`,
        `tenants/${tenant}/logo`,
        `tenants/${tenant}/projectvariables`,
      ],
    ],
    [
      'a library set that a value is of',
      ({ call, library }) =>
        call('PUT', `/Spaces-1/libraryvariablesets/${text(library['Id'])}`, { ...library, Description: 'New.' }),
      ({ tenant }) => [`tenants/${tenant}/commonvariables`, `tenants/${tenant}/projectvariables`],
    ],
    ['nothing of it for another environment', ({ make }) => make('environments', { Name: 'Other' }), () => []],
  ])('%s', async (_what, edit, read) => {
    const s = await prepared();
    await s.take();
    await edit(s);
    forgetRequests(s);
    expect(why(await s.take())).toBe('');
    expect(unlisted(s)).toEqual([...read(s)].sort());
    const whole = `${s.out}-whole`;
    await s.take({ how: 'full' }, whole);
    for (const [path, content] of atLeastOne([...(await filesIn(whole))]))
      if (path !== 'snapshot.json') expect(readFileSync(join(s.out, path), 'utf8'), path).toBe(content);
  });

  it('what belongs to something that is listed otherwise now, although no event says so', async () => {
    const s = await prepared();
    await s.take();
    const { body } = await s.call('GET', `/Spaces-1/tenants/${s.tenant}`);
    expect((await s.call('PUT', `/Spaces-1/tenants/${s.tenant}`, { ...body, Description: 'New.' })).status).toBe(200);
    forgetRequests(s);
    const silent = events((items) => items.filter(({ RelatedDocumentIds: ids }, nth) => nth > 0 || !isList(ids)));
    expect(why(await s.take({ client: silent }))).toBe('');
    expect(unlisted(s)).toEqual(everything(s).filter((path) => path.startsWith('tenants/')));
  });

  it('what could not be read the last time', async () => {
    const s = await prepared();
    s.instance.faults.add({ does: 403, path: /deploymentsettings$/ });
    expect((await s.take()).manifest.types.deploymentSettings?.complete).toBe(false);
    s.instance.faults.clear();
    forgetRequests(s);
    expect((await s.take()).manifest.types.deploymentSettings?.complete).toBe(true);
    expect(unlisted(s)).toEqual([`projects/${s.project}/deploymentsettings`]);
  });

  it('what an event names that comes late, with a number below the latest', async () => {
    const event = (nth: number, id: string) => ({
      Id: `Events-${nth}`,
      Occurred: 'then',
      Category: 'Modified',
      RelatedDocumentIds: [id],
    });
    const listed = [event(12, 'Projects-1'), event(11, 'Projects-2'), event(10, 'Projects-3')];
    const reader = {
      get: () => Promise.resolve({ TotalResults: 3 }),
      pages: () => Promise.resolve({ documents: listed, requests: 1 }),
    } as unknown as SpaceReader;
    const since = await eventsSince(reader, { last: 'Events-12', occurred: 'then', seen: ['Events-12', 'Events-10'] });
    expect(since).toEqual({
      named: new Set(['Projects-2']),
      mark: { last: 'Events-12', occurred: 'then', seen: ['Events-12', 'Events-11', 'Events-10'] },
    });
  });

  it('what is named within another ID', async () => {
    const listed = [
      { Id: 'Events-2', Category: 'Modified', RelatedDocumentIds: ['deploymentprocess-Projects-7'] },
      { Id: 'Events-1', Occurred: 'then' },
    ];
    const reader = {
      get: () => Promise.resolve({ TotalResults: 2 }),
      pages: () => Promise.resolve({ documents: listed, requests: 1 }),
    } as unknown as SpaceReader;
    const since = await eventsSince(reader, { last: 'Events-1', occurred: 'then', seen: ['Events-1'] });
    expect('named' in since && [...since.named]).toEqual(['Projects-7']);
  });
});

describe('Whatever puts it in doubt means that everything is read, and is said (rules again-doubt)', () => {
  it.each<[what: string, run: Run, doubt: string]>([
    [
      'a key that may not see the audit',
      { client: withPermission((said) => ({ ...said, SystemPermissions: [], SpacePermissions: {} })) },
      'the API key may not see the audit (EventView)',
    ],
    [
      'a key that sees a part of it',
      {
        client: withPermission((said) => ({
          ...said,
          SystemPermissions: [],
          SpacePermissions: { EventView: [{ SpaceId: 'Spaces-1', RestrictedToProjectIds: ['Projects-1'] }] },
        })),
      },
      'the API key sees the audit of certain projects, environments or tenants only',
    ],
    [
      'a server that does not say what it may',
      { client: withPermission(() => ({})) },
      'the server does not say what the API key may do',
    ],
    [
      'a user who may do other things',
      { client: withPermission((said) => ({ ...said, Teams: ['Teams-9'] })) },
      'the API key is that of somebody else',
    ],
    [
      'the latest event gone',
      { client: events((items) => items.slice(1)) },
      'which was the latest then, is not there any more',
    ],
    [
      'another event by its ID',
      { client: events((items) => items.map((one) => ({ ...one, Occurred: '2020-01-01T00:00:00Z' }))) },
      'is another one than then',
    ],
    [
      'an event that names nothing',
      { client: events((items) => [{ Id: 'Events-9999', Category: 'Modified' }, ...items]) },
      'the event Events-9999 does not say what it is about',
    ],
    [
      'IDs without numbers',
      { client: events((items) => [...items, { Id: 'Event-x', Category: 'Queued' }]) },
      'none that can be ordered',
    ],
    [
      'too many events',
      { client: answering(/events\?.*take=1$/, () => ({ TotalResults: 20_001 })) },
      'there are 20001 events to look at',
    ],
    [
      'a page without a total',
      { client: answering(/events\?.*take=1$/, () => ({ Items: [] })) },
      'does not say how many events there are',
    ],
    [
      'another version of the server',
      { client: asRoot({ version: '2026.4.1' }) },
      'the server was 2026.3.1 then, and is 2026.4.1 now',
    ],
    ['another installation', { client: asRoot({ installation: 'other' }) }, 'the snapshot is of another installation'],
    [
      'other types',
      { what: { only: ['environments', 'tenants'] } },
      'other types, packages or pictures were asked for then',
    ],
    ['no pictures', { what: { logos: false } }, 'other types, packages or pictures were asked for then'],
    ['packages', { what: { packages: ['Acme'] } }, 'other types, packages or pictures were asked for then'],
  ])('%s', async (_what, run, doubt) => {
    const s = await prepared();
    await s.take();
    forgetRequests(s);
    const taken = await s.take(run);
    expect(why(taken)).toContain(doubt);
    expect(unlisted(s)).toEqual(everything(s).filter((path) => wanted(path, run.what ?? {})));
  });

  it.each<[what: string, change: (s: Prepared) => void, doubt: string]>([
    [
      'nothing that was kept',
      ({ out }) => rmSync(dirname(keptPlace(out)), { recursive: true }),
      'nothing was kept yet',
    ],
    ['what was kept, damaged', ({ out }) => writeFileSync(keptPlace(out), '{'), 'is damaged'],
    ['what was kept, by somebody else', ({ out }) => chmodSync(keptPlace(out), 0o644), 'is not for its owner alone'],
    [
      'what cannot be read',
      ({ out }) => {
        rmSync(keptPlace(out));
        mkdirSync(keptPlace(out));
      },
      'cannot be read: EISDIR',
    ],
    [
      'another format',
      ({ out }) => changeKept(out, (kept) => ({ ...kept, format: 'octosync-kept/0' })),
      'has the format octosync-kept/0',
    ],
    [
      'another space',
      ({ out }) => changeKept(out, (kept) => ({ ...kept, space: 'Spaces-2' })),
      'the snapshot is of another space',
    ],
    ['no snapshot', ({ out }) => rmSync(out, { recursive: true }), 'there is no snapshot at'],
    [
      'another snapshot, from Git or by another run',
      ({ out }) => changeKept(out, (kept) => ({ ...kept, snapshot: `sha256:${'0'.repeat(64)}` })),
      'is not the one that something was kept of',
    ],
    [
      'an audit that fails',
      ({ instance }) => instance.faults.add({ does: 500, path: /events$/ }),
      'the audit of the server cannot be read: ',
    ],
    [
      'no audit',
      ({ instance }) => instance.faults.add({ does: 404, path: /events$/ }),
      'does not say how many events there are',
    ],
  ])('%s', async (_what, change, doubt) => {
    const s = await prepared();
    await s.take();
    change(s);
    forgetRequests(s);
    expect(why(await s.take())).toContain(doubt);
    expect(unlisted(s)).toEqual(everything(s));
  });

  it('an audit that is empty, the first time and the next', async () => {
    const s = await prepared();
    const empty: Run = { client: events(() => []) };
    const { notes } = await s.take(empty);
    expect(notes.at(-1)).toBe(
      'The next --incremental will read everything: the audit of the space has no event yet to go on from.',
    );
    expect(existsSync(keptPlace(s.out))).toBe(false);
    expect(why(await s.take(empty))).toContain('nothing was kept yet');
  });

  it('what could not be kept: the snapshot is there all the same', async () => {
    const s = await prepared();
    writeFileSync(dirname(keptPlace(s.out)), 'in the way');
    expect((await s.take()).notes.at(-1)).toContain(
      'The next --incremental will read everything: The file cannot be written',
    );
    expect((await filesIn(s.out)).has('snapshot.json')).toBe(true);
  });

  it('goes on from there the next time', async () => {
    const s = await prepared();
    await s.take();
    await s.take({ client: asRoot({ version: '2026.4.1' }) });
    expect(why(await s.take({ client: asRoot({ version: '2026.4.1' }) }))).toBe('');
  });

  it('--full reads everything, says nothing of a doubt, and the next one goes on from there', async () => {
    const s = await prepared();
    expect((await s.take({ how: 'full' })).notes).toEqual([]);
    forgetRequests(s);
    expect((await s.take({ how: 'full' })).notes).toEqual([]);
    expect(unlisted(s)).toEqual(everything(s));
    expect(why(await s.take())).toBe('');
  });

  it('a snapshot between, which kept nothing, is noticed where it has other files', async () => {
    const s = await prepared();
    await s.take();
    await s.take({ how: 'without either' });
    expect(why(await s.take())).toBe('');
    await s.make('environments', { Name: 'Other' });
    await s.take({ how: 'without either' });
    expect(why(await s.take())).toContain('is not the one that something was kept of');
  });

  it('a run that fails half-way leaves what the next one needs', async () => {
    const s = await prepared();
    await s.take();
    s.instance.faults.add({ does: 'reset', path: /channels/ });
    await expect(s.take()).rejects.toThrow();
    s.instance.faults.clear();
    forgetRequests(s);
    expect(why(await s.take())).toBe('');
    expect(unlisted(s)).toEqual([]);
  });
});

const wanted = (path: string, { only, logos }: Partial<Taking['what']>): boolean =>
  path.endsWith('logo') ? logos !== false : only === undefined;

describe('What is kept beside a snapshot (rules again-kept)', () => {
  it('is out of the sight of Git, and readable by its owner alone', async () => {
    const s = await prepared();
    await s.take();
    const place = keptPlace(s.out);
    expect(readFileSync(join(dirname(place), '.gitignore'), 'utf8')).toBe('*\n');
    expect(statSync(place).mode & 0o077).toBe(0);
    expect(dirname(dirname(place))).toBe(dirname(s.out));
    expect([...(await filesIn(s.out)).keys()].filter((path) => path.includes('kept'))).toEqual([]);
  });

  it('holds no secret that a server answers by mistake: that is read each time', async () => {
    const s = await prepared();
    const clear = answering(/commonvariables$/, (answer) => ({
      ...answer,
      Variables: objectsOf(answer['Variables']).map((one) => ({ ...one, Value: { HasValue: true, NewValue: 'hush' } })),
    }));
    await s.take({ client: clear });
    expect(readFileSync(keptPlace(s.out), 'utf8')).not.toContain('hush');
    forgetRequests(s);
    expect(why(await s.take({ client: clear }))).toBe('');
    expect(unlisted(s)).toEqual([`tenants/${s.tenant}/commonvariables`, `tenants/${s.tenant}/projectvariables`]);
  });

  it('says what a server answered, by IDs', async () => {
    const s = await prepared();
    await s.take();
    const kept = await readKept(s.out);
    expect(isObject(kept as never) && 'answers' in kept && kept.answers.map(({ route }) => route).sort()).toEqual(
      everything(s).filter((path) => !path.endsWith('logo')),
    );
  });
});

const uploaded = async (): Promise<Prepared> => {
  const s = await prepared();
  const { status } = await s.upload('POST', `/Spaces-1/projects/${s.project}/logo`, 'x.svg', '<svg/>');
  expect(status).toBe(200);
  await s.take({ how: 'without either' });
  forgetRequests(s);
  return s;
};

const withBuster = (cb: string | undefined) => (client: OctopusClient) => ({
  list: async (route: string, query?: string) => {
    const listed = await client.list(route, query);
    const Links = cb === undefined ? {} : { Logo: `/logo?cb=${cb}` };
    return { ...listed, documents: listed.documents.map((one) => ({ ...one, Links })) };
  },
});

describe('A picture is read again only if its link says that it is another one (rules again-pictures)', () => {
  const projectLogo = (s: Prepared): boolean => unlisted(s).includes(`projects/${s.project}/logo`);

  it('not while its cache-buster is the same, without any flag', async () => {
    const s = await uploaded();
    const before = await filesIn(s.out);
    await s.take({ how: 'without either' });
    expect(projectLogo(s)).toBe(false);
    expect((await filesIn(s.out)).get('projects/Web/logo.svg')).toBe('<svg/>');
    expect((await filesIn(s.out)).size).toBe(before.size);
  });

  it.each<[what: string, change: (s: Prepared) => unknown, run?: Run]>([
    ['another picture', (s) => s.upload('POST', `/Spaces-1/projects/${s.project}/logo`, 'x.svg', '<svg id="2"/>')],
    ['another cache-buster', () => undefined, { client: withBuster('other') }],
    ['none', () => undefined, { client: withBuster(undefined) }],
    ['the version of the server', () => undefined, { client: withBuster('2026.3.1') }],
    ['a file that is gone', ({ out }) => rmSync(join(out, 'projects/Web/logo.svg'))],
    ['a file that was edited', ({ out }) => writeFileSync(join(out, 'projects/Web/logo.svg'), '<svg id="3"/>')],
    ['another installation', () => undefined, { client: asRoot({ installation: 'other' }) }],
    ['--full', () => undefined, { how: 'full' }],
  ])('it is read for %s', async (_what, change, run = {}) => {
    const s = await uploaded();
    await change(s);
    await s.take({ how: 'without either', ...run });
    expect(projectLogo(s)).toBe(true);
    const { bytes } = await s.bytes(`/Spaces-1/projects/${s.project}/logo`);
    expect((await filesIn(s.out)).get('projects/Web/logo.svg')).toBe(bytes.toString());
  });

  it('is each time where the cache-buster is the version of the server, which is the same for every picture', async () => {
    const s = await prepared();
    await s.take({ how: 'without either' });
    expect((await s.take({ how: 'without either' })).manifest.pictures).toBeUndefined();
    forgetRequests(s);
    await s.take({ how: 'without either' });
    expect(projectLogo(s)).toBe(true);
  });

  it('follows a project that is renamed', async () => {
    const s = await uploaded();
    const { body } = await s.call('GET', `/Spaces-1/projects/${s.project}`);
    expect((await s.call('PUT', `/Spaces-1/projects/${s.project}`, { ...body, Name: 'Shop' })).status).toBe(200);
    await s.take({ how: 'without either' });
    expect(projectLogo(s)).toBe(false);
    expect((await filesIn(s.out)).get('projects/Shop/logo.svg')).toBe('<svg/>');
  });
});
