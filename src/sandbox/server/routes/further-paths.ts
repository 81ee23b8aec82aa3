import type { JsonObject } from '../../../model/json.js';
import { textIn, textsIn } from '../documents.js';
import { filtersOf } from './list-filters.js';

/*
 * What the vendor's client asks for besides collections and resources: where it is, and what its query takes. Links hand it
 * out, routes serve it.
 */

/** A list below a resource: those of another collection that name it. */
export interface Belonging {
  readonly owners: string;
  /** How the path calls the list. */
  readonly at: string;
  readonly path: string;
  readonly names: (document: JsonObject) => readonly string[];
}

const one =
  (field: string): Belonging['names'] =>
  (document) => [textIn(document, field)];

const several =
  (field: string): Belonging['names'] =>
  (document) =>
    textsIn(document, field);

export const belongings: readonly Belonging[] = [
  { owners: 'environments', at: 'machines', path: 'machines', names: several('EnvironmentIds') },
  { owners: 'workerpools', at: 'workers', path: 'workers', names: several('WorkerPoolIds') },
  { owners: 'machinepolicies', at: 'machines', path: 'machines', names: one('MachinePolicyId') },
  { owners: 'machinepolicies', at: 'workers', path: 'workers', names: one('MachinePolicyId') },
  { owners: 'projectgroups', at: 'projects', path: 'projects', names: one('ProjectGroupId') },
];

/** The links of a resource to the lists below it: `Machines` of an environment. */
export const belongingLinks = (owners: string, at: string): JsonObject =>
  Object.fromEntries(
    belongings
      .filter((one) => one.owners === owners)
      .map((one) => [
        `${one.at[0]?.toUpperCase() ?? ''}${one.at.slice(1)}`,
        `${at}/${one.at}{?${filtersOf(one.path).join(',')}}`,
      ]),
  );

/** A summary: of what, by which machines, and how it is called. */
export interface Summary {
  readonly path: string;
  /** How its link is called, before `Summary`. */
  readonly link: string;
  readonly machines: string;
  readonly member: string;
  readonly list: string;
  readonly item: string;
  /** Counts those of tenants, too. */
  readonly withTenants: boolean;
  /** The filters of machines that it takes. */
  readonly filters: readonly string[];
  /** What leaves out those without machines, as the page and as the client call it. */
  readonly hideEmpty: readonly string[];
}

export const summaries: readonly Summary[] = [
  {
    path: 'environments',
    link: 'Environments',
    machines: 'machines',
    member: 'EnvironmentIds',
    list: 'EnvironmentSummaries',
    item: 'Environment',
    withTenants: true,
    filters: ['roles', 'isDisabled', 'healthStatuses', 'commStyles', 'tenantIds', 'tenantTags'],
    hideEmpty: ['hideEmptyEnvironments'],
  },
  {
    path: 'workerpools',
    link: 'WorkerPools',
    machines: 'workers',
    member: 'WorkerPoolIds',
    list: 'WorkerPoolSummaries',
    item: 'WorkerPool',
    withTenants: false,
    filters: ['isDisabled', 'healthStatuses', 'commStyles'],
    hideEmpty: ['hideEmptyPools', 'hideEmptyWorkerPools'],
  },
];

/** The names that a summary takes in its query. */
export const summaryQuery = ({ filters, hideEmpty }: Summary): readonly string[] => [
  'ids',
  'partialName',
  'machinePartialName',
  ...filters,
  ...hideEmpty,
];

/** Names and parameters of the links to what is computed. */
export const previewPaths = {
  VariableNames: { path: 'variables/names', query: ['project', 'projectEnvironmentsFilter'] },
  VariablePreview: {
    path: 'variables/preview',
    query: ['project', 'channel', 'tenant', 'runbook', 'action', 'environment', 'machine', 'role'],
  },
  MachinePolicyTemplate: { path: 'machinepolicies/template', query: [] },
  MachineRoles: { path: 'machineroles/all', query: [] },
  TenantsStatus: { path: 'tenants/status', query: [] },
  TenantsMissingVariables: {
    path: 'tenants/variables-missing',
    query: ['tenantId', 'projectId', 'environmentId', 'includeDetails'],
  },
} as const;

/** `{?skip,take}` of a link; nothing where it takes nothing. */
export const parameters = (query: readonly string[]): string => (query.length > 0 ? `{?${query.join(',')}}` : '');

/** Links of a space, and of the server for its default space, to what is computed or put in order. */
export const furtherLinks = (home: string): JsonObject => ({
  EnvironmentSortOrder: `${home}/environments/sortorder`,
  TagSetSortOrder: `${home}/tagsets/sortorder`,
  WorkerPoolSortOrder: `${home}/workerpools/sortorder`,
  PackageUpload: `${home}/packages/raw{?replace,overwriteMode}`,
  PackagesBulk: `${home}/packages/bulk{?ids}`,
  BuildInformationBulk: `${home}/build-information/bulk{?ids}`,
  ...Object.fromEntries(
    summaries.map((one) => [`${one.link}Summary`, `${home}/${one.path}/summary${parameters(summaryQuery(one))}`]),
  ),
  ...Object.fromEntries(
    Object.entries(previewPaths).map(([name, { path, query }]) => [name, `${home}/${path}${parameters(query)}`]),
  ),
});
