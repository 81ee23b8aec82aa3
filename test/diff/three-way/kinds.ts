import type { SpaceSnapshot } from '../../../src/model/item.js';
import { isList, isObject, objectsOf, ownIn, type JsonObject, type JsonValue } from '../../../src/model/json.js';
import { documentIn } from '../../builders/outcome.js';
import { space, type SpaceBuilder } from '../../builders/space.js';
import type { Said } from './rows.js';

/** A kind of element: how a space is made in which it says something, and what a space says of it. */
export interface Kind {
  readonly make: (installation: string, said: Said) => SpaceSnapshot;
  readonly read: (snapshot: SpaceSnapshot) => Said;
  /** The mode that changes of it wait for, and its values: leave and follow. */
  readonly mode?: readonly [option: string, leave: string, follow: string];
  /** It is a field: it is there on every side, so that it is never removed, only emptied. */
  readonly isField?: true;
  /** It comes where it is new, whatever its mode. */
  readonly comes?: true;
}

const whole = (said: Said, build: (text: string) => JsonObject): readonly JsonObject[] =>
  said === undefined ? [] : [build(said)];

const maybe = (field: string, said: Said): JsonObject => (said === undefined ? {} : { [field]: said });

/** Every environment that something is scoped to. */
const started = (installation: string): SpaceBuilder => space(installation).environments('a', 'b', 'c');

const saidIn = (value: JsonValue | undefined): Said =>
  value === 'a' || value === 'b' || value === 'c' ? value : undefined;

const namedIn = (list: JsonValue | undefined, name: string): JsonObject =>
  objectsOf(list).find((item) => item['Name'] === name) ?? {};

const inside = (value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined =>
  path.reduce<JsonValue | undefined>((found, field) => (isObject(found) ? ownIn(found, field) : undefined), value);

const stepOf = (snapshot: SpaceSnapshot, name: string): JsonObject =>
  namedIn(documentIn(snapshot, 'deploymentProcesses', 'OctoFX')['Steps'], name);

const actionOf = (snapshot: SpaceSnapshot, step: string, action: string): JsonObject =>
  namedIn(stepOf(snapshot, step)['Actions'], action);

const action = (name: string, more: JsonObject = {}): JsonObject => ({
  Name: name,
  ActionType: 'Octopus.Script',
  Environments: [],
  ExcludedEnvironments: [],
  Channels: [],
  TenantTags: [],
  Packages: [],
  Properties: {},
  ...more,
});

/** A project with one step of some actions. */
const withActions = (installation: string, ...actions: readonly JsonObject[]): SpaceSnapshot =>
  started(installation)
    .project('OctoFX')
    .step('Deploy', { step: { Actions: actions } })
    .build();

const existingSteps = ['existingSteps', 'leave', 'update'] as const;
const values = ['overwriteExistingVariables', 'false', 'true'] as const;

const variableIn = (snapshot: SpaceSnapshot): JsonObject =>
  namedIn(documentIn(snapshot, 'projectVariables', 'OctoFX')['Variables'], 'A');

export const kinds: Readonly<Record<string, Kind>> = {
  field: {
    make: (installation, said) =>
      started(installation)
        .environment('Dev', { Description: said ?? '' })
        .build(),
    read: (snapshot) => saidIn(documentIn(snapshot, 'environments', 'Dev')['Description']),
    mode: ['existing.environments', 'leave', 'update'],
    isField: true,
  },
  step: {
    make: (installation, said) => {
      const built = started(installation).project('OctoFX').step('Before');
      return (said === undefined ? built : built.step('Deploy', { script: said })).build();
    },
    read: (snapshot) =>
      saidIn(inside(actionOf(snapshot, 'Deploy', 'Deploy'), 'Properties', 'Octopus.Action.Script.ScriptBody')),
    mode: existingSteps,
    comes: true,
  },
  action: {
    make: (installation, said) =>
      withActions(
        installation,
        action('Before'),
        ...whole(said, (text) => action('Then', { Properties: { 'Octopus.Action.Script.ScriptBody': text } })),
      ),
    read: (snapshot) =>
      saidIn(inside(actionOf(snapshot, 'Deploy', 'Then'), 'Properties', 'Octopus.Action.Script.ScriptBody')),
    mode: existingSteps,
  },
  property: {
    make: (installation, said) => withActions(installation, action('Deploy', { Properties: maybe('My.Own', said) })),
    read: (snapshot) => saidIn(inside(actionOf(snapshot, 'Deploy', 'Deploy'), 'Properties', 'My.Own')),
    mode: existingSteps,
    isField: true,
  },
  package: {
    make: (installation, said) =>
      withActions(
        installation,
        action('Deploy', {
          Packages: whole(said, (text) => ({
            Name: 'tool',
            PackageId: text,
            FeedId: null,
            AcquisitionLocation: 'Server',
            Properties: {},
          })),
        }),
      ),
    read: (snapshot) => saidIn(namedIn(actionOf(snapshot, 'Deploy', 'Deploy')['Packages'], 'tool')['PackageId']),
    mode: existingSteps,
  },
  'variable value': {
    make: (installation, said) => {
      const built = started(installation).project('OctoFX').variable('B', 'x');
      return (said === undefined ? built : built.variable('A', said)).build();
    },
    read: (snapshot) => saidIn(variableIn(snapshot)['Value']),
    mode: values,
    comes: true,
  },
  scope: {
    make: (installation, said) =>
      started(installation)
        .project('OctoFX')
        .variable('A', 'x', said === undefined ? {} : { Environment: [said] })
        .build(),
    read: (snapshot) => {
      const environments = inside(variableIn(snapshot)['Scope'], 'Environment');
      return isList(environments) ? saidIn(environments[0]) : undefined;
    },
    mode: ['variableScopeChanges', 'leave', 'update'],
    isField: true,
  },
  tag: {
    make: (installation, said) =>
      started(installation)
        .item('tenantTagSets', ['Ring'], {
          Name: 'Ring',
          Tags: [{ Name: 'Other', Color: '#000000' }, ...whole(said, (text) => ({ Name: 'Early', Color: text }))],
        })
        .build(),
    read: (snapshot) => saidIn(namedIn(documentIn(snapshot, 'tenantTagSets', 'Ring')['Tags'], 'Early')['Color']),
  },
  template: {
    make: (installation, said) =>
      started(installation)
        .project('OctoFX', {
          Templates: whole(said, (text) => ({ Name: 'Site', Label: text, DefaultValue: '', DisplaySettings: {} })),
        })
        .build(),
    read: (snapshot) => saidIn(namedIn(documentIn(snapshot, 'projects', 'OctoFX')['Templates'], 'Site')['Label']),
  },
  'tenant value': {
    make: (installation, said) =>
      started(installation)
        .project('OctoFX', {
          Templates: [{ Name: 'Site', Label: '', DefaultValue: '', DisplaySettings: {} }],
          TenantedDeploymentMode: 'TenantedOrUntenanted',
        })
        .tenant('Internal', { OctoFX: ['a'] })
        .tenantVariables('Internal', {
          LibraryVariableSets: [],
          Projects: ['OctoFX'],
          Common: [],
          Project: whole(said, (text) => ({
            ProjectId: 'OctoFX',
            TemplateId: 'Site',
            Control: 'SingleLineText',
            Scope: { EnvironmentIds: ['a'] },
            Value: text,
          })),
        })
        .build(),
    read: (snapshot) => {
      const [first] = objectsOf(documentIn(snapshot, 'tenantVariables', 'Internal')['Project']);
      return saidIn(first?.['Value']);
    },
    mode: values,
    comes: true,
  },
};
