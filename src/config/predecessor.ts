import type { TypeName } from '../model/names.js';
import { options, selectable } from './options.js';

/** What became of a parameter of the predecessor's scripts. */
export type Successor =
  | { readonly kind: 'option'; readonly option: string }
  | { readonly kind: 'select'; readonly type: TypeName }
  | { readonly kind: 'instance'; readonly side: 'source' | 'destination'; readonly field: 'url' | 'space' }
  /** An API key, which is in no file of ours. */
  | { readonly kind: 'key'; readonly side: 'source' | 'destination' }
  | { readonly kind: 'parent' }
  | { readonly kind: 'children' }
  /** We do it in another way, and this is how. */
  | { readonly kind: 'otherwise'; readonly instead: string };

const selections: Readonly<Record<string, TypeName>> = {
  EnvironmentsToClone: 'environments',
  WorkerPoolsToClone: 'workerPools',
  ProjectGroupsToClone: 'projectGroups',
  TenantTagsToClone: 'tenantTagSets',
  ExternalFeedsToClone: 'externalFeeds',
  StepTemplatesToClone: 'stepTemplates',
  InfrastructureAccountsToClone: 'accounts',
  LibraryVariableSetsToClone: 'libraryVariableSets',
  LifeCyclesToClone: 'lifecycles',
  ProjectsToClone: 'projects',
  TenantsToClone: 'tenants',
  ScriptModulesToClone: 'scriptModules',
  MachinePoliciesToClone: 'machinePolicies',
  TargetsToClone: 'targets',
  WorkersToClone: 'workers',
  SpaceTeamsToClone: 'teams',
  PackagesToClone: 'packages',
  CertificatesToClone: 'certificates',
  RunbooksToClone: 'runbooks',
  ChannelsToClone: 'channels',
};

/** The type whose names its parent and children are. */
export const familyType: TypeName = 'projects';

const others: Readonly<Record<string, Successor>> = {
  SourceOctopusUrl: { kind: 'instance', side: 'source', field: 'url' },
  SourceSpaceName: { kind: 'instance', side: 'source', field: 'space' },
  SourceOctopusApiKey: { kind: 'key', side: 'source' },
  SourceApiKey: { kind: 'key', side: 'source' },
  DestinationOctopusUrl: { kind: 'instance', side: 'destination', field: 'url' },
  DestinationSpaceName: { kind: 'instance', side: 'destination', field: 'space' },
  DestinationOctopusApiKey: { kind: 'key', side: 'destination' },
  DestinationApiKey: { kind: 'key', side: 'destination' },
  ParentProjectName: { kind: 'parent' },
  ChildProjectsToSync: { kind: 'children' },
  AddAdditionalVariableValuesOnExistingVariableSets: {
    kind: 'otherwise',
    instead: 'values that the destination lacks are always added (docs/how-it-works.md, "Variables")',
  },
  ClonePackages: { kind: 'otherwise', instead: 'packages are synced when they are selected: select.packages' },
  SkipPausingWhenIgnoringVersionCheckResult: {
    kind: 'otherwise',
    instead: 'octosync never pauses; apply asks before the first write',
  },
  WhatIf: { kind: 'otherwise', instead: 'diff writes nothing to a server, and apply has --dry-run' },
};

const pascal = (name: string): string => name.replace(/^./, (letter) => letter.toUpperCase());
const camel = (name: string): string => name.replace(/^./, (letter) => letter.toLowerCase());

/** Every spelling that the documents and scripts of the predecessor have for an option; not our own name. */
export const formerNamesOf = (option: string): readonly string[] => {
  if (option.includes('.')) return [];
  const aliases = options.find(({ name }) => name === option)?.aliases ?? [];
  return [...aliases, ...[option, ...aliases].map(pascal)];
};

/** The parameters by which the predecessor selected a type: `TenantTagsToClone`. */
export const formerParametersOf = (type: string): readonly string[] =>
  Object.entries(selections).flatMap(([parameter, ours]) => (ours === type ? [parameter] : []));

/** The same as options are written, too: `tenantTagsToClone`. */
export const formerSelectionsOf = (type: TypeName): readonly string[] =>
  formerParametersOf(type).flatMap((parameter) => [parameter, camel(parameter)]);

/** Parameter name → what it is with us. PowerShell reads names without regard to case: look up in lower case. */
export const successors: ReadonlyMap<string, Successor> = new Map(
  [
    ...Object.entries(others),
    ...Object.entries(selections).map(([parameter, type]) => [parameter, { kind: 'select', type }] as const),
    ...options.flatMap(({ name }) =>
      formerNamesOf(name).map((parameter) => [parameter, { kind: 'option', option: name }] as const),
    ),
  ].map(([parameter, successor]) => [parameter.toLowerCase(), successor]),
);

/** Names by which a configuration may call each option: ours first, then the predecessor's. */
export const optionNames: ReadonlyMap<string, string> = new Map(
  options.flatMap(({ name }) => [name, ...formerNamesOf(name)].map((spelling) => [spelling, name] as const)),
);

/** Names by which a configuration may call each selection. */
export const selectionNames: ReadonlyMap<string, TypeName> = new Map(
  selectable.flatMap(({ type }) => [type, ...formerSelectionsOf(type)].map((spelling) => [spelling, type] as const)),
);

/** Names by which a configuration may give a parent project and its children. */
export const familyNames = [
  'parentProjectName',
  'ParentProjectName',
  'childProjectsToSync',
  'ChildProjectsToSync',
] as const;
