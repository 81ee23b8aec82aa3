import fc from 'fast-check';
import type { SpaceSnapshot } from '../../../src/model/item.js';
import { space } from '../../builders/space.js';
import {
  accountNames,
  feedNames,
  addInfrastructure,
  infrastructure,
  noInfrastructure,
  sharedTypeOf,
} from './infrastructure.js';
import { addLibrary, addModule } from './library.js';
import { addProject, project, type Surroundings } from './projects.js';
import { addScaffold, scaffold } from './scaffold.js';
import { addTenant, tenants } from './tenants.js';
import type { Things } from './things.js';
import { variable } from './variables.js';
import { maybe, some, type Made } from './words.js';

/*
 * Spaces as fast-check makes them up. Every reference leads somewhere, as on a server, but those that are made to dangle.
 * Documents are complete enough for a server to take them.
 */

export const contents = fc.record({
  described: fc.constantFrom('', 'one', 'two'),
  ...scaffold,
  ...infrastructure,
  library: fc.option(fc.array(variable, { maxLength: 4 })),
  hasModule: maybe,
  project: fc.option(project, { freq: 6 }),
  /** Projects that the space has beside OctoFX, or instead of it: children of one that is mapped to several. */
  children: some('Child A', 'Child B'),
  /** Tags of a set in which everybody may write a new one. */
  freeTags: some('eu-west', 'us-east'),
  tenants,
});

export type Content = Made<typeof contents>;

/** A space of which nothing was said. */
export const nothing: Content = {
  described: '',
  environments: [],
  tags: [],
  hasGroup: false,
  phases: [],
  hasLifecycle: false,
  hasPool: false,
  hasTemplate: false,
  teams: [],
  roles: [],
  ...noInfrastructure,
  library: null,
  hasModule: false,
  project: null,
  children: [],
  freeTags: [],
  tenants: [],
};

export const build = (installation: string, made: Content, name = 'Default'): SpaceSnapshot => {
  const { described } = made;
  const things = thingsOf(made);
  const projects = made.project ? ['OctoFX', ...made.children] : [];
  const freeTags = made.freeTags.map((tag) => `Region/${tag}`);
  const built = space(installation);
  addScaffold(built, made, described, things);
  if (made.freeTags.length > 0)
    built.item('tenantTagSets', ['Region'], { Name: 'Region', Description: '', Type: 'FreeText', Tags: [] });
  addInfrastructure(built, made, described, things);
  if (made.library) addLibrary(built, made.library, things);
  if (made.hasModule) addModule(built, described);
  const around = surroundings(made, freeTags);
  for (const name of projects) if (made.project) addProject(built, name, made.project, around, things);
  const connections = { described, projects, librarySets: made.library ? ['Global'] : [], freeTags };
  for (const [name, one] of made.tenants) addTenant(built, name, one, connections, things);
  const snapshot = built.build();
  return { ...snapshot, identity: { ...snapshot.identity, space: name } };
};

const thingsOf = (made: Content): Things => ({
  environments: made.environments,
  tags: made.tags.map((tag) => `Ring/${tag}`),
  channels: made.project?.hasQa ? ['Default', 'QA'] : ['Default'],
  actions: (made.project?.steps ?? []).map(([name]) => name),
  runbookActions: (made.project?.runbook?.steps ?? []).map(([name]) => name),
  owners: ['Deployment process', ...(made.project?.runbook ? ['Runbook Restart'] : [])],
  targets: made.targets,
  teams: made.teams,
  accounts: accountNames(made),
  sharedType: sharedTypeOf(made),
  feeds: feedNames(made),
  hasPool: made.hasPool,
  hasTemplate: made.hasTemplate,
});

const surroundings = (
  { described, hasGroup, hasLifecycle, library, hasModule }: Content,
  tags: readonly string[],
): Surroundings => ({
  described,
  hasGroup,
  hasLifecycle,
  included: [...(library ? ['Global'] : []), ...(hasModule ? ['Helpers'] : [])],
  tags,
});
