// Steps and variables as the API has them.
const action = (name, type, properties, more = {}) => ({
  Name: name,
  ActionType: type,
  IsDisabled: false,
  IsRequired: false,
  Environments: [],
  ExcludedEnvironments: [],
  Channels: [],
  TenantTags: [],
  Packages: [],
  Properties: properties,
  ...more,
});

const step = (name, one, role) => ({
  Name: name,
  Condition: 'Success',
  StartTrigger: 'StartAfterPrevious',
  PackageRequirement: 'LetOctopusDecide',
  Properties: role === undefined ? {} : { 'Octopus.Action.TargetRoles': role },
  Actions: [one],
});

const inline = (body) => ({
  'Octopus.Action.RunOnServer': 'false',
  'Octopus.Action.Script.ScriptSource': 'Inline',
  'Octopus.Action.Script.Syntax': 'PowerShell',
  'Octopus.Action.Script.ScriptBody': body,
});

export const script = (name, body, { role = 'octofx-web', ...more } = {}) =>
  step(name, action(name, 'Octopus.Script', inline(body), more), role);

export const deploy = (name, pkg, feed, role) =>
  step(
    name,
    action(
      name,
      'Octopus.TentaclePackage',
      {
        'Octopus.Action.Package.PackageId': pkg,
        'Octopus.Action.Package.FeedId': feed,
        'Octopus.Action.Package.DownloadOnTentacle': 'False',
      },
      { Packages: [{ Name: '', PackageId: pkg, FeedId: feed, AcquisitionLocation: 'Server', Properties: {} }] },
    ),
    role,
  );

export const manual = (name, instructions, teams, channels) =>
  step(
    name,
    action(
      name,
      'Octopus.Manual',
      {
        'Octopus.Action.Manual.Instructions': instructions,
        'Octopus.Action.Manual.ResponsibleTeamIds': teams.join(','),
        'Octopus.Action.RunOnServer': 'true',
      },
      { Channels: channels },
    ),
  );

export const fromTemplate = (name, template, properties, more = {}) =>
  step(
    name,
    action(
      name,
      template.ActionType,
      {
        ...template.Properties,
        ...properties,
        'Octopus.Action.RunOnServer': 'true',
        'Octopus.Action.Template.Id': template.Id,
        'Octopus.Action.Template.Version': String(template.Version),
      },
      more,
    ),
  );

export const variable = (Name, Value, Scope = {}, more = {}) => ({
  Name,
  Value,
  Type: 'String',
  IsSensitive: false,
  Scope,
  Description: '',
  ...more,
});

export const secret = (Name, Scope = {}) => ({
  Name,
  Value: `${Name} of the example`,
  Type: 'Sensitive',
  IsSensitive: true,
  Scope,
  Description: '',
});

export const retention = { Strategy: 'Count', Unit: 'Days', QuantityToKeep: 30, ShouldKeepForever: false };
export const hidden = { HasValue: true, NewValue: 'example' };
