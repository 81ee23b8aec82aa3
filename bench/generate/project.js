// One project and everything that belongs to it.
import { numbers } from './numbers.js';
import { variable } from './shared.js';

/** A project with its channels, process, runbooks and variables. `text` is what its steps and every fifth value say. */
export const project = (number, size, ids, text) => {
  const id = ids.of('Projects', number);
  const name = `Project ${String(number).padStart(4, '0')}`;
  const runbooks = numbers(size.runbooks).map((index) => runbook(number * size.runbooks + index, index, id, ids));
  return {
    project: [about(id, name, number, size, ids)],
    channels: numbers(size.channels).map((index) => channel(number * size.channels + index, index, id, ids)),
    process: [process(id, size.steps, text)],
    runbooks: runbooks.map(({ runbook: one }) => one),
    runbookProcesses: runbooks.map(({ process: one }) => one),
    variables: [variableSet(id, size.variables, text, ids)],
  };
};

const about = (id, name, number, { librarySets }, ids) => ({
  Id: id,
  Name: name,
  Description: `What ${name} does for the benchmark.`,
  ProjectGroupId: 'ProjectGroups-1',
  LifecycleId: 'Lifecycles-1',
  IncludedLibraryVariableSetIds: librarySets > 0 ? [ids.of('LibraryVariableSets', number % librarySets)] : [],
  AllowIgnoreChannelRules: false,
  AutoCreateRelease: false,
  CombineHealthAndSyncStatusInDashboardLiveStatus: false,
  DefaultPowerShellEdition: 'Desktop',
  DeprovisioningRunbookId: null,
  DiscreteChannelRelease: false,
  ExecuteDeploymentsOnEventBasedPipeline: false,
  ExtensionSettings: [],
  Icon: null,
  IsBadgesEnabled: false,
  IsDisabled: false,
  IsVersionControlled: false,
  PersistenceSettings: { Type: 'Database' },
  ProjectTags: [],
  ProjectTemplateDetails: null,
  ProvisioningRunbookId: null,
  ReleaseCreationStrategy: { ChannelId: null, ReleaseCreationPackage: null },
  Templates: [],
  TenantedDeploymentMode: 'TenantedOrUntenanted',
});

const channel = (number, index, projectId, ids) => ({
  Id: ids.of('Channels', number),
  Name: index === 0 ? 'Default' : `Channel ${index}`,
  ProjectId: projectId,
  IsDefault: index === 0,
  AutomaticEphemeralEnvironmentDeployments: false,
  CustomFieldDefinitions: [],
  Description: null,
  EphemeralEnvironmentNameTemplate: null,
  GitReferenceRules: [],
  GitResourceRules: [],
  LifecycleId: null,
  ParentEnvironmentId: null,
  Rules: [],
  TenantTags: [],
  Type: null,
});

const process = (projectId, steps, text) => ({
  Id: `deploymentprocess-${projectId}`,
  ProjectId: projectId,
  Steps: numbers(steps).map((index) => step(`Step ${index}`, text)),
});

const step = (name, text) => ({
  Name: name,
  Condition: 'Success',
  PackageRequirement: 'LetOctopusDecide',
  Properties: { 'Octopus.Action.TargetRoles': 'web' },
  StartTrigger: 'StartAfterPrevious',
  Actions: [
    {
      Name: name,
      ActionType: 'Octopus.Script',
      CanBeUsedForProjectVersioning: false,
      Channels: [],
      Environments: [],
      ExcludedEnvironments: [],
      IsDisabled: false,
      IsRequired: false,
      Packages: [],
      Properties: {
        'Octopus.Action.RunOnServer': 'false',
        'Octopus.Action.Script.ScriptBody': `Write-Output "${name}: ${text}"\n${'# a line of a script\n'.repeat(20)}`,
        'Octopus.Action.Script.ScriptSource': 'Inline',
        'Octopus.Action.Script.Syntax': 'PowerShell',
      },
      TenantTags: [],
      WorkerPoolId: null,
    },
  ],
});

const runbook = (number, index, projectId, ids) => {
  const id = ids.of('Runbooks', number);
  return {
    runbook: {
      Id: id,
      Name: `Runbook ${index}`,
      ProjectId: projectId,
      CancelQueuedTasks: true,
      CancelRunningTasks: false,
      ConnectivityPolicy: {
        AllowDeploymentsToNoTargets: false,
        ExcludeUnhealthyTargets: false,
        SkipMachineBehavior: 'None',
        TargetRoles: [],
      },
      DefaultGuidedFailureMode: 'EnvironmentDefault',
      Description: '',
      EnvironmentScope: 'All',
      Environments: [],
      FailTargetDiscovery: false,
      ForcePackageDownload: false,
      MultiTenancyMode: 'Untenanted',
      RunRetentionPolicy: { QuantityToKeep: 100, ShouldKeepForever: false, Strategy: 'Count', Unit: 'Items' },
      RunbookTags: [],
    },
    process: {
      Id: `RunbookProcess-${id}`,
      RunbookId: id,
      ProjectId: projectId,
      Steps: [step('Run', 'same'), step('Tell', 'same')],
    },
  };
};

/** Five names in ten are unscoped; the others have a value for each of two environments. */
const variableSet = (projectId, count, text, ids) => ({
  Id: `variableset-${projectId}`,
  OwnerId: projectId,
  Variables: numbers(count).map((index) => {
    const value = `value ${index} of ${index % 5 === 0 ? text : 'always'}`;
    const isScoped = index % 10 >= 5;
    const name = `Setting.${isScoped ? index - (index % 2) : index}`;
    return variable(name, value, isScoped ? { Environment: [ids.environments[index % ids.environments.length]] } : {});
  }),
});
