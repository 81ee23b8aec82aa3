/**
 * What people call fields whose names do not say it (rules review-words). Every other name is read as it is written:
 * `LifecycleId` is the lifecycle, `Octopus.Action.Aws.Region` is "aws region".
 */
export const labels: ReadonlyMap<string, string> = new Map([
  ['Octopus.Action.TargetRoles', 'target tags'],
  ['Octopus.Action.Script.ScriptBody', 'script'],
  ['Octopus.Action.Script.Syntax', 'script language'],
  ['Octopus.Action.RunOnServer', 'runs on the server'],
  ['Octopus.Action.MaxParallelism', 'targets at once'],
  ['Octopus.Action.Template.Id', 'step template'],
  ['Octopus.Action.Template.Version', 'version of the step template'],
  ['Octopus.Action.Package.PackageId', 'package'],
  ['Octopus.Action.Package.FeedId', 'feed'],
  ['Octopus.Action.Manual.Instructions', 'instructions'],
  ['Octopus.Action.Manual.ResponsibleTeamIds', 'responsible teams'],
  ['ActionType', 'kind of step'],
  ['StartTrigger', 'start'],
  ['IsDisabled', 'disabled'],
  ['IsRequired', 'required'],
  ['ExcludedEnvironments', 'excluded environments'],
  ['TenantTags', 'tenant tags'],
  ['IncludedLibraryVariableSetIds', 'library variable sets'],
  ['TenantedDeploymentMode', 'tenanted deployments'],
  ['EnvironmentTags', 'tags'],
  ['ProjectTags', 'tags'],
  ['SortOrder', 'place in the list'],
  ['DefaultPowerShellEdition', 'PowerShell edition'],
  ['IsBadgesEnabled', 'badges'],
  ['$logo', 'logo'],
]);

const beginnings = /^Octopus\.(Action\.)?/;

/** A field in words, without a capital at its beginning: `lifecycle`, `target tags`, `uses guided failure`. */
export const labelOf = (field: string): string => {
  const known = labels.get(field) ?? made.get(field);
  if (known !== undefined) return known;
  const label = inWords(field.replace(beginnings, '')) || field;
  made.set(field, label);
  return label;
};

/** Labels that were asked for: the same fields come again and again. */
const made = new Map<string, string>();

/**
 * What a place of a document is about, in words: the innermost field, without where in a list it is. What a person may have
 * named, such as a parameter of a step template, is quoted: `secret key`, `"Announce.Token"`.
 */
export const placeInWords = (path: readonly string[]): string => {
  const field = path.findLast((segment) => !/^(\d+|-)$/.test(segment)) ?? '';
  return /^[A-Z][A-Za-z]*$|^Octopus\.|^\$/.test(field) ? labelOf(field) : `"${field}"`;
};

/** A dimension of a scope, as the portal calls what it limits to (rules review-words): `target tag`. */
export const dimensionOf = (field: string): string => dimensions.get(field) ?? labelOf(field);

const dimensions: ReadonlyMap<string, string> = new Map([
  ['EnvironmentIds', 'environment'],
  ['ProcessOwner', 'process'],
  ['Role', 'target tag'],
  ['Machine', 'target'],
  ['Action', 'step'],
  ['TenantTag', 'tenant tag'],
]);

const inWords = (field: string): string =>
  field
    .replace(/(?<=[a-z])Ids$/, 's')
    .replace(/(?<=[a-z])Id$/, '')
    .replaceAll(/[._]+/g, ' ')
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .split(' ')
    .map((word) => (/^[A-Z]{2,}s?\d*$/.test(word) ? word : word.toLowerCase()))
    .join(' ')
    .trim();
