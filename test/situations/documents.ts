import type { JsonObject } from '../../src/model/json.js';

/* Documents of a server, as short as it takes them. */

export const inDefault = { SpaceId: 'Spaces-1' };

/** Environments with these names, `Environments-1` first. */
export const environments = (...names: readonly string[]): readonly JsonObject[] =>
  names.map((Name, index) => ({ ...inDefault, Id: `Environments-${index + 1}`, Name }));

export const aProject = (id: string, name: string, more: JsonObject = {}): JsonObject => ({
  ...inDefault,
  Id: id,
  Name: name,
  ProjectGroupId: 'ProjectGroups-1',
  LifecycleId: 'Lifecycles-1',
  TenantedDeploymentMode: 'TenantedOrUntenanted',
  ...more,
});

export const aTenant = (
  id: string,
  name: string,
  connected: Readonly<Record<string, readonly string[]>> = {},
): JsonObject => ({ ...inDefault, Id: id, Name: name, TenantTags: [], ProjectEnvironments: connected });

/** A process of a project, with these steps. */
export const aProcess = (project: string, ...steps: readonly JsonObject[]): JsonObject => ({
  ...inDefault,
  Id: `deploymentprocess-${project}`,
  ProjectId: project,
  Version: 1,
  LastSnapshotId: null,
  Steps: steps,
});

/** A step of one action that runs a script. `start` is when it begins. */
export const aStep = (name: string, action: JsonObject = {}, start = 'StartAfterPrevious'): JsonObject => {
  const slug = name.toLowerCase().replaceAll(' ', '-');
  const own: JsonObject = {
    Id: `action-${slug}`,
    Name: name,
    Slug: slug,
    ActionType: 'Octopus.Script',
    Environments: [],
    ExcludedEnvironments: [],
    Channels: [],
    TenantTags: [],
    Packages: [],
    ...action,
  };
  return {
    Id: `step-${slug}`,
    Name: name,
    Slug: slug,
    Properties: {},
    Condition: 'Success',
    StartTrigger: start,
    Actions: [
      {
        ...own,
        Properties: {
          'Octopus.Action.RunOnServer': 'true',
          'Octopus.Action.Script.ScriptSource': 'Inline',
          'Octopus.Action.Script.Syntax': 'Bash',
          'Octopus.Action.Script.ScriptBody': 'echo',
          ...(own['Properties'] as JsonObject | undefined),
        },
      },
    ],
  };
};

export const aPool = (number: number, name: string): JsonObject => ({
  ...inDefault,
  Id: `WorkerPools-${number}`,
  Name: name,
  WorkerPoolType: 'StaticWorkerPool',
  IsDefault: false,
  SortOrder: number,
  CanAddWorkers: true,
});
