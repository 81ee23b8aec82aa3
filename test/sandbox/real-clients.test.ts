import { describe, expect, it } from 'vitest';
import { atLeastOne } from '../builders/at-least-one.js';
import { aProject, keep } from './project-fixture.js';
import { expectRefusal, freshServer, text, type Api } from './server.js';

/* What clients of other makers, above all the vendor's .NET client, expect of a server besides what octosync asks for. */

/** A server with one of most things. */
const furnished = async (version: string) => {
  const api = await freshServer(version);
  const { make } = api;
  const project = await make('projects', { ...aProject, Templates: [{ Name: 'Colour' }] });
  const ProjectId = text(project['Id']);
  await make('runbooks', { Name: 'Restart', ProjectId, ...keep });
  await make('environments', { Name: 'Test' });
  await make('libraryvariablesets', { Name: 'Common' });
  const region = await make('tagsets', { Name: 'Region', Tags: [{ Name: 'EU', Color: '#333333' }] });
  await make('tagsets', {
    Name: 'Size',
    Tags: [
      { Name: 'Small', Color: '#333333' },
      { Name: 'Big', Color: '#333333' },
    ],
  });
  await make('tenants', {
    Name: 'Acme',
    ProjectEnvironments: { [ProjectId]: [] },
    TenantTags: ['Region/EU', 'Size/Big'],
  });
  await make('tenants', { Name: 'Small', ProjectEnvironments: {}, TenantTags: ['Region/EU', 'Size/Small'] });
  await make('actiontemplates', { Name: 'Script', ActionType: 'Octopus.Script', Properties: { A: 'b' } });
  const hush = { HasValue: true, NewValue: 'hush' };
  await make('accounts', { Name: 'Token', AccountType: 'Token', Token: hush });
  await make('accounts', { Name: 'Login', AccountType: 'UsernamePassword', Username: 'x', Password: hush });
  await make('teams', { Name: 'Team', MemberUserIds: [], ExternalSecurityGroups: [] });
  return { ...api, region };
};

/** The path of a link, below `/api`, with nothing in the places of its template. */
const pathOf = (link: unknown): string =>
  text(link)
    .replaceAll(/\{[^}]*\}/g, '')
    .replace(/^\/api/, '');

const linksIn = (body: Record<string, unknown>): readonly string[] =>
  Object.entries((body['Links'] ?? {}) as Record<string, unknown>).map(([, link]) => pathOf(link));

/** Every link that is met, from the root on. */
const allLinks = async ({ call }: Api): Promise<readonly (readonly [string, number])[]> => {
  const met = new Map<string, number>();
  const follow = async (path: string): Promise<void> => {
    if (met.has(path)) return;
    met.set(path, 0);
    const answer = await fetchOf(call, path);
    met.set(path, answer.status);
    const items = (answer.body['Items'] ?? (Array.isArray(answer.body) ? answer.body : [])) as Record<
      string,
      unknown
    >[];
    for (const document of [answer.body, ...items]) for (const link of linksIn(document)) await follow(link);
  };
  for (const path of ['', '/Spaces-1', '/users/me']) await follow(path);
  return [...met];
};

const fetchOf = async (call: Api['call'], path: string): ReturnType<Api['call']> => {
  try {
    return await call('GET', path);
  } catch {
    // A picture is no JSON.
    return { status: 200, body: {} };
  }
};

describe.each(['2026.3.1', '2020.5.0'])('A client of its own and a sandbox of %s', (version) => {
  it('finds its way by links: each that is handed out leads somewhere', async () => {
    const links = atLeastOne(await allLinks(await furnished(version)));
    expect(links.filter(([, status]) => status === 404 || status >= 500)).toEqual([]);
    expect(links.length).toBeGreaterThan(60);
  });

  it('finds the lists of the server and of the space under the names that the vendor gives them', async () => {
    const { call } = await furnished(version);
    const names = async (path: string) => Object.keys((await call('GET', path)).body['Links'] as object);
    const lists = ['Environments', 'LibraryVariables', 'ProjectTriggers', 'TagSets', 'MachinePolicies', 'Variables'];
    expect(await names('')).toEqual(expect.arrayContaining(['SpaceHome', 'Spaces', 'Users', ...lists]));
    expect(await names('/Spaces-1')).toEqual(expect.arrayContaining(['TenantVariables', 'Workers', ...lists]));
    const [mine] = (await call('GET', '/users/Users-1/spaces')).body as unknown as Record<string, unknown>[];
    expect(mine).toMatchObject({ Id: 'Spaces-1', IsDefault: true });
  });

  it('sends PUT and DELETE as POST', async () => {
    const { instance, call, make } = await freshServer(version);
    const made = await make('environments', { Name: 'Test' });
    const at = `/Spaces-1/environments/${text(made['Id'])}`;
    const post = (method: string, body?: object) =>
      fetch(`${instance.url}/api${at}`, {
        method: 'POST',
        headers: {
          'x-octopus-apikey': 'API-TEST',
          'content-type': 'application/json',
          'x-http-method-override': method,
        },
        ...(body && { body: JSON.stringify(body) }),
      });
    expect((await post('PUT', { ...made, Name: 'Other' })).status).toBe(200);
    expect((await call('GET', at)).body).toMatchObject({ Name: 'Other' });
    expect((await post('DELETE')).status).toBe(200);
    expect((await call('GET', at)).status).toBe(404);
    expect(instance.requests.map(({ method }) => method)).toEqual(['POST', 'PUT', 'GET', 'DELETE', 'GET']);
  });

  it.each([
    ['accounts?accountType=Token', ['Token']],
    ['accounts?accountType=Token,UsernamePassword&partialName=log', ['Login']],
    ['tenants?tags=Region/EU', ['Acme', 'Small']],
    ['tenants?tags=Region/EU,Size/Big', ['Acme']],
    ['tenants?tags=Size/Small,Size/Big', ['Acme', 'Small']],
    ['actiontemplates?isCommunityActionTemplate=True', []],
    ['actiontemplates?isCommunityActionTemplate=False', ['Script']],
    ['environments?ids=Environments-1', []],
    ['teams?includeSystem=False&partialName=team', ['Team']],
  ])('asks for %s', async (query, names) => {
    const { call } = await furnished(version);
    const { status, body } = await call('GET', `/Spaces-1/${query}`);
    expect(status, JSON.stringify(body)).toBe(200);
    expect((body['Items'] as { Name: string }[]).map(({ Name }) => Name)).toEqual(names);
  });

  it.each(['environments?colour=blue', 'tenants/all?search=x', 'certificates?orderBy=Name'])(
    'is told of a filter that there is not: %s',
    async (query) => {
      const { call } = await furnished(version);
      expectRefusal(await call('GET', `/Spaces-1/${query}`), 'has no filter');
    },
  );

  it('is told that nothing is cloned', async () => {
    const { call } = await furnished(version);
    const body = { ...aProject, Name: 'Copy', SpaceId: 'Spaces-1' };
    expectRefusal(await call('POST', '/Spaces-1/projects?clone=Projects-101', body), 'does not imitate cloning');
  });

  it('reads a package by its name and version, and deletes several by the query', async () => {
    const { call, upload } = await freshServer(version);
    for (const name of ['Web.1.0.0.zip', 'Web.1.1.0.zip'])
      expect((await upload('POST', '/Spaces-1/packages/raw', name, 'zip')).status).toBeLessThan(300);
    expect((await call('GET', '/Spaces-1/packages/Web.1.0.0')).body).toMatchObject({ PackageId: 'Web' });
    const ids = 'packages-Web.1.0.0,packages-Web.1.1.0';
    expect((await call('DELETE', `/Spaces-1/packages/bulk?ids=${ids}`)).status).toBe(200);
    expect((await call('GET', '/Spaces-1/packages')).body['Items']).toEqual([]);
  });
});
