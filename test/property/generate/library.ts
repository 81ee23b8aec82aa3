import type { JsonObject, JsonValue } from '../../../src/model/json.js';
import type { SpaceBuilder } from '../../builders/space.js';
import type { Things } from './things.js';
import { addVariables, type Variable } from './variables.js';
import { hidden } from './words.js';

/* Step templates, library variable sets, script modules, and what tenants must supply. */

const parameter = (name: string, value: JsonValue, control = 'SingleLineText'): JsonObject => ({
  Name: name,
  Label: name,
  HelpText: '',
  DefaultValue: value,
  DisplaySettings: { 'Octopus.ControlType': control },
});

/** What tenants must supply: a text and a secret. */
export const templates = (prefix: string): readonly JsonObject[] => [
  parameter(`${prefix}.Site`, ''),
  parameter(`${prefix}.Key`, { $secret: false }, 'Sensitive'),
];

export const addTemplate = (built: SpaceBuilder, described: string): SpaceBuilder =>
  built.item('stepTemplates', ['Announce'], {
    Name: 'Announce',
    Description: described,
    ActionType: 'Octopus.Script',
    CommunityActionTemplateId: null,
    Packages: [],
    GitDependencies: [],
    Parameters: [
      parameter('Message', described),
      ...(described === '' ? [] : [parameter('Token', hidden, 'Sensitive')]),
    ],
    Properties: {
      'Octopus.Action.Script.ScriptBody': `echo ${described}`,
      'Octopus.Action.Script.ScriptSource': 'Inline',
      'Octopus.Action.Script.Syntax': 'Bash',
    },
  });

export const addLibrary = (built: SpaceBuilder, variables: readonly Variable[], things: Things): void => {
  built.librarySet('Global', { Description: '', Templates: templates('Global') });
  // Of a project's things a library set knows nothing.
  addVariables(built, variables, { ...things, channels: [], actions: [], runbookActions: [], owners: [] });
};

export const addModule = (built: SpaceBuilder, described: string): void => {
  const script = { Name: 'Octopus.Script.Module[Helpers]', Value: described, Type: 'String', IsSensitive: false };
  built
    .item('scriptModules', ['Helpers'], {
      Name: 'Helpers',
      ContentType: 'ScriptModule',
      Description: described,
      Templates: [],
    })
    .item('scriptModuleSources', ['Helpers'], { Variables: [{ ...script, Description: '', Prompt: null, Scope: {} }] });
};
