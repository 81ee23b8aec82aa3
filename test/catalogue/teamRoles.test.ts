import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import { settings, space } from '../builders/space.js';

describe('Roles of teams', () => {
  it('the role of a team that would be granted everywhere is blocked', () => {
    const roles = {
      Roles: [{ UserRoleId: 'userroles-projectdeployer', EnvironmentIds: ['Development'], ProjectIds: [] }],
    };
    const source = space('dev').environments('Development').team('QA').teamRoles('QA', roles).build();
    const options = settings({ cloneTeamUserRoleScoping: 'true' }, { teams: 'all' });
    expect(diff(source, space('prod').build(), options).blocked).toMatchObject([{ id: 'teamRoles/QA' }]);
  });
  it('the roles of a team that has some on the destination stay as they are', () => {
    const roles = (environment: string) => ({
      Roles: [{ UserRoleId: 'userroles-projectdeployer', EnvironmentIds: [environment], ProjectIds: [] }],
    });
    const on = (installation: string, environment: string) =>
      space(installation).environments(environment).team('QA').teamRoles('QA', roles(environment)).build();
    const options = settings({ cloneTeamUserRoleScoping: 'true' }, { teams: 'all' });
    expect(diff(on('dev', 'Test'), on('prod', 'Test'), options).changes).toEqual([]);
    expect(diff(on('dev', 'Test'), on('prod', 'Production'), options)).toMatchObject({ changes: [], blocked: [] });
  });
});
