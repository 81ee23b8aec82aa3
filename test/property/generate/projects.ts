import fc from 'fast-check';
import type { JsonObject } from '../../../src/model/json.js';
import type { SpaceBuilder } from '../../builders/space.js';
import { templates } from './library.js';
import { stepDocuments, steps } from './processes.js';
import type { Things } from './things.js';
import { addVariables, variable } from './variables.js';
import { among, maybe, some, type Made } from './words.js';

export const project = fc.record({
  hasQa: maybe,
  qaTags: some('Ring/Early'),
  steps,
  variables: fc.array(variable, { maxLength: 6 }),
  runbook: fc.option(fc.record({ environments: some('Dev', 'Prod'), steps })),
});

export type Project = Made<typeof project>;

/** What a project has of the space. */
export interface Surroundings {
  readonly described: string;
  readonly hasGroup: boolean;
  readonly hasLifecycle: boolean;
  readonly included: readonly string[];
  readonly tags: readonly string[];
}

export const addProject = (
  built: SpaceBuilder,
  name: string,
  made: Project,
  around: Surroundings,
  things: Things,
): void => {
  const { described, hasGroup, hasLifecycle } = around;
  built.project(name, {
    Description: described,
    ProjectGroupId: hasGroup ? 'Trading' : 'Default Project Group',
    LifecycleId: hasLifecycle ? 'Fast' : 'Default Lifecycle',
    IncludedLibraryVariableSetIds: around.included,
    TenantedDeploymentMode: 'TenantedOrUntenanted',
    Templates: templates('OctoFX'),
    ...restOfProject,
    ProjectTags: around.tags,
  });
  built.item('deploymentSettings', [name], deploymentSettings(described));
  built.channel('Default', { ...channel, IsDefault: true });
  if (made.hasQa)
    built.channel('QA', {
      ...channel,
      Description: described,
      LifecycleId: hasLifecycle ? 'Fast' : null,
      TenantTags: among(made.qaTags, things.tags),
    });
  built.item('deploymentProcesses', [name], { Steps: stepDocuments(made.steps, things) });
  if (made.runbook) addRunbook(built, name, made.runbook, described, things);
  addVariables(built, made.variables, things, name);
};

const addRunbook = (
  built: SpaceBuilder,
  project: string,
  made: NonNullable<Project['runbook']>,
  described: string,
  things: Things,
): void => {
  built.runbook('Restart', {
    Description: described,
    EnvironmentScope: 'Specified',
    Environments: among(made.environments, things.environments),
    CancelQueuedTasks: described === 'one',
    ...restOfRunbook,
  });
  // A runbook is no deployment: its steps know no channels.
  const own = stepDocuments(made.steps, { ...things, channels: [] });
  built.item('runbookProcesses', [project, 'Restart'], { Steps: own });
};

const restOfRunbook: JsonObject = {
  MultiTenancyMode: 'TenantedOrUntenanted',
  DefaultGuidedFailureMode: 'EnvironmentDefault',
  RunRetentionPolicy: { QuantityToKeep: 100, ShouldKeepForever: false, Strategy: 'Count', Unit: 'Items' },
  ConnectivityPolicy: {
    AllowDeploymentsToNoTargets: true,
    ExcludeUnhealthyTargets: false,
    SkipMachineBehavior: 'None',
    TargetRoles: [],
  },
  CancelRunningTasks: false,
  FailTargetDiscovery: false,
  ForcePackageDownload: false,
  RunbookTags: [],
};

const deploymentSettings = (described: string): JsonObject => ({
  CancelQueuedTasks: false,
  CancelRunningTasks: false,
  ConnectivityPolicy: { AllowDeploymentsToNoTargets: false, SkipMachineBehavior: 'None', TargetRoles: [] },
  DefaultGuidedFailureMode: described === 'one' ? 'On' : 'EnvironmentDefault',
  DefaultToSkipIfAlreadyInstalled: false,
  DeploymentChangesTemplate: null,
  FailTargetDiscovery: false,
  ForcePackageDownload: false,
  ReleaseNotesTemplate: described,
  VersioningStrategy: { DonorPackage: null, Template: '#{Octopus.Version.LastMajor}.#{Octopus.Version.NextMinor}' },
});

/** What a server says of every project. */
const restOfProject: JsonObject = {
  AllowIgnoreChannelRules: false,
  AutoCreateRelease: false,
  CombineHealthAndSyncStatusInDashboardLiveStatus: false,
  DefaultPowerShellEdition: 'Desktop',
  DeprovisioningRunbookId: null,
  DiscreteChannelRelease: false,
  ExecuteDeploymentsOnEventBasedPipeline: false,
  ExtensionSettings: [],
  IsBadgesEnabled: false,
  IsDisabled: false,
  PersistenceSettings: { Type: 'Database' },
  ProvisioningRunbookId: null,
  ReleaseCreationStrategy: { ChannelId: null, ReleaseCreationPackage: null },
};

const channel: JsonObject = {
  AutomaticEphemeralEnvironmentDeployments: false,
  CustomFieldDefinitions: [],
  Description: null,
  EphemeralEnvironmentNameTemplate: null,
  GitReferenceRules: [],
  GitResourceRules: [],
  ParentEnvironmentId: null,
  Rules: [],
  Type: null,
};
