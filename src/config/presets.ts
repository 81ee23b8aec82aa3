import { UsageError } from '../model/errors.js';
import type { GivenSettings } from '../settings/settings.js';
import type { GeneralOption, Written } from '../settings/options.js';
import { oneOf } from './suggestion.js';

/**
 * The three use cases of "keeping instances in sync", exactly as the lists there say (rules option-preset), and what the
 * predecessor had no option for: steps, and what a base tells (rules three-way-presets). Where a
 * list and the example command beside it disagree, the list counts (docs/use-cases.md). What a list does not mention
 * keeps its default.
 */
export const presets = {
  'dev-test-to-staging-prod': {
    overwriteExistingVariables: 'false',
    overwriteExistingCustomStepTemplates: 'true',
    overwriteExistingLifecyclesPhases: 'NeverCloneLifecyclePhases',
    cloneProjectChannelRules: 'true',
    cloneTeamUserRoleScoping: 'true',
    cloneProjectVersioningReleaseCreationSettings: 'false',
    cloneProjectDeploymentProcess: 'true',
    cloneProjectRunbooks: 'true',
    cloneTenantVariables: 'true',
    cloneProjectLogos: 'true',
    cloneTenantLogos: 'true',
    processEnvironmentScopingMatch: 'IgnoreMismatchOnNewLeaveExistingAlone',
    processChannelScopingMatch: 'IgnoreMismatchOnNewLeaveExistingAlone',
    processTenantTagScopingMatch: 'SkipUnlessExactMatch',
    variableChannelScopingMatch: 'IgnoreMismatchOnNewLeaveExistingAlone',
    variableEnvironmentScopingMatch: 'IgnoreMismatchOnNewLeaveExistingAlone',
    variableProcessOwnerScopingMatch: 'SkipUnlessPartialMatch',
    variableActionScopingMatch: 'SkipUnlessPartialMatch',
    variableMachineScopingMatch: 'SkipUnlessExactMatch',
    variableAccountScopingMatch: 'SkipUnlessExactMatch',
    variableCertificateScopingMatch: 'SkipUnlessExactMatch',
    variableTenantTagScopingMatch: 'SkipUnlessExactMatch',
    infrastructureEnvironmentScopingMatch: 'IgnoreMismatchOnNewLeaveExistingAlone',
    infrastructureTenantScopingMatch: 'SkipUnlessPartialMatch',
    infrastructureTenantTagScopingMatch: 'SkipUnlessExactMatch',
    processCloningOption: 'KeepAdditionalDestinationSteps',
    existingSteps: 'update',
    follow: 'changes',
  },
  mirrored: {
    overwriteExistingVariables: 'false',
    overwriteExistingCustomStepTemplates: 'true',
    overwriteExistingLifecyclesPhases: 'false',
    cloneProjectChannelRules: 'true',
    cloneTeamUserRoleScoping: 'true',
    cloneProjectVersioningReleaseCreationSettings: 'true',
    cloneProjectDeploymentProcess: 'true',
    cloneProjectRunbooks: 'true',
    cloneTenantVariables: 'true',
    cloneProjectLogos: 'true',
    cloneTenantLogos: 'true',
    processEnvironmentScopingMatch: 'SkipUnlessExactMatch',
    processChannelScopingMatch: 'SkipUnlessExactMatch',
    processTenantTagScopingMatch: 'SkipUnlessExactMatch',
    variableChannelScopingMatch: 'SkipUnlessExactMatch',
    variableEnvironmentScopingMatch: 'SkipUnlessExactMatch',
    variableProcessOwnerScopingMatch: 'SkipUnlessExactMatch',
    variableActionScopingMatch: 'SkipUnlessExactMatch',
    variableMachineScopingMatch: 'SkipUnlessExactMatch',
    variableAccountScopingMatch: 'SkipUnlessExactMatch',
    variableCertificateScopingMatch: 'SkipUnlessExactMatch',
    variableTenantTagScopingMatch: 'SkipUnlessExactMatch',
    infrastructureEnvironmentScopingMatch: 'SkipUnlessExactMatch',
    infrastructureTenantScopingMatch: 'SkipUnlessExactMatch',
    infrastructureTenantTagScopingMatch: 'SkipUnlessExactMatch',
    processCloningOption: 'SourceOnly',
    existingSteps: 'update',
    destinationOnlyScope: 'drop',
    removals: 'apply',
    renames: 'follow',
  },
  'main-to-production-only': {
    overwriteExistingVariables: 'false',
    overwriteExistingCustomStepTemplates: 'true',
    overwriteExistingLifecyclesPhases: 'NeverCloneLifecyclePhases',
    cloneProjectChannelRules: 'true',
    cloneTeamUserRoleScoping: 'true',
    cloneProjectVersioningReleaseCreationSettings: 'true',
    cloneProjectDeploymentProcess: 'true',
    cloneProjectRunbooks: 'true',
    cloneTenantVariables: 'true',
    cloneProjectLogos: 'true',
    cloneTenantLogos: 'true',
    processEnvironmentScopingMatch: 'SkipUnlessPartialMatch',
    processChannelScopingMatch: 'SkipUnlessPartialMatch',
    processTenantTagScopingMatch: 'SkipUnlessExactMatch',
    variableChannelScopingMatch: 'SkipUnlessExactMatch',
    variableEnvironmentScopingMatch: 'SkipUnlessPartialMatch',
    variableProcessOwnerScopingMatch: 'SkipUnlessPartialMatch',
    variableActionScopingMatch: 'SkipUnlessPartialMatch',
    variableMachineScopingMatch: 'SkipUnlessExactMatch',
    variableAccountScopingMatch: 'SkipUnlessExactMatch',
    variableCertificateScopingMatch: 'SkipUnlessExactMatch',
    variableTenantTagScopingMatch: 'SkipUnlessExactMatch',
    infrastructureEnvironmentScopingMatch: 'SkipUnlessPartialMatch',
    infrastructureTenantScopingMatch: 'SkipUnlessExactMatch',
    processCloningOption: 'SourceOnly',
    existingSteps: 'update',
    follow: 'changes',
  },
} as const satisfies Readonly<Record<string, Preset>>;

/** A slip in the name of an option or in its value does not compile. */
type Preset = { readonly [Name in GeneralOption]?: Written<Name> };

export const presetNames = Object.keys(presets) as readonly (keyof typeof presets)[];

/** The layer of settings that a preset is, each with the origin `preset NAME`. Throws UsageError for an unknown name. */
export const presetLayer = (name: string): GivenSettings => {
  const preset = presetNames.find((one) => one === name);
  if (preset === undefined)
    throw new UsageError({ what: `There is no preset "${name}".`, remedy: oneOf(name, presetNames) });
  const values = Object.entries(presets[preset]);
  return {
    options: Object.fromEntries(values.map(([option, value]) => [option, { value, origin: `preset ${preset}` }])),
  };
};
