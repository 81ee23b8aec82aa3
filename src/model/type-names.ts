/** Every resource type there is. `catalogue/all-types.ts` holds a declaration for each. */
export const typeNames = [
  'accounts',
  'buildInformation',
  'certificates',
  'channels',
  'communityTemplates',
  'deploymentProcesses',
  'deploymentSettings',
  'environments',
  'externalFeeds',
  'gitCredentials',
  'libraryVariables',
  'libraryVariableSets',
  'lifecycles',
  'machinePolicies',
  'packages',
  'projectGitVariables',
  'projectGroups',
  'projects',
  'projectVariables',
  'proxies',
  'runbookProcesses',
  'runbooks',
  'scriptModules',
  'scriptModuleSources',
  'serverTeams',
  'stepTemplates',
  'targets',
  'teamRoles',
  'teams',
  'tenants',
  'tenantTagSets',
  'tenantVariables',
  'triggers',
  'userRoles',
  'users',
  'workerPools',
  'workers',
] as const;

/** Things inside documents that others refer to, without being resources of their own: `publishes` says where. */
export const publishedNames = [
  'actionPackages',
  'actions',
  'libraryTemplates',
  'processOwners',
  'projectTemplates',
  'tags',
] as const;

/** The name of a resource type in the catalogue, such as `projects`. */
export type TypeName = (typeof typeNames)[number];
export type PublishedName = (typeof publishedNames)[number];
/** What a reference may mean: a resource, or a thing inside one. */
export type ThingName = TypeName | PublishedName;

/** Something for some of the types, and for some of the things that references mean. */
export type ByType<Value> = Readonly<Partial<Record<TypeName, Value>>>;
export type ByThing<Value> = Readonly<Partial<Record<ThingName, Value>>>;

const known: ReadonlySet<string> = new Set(typeNames);

export const isTypeName = (name: string): name is TypeName => known.has(name);
