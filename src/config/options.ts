import { allTypes, canonicalThings, merges, syncedTypes } from '../catalogue/index.js';
import type { ThingName, TypeName } from '../model/names.js';

/** One switch or policy: the one source for flags, configuration and the options reference. */
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
const singlePolicies: readonly Policy[] = ['ErrorUnlessExactMatch', 'SkipUnlessExactMatch', 'IgnoreMismatch'];

/** The predecessor's documents say `TenantTags…` and `VariablesTenantTags…` too. */
const aliasesOf = (name: string): readonly string[] => {
  const plural = name.replace('TenantTagScoping', 'TenantTagsScoping');
  if (plural === name) return [];
  const others = name.startsWith('variable')
    ? [plural.replace('variable', 'variables'), 'variableTenantScopingMatch']
    : [];
  return [plural, ...others, ...(name.startsWith('process') ? ['processTenantScopingMatch'] : [])];
};

const scopePolicy = (name: string, what: string): OptionDefinition => ({
  name,
  aliases: aliasesOf(name),
  values: policies,
  default: 'SkipUnlessPartialMatch',
  about: `What happens to ${what} that the destination does not have all of.`,
});

const singlePolicy = (name: string, what: string): OptionDefinition => ({
  name,
  values: singlePolicies,
  default: 'SkipUnlessExactMatch',
  about: `What happens to a variable whose value is ${what} that the destination does not have.`,
});

const onOff = (name: string, value: boolean, about: string): OptionDefinition => ({
  name,
  values: ['true', 'false'],
  default: String(value),
  about,
});

/** Switches and scope match policies, in the order of the options reference. */
export const options: readonly OptionDefinition[] = [
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
    values: ['drop', 'keep'],
    default: 'drop',
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
  ...syncedTypes
    .filter(({ merging: { strategy, existing } }) => merges[strategy.kind] === 'whole' && !existing.fixed)
    .map((type): OptionDefinition => ({
      name: existingOption(type.name),
      values: ['leave', 'update'],
      default: type.merging.existing.default,
      about: `Whether each ${type.singular} that the destination has already stays as it is or takes the content of the source.`,
    })),
];

/** The option that says what happens to items of a type that exist already: `existing.projects`. */
export function existingOption(type: TypeName): string {
  return `existing.${type}`;
}

/** Types that a person selects by name, and what holds when nothing is said. */
export const selectable: readonly {
  readonly type: TypeName;
  readonly singular: string;
  readonly default: readonly string[];
  /** Each one is named: no wildcard, no `all`. */
  readonly byNameOnly: boolean;
}[] = syncedTypes.flatMap((type) => {
  if (type.selecting.how === 'withParent' || type.selecting.withFilterOf !== undefined) return [];
  const comesAlong = type.selecting.how === 'withParentByFilter' && type.selecting.byDefault !== 'none';
  return [
    {
      type: type.name,
      singular: type.singular,
      default: comesAlong ? ['all'] : [],
      byNameOnly: type.selecting.byNameOnly ?? false,
    },
  ];
});

/** Types whose names a person may map, tags (`Set/Tag`) among them. Packages are the same wherever they are. */
export const mappable: readonly ThingName[] = [
  ...syncedTypes.flatMap(({ name, identity, reading }): readonly ThingName[] =>
    identity.kind === 'named' && reading.listing.kind !== 'asked' ? [name] : [],
  ),
  ...canonicalThings,
  ...allTypes.flatMap((type) => (type.mappable ? [type.name] : [])),
];

/** Options that are about the whole changeset: there is nothing in it that could have another value. */
export const wholeOptions: readonly string[] = ['dependencies', 'ignoreVersionCheck'];

/** Limits on the size and kind of a changeset (rules gate-limits): `apply` refuses what they do not let through. */
export const gates: readonly OptionDefinition[] = [
  {
    name: 'scope-widening',
    values: ['refuse', 'allow'],
    default: 'refuse',
    about: 'Changes after which something applies more widely than on the source.',
  },
  {
    name: 'removed-steps',
    values: ['allow', 'refuse'],
    default: 'allow',
    about: 'Steps and actions that the source does not have and that are removed (`SourceOnly`).',
  },
  { name: 'max-changes', values: [], default: 'none', about: 'How many changes there may be.' },
  {
    name: 'max-update-percent',
    values: [],
    default: '30',
    about: 'How many of the existing items of a type may be updated, in percent; from 10 items up.',
  },
];
