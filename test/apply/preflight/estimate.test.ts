import { describe, expect, it } from 'vitest';
import { estimatedRequests } from '../../../src/apply/preflight/estimate.js';
import { diff } from '../../../src/diff/index.js';
import { settings, space, type SpaceBuilder } from '../../builders/space.js';

type Build = (built: SpaceBuilder) => SpaceBuilder;
const same: Build = (built) => built;

const changesOf = (source: Build) =>
  diff(
    source(space('dev')).build(),
    space('prod').build(),
    settings({ cloneTeamUserRoleScoping: 'true' }, { environments: 'all', teams: 'all' }),
  ).changes;

describe('How many requests a change takes', () => {
  it.each<[string, Build, number]>([
    ['nothing to do', same, 0],
    ['a document is created by one', (s) => s.environments('Dev'), 1],
    ['two by two', (s) => s.environments('Dev', 'Test'), 2],
    [
      'the roles of a team: reading them twice, and one for each, beside the team itself',
      (s) =>
        s.team('QA').teamRoles('QA', { Roles: [{ UserRoleId: 'userroles-deployer' }, { UserRoleId: 'userroles-x' }] }),
      5,
    ],
  ])('%s', (_what, source, requests) => {
    expect(estimatedRequests(changesOf(source))).toBe(requests);
  });
});
