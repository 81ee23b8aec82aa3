/** What the server knows of a collection, besides its contract: an independent reading of the vendor's pages. */
export interface Collection {
  readonly path: string;
  readonly idPrefix: string;
  /** The member that identifies a document. */
  readonly idField: 'Id' | 'TenantId';
  /** What a page says its items are: `Environment`. */
  readonly itemType: string;
  /** Resources are made by the server with their owner; there is no POST. */
  readonly born?: boolean;
  /** Names are unique in the space, or among the resources of one owner. */
  readonly uniqueWithin: 'space' | 'ProjectId' | 'nothing';
  readonly sortBy: 'SortOrder' | 'Name' | 'Id';
  readonly hasSlug: boolean;
  /** Lists whose items get IDs from the server. */
  readonly itemIds: readonly string[];
  /** Served as loaded, never written. */
  readonly readOnly?: boolean;
}

const itemTypes: Readonly<Record<string, string>> = {
  variables: 'VariableSet',
  deploymentprocesses: 'DeploymentProcess',
};

const plain = (path: string, idPrefix: string, more: Partial<Collection> = {}): Collection => ({
  path,
  idPrefix,
  idField: 'Id',
  itemType: itemTypes[path] ?? idPrefix.replace(/ies$/, 'y').replace(/s$/, ''),
  uniqueWithin: 'space',
  sortBy: 'Name',
  hasSlug: true,
  itemIds: [],
  ...more,
});

const loaded = (path: string, idPrefix: string, more: Partial<Collection> = {}): Collection =>
  plain(path, idPrefix, { hasSlug: false, readOnly: true, ...more });

export const collections: readonly Collection[] = [
  plain('environments', 'Environments', { sortBy: 'SortOrder' }),
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
  plain('projects', 'Projects', { itemIds: ['Templates'] }),
  plain('channels', 'Channels', { uniqueWithin: 'ProjectId', itemIds: ['Rules', 'GitResourceRules'] }),
  plain('deploymentprocesses', 'deploymentprocess', {
    born: true,
    uniqueWithin: 'nothing',
    sortBy: 'Id',
    hasSlug: false,
  }),
  plain('tenants', 'Tenants'),
  plain('teams', 'Teams'),
  plain('proxies', 'Proxies', { hasSlug: false }),
  plain('workerpools', 'WorkerPools', { sortBy: 'SortOrder' }),
  loaded('machines', 'Machines', { hasSlug: true }),
  loaded('accounts', 'Accounts', { hasSlug: true }),
  loaded('certificates', 'Certificates'),
  loaded('userroles', 'UserRoles'),
  loaded('tenantvariables', 'TenantVariables', { idField: 'TenantId' }),
];

/** The collection at a path, if the sandbox has one there. */
export const collectionAt = (path: string): Collection | undefined => collections.find((one) => one.path === path);

/** Members that a PUT keeps when it leaves them out (channels page); everything else falls back to its default. */
export const keptOnOmission: Readonly<Record<string, readonly string[]>> = {
  channels: ['Rules', 'GitReferenceRules', 'GitResourceRules', 'CustomFieldDefinitions', 'TenantTags'],
};

/** Members of requests that steer the server and are part of no resource. */
export const steering: readonly string[] = ['Clone', 'RetainTenantConnections', 'ChangeDescription', 'ClientVersion'];
