import { describe, expect, it } from 'vitest';
import { atLeastOne } from '../builders/at-least-one.js';
import { aProject } from './project-fixture.js';
import { expectRefusal, freshServer, text, type Api } from './server.js';

/* The audit of the sandbox (octopus-api events): docs/sandbox.md says what is known of it, and what was chosen. */

type Event = Record<string, unknown>;

const eventsOf = async ({ call }: Api, query = '', key?: string): Promise<readonly Event[]> => {
  const { status, body } = await call('GET', `/Spaces-1/events?take=1000${query}`, undefined, key);
  expect(status, JSON.stringify(body)).toBe(200);
  return body['Items'] as readonly Event[];
};

const said = (events: readonly Event[]): readonly unknown[] => events.map(({ Message: message }) => message);

const rename = async ({ call }: Api, document: Event, more: Event, key?: string): Promise<void> => {
  const path = `/Spaces-1/environments/${text(document['Id'])}`;
  expect((await call('PUT', path, { ...document, ...more }, key)).status).toBe(200);
};

describe('The sandbox keeps events', () => {
  it('of no document that it was loaded with', async () => {
    const api = await freshServer();
    expect((await api.call('GET', '/Spaces-1/projectgroups')).body['TotalResults']).toBeGreaterThan(0);
    expect(await eventsOf(api)).toEqual([]);
  });

  it('of everything that comes and goes with a project, each related to it', async () => {
    const api = await freshServer();
    const project = text((await api.make('projects', aProject))['Id']);
    const made = said(await eventsOf(api, `&regarding=${project}`));
    expect([...made].sort()).toEqual(
      [
        ...[
          'Channel Default',
          `Deployment process ${text(aProject.Name)}`,
          `Deployment settings ${text(aProject.Name)}`,
        ],
        ...[`Project ${text(aProject.Name)}`, `Variable set ${text(aProject.Name)}`],
      ].map((what) => `${what} was created`),
    );
    await api.call('DELETE', `/Spaces-1/projects/${project}`);
    const gone = await eventsOf(api, `&regarding=${project}&eventCategories=Deleted`);
    expect(gone).toHaveLength(made.length);
  });

  it('with what differs, but no secret', async () => {
    const api = await freshServer();
    const account = { Name: 'Key', AccountType: 'Token', Token: { HasValue: true, NewValue: 'hush-one' } };
    const made = await api.make('accounts', account);
    const path = `/Spaces-1/accounts/${text(made['Id'])}`;
    const next = { ...made, Name: 'New key', Token: { HasValue: true, NewValue: 'hush-two' } };
    expect((await api.call('PUT', path, next)).status).toBe(200);
    const [changed = {}] = await eventsOf(api);
    expect(changed).toMatchObject({
      Id: 'Events-2',
      Category: 'Modified',
      Message: 'Account New key was modified',
      MessageReferences: [{ ReferencedDocumentId: made['Id'], StartIndex: 8, Length: 7 }],
      RelatedDocumentIds: [made['Id']],
      UserId: 'Users-1',
      Username: 'octosync',
      IdentityEstablishedWith: 'API key',
      SpaceId: 'Spaces-1',
      ChangeDetails: {
        DocumentContext: { Id: made['Id'], Name: 'New key' },
        Differences: expect.arrayContaining([{ op: 'replace', path: '/Name', value: 'New key' }]) as unknown,
      },
      Links: { Self: '/api/Spaces-1/events/Events-2' },
    });
    expect(JSON.stringify(await eventsOf(api))).not.toContain('hush');
    // A new secret changes nothing that can be seen, and is a change.
    await api.call('PUT', path, { ...next, Token: { HasValue: true, NewValue: 'hush-three' } });
    expect(await eventsOf(api)).toHaveLength(3);
    expect((await eventsOf(api, '&excludeDifference=true')).map((one) => one['ChangeDetails'])).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('of a logo, of an order, and of a write of values; of nothing that was refused', async () => {
    const api = await freshServer();
    const project = text((await api.make('projects', aProject))['Id']);
    const [one, other] = [await api.make('environments', { Name: 'A' }), await api.make('environments', { Name: 'B' })];
    const tenant = text((await api.make('tenants', { Name: 'Acme', ProjectEnvironments: { [project]: [] } }))['Id']);
    const [last = {}] = await eventsOf(api);
    const since = `&fromAutoId=${text(last['Id']).replace('Events-', '')}`;
    expect((await api.upload('POST', `/Spaces-1/projects/${project}/logo`, 'logo.png', 'picture')).status).toBe(200);
    await api.call('PUT', '/Spaces-1/environments/sortorder', [other['Id'], one['Id']]);
    const values = { TenantId: tenant, SpaceId: 'Spaces-1', Variables: [] };
    expect((await api.call('PUT', `/Spaces-1/tenants/${tenant}/projectvariables`, values)).status).toBe(200);
    expect((await api.call('POST', '/Spaces-1/environments', { Name: 'A' })).status).toBe(400);
    const events = await eventsOf(api, since);
    expect(said(events).at(-1)).toBe(`Project ${text(aProject.Name)} was modified`);
    expect(events.map(({ RelatedDocumentIds: ids }) => ids)).toEqual([
      expect.arrayContaining([tenant]),
      ...said(events)
        .slice(1, -1)
        .map((message) => [text(message).includes(' A ') ? one['Id'] : other['Id']]),
      [project],
    ]);
  });

  it('that say who it was', async () => {
    const api = await freshServer('2026.3.1', { colleagues: { 'API-GRACE': 'grace', 'API-ADA': 'ada' } });
    const made = await api.make('environments', { Name: 'Test' });
    await rename(api, made, { Name: 'Testing' }, 'API-GRACE');
    await rename(api, made, { Name: 'Tested' }, 'API-ADA');
    const events = await eventsOf(api);
    expect(events.map(({ Username: name }) => name)).toEqual(['ada', 'grace', 'octosync']);
    expect(new Set(events.map(({ UserId: id }) => id)).size).toBe(3);
    expect((await api.call('GET', '/users/me', undefined, 'API-GRACE')).body['Username']).toBe('grace');
    expect(said(await eventsOf(api, '&user=grace'))).toEqual(['Environment Testing was modified']);
    expect(said(await eventsOf(api, `&users=${text(events[0]?.['UserId'])},Users-1`))).toHaveLength(2);
    expect((await api.call('GET', '/users/me', undefined, 'API-OTHER')).status).toBe(401);
  });
});

describe('Events can be asked for', () => {
  it('by what they are about, when, of which kind', async () => {
    const api = await freshServer();
    const one = await api.make('environments', { Name: 'A' });
    await new Promise((done) => setTimeout(done, 5));
    const between = new Date().toISOString();
    const other = await api.make('projectgroups', { Name: 'B' });
    await rename(api, one, { Name: 'C' });
    const ids = [text(one['Id']), text(other['Id'])].join(',');
    const made = 'Environment A was created';
    const added = 'Project group B was created';
    const changed = 'Environment C was modified';
    const rows: readonly (readonly [string, readonly string[]])[] = [
      ['', [changed, added, made]],
      [`&regarding=${text(one['Id'])}`, [changed, made]],
      [`&regarding=${ids}`, []],
      [`&regardingAny=${ids}`, [changed, added, made]],
      [`&from=${between}`, [changed, added]],
      [`&to=${between}`, [made]],
      ['&fromAutoId=1&toAutoId=3', [added]],
      ['&eventCategories=Modified,Deleted', [changed]],
      ['&eventGroups=Document', [changed, added, made]],
      ['&documentTypes=ProjectGroups', [added]],
      ['&ids=Events-1', [made]],
    ];
    for (const [query, expected] of atLeastOne(rows))
      expect([query, said(await eventsOf(api, query))]).toEqual([query, expected]);
  });

  it('page by page, and one by one', async () => {
    const api = await freshServer();
    for (const Name of ['A', 'B', 'C']) await api.make('environments', { Name });
    const { body } = await api.call('GET', '/Spaces-1/events?take=2');
    expect(body).toMatchObject({ ItemType: 'Event', TotalResults: 3, ItemsPerPage: 2, NumberOfPages: 2 });
    const next = text((body['Links'] as Record<string, unknown>)['Page.Next']).replace(/^\/api/, '');
    const [last] = (await api.call('GET', next)).body['Items'] as readonly Event[];
    expect(last).toMatchObject({ Message: 'Environment A was created' });
    expect((await api.call('GET', '/Spaces-1/events/Events-1')).body).toEqual(last);
    expect((await api.call('GET', '/events/Events-1')).status).toBe(200);
    expectRefusal(await api.call('GET', '/Spaces-1/events/Events-9'), 'was not found', 404);
    expectRefusal(await api.call('GET', '/Spaces-1/events?colour=blue'), "no filter 'colour'");
    expectRefusal(await api.call('GET', '/Spaces-1/events?from=yesterday'), 'which is no time');
    expectRefusal(await api.call('POST', '/Spaces-1/events', {}), 'not allowed', 405);
  });

  it('of user roles only with what is of the server', async () => {
    const api = await freshServer();
    const role = { Name: 'Auditor', GrantedSpacePermissions: [], GrantedSystemPermissions: [] };
    expect((await api.call('POST', '/userroles', role)).status).toBe(201);
    expect(await eventsOf(api)).toEqual([]);
    expect(await eventsOf(api, '&includeSystem=true')).toMatchObject([{ Category: 'Created', SpaceId: null }]);
  });

  it('with the permission EventView only; what can be asked needs none', async () => {
    const api = await freshServer('2026.3.1', { permissions: ['EnvironmentCreate'] });
    for (const path of ['events', 'events/Events-1'])
      expectRefusal(await api.call('GET', `/Spaces-1/${path}`), 'EventView', 403);
    for (const path of ['categories', 'groups', 'agents', 'documenttypes'])
      expect((await api.call('GET', `/Spaces-1/events/${path}`)).status).toBe(200);
    const other = await freshServer('2026.3.1', { permissions: ['EventView'] });
    expect(await eventsOf(other)).toEqual([]);
  });
});
