import type { TypeName } from '../model/names.js';

/** One switch or policy: the one source for flags, configuration, the options reference and what engines may ask. */
export interface OptionDefinition {
  readonly name: string;
  /** Allowed values as the documents spell them; matched without regard to case. Empty where a number is wanted. */
  readonly values: readonly string[];
  /** Other names by which the predecessor's documents and parameters call it. */
  readonly aliases?: readonly string[];
  readonly default: string;
  readonly about: string;
}

export const policies = [
  'ErrorUnlessExactMatch',
  'SkipUnlessExactMatch',
  'ErrorUnlessPartialMatch',
  'SkipUnlessPartialMatch',
  'IgnoreMismatch',
  'IgnoreMismatchOnNewLeaveExistingAlone',
] as const;

export type Policy = (typeof policies)[number];

/**
 * What a reference that is not a list accepts: it has one member, so there is no partial match (rules scope-single).
 */
const singlePolicies = [
  'ErrorUnlessExactMatch',
  'SkipUnlessExactMatch',
  'IgnoreMismatch',
] as const satisfies readonly Policy[];

/** The predecessor's documents say `TenantTags…` and `VariablesTenantTags…` too. */
const aliasesOf = (name: string): readonly string[] => {
  const plural = name.replace('TenantTagScoping', 'TenantTagsScoping');
  if (plural === name) return [];
  const others = name.startsWith('variable')
    ? [plural.replace('variable', 'variables'), 'variableTenantScopingMatch']
    : [];
  return [plural, ...others, ...(name.startsWith('process') ? ['processTenantScopingMatch'] : [])];
};

const scopePolicy = <const Name extends string>(name: Name, what: string) =>
  ({
    name,
    aliases: aliasesOf(name),
    values: policies,
    default: 'SkipUnlessPartialMatch',
    about: `What happens to ${what} that the destination does not have all of.`,
  }) as const;

const singlePolicy = <const Name extends string>(name: Name, what: string) =>
  ({
    name,
    values: singlePolicies,
    default: 'SkipUnlessExactMatch',
    about: `What happens to a variable whose value is ${what} that the destination does not have.`,
  }) as const;

const onOff = <const Name extends string>(name: Name, value: boolean, about: string) =>
  ({ name, values: ['true', 'false'], default: value ? 'true' : 'false', about }) as const;

/** Switches and scope match policies, in the order of the options reference. */
export const generalOptions = [
  {
    name: 'dependencies',
    values: ['require', 'include'],
    default: 'require',
    about: 'Whether what the selected items need is added to the selection, or reported as blocked when it is missing.',
  },
  {
    name: 'overwriteExistingVariables',
    values: ['false', 'true', 'AddNewWithDefaultValue'],
    default: 'false',
    about: 'Whether values of existing variables follow the source. Sensitive values are never overwritten.',
  },
  {
    name: 'variableScopeChanges',
    values: ['update', 'leave'],
    default: 'update',
    about: 'Whether a value that has another scope on the source now gets it on the destination too.',
  },
  {
    name: 'destinationOnlyScope',
    values: ['keep', 'drop'],
    default: 'keep',
    about:
      'What happens, when an existing item is updated, to members of its scope that name things the source does not have at all.',
  },
  {
    name: 'overwriteExistingLifecyclesPhases',
    values: ['false', 'true', 'NeverCloneLifecyclePhases'],
    default: 'false',
    about:
      'Whether phases of existing lifecycles follow the source; or no lifecycle, a new one neither, gets phases of the source.',
  },
  {
    name: 'processCloningOption',
    values: ['KeepAdditionalDestinationSteps', 'SourceOnly'],
    default: 'KeepAdditionalDestinationSteps',
    about: 'Whether steps that only the destination has are kept after the others, or removed.',
  },
  {
    name: 'existingSteps',
    values: ['leave', 'update'],
    default: 'leave',
    about: 'Whether steps that exist on both sides stay as they are or take the content of the source.',
  },
  {
    name: 'follow',
    values: ['changes', 'everything'],
    default: 'changes',
    about:
      'With a base: whether only what the source has changed since then follows it, or everything that differs, as without one.',
  },
  {
    name: 'conflicts',
    values: ['leave', 'source', 'merge', 'error'],
    default: 'leave',
    about:
      'With a base: what becomes of what both sides have changed. `merge` merges texts of several lines, and leaves the rest.',
  },
  {
    name: 'removals',
    values: ['report', 'apply'],
    default: 'report',
    about:
      'With a base: whether what the source has removed inside a document, and the destination has not touched, is reported or removed there too.',
  },
  {
    name: 'renames',
    values: ['report', 'follow'],
    default: 'report',
    about:
      'Whether what was probably renamed on the source is reported and waits, or gets its new name on the destination.',
  },
  {
    name: 'gitWrite',
    values: ['branch', 'default-branch'],
    default: 'branch',
    about:
      'Where changes go that a project keeps in Git: to a branch of their own that a person merges, or to the branch that was read.',
  },
  {
    name: 'gitProjects',
    values: ['database', 'convert'],
    default: 'database',
    about:
      'Whether a new project whose source is in Git stays one of the database, or the clean-up list says how to convert it.',
  },
  onOff('cloneProjectDeploymentProcess', true, 'Whether the deployment processes of selected projects are synced.'),
  onOff('cloneProjectRunbooks', true, 'Whether the runbooks of selected projects are synced, with their processes.'),
  onOff('cloneProjectChannelRules', false, 'Whether the version rules of channels are synced.'),
  onOff(
    'cloneProjectVersioningReleaseCreationSettings',
    false,
    'Whether versioning and release creation settings of projects are synced.',
  ),
  onOff(
    'overwriteExistingCustomStepTemplates',
    false,
    'Whether existing step templates of the space follow the source.',
  ),
  onOff('cloneProjectLogos', true, 'Whether the logos of selected projects are synced.'),
  onOff('cloneTenantLogos', true, 'Whether the logos of selected tenants are synced.'),
  onOff('cloneStepTemplateLogos', true, 'Whether the logos of selected step templates are synced.'),
  onOff('cloneTenantVariables', false, 'Whether the variables of selected tenants are synced.'),
  onOff(
    'cloneTeamUserRoleScoping',
    false,
    'Whether the user roles of selected teams are synced, where a team has none.',
  ),
  scopePolicy('processEnvironmentScopingMatch', 'a step scoped to environments'),
  scopePolicy('processChannelScopingMatch', 'a step scoped to channels'),
  scopePolicy('processTenantTagScopingMatch', 'a step scoped to tenant tags'),
  scopePolicy('variableEnvironmentScopingMatch', 'a variable value scoped to environments'),
  scopePolicy('variableChannelScopingMatch', 'a variable value scoped to channels'),
  scopePolicy('variableProcessOwnerScopingMatch', 'a variable value scoped to processes'),
  scopePolicy('variableActionScopingMatch', 'a variable value scoped to steps'),
  scopePolicy('variableMachineScopingMatch', 'a variable value scoped to deployment targets'),
  scopePolicy('variableTenantTagScopingMatch', 'a variable value scoped to tenant tags'),
  scopePolicy('infrastructureEnvironmentScopingMatch', 'an account, certificate or target restricted to environments'),
  scopePolicy('infrastructureTenantScopingMatch', 'an account, certificate or target restricted to tenants'),
  scopePolicy('infrastructureTenantTagScopingMatch', 'an account, certificate or target restricted to tenant tags'),
  singlePolicy('variableAccountScopingMatch', 'an account'),
  singlePolicy('variableCertificateScopingMatch', 'a certificate'),
  singlePolicy('variableWorkerPoolScopingMatch', 'a worker pool'),
  {
    ...onOff('ignoreVersionCheck', false, 'Whether source and destination may run different versions of Octopus.'),
    aliases: ['ignoreVersionCheckResult'],
  },
] as const satisfies readonly OptionDefinition[];

type General = (typeof generalOptions)[number];

/** An option that is about no single type. */
export type GeneralOption = General['name'];

/** The option that says what happens to items of a type that exist already: `existing.projects`. */
export type ExistingOption = `existing.${TypeName}`;

export type OptionName = GeneralOption | ExistingOption;

/** The values of an option as a file has them. */
export type Written<Name extends GeneralOption> = Extract<General, { readonly name: Name }>['values'][number];

type NamesOf<Values extends readonly string[]> = {
  [Option in General as Option['name']]: Option['values'] extends Values ? Option['name'] : never;
}[GeneralOption];

/** An option that is on or off. */
export type SwitchOption = NamesOf<readonly ['true', 'false']>;

/** An option that says what becomes of an item whose scope does not match. */
export type PolicyOption = NamesOf<readonly Policy[]>;

/** Limits on the size and kind of a changeset (rules gate-limits): `apply` refuses what they do not let through. */
export const gates = [
  {
    name: 'scope-widening',
    values: ['refuse', 'allow'],
    default: 'refuse',
    about: 'Changes after which something applies more widely than on the source, or than it does on the destination.',
  },
  {
    name: 'removed-steps',
    values: ['allow', 'refuse'],
    default: 'allow',
    about: 'Steps and actions that the source does not have and that are removed (`SourceOnly`).',
  },
  {
    name: 'removals',
    values: ['refuse', 'allow'],
    default: 'refuse',
    about:
      'What the source has removed inside a document and that is removed on the destination too (`removals: apply`).',
  },
  {
    name: 'renames',
    values: ['refuse', 'allow'],
    default: 'refuse',
    about: 'What gets a new name on the destination (`renames: follow`).',
  },
  {
    name: 'deletions',
    values: ['refuse', 'allow'],
    default: 'refuse',
    about: 'What an earlier run created and an undo deletes (`octosync undo --include-creations`).',
  },
  { name: 'max-changes', values: [], default: 'none', about: 'How many changes there may be.' },
  {
    name: 'max-update-percent',
    values: [],
    default: '30',
    about: 'How many of the existing items of a type may be updated, in percent; from 10 items up.',
  },
] as const satisfies readonly OptionDefinition[];

export type GateName = (typeof gates)[number]['name'];
