import { isList, isObject, textOf, type JsonObject } from '../../src/model/json.js';
import type { Place } from './two-spaces.js';

const idOf = (document: JsonObject): string => textOf(document['Id']);

/** Makes a project with all its scaffolding, through the API alone: what people sync most. */
export const fillSpace = async ({ call }: Place): Promise<void> => {
  const make = async (path: string, document: JsonObject): Promise<string> => idOf(await call('POST', path, document));
  const test = await make('environments', { Name: 'Test', Description: 'Where it is tried.' });
  const production = await make('environments', { Name: 'Production' });
  const lifecycle = await make('lifecycles', {
    Name: 'Two steps',
    Phases: [phase('Try', test), phase('Live', production)],
  });
  const group = await make('projectgroups', { Name: 'Trading' });
  await make('tagsets', {
    Name: 'Region',
    Description: 'Where a customer trades.',
    Tags: [{ Name: 'Europe', Color: '#3156B3', Description: '' }],
  });
  const library = await call('POST', 'libraryvariablesets', { Name: 'Global', ContentType: 'Variables' });
  await setVariables({ call } as Place, textOf(library['VariableSetId']), [
    variable('Log.Level', 'Info', {}),
    variable('Log.Level', 'Debug', { Environment: [test] }),
  ]);
  const project = await call('POST', 'projects', {
    Name: 'OctoFX',
    Description: 'Trades currencies.',
    ProjectGroupId: group,
    LifecycleId: lifecycle,
    IncludedLibraryVariableSetIds: [idOf(library)],
    TenantedDeploymentMode: 'TenantedOrUntenanted',
  });
  await addSteps({ call } as Place, project);
  await setVariables({ call } as Place, textOf(project['VariableSetId']), [
    variable('Greeting', 'Hello', {}),
    variable('Greeting', 'Hello, production', { Environment: [production] }),
    { ...variable('Password', 'of the source', { Environment: [test] }), Type: 'Sensitive', IsSensitive: true },
  ]);
  await make('channels', { Name: 'Hotfix', ProjectId: idOf(project), LifecycleId: lifecycle, Rules: [] });
  await make('tenants', {
    Name: 'Internal',
    TenantTags: ['Region/Europe'],
    ProjectEnvironments: { [idOf(project)]: [test, production] },
  });
};

const phase = (name: string, environment: string): JsonObject => ({
  Name: name,
  AutomaticDeploymentTargets: [],
  OptionalDeploymentTargets: [environment],
  MinimumEnvironmentsBeforePromotion: 0,
  IsOptionalPhase: false,
});

const variable = (name: string, value: string, scope: JsonObject): JsonObject => ({
  Id: '',
  Name: name,
  Value: value,
  Type: 'String',
  IsSensitive: false,
  IsEditable: true,
  Description: '',
  Scope: scope,
});

const setVariables = async ({ call }: Place, id: string, variables: readonly JsonObject[]): Promise<void> => {
  const set = await call('GET', `variables/${id}`);
  await call('PUT', `variables/${id}`, { ...set, Variables: variables });
};

const addSteps = async ({ call }: Place, project: JsonObject): Promise<void> => {
  const at = `projects/${idOf(project)}/deploymentprocesses`;
  const process = await call('GET', at);
  await call('PUT', at, {
    ...process,
    Steps: [script('Announce', 'Write-Host "#{Greeting}"'), script('Warm up', 'exit 0')],
  });
};

const script = (name: string, body: string): JsonObject => ({
  Name: name,
  PackageRequirement: 'LetOctopusDecide',
  Properties: {},
  Condition: 'Success',
  StartTrigger: 'StartAfterPrevious',
  Actions: [
    {
      Name: name,
      ActionType: 'Octopus.Script',
      IsDisabled: false,
      CanBeUsedForProjectVersioning: false,
      IsRequired: false,
      WorkerPoolId: null,
      Environments: [],
      ExcludedEnvironments: [],
      Channels: [],
      TenantTags: [],
      Packages: [],
      Condition: 'Success',
      Properties: {
        'Octopus.Action.RunOnServer': 'true',
        'Octopus.Action.Script.ScriptSource': 'Inline',
        'Octopus.Action.Script.Syntax': 'PowerShell',
        'Octopus.Action.Script.ScriptBody': body,
      },
    },
  ],
});

/** The environments of a space, by name. */
export const environmentsOf = async ({ call }: Place): Promise<ReadonlyMap<string, JsonObject>> => {
  const { Items: items } = await call('GET', 'environments?take=1000');
  return new Map(isList(items) ? items.filter(isObject).map((one) => [textOf(one['Name']), one]) : []);
};
