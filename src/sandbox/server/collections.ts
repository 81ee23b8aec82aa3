import type { PageShape } from '../../model/page.js';
import type { Generation } from './contract.js';

/** What the server knows of a collection, besides its contract: an independent reading of the vendor's pages (docs/octopus-api.md). */
export interface Collection {
  readonly path: string;
  readonly idPrefix: string;
  /** The member that identifies a document. */
  readonly idField: 'Id' | 'TenantId' | 'ProjectId';
  /** What a page says its items are: `Environment`. */
  readonly itemType: string;
  /** Resources are made by the server with their owner; there is no POST. */
  readonly born?: boolean;
  /** Names are unique in the space, or among the resources of one owner. */
  readonly uniqueWithin: 'space' | 'ProjectId' | 'nothing';
  readonly sortBy: 'SortOrder' | 'Name' | 'Id';
  /** The member that names a document. */
  readonly nameField: 'Name' | 'Username';
  /** The filter `name` finds parts of names too. */
  readonly nameIsFragment?: boolean;
  /** Whether `/all` exists, where no contract says it. */
  readonly hasAll?: boolean;
  readonly hasSlug: boolean;
  /** Lists whose items get IDs from the server. */
  readonly itemIds: readonly string[];
  /** Resources of the server belong to no space. */
  readonly reach: 'space' | 'server';
  /** The only generation of servers that has it; both where nothing is said. */
  readonly only?: Generation;
  /** Kept for other resources: it has no routes of its own. */
  readonly hidden?: boolean;
  /** Served as loaded, never written. */
  readonly readOnly?: boolean;
  /** How a page of it is written, where it holds neither `Items` nor links. */
  readonly page?: PageShape;
  /** How the documents of older servers are called that are loaded into it, where they are called otherwise. */
  readonly older?: string;
}

const itemTypes: Readonly<Record<string, string>> = {
  variables: 'VariableSet',
  deploymentprocesses: 'DeploymentProcess',
  deploymentsettings: 'DeploymentSettings',
  packages: 'Package',
};

const plain = (path: string, idPrefix: string, more: Partial<Collection> = {}): Collection => ({
  path,
  idPrefix,
  idField: 'Id',
  itemType: itemTypes[path] ?? idPrefix.replace(/ies$/, 'y').replace(/s$/, ''),
  uniqueWithin: 'space',
  sortBy: 'Name',
  nameField: 'Name',
  hasSlug: true,
  itemIds: [],
  reach: 'space',
  ...more,
});

const loaded = (path: string, idPrefix: string, more: Partial<Collection> = {}): Collection =>
  plain(path, idPrefix, { hasSlug: false, readOnly: true, ...more });

export const collections: readonly Collection[] = [
  plain('environments', 'Environments', { sortBy: 'SortOrder', nameIsFragment: true }),
  plain('projectgroups', 'ProjectGroups'),
  plain('lifecycles', 'Lifecycles', { itemIds: ['Phases'] }),
  plain('machinepolicies', 'MachinePolicies', { hasSlug: false }),
  plain('feeds', 'Feeds'),
  plain('tagsets', 'TagSets', { sortBy: 'SortOrder', hasSlug: false, itemIds: ['Tags'] }),
  plain('libraryvariablesets', 'LibraryVariableSets', { hasSlug: false, itemIds: ['Templates'] }),
  plain('variables', 'variableset', {
    born: true,
    uniqueWithin: 'nothing',
    sortBy: 'Id',
    hasSlug: false,
    itemIds: ['Variables'],
  }),
  plain('projects', 'Projects', { itemIds: ['Templates'], nameIsFragment: true }),
  plain('channels', 'Channels', { uniqueWithin: 'ProjectId', itemIds: ['Rules', 'GitResourceRules'] }),
  plain('deploymentprocesses', 'deploymentprocess', {
    born: true,
    uniqueWithin: 'nothing',
    sortBy: 'Id',
    hasSlug: false,
  }),
  plain('deploymentsettings', 'deploymentsettings', {
    idField: 'ProjectId',
    only: '2026',
    born: true,
    hidden: true,
    uniqueWithin: 'nothing',
    sortBy: 'Id',
    hasSlug: false,
  }),
  plain('runbooks', 'Runbooks', { uniqueWithin: 'ProjectId' }),
  plain('runbookProcesses', 'RunbookProcess', { born: true, uniqueWithin: 'nothing', sortBy: 'Id', hasSlug: false }),
  plain('projecttriggers', 'ProjectTriggers', { uniqueWithin: 'ProjectId', hasSlug: false }),
  plain('tenants', 'Tenants', { nameIsFragment: true }),
  plain('teams', 'Teams'),
  plain('proxies', 'Proxies', { hasSlug: false }),
  plain('workerpools', 'WorkerPools', { sortBy: 'SortOrder' }),
  plain('machines', 'Machines'),
  plain('workers', 'Workers'),
  plain('accounts', 'Accounts'),
  plain('certificates', 'Certificates', { hasSlug: false }),
  plain('git-credentials', 'GitCredentials', { hasSlug: false, nameIsFragment: true, only: '2026' }),
  plain('scopeduserroles', 'ScopedUserRoles', { hasSlug: false, uniqueWithin: 'nothing', sortBy: 'Id' }),
  plain('userroles', 'UserRoles', { reach: 'server', hasSlug: false }),
  loaded('users', 'Users', { reach: 'server', nameField: 'Username' }),
  loaded('communityactiontemplates', 'CommunityActionTemplates', { reach: 'server', hasAll: false }),
  plain('tenantvalues', 'TenantVariables', {
    older: 'tenantvariables',
    idField: 'TenantId',
    hidden: true,
    uniqueWithin: 'nothing',
    sortBy: 'Id',
    hasSlug: false,
  }),
  plain('packages', 'packages', { uniqueWithin: 'nothing', hasSlug: false }),
  plain('build-information', 'BuildInformation', { uniqueWithin: 'nothing', hasSlug: false }),
  plain('actiontemplates', 'ActionTemplates', { hasSlug: false, itemIds: ['Parameters', 'Packages'] }),
];

/** The collection at a path, if the sandbox has one there. */
export const collectionAt = (path: string): Collection | undefined => byPath.get(path.toLowerCase());

/** Paths are read without regard to case, as a server reads them: `runbookprocesses` is `runbookProcesses`. */
const byPath = new Map(collections.map((collection) => [collection.path.toLowerCase(), collection]));

/** The folders whose documents an instance can be loaded with, in lower case: those of a space, or of the server. */
export const foldersOf = (reach: Collection['reach']): ReadonlySet<string> =>
  new Set(
    collections
      .filter((one) => one.reach === reach)
      .flatMap(({ path, older }) => [path, older ?? path])
      .map((folder) => folder.toLowerCase()),
  );

/**
 * Members that a PUT keeps when it leaves them out (octopus-api channels, runbooks); everything else falls back to its
 * default.
 */
export const keptOnOmission: Readonly<Record<string, readonly string[]>> = {
  // Not stated; but no trigger is without them.
  projecttriggers: ['Name', 'Filter', 'Action'],
  runbooks: ['CancelQueuedTasks', 'CancelRunningTasks', 'PublishedRunbookSnapshotId'],
  channels: ['Rules', 'GitReferenceRules', 'GitResourceRules', 'CustomFieldDefinitions', 'TenantTags'],
};

/** Members that a POST may leave out or say to be null: the vendor's own helper never sets them, so a default follows. */
export const defaultedOnCreate: Readonly<Record<string, readonly string[]>> = { runbooks: ['RunRetentionPolicy'] };

/** Members of requests that steer the server and are part of no resource. */
export const steering: readonly string[] = ['Clone', 'RetainTenantConnections', 'ChangeDescription', 'ClientVersion'];
