import fc from 'fast-check';
import type { JsonObject } from '../../../src/model/json.js';
import type { SpaceBuilder } from '../../builders/space.js';
import { addTemplate } from './library.js';
import type { Things } from './things.js';
import { among, environmentNames, maybe, some, tagNames } from './words.js';

/* What projects stand on: environments, tags, lifecycles, pools, templates, teams. */

export const scaffold = {
  environments: some(...environmentNames),
  tags: some(...tagNames),
  hasGroup: maybe,
  phases: fc.uniqueArray(some(...environmentNames), { maxLength: 3, selector: (names) => names.join() }),
  hasLifecycle: maybe,
  hasPool: maybe,
  hasTemplate: maybe,
  teams: some('QA', 'Ops'),
  roles: some('Dev', 'Prod'),
};

type Scaffold = {
  readonly [Field in keyof typeof scaffold]: (typeof scaffold)[Field] extends fc.Arbitrary<infer Value> ? Value : never;
};

export const addScaffold = (built: SpaceBuilder, made: Scaffold, described: string, things: Things): void => {
  for (const name of made.environments)
    built.item('environments', [name], {
      Name: name,
      Description: described,
      UseGuidedFailure: described === 'one',
      AllowDynamicInfrastructure: false,
      EnvironmentTags: [],
      ExtensionSettings: [],
      SortOrder: 0,
    });
  built.item('tenantTagSets', ['Ring'], {
    Name: 'Ring',
    Description: described,
    Tags: made.tags.map((tag) => ({ Name: tag, Color: '#333333', Description: '' })),
  });
  if (made.hasGroup) built.item('projectGroups', ['Trading'], { Name: 'Trading', Description: described });
  if (made.hasLifecycle) addLifecycle(built, made, described);
  if (made.hasPool)
    built.item('workerPools', ['Ubuntu'], {
      Name: 'Ubuntu',
      Description: described,
      WorkerPoolType: 'StaticWorkerPool',
      IsDefault: false,
    });
  if (made.hasTemplate) addTemplate(built, described);
  for (const name of made.teams) {
    built.team(name, { Description: described });
    const role = { UserRoleId: 'userroles-projectviewer', EnvironmentIds: among(made.roles, things.environments) };
    built.item('teamRoles', [name], { Roles: [{ ...role, ProjectGroupIds: [], ProjectIds: [], TenantIds: [] }] });
  }
};

const addLifecycle = (built: SpaceBuilder, made: Scaffold, described: string): SpaceBuilder =>
  built.item('lifecycles', ['Fast'], {
    Name: 'Fast',
    Description: described,
    Phases: phasesOf(made),
    ReleaseRetentionPolicy: { Unit: 'Days', QuantityToKeep: 40, ShouldKeepForever: false, Strategy: 'Count' },
    TentacleRetentionPolicy: { Unit: 'Days', QuantityToKeep: 5, ShouldKeepForever: false, Strategy: 'Count' },
  });

/** A phase lists environments that no other lists; at most one lists none. */
const phasesOf = ({ phases, environments }: Scaffold): readonly JsonObject[] => {
  const free = new Set<string>(environments);
  const lists = phases.map((names) => among(names, [...free]).filter((name) => free.delete(name)));
  const firstEmpty = lists.findIndex((names) => names.length === 0);
  return lists
    .map((names, index) => ({ names, index }))
    .filter(({ names, index }) => names.length > 0 || index === firstEmpty)
    .map(({ names, index }) => ({
      Name: `Phase ${index + 1}`,
      AutomaticDeploymentTargets: [],
      OptionalDeploymentTargets: names,
      MinimumEnvironmentsBeforePromotion: 0,
      IsOptionalPhase: false,
      ReleaseRetentionPolicy: null,
      TentacleRetentionPolicy: null,
    }));
};
