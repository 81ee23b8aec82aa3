import fc from 'fast-check';
import { options } from '../../src/config/options.js';
import type { GivenSettings, Mapping, Override, SyncSettings } from '../../src/settings/settings.js';
import { canonicalText } from '../../src/model/canonical.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import type { JsonObject, JsonValue } from '../../src/model/json.js';
import { byText } from '../../src/model/names.js';
import { settings, space, type SpaceBuilder } from '../builders/space.js';
import { knownFailures } from './generate/known-failures.js';

/*
 * Spaces and settings as fast-check makes them up. Few names, so that two spaces have much in common; every reference
 * leads somewhere, as on a server. Documents are complete enough for a server to take them.
 */

const some = <Value>(...values: readonly Value[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 });
const maybe = fc.boolean();

const environmentNames = ['Dev', 'Test', 'Prod'] as const;

const scope = fc.record({
  Environment: some(...environmentNames),
  Role: some('web', 'db'),
  Channel: some('Default', 'QA'),
  Action: some('One', 'Two'),
  ProcessOwner: some('Deployment process', 'Runbook Restart'),
  Machine: some('web-1', 'web-2'),
  TenantTag: some('Ring/Early', 'Ring/Late'),
});

const variable = fc.record({
  name: fc.constantFrom('A', 'B', 'b'),
  value: fc.constantFrom('', ' x ', 'x', 'y', '#{z}'),
  kind: fc.constantFrom('plain', 'plain', 'secret', 'account', ...(knownFailures.danglingValue ? ['dangling'] : [])),
  // Most values have a scope of one dimension or two.
  scope: fc.tuple(scope, some('Environment', 'Role', 'Channel', 'Action', 'ProcessOwner', 'Machine', 'TenantTag')),
});

/** Where a step holds an ID that nothing has: nowhere, most of the time. */
const dangling = [undefined, undefined, 'pool'] as const;

const step = fc.record({
  script: fc.constantFrom('1', '2'),
  environments: some(...environmentNames),
  excludedEnvironments: some('Dev', 'Prod'),
  channels: some('Default', 'QA'),
  tenantTags: some('Ring/Early', 'Ring/Late'),
  hasSecret: maybe,
  usesPool: maybe,
  usesTemplate: maybe,
  dangles: fc.constantFrom(...dangling),
  teams: some('QA', 'Ops'),
});

const steps = fc.uniqueArray(fc.tuple(fc.constantFrom('One', 'Two', 'Three', 'Four'), step), {
  selector: ([name]) => name,
  maxLength: 4,
});

const tenant = fc.record({
  environments: some(...environmentNames),
  tags: some('Ring/Early', 'Ring/Late'),
  site: fc.constantFrom('a', 'b', undefined),
  key: maybe,
});

export const contents = fc.record({
  described: fc.constantFrom('', 'one', 'two'),
  environments: some(...environmentNames),
  tags: some('Early', 'Late'),
  hasGroup: maybe,
  phases: fc.uniqueArray(some(...environmentNames), { maxLength: 3, selector: (names) => names.join() }),
  hasLifecycle: maybe,
  hasPool: maybe,
  hasTemplate: maybe,
  teams: some('QA', 'Ops'),
  roles: some('Dev', 'Prod'),
  account: fc.option(fc.record({ environments: some(...environmentNames), tags: some('Ring/Early') })),
  targets: some('web-1', 'web-2'),
  targetEnvironments: some('Dev', 'Prod'),
  library: fc.option(fc.array(variable, { maxLength: 4 })),
  hasModule: maybe,
  project: fc.option(
    fc.record({
      hasQa: maybe,
      qaTags: some('Ring/Early'),
      steps,
      variables: fc.array(variable, { maxLength: 6 }),
      runbook: fc.option(fc.record({ environments: some('Dev', 'Prod'), steps })),
    }),
    { freq: 6 },
  ),
  tenants: fc.uniqueArray(fc.tuple(fc.constantFrom('Internal', 'Contoso'), tenant), { selector: ([name]) => name }),
});

export type Content = typeof contents extends fc.Arbitrary<infer Value> ? Value : never;
type Variable = typeof variable extends fc.Arbitrary<infer Value> ? Value : never;
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

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
  account: null,
  targets: [],
  targetEnvironments: [],
  library: null,
  hasModule: false,
  project: null,
  tenants: [],
};

export const nothingInStep: Omit<Step, 'script'> = {
  environments: [],
  excludedEnvironments: [],
  channels: [],
  tenantTags: [],
  hasSecret: false,
  usesPool: false,
  usesTemplate: false,
  dangles: undefined,
  teams: [],
};

export const noScope = {
  Environment: [],
  Role: [],
  Channel: [],
  Action: [],
  ProcessOwner: [],
  Machine: [],
  TenantTag: [],
};

const hidden = { $secret: true };

/** An ID that nothing in a space has, such as a deletion leaves behind. */
export const danglingId = (type: string): JsonObject => ({ $unresolved: `${type}-9001` });

const among = (names: readonly string[], of: readonly string[]): readonly string[] =>
  names.filter((name) => of.includes(name)).sort();

/** What there is to refer to. */
interface Things {
  readonly environments: readonly string[];
  readonly tags: readonly string[];
  readonly channels: readonly string[];
  readonly actions: readonly string[];
  readonly owners: readonly string[];
  readonly targets: readonly string[];
  readonly teams: readonly string[];
  readonly hasAccount: boolean;
  readonly hasPool: boolean;
  readonly hasTemplate: boolean;
}

export const build = (installation: string, made: Content): SpaceSnapshot => {
  const { environments, described, project } = made;
  const tags = made.tags.map((tag) => `Ring/${tag}`);
  const things: Things = {
    environments,
    tags,
    channels: project?.hasQa ? ['Default', 'QA'] : ['Default'],
    // Steps of runbooks are no scope of a variable.
    actions: (project?.steps ?? []).map(([name]) => name),
    owners: ['Deployment process', ...(project?.runbook ? ['Runbook Restart'] : [])],
    targets: made.targets,
    teams: made.teams,
    hasAccount: made.account !== null,
    hasPool: made.hasPool,
    hasTemplate: made.hasTemplate,
  };
  const built = space(installation);
  for (const name of environments)
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
  scaffold(built, made, things);
  if (made.library) addLibrary(built, made.library, things);
  if (made.hasModule) addModule(built, described);
  if (project) addProject(built, made, project, things);
  for (const [name, one] of made.tenants) addTenant(built, name, one, made, things);
  return built.build();
};

const scaffold = (built: SpaceBuilder, made: Content, { environments, tags }: Things): void => {
  const { described } = made;
  if (made.hasGroup) built.item('projectGroups', ['Trading'], { Name: 'Trading', Description: described });
  if (made.hasLifecycle)
    built.item('lifecycles', ['Fast'], {
      Name: 'Fast',
      Description: described,
      Phases: phasesOf(made),
      ReleaseRetentionPolicy: { Unit: 'Days', QuantityToKeep: 40, ShouldKeepForever: false, Strategy: 'Count' },
      TentacleRetentionPolicy: { Unit: 'Days', QuantityToKeep: 5, ShouldKeepForever: false, Strategy: 'Count' },
    });
  if (made.hasPool)
    built.item('workerPools', ['Ubuntu'], {
      Name: 'Ubuntu',
      Description: described,
      WorkerPoolType: 'StaticWorkerPool',
      IsDefault: false,
    });
  if (made.hasTemplate)
    built.item('stepTemplates', ['Announce'], {
      Name: 'Announce',
      Description: described,
      ActionType: 'Octopus.Script',
      CommunityActionTemplateId: null,
      Packages: [],
      GitDependencies: [],
      Parameters: [
        parameter('Message', described),
        ...(described === '' ? [] : [parameter('Token', hidden, 'Sensitive')]),
      ],
      Properties: {
        'Octopus.Action.Script.ScriptBody': `echo ${described}`,
        'Octopus.Action.Script.ScriptSource': 'Inline',
        'Octopus.Action.Script.Syntax': 'Bash',
      },
    });
  for (const name of made.teams) {
    built.team(name, { Description: described });
    const role = { UserRoleId: 'userroles-projectviewer', EnvironmentIds: among(made.roles, environments) };
    built.item('teamRoles', [name], { Roles: [{ ...role, ProjectGroupIds: [], ProjectIds: [], TenantIds: [] }] });
  }
  if (made.account)
    built.account('AWS', {
      AccountType: 'Token',
      Description: described,
      Token: hidden,
      EnvironmentIds: among(made.account.environments, environments),
      TenantTags: among(made.account.tags, tags),
      TenantedDeploymentParticipation: 'TenantedOrUntenanted',
    });
  for (const name of made.targets)
    built.target(name, {
      Roles: ['web'],
      IsDisabled: described === 'one',
      EnvironmentIds: among(made.targetEnvironments, environments),
      TenantedDeploymentParticipation: 'TenantedOrUntenanted',
      Endpoint: {
        CommunicationStyle: 'TentaclePassive',
        ProxyId: null,
        Uri: `https://${name}:10933/`,
        Thumbprint: 'AB',
      },
    });
};

/** A phase lists environments that no other lists; at most one lists none. */
const phasesOf = ({ phases, environments }: Content): readonly JsonObject[] => {
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

const parameter = (name: string, value: JsonValue, control = 'SingleLineText'): JsonObject => ({
  Name: name,
  Label: name,
  HelpText: '',
  DefaultValue: value,
  DisplaySettings: { 'Octopus.ControlType': control },
});

/** What tenants must supply: a text and a secret. */
const templates = (prefix: string): readonly JsonObject[] => [
  parameter(`${prefix}.Site`, ''),
  parameter(`${prefix}.Key`, { $secret: false }, 'Sensitive'),
];

const addLibrary = (built: SpaceBuilder, variables: readonly Variable[], things: Things): void => {
  built.librarySet('Global', { Description: '', Templates: templates('Global') });
  // Of a project's things a library set knows nothing.
  addVariables(built, variables, { ...things, channels: [], actions: [], owners: [] });
};

const addModule = (built: SpaceBuilder, described: string): void => {
  const script = { Name: 'Octopus.Script.Module[Helpers]', Value: described, Type: 'String', IsSensitive: false };
  built
    .item('scriptModules', ['Helpers'], {
      Name: 'Helpers',
      ContentType: 'ScriptModule',
      Description: described,
      Templates: [],
    })
    .item('scriptModuleSources', ['Helpers'], { Variables: [{ ...script, Description: '', Prompt: null, Scope: {} }] });
};

const addProject = (
  built: SpaceBuilder,
  made: Content,
  project: NonNullable<Content['project']>,
  things: Things,
): void => {
  built.project('OctoFX', {
    Description: made.described,
    ProjectGroupId: made.hasGroup ? 'Trading' : 'Default Project Group',
    LifecycleId: made.hasLifecycle ? 'Fast' : 'Default Lifecycle',
    IncludedLibraryVariableSetIds: [...(made.library ? ['Global'] : []), ...(made.hasModule ? ['Helpers'] : [])],
    TenantedDeploymentMode: 'TenantedOrUntenanted',
    Templates: templates('OctoFX'),
    ...restOfProject,
  });
  built.item('deploymentSettings', ['OctoFX'], deploymentSettings(made));
  built.channel('Default', { ...channel, IsDefault: true });
  if (project.hasQa)
    built.channel('QA', {
      ...channel,
      Description: made.described,
      LifecycleId: made.hasLifecycle ? 'Fast' : null,
      TenantTags: among(project.qaTags, things.tags),
    });
  if (project.runbook)
    built.runbook('Restart', {
      Description: made.described,
      EnvironmentScope: 'Specified',
      Environments: among(project.runbook.environments, things.environments),
      MultiTenancyMode: 'TenantedOrUntenanted',
      DefaultGuidedFailureMode: 'EnvironmentDefault',
      RunRetentionPolicy: { QuantityToKeep: 100, ShouldKeepForever: false, Strategy: 'Count', Unit: 'Items' },
      ConnectivityPolicy: {
        AllowDeploymentsToNoTargets: true,
        ExcludeUnhealthyTargets: false,
        SkipMachineBehavior: 'None',
        TargetRoles: [],
      },
      CancelQueuedTasks: made.described === 'one',
      CancelRunningTasks: false,
      FailTargetDiscovery: false,
      ForcePackageDownload: false,
      RunbookTags: [],
    });
  const onProcess = stepDocuments(project.steps, things);
  built.item('deploymentProcesses', ['OctoFX'], { Steps: onProcess });
  if (project.runbook) {
    // A runbook is no deployment: its steps know no channels.
    const inRunbook = stepDocuments(project.runbook.steps, { ...things, channels: [] });
    built.item('runbookProcesses', ['OctoFX', 'Restart'], { Steps: inRunbook });
  }
  addVariables(built, project.variables, things);
};

const deploymentSettings = ({ described }: Content): JsonObject => ({
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
  ProjectTags: [],
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

const stepDocuments = (made: readonly (readonly [string, Step])[], things: Things): readonly JsonObject[] =>
  made.map(([name, one]) => {
    const { environments } = things;
    const included = among(one.environments, environments);
    const template = one.usesTemplate && things.hasTemplate;
    const teams = among(one.teams, things.teams);
    const action: JsonObject = {
      Name: name,
      ActionType: teams.length > 0 ? 'Octopus.Manual' : 'Octopus.Script',
      IsDisabled: false,
      IsRequired: false,
      CanBeUsedForProjectVersioning: false,
      WorkerPoolId:
        one.dangles === 'pool' ? danglingId('WorkerPools') : one.usesPool && things.hasPool ? 'Ubuntu' : null,
      Environments: included,
      ExcludedEnvironments: included.length > 0 ? [] : among(one.excludedEnvironments, environments),
      Channels: among(one.channels, things.channels),
      TenantTags: among(one.tenantTags, things.tags),
      Packages: [],
      Properties: {
        'Octopus.Action.RunOnServer': 'true',
        ...(teams.length > 0
          ? { 'Octopus.Action.Manual.Instructions': one.script, 'Octopus.Action.Manual.ResponsibleTeamIds': teams }
          : {
              'Octopus.Action.Script.ScriptSource': 'Inline',
              'Octopus.Action.Script.Syntax': 'Bash',
              'Octopus.Action.Script.ScriptBody': one.script,
            }),
        ...(template && { 'Octopus.Action.Template.Id': 'Announce' }),
        ...(one.hasSecret && { 'My.Password': hidden }),
      },
    };
    return {
      Name: name,
      Condition: 'Success',
      StartTrigger: 'StartAfterPrevious',
      PackageRequirement: 'LetOctopusDecide',
      Properties: {},
      Actions: [action],
    };
  });

const addVariables = (built: SpaceBuilder, variables: readonly Variable[], things: Things): void => {
  const known: Readonly<Record<string, readonly string[]>> = {
    Environment: things.environments,
    Role: ['web', 'db'],
    Channel: things.channels,
    Action: things.actions,
    ProcessOwner: things.owners,
    Machine: things.targets,
    TenantTag: things.tags,
  };
  for (const { name, value, kind, scope: made } of variables) {
    const [members, dimensions] = made;
    const own = Object.fromEntries(
      dimensions.flatMap((dimension) => {
        const list = among(members[dimension as keyof typeof members], known[dimension] ?? []);
        return list.length > 0 ? [[dimension, list]] : [];
      }),
    );
    const more = { Description: value, Prompt: null };
    if (kind === 'secret') built.variable(name, hidden, own, { ...more, Type: 'Sensitive', IsSensitive: true });
    else if (kind === 'dangling')
      built.variable(name, danglingId('Accounts'), own, { ...more, Type: 'UsernamePasswordAccount' });
    else if (kind === 'account' && things.hasAccount)
      built.variable(name, 'AWS', own, { ...more, Type: 'UsernamePasswordAccount' });
    else built.variable(name, value, own, more);
  }
};

const addTenant = (
  built: SpaceBuilder,
  name: string,
  one: typeof tenant extends fc.Arbitrary<infer Value> ? Value : never,
  made: Content,
  things: Things,
): void => {
  const own = among(one.environments, things.environments);
  built.item('tenants', [name], {
    Name: name,
    Description: made.described,
    IsDisabled: false,
    TenantTags: among(one.tags, things.tags),
    ProjectEnvironments: made.project ? { OctoFX: own } : {},
  });
  if (!made.project) return;
  // A tenant gives values for environments that it is connected with: none, no values.
  const base = { ProjectId: 'OctoFX', Scope: { EnvironmentIds: own } };
  const values = [
    ...(one.site === undefined || own.length === 0
      ? []
      : [{ ...base, TemplateId: 'OctoFX.Site', Control: 'SingleLineText', Value: one.site }]),
    ...(one.key && own.length > 0 ? [{ ...base, TemplateId: 'OctoFX.Key', Control: 'Sensitive', Value: hidden }] : []),
  ];
  built.item('tenantVariables', [name], {
    LibraryVariableSets: made.library ? ['Global'] : [],
    Projects: ['OctoFX'],
    Common: [],
    // As a snapshot holds a list whose order means nothing.
    Project: values.sort((first, second) => byText(canonicalText(first), canonicalText(second))),
  });
};

/** Everything that the spaces hold. */
export const everything: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...['environments', 'projectGroups', 'tenantTagSets', 'workerPools', 'teams', 'stepTemplates', 'scriptModules'],
    ...['lifecycles', 'tenants', 'accounts', 'targets', 'libraryVariableSets', 'machinePolicies', 'projects'],
  ].map((type) => [type, 'all']),
);

const selections = fc.constantFrom<Readonly<Record<string, string>>>(
  everything,
  { projects: 'all' },
  { projects: 'all', tenants: 'all', environments: 'all' },
  { ...everything, environments: 'all,!Dev', channels: 'all,!QA', runbooks: '!*' },
  { ...everything, lifecycles: '', tenantTagSets: '' },
);

export const anyOptions: fc.Arbitrary<Readonly<Record<string, string>>> = fc.record(
  Object.fromEntries(options.map(({ name, values }) => [name, fc.constantFrom(...values)])),
);

/** Options of which most have their default, as people use them. */
const fewOptions = fc
  .tuple(anyOptions, fc.uniqueArray(fc.constantFrom(...options.map(({ name }) => name)), { maxLength: 6 }))
  .map(([all, names]) => Object.fromEntries(names.map((name) => [name, all[name] ?? ''])));

const origin = 'octosync.yml:1';

const mapping = (type: string, from: string, ...to: readonly string[]): readonly [string, readonly Mapping[]] => [
  type,
  [{ from, to, origin }],
];

/** None, most of the time. */
const maps = fc
  .uniqueArray(
    fc.constantFrom(
      mapping('environments', 'Test', 'Prod'),
      mapping('environments', 'Dev', 'Staging'),
      mapping('tenantTagSets', 'Ring', 'Wave'),
      mapping('accounts', 'AWS', 'Our account'),
      mapping('libraryVariableSets', 'Global', 'Shared'),
      mapping('lifecycles', 'Fast', 'Default Lifecycle'),
      mapping('channels', 'QA', 'Beta'),
      mapping('runbooks', 'Restart', 'Bounce'),
      mapping('projects', 'OctoFX', 'Child A', 'Child B'),
      mapping('tenants', 'Contoso', 'Fabrikam'),
    ),
    { selector: ([type]) => type, maxLength: 2 },
  )
  .map((entries) => Object.fromEntries(entries));

const matches = fc.constantFrom<Override['match']>(
  { variable: ['A'] },
  { step: ['One', 'T*'] },
  { project: ['OctoFX'] },
  { librarySet: ['Global'] },
  { type: ['accounts', 'targets'] },
  { project: ['*'], variable: ['!A', '*'] },
);

const overridable = options.filter(({ name }) => /Scoping|overwriteExistingV|Steps|Scope|Option|^existing/i.test(name));
const overrideOptions = fc
  .uniqueArray(fc.constantFrom(...overridable), { selector: ({ name }) => name, minLength: 1, maxLength: 3 })
  .chain((chosen) =>
    fc.record(Object.fromEntries(chosen.map(({ name, values }) => [name, fc.constantFrom(...values)]))),
  )
  .map((own) => Object.fromEntries(Object.entries(own).map(([name, value]) => [name, { value, origin }])));

const overrides: fc.Arbitrary<readonly Override[]> = fc.array(fc.record({ match: matches, options: overrideOptions }), {
  maxLength: 2,
});

/** Settings of any kind; `select` and `map` may be held fast. */
export const anySettings = (fixed: { select?: Readonly<Record<string, string>>; map?: GivenSettings['map'] } = {}) =>
  fc
    .record({
      options: fc.oneof(anyOptions, fewOptions),
      select: fixed.select ? fc.constant(fixed.select) : selections,
      map: fixed.map ? fc.constant(fixed.map) : fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, maps),
      overrides: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, overrides),
    })
    .map(({ options: own, select, map, overrides: some }): SyncSettings =>
      settings(own, select, { map, overrides: some }),
    );

/** The same settings, under which nothing is an error because a scope does not match: `apply` refuses errors. */
export const withoutErrors = (given: SyncSettings): SyncSettings => ({
  ...given,
  options: lenient(given.options),
  overrides: given.overrides.map(({ match, options: own }) => ({ match, options: lenient(own) })),
});

const lenient = (own: SyncSettings['options']): SyncSettings['options'] =>
  Object.fromEntries(
    Object.entries(own).map(([name, { value, origin: from }]) => [
      name,
      { value: value.replace('ErrorUnless', 'SkipUnless'), origin: from },
    ]),
  );

/** A fixed seed, so that a run is like the one before; OCTOSYNC_SEED takes another, OCTOSYNC_LONG=1 ten times the runs. */
export const runs = (count: number): { readonly seed: number; readonly numRuns: number } => ({
  seed: Number(process.env['OCTOSYNC_SEED'] ?? 20_260_301),
  numRuns: process.env['OCTOSYNC_LONG'] === '1' ? count * 10 : count,
});
