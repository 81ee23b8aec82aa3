import { describe, expect, it } from 'vitest';
import { expectRefusal, freshServer, text, type Api, type Refused } from './server.js';

const role = { Name: 'Auditor', GrantedSpacePermissions: ['ProjectView'], GrantedSystemPermissions: [] };

describe('What belongs to the server and not to a space', () => {
  it('user roles are created, listed, changed and deleted', async () => {
    const { call } = await freshServer();
    const made = await call('POST', '/userroles', role);
    expect(made).toMatchObject({ status: 201, body: { Id: 'UserRoles-101', Name: 'Auditor' } });
    expect(made.body).not.toHaveProperty('SpaceId');
    const id = text(made.body['Id']);
    expect((await call('PUT', `/userroles/${id}`, { ...made.body, Description: 'Reads' })).body).toMatchObject({
      Description: 'Reads',
      GrantedSpacePermissions: ['ProjectView'],
    });
    const listed = await call('GET', '/userroles?take=2&skip=1');
    expect(listed.body).toMatchObject({ TotalResults: 6, ItemType: 'UserRole' });
    expect((await call('GET', '/userroles/all')).body).toHaveLength(6);
    expect((await call('DELETE', `/userroles/${id}`)).status).toBe(200);
    expect((await call('GET', `/userroles/${id}`)).status).toBe(404);
  });

  it('community step templates are listed in pages, with a logo', async () => {
    const { call, bytes } = await freshServer();
    const { body } = await call('GET', '/communityactiontemplates?take=1');
    expect(body).toMatchObject({ TotalResults: 3, Items: [{ Id: 'CommunityActionTemplates-3' }] });
    expect((await call('GET', '/communityactiontemplates/CommunityActionTemplates-1')).body).toMatchObject({
      Type: 'Octopus.Script',
      Parameters: [{ Name: 'HealthUrl' }, { Name: 'Retries' }],
    });
    const logo = await bytes('/communityactiontemplates/CommunityActionTemplates-1/logo');
    expect(logo).toMatchObject({ status: 200, contentType: 'image/png' });
  });

  it('the user of the key is always there', async () => {
    const { call } = await freshServer();
    expect((await call('GET', '/users/me')).body).toMatchObject({ Username: 'octosync' });
    expect((await call('GET', '/users')).body).toMatchObject({ TotalResults: 0 });
  });

  it('spaces do not have them', async () => {
    const { call } = await freshServer();
    expect((await call('GET', '/Spaces-1/userroles')).status).toBe(404);
  });

  it.each<Refused<Api>>([
    ['a role without a name', ({ call }) => call('POST', '/userroles', { Description: 'x' }), "'Name' is required"],
    ['a role of a name that is taken', ({ call }) => call('POST', '/userroles', { Name: 'Space Manager' }), 'already'],
    ['an unknown member', ({ call }) => call('POST', '/userroles', { ...role, SpaceIds: [] }), 'SpaceIds'],
    [
      'a change of a built-in role',
      ({ call }) => call('PUT', '/userroles/userroles-spacemanager', { Id: 'userroles-spacemanager', Name: 'x' }),
      'built in',
    ],
    [
      'a delete of a built-in role',
      ({ call }) => call('DELETE', '/userroles/userroles-spacemanager'),
      'cannot be deleted',
    ],
    ['all community step templates at once', ({ call }) => call('GET', '/communityactiontemplates/all'), 'all', 404],
    ['a new community step template', ({ call }) => call('POST', '/communityactiontemplates', {}), 'does not', 405],
  ])('refuses %s', async (_what, request, says, status) => {
    expectRefusal(await request(await freshServer()), says, status);
  });
});
