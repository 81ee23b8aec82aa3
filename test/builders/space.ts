import { settle, splitFilter } from '../../src/config/settle.js';
import type { GivenSettings, SyncSettings } from '../../src/settings/settings.js';
import type { Incompleteness, Item, SpaceSnapshot } from '../../src/model/item.js';
import type { JsonObject, JsonValue } from '../../src/model/json.js';
import { keyOf, type Key, type TypeName } from '../../src/model/names.js';
import { digest } from './brands.js';

/** Scope of a variable or step, in the API's own dimension names. */
export type Scope = Readonly<Record<string, readonly JsonValue[]>>;

export interface StepOptions {
  readonly script?: string;
  readonly environments?: readonly string[];
  readonly excludedEnvironments?: readonly string[];
  readonly channels?: readonly string[];
  readonly tenantTags?: readonly string[];
  readonly action?: JsonObject;
  readonly step?: JsonObject;
}

/**
 * Builds a space as a snapshot holds it: `space('prod').environments('Staging').project('OctoFX').variable(…)`.
 * What is built after a project belongs to it, until the next owner.
 */
export class SpaceBuilder {
  readonly #items = new Map<TypeName, Map<Key, Item>>();
  readonly #lookups = new Map<TypeName, Map<Key, string>>();
  readonly #incomplete: Incompleteness[] = [];
  readonly #absent = new Set<TypeName>();
  readonly #installation: string;
  #version = '2026.3.1';
  #owner: { readonly names: readonly string[]; readonly variables: TypeName } = {
    names: [],
    variables: 'projectVariables',
  };

  constructor(installation: string) {
    this.#installation = installation;
  }

  item(type: TypeName, names: readonly string[], document: JsonObject): this {
    const ofType = this.#items.get(type) ?? new Map<Key, Item>();
    const key = keyOf(names);
    this.#items.set(type, ofType.set(key, { type, names, key, document }));
    return this;
  }

  version(version: string): this {
    this.#version = version;
    return this;
  }

  /** `of`: the names of what could not be read, where the rest was. */
  incomplete(type: TypeName, why: string, ...of: readonly string[]): this {
    this.#incomplete.push({ type, why, ...(of.length > 0 && { of }) });
    return this;
  }

  /** What the project keeps in Git of these types could not be read; it has none of it here. */
  unreadInGit(project: string, why: string, ...types: readonly TypeName[]): this {
    for (const type of types) {
      this.#incomplete.push({ type, of: [project], why });
      for (const [key, { names }] of this.#items.get(type) ?? [])
        if (names[0] === project) this.#items.get(type)?.delete(key);
    }
    return this;
  }

  /** The server of this space does not have the type. */
  absent(type: TypeName): this {
    this.#absent.add(type);
    return this;
  }

  lookup(type: TypeName, ...names: readonly string[]): this {
    this.#lookups.set(type, new Map(names.map((name) => [keyOf([name]), name])));
    return this;
  }

  environments(...names: readonly string[]): this {
    for (const name of names) this.item('environments', [name], { Name: name, Description: '' });
    return this;
  }

  environment(name: string, more: JsonObject = {}): this {
    return this.item('environments', [name], { Name: name, ...more });
  }

  projectGroup(name: string, more: JsonObject = {}): this {
    return this.item('projectGroups', [name], { Name: name, Description: '', ...more });
  }

  machinePolicy(name: string, more: JsonObject = {}): this {
    return this.item('machinePolicies', [name], { Name: name, ...more });
  }

  workerPool(name: string, more: JsonObject = {}): this {
    return this.item('workerPools', [name], { Name: name, ...more });
  }

  stepTemplate(name: string, more: JsonObject = {}): this {
    return this.item('stepTemplates', [name], { Name: name, ...more });
  }

  scriptModule(name: string, more: JsonObject = {}): this {
    return this.item('scriptModules', [name], { Name: name, ...more });
  }

  proxy(name: string, more: JsonObject = {}): this {
    return this.item('proxies', [name], { Name: name, ...more });
  }

  gitCredential(name: string, more: JsonObject = {}): this {
    return this.item('gitCredentials', [name], { Name: name, ...more });
  }

  worker(name: string, more: JsonObject = {}): this {
    return this.item('workers', [name], { Name: name, ...more });
  }

  scriptModuleSource(module: string, document: JsonObject = { Variables: [] }): this {
    return this.item('scriptModuleSources', [module], document);
  }

  teamRoles(team: string, document: JsonObject): this {
    return this.item('teamRoles', [team], document);
  }

  tenantVariables(tenant: string, document: JsonObject): this {
    return this.item('tenantVariables', [tenant], document);
  }

  /** A trigger of the project at hand. */
  trigger(name: string, more: JsonObject = {}): this {
    return this.item('triggers', [...this.#owner.names, name], { Name: name, ...more });
  }

  /** The deployment settings of the project at hand. */
  deploymentSettings(document: JsonObject): this {
    return this.item('deploymentSettings', this.#owner.names, document);
  }

  packageVersion(packageId: string, version: string, more: JsonObject): this {
    return this.item('packages', [`${packageId}@${version}`], { PackageId: packageId, Version: version, ...more });
  }

  tagSet(name: string, ...tags: readonly string[]): this {
    return this.item('tenantTagSets', [name], {
      Name: name,
      Tags: tags.map((tag) => ({ Name: tag, Color: '#333333' })),
    });
  }

  feed(name: string, more: JsonObject = {}): this {
    return this.item('externalFeeds', [name], { Name: name, FeedType: 'NuGet', ...more });
  }

  team(name: string, more: JsonObject = {}): this {
    return this.item('teams', [name], { Name: name, MemberUserIds: [], ExternalSecurityGroups: [], ...more });
  }

  lifecycle(name: string, ...phases: readonly (readonly string[])[]): this {
    return this.item('lifecycles', [name], {
      Name: name,
      Phases: phases.map((environments, index) => ({
        Name: `Phase ${index + 1}`,
        AutomaticDeploymentTargets: [],
        OptionalDeploymentTargets: environments,
      })),
    });
  }

  tenant(name: string, projects: Readonly<Record<string, readonly string[]>> = {}, tags: readonly string[] = []): this {
    return this.item('tenants', [name], { Name: name, TenantTags: tags, ProjectEnvironments: projects });
  }

  librarySet(name: string, more: JsonObject = {}): this {
    this.item('libraryVariableSets', [name], { Name: name, ContentType: 'Variables', Templates: [], ...more });
    this.item('libraryVariables', [name], { Variables: [] });
    this.#owner = { names: [name], variables: 'libraryVariables' };
    return this;
  }

  /** With its group `Default Project Group`, its lifecycle `Default Lifecycle`, and a channel `Default`. */
  project(name: string, more: JsonObject = {}): this {
    this.item('projects', [name], {
      Name: name,
      Description: '',
      ProjectGroupId: 'Default Project Group',
      LifecycleId: 'Default Lifecycle',
      IncludedLibraryVariableSetIds: [],
      ...more,
    });
    this.#owner = { names: [name], variables: 'projectVariables' };
    this.channel('Default', { IsDefault: true });
    this.item('deploymentProcesses', [name], { Steps: [] });
    return this.item('projectVariables', [name], { Variables: [] });
  }

  /** The project at hand keeps all it can in Git; what follows of its variables is there, but for the secrets. */
  inGit(more: JsonObject = {}): this {
    const { names } = this.#owner;
    const project = this.#items.get('projects')?.get(keyOf(names))?.document ?? {};
    this.#owner = { names, variables: 'projectGitVariables' };
    return this.item('projects', names, {
      ...project,
      IsVersionControlled: true,
      PersistenceSettings: {
        Type: 'VersionControlled',
        Url: 'https://git.example.com/octofx.git',
        BasePath: '.octopus',
        DefaultBranch: 'main',
        Credentials: { Type: 'Reference', Id: 'Robot' },
        ProtectedBranchNamePatterns: [],
        ConversionState: { VariablesAreInGit: true, RunbooksAreInGit: true },
        $git: { ref: 'refs/heads/main' },
        ...more,
      },
    }).item('projectGitVariables', names, { Variables: [] });
  }

  /** With an empty process. */
  runbook(name: string, more: JsonObject = {}): this {
    const names = [...this.#owner.names, name];
    return this.item('runbooks', names, { Name: name, ...more }).item('runbookProcesses', names, { Steps: [] });
  }

  /** A deployment target that listens, with the machine policy `Default Machine Policy`. */
  target(name: string, more: JsonObject = {}): this {
    return this.item('targets', [name], {
      Name: name,
      Roles: [],
      MachinePolicyId: 'Default Machine Policy',
      EnvironmentIds: [],
      TenantIds: [],
      TenantTags: [],
      Endpoint: { CommunicationStyle: 'TentaclePassive' },
      ...more,
    }).machinePolicy('Default Machine Policy');
  }

  account(name: string, more: JsonObject = {}): this {
    return this.item('accounts', [name], {
      Name: name,
      AccountType: 'AmazonWebServicesAccount',
      EnvironmentIds: [],
      TenantIds: [],
      TenantTags: [],
      ...more,
    });
  }

  certificate(name: string, more: JsonObject = {}): this {
    return this.item('certificates', [name], {
      Name: name,
      Archived: null,
      Thumbprint: name,
      CertificateData: { $secret: true },
      Password: { $secret: false },
      EnvironmentIds: [],
      TenantIds: [],
      TenantTags: [],
      ...more,
    });
  }

  channel(name: string, more: JsonObject = {}): this {
    const document = { Name: name, LifecycleId: null, IsDefault: false, TenantTags: [], ...more };
    return this.item('channels', [...this.#owner.names, name], document);
  }

  variable(name: string, value: JsonValue, scope: Scope = {}, more: JsonObject = {}): this {
    return this.#variable({ Name: name, Value: value, Type: 'String', IsSensitive: false, Scope: scope, ...more });
  }

  secret(name: string, scope: Scope = {}, more: JsonObject = {}): this {
    const value = { Value: { $secret: true }, Type: 'Sensitive', IsSensitive: true };
    const { variables } = this.#owner;
    // A repository holds no secrets: they are in the database.
    const at = variables === 'projectGitVariables' ? 'projectVariables' : variables;
    return this.#variable({ Name: name, ...value, Scope: scope, ...more }, at);
  }

  step(name: string, options: StepOptions = {}): this {
    const action = {
      Name: name,
      ActionType: 'Octopus.Script',
      Environments: options.environments ?? [],
      ExcludedEnvironments: options.excludedEnvironments ?? [],
      Channels: options.channels ?? [],
      TenantTags: options.tenantTags ?? [],
      Packages: [],
      Properties: { 'Octopus.Action.Script.ScriptBody': options.script ?? `echo ${name}` },
      ...options.action,
    };
    const steps = this.#list('deploymentProcesses', 'Steps');
    const step = { Name: name, Condition: 'Success', Properties: {}, Actions: [action], ...options.step };
    return this.item('deploymentProcesses', this.#owner.names, { Steps: [...steps, step] });
  }

  #variable(variable: JsonObject, variables = this.#owner.variables): this {
    const { names } = this.#owner;
    return this.item(variables, names, { Variables: [...this.#list(variables, 'Variables'), variable] });
  }

  #list(type: TypeName, field: string): readonly JsonValue[] {
    const list = this.#items.get(type)?.get(keyOf(this.#owner.names))?.document[field];
    return Array.isArray(list) ? (list as readonly JsonValue[]) : [];
  }

  build(): SpaceSnapshot {
    return {
      identity: {
        url: `https://${this.#installation}.example.com`,
        installation: this.#installation,
        space: 'Default',
        version: this.#version,
      },
      digest: digest('0'.repeat(64)),
      items: this.#items,
      lookups: this.#lookups,
      incomplete: this.#incomplete,
      absent: this.#absent,
      files: new Map(),
    };
  }
}

/** A space with nothing but what every space has: a project group and a lifecycle. */
export const space = (installation: string): SpaceBuilder =>
  new SpaceBuilder(installation).projectGroup('Default Project Group').lifecycle('Default Lifecycle');

export const settings = (
  options: Readonly<Record<string, string>> = {},
  select: Readonly<Record<string, string>> = { projects: 'all' },
  more: GivenSettings = {},
): SyncSettings => {
  const origin = 'flag';
  return settle(more, {
    options: Object.fromEntries(Object.entries(options).map(([name, value]) => [name, { value, origin }])),
    select: Object.fromEntries(
      Object.entries(select).map(([type, value]) => [type, { value: splitFilter(value), origin }]),
    ),
  });
};
