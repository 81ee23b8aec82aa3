// What projects have in common: environments, library sets, tenants and their tags.
import { numbers } from './numbers.js';

/** The environments that every space begins with; more are numbered. */
const environmentNames = ['Development', 'Test', 'Staging', 'Production'];

export const environment = (number, ids) => ({
  Id: ids.of('Environments', number),
  Name: environmentNames[number] ?? `Region ${number}`,
  Description: 'Of the benchmark.',
  SortOrder: number,
  UseGuidedFailure: false,
  AllowDynamicInfrastructure: false,
  EnvironmentTags: [],
  ExtensionSettings: [],
});

export const tagSet = (ids) => ({
  Id: ids.of('TagSets', 0),
  Name: 'Region',
  Description: '',
  IsSystem: false,
  Scopes: ['Tenant'],
  SortOrder: 0,
  Type: 'MultiSelect',
  Tags: ['Europe', 'Asia'].map((name, number) => ({
    Id: `${ids.of('TagSets', 0)}/Tags-${number + 1}`,
    Name: name,
    Color: '#C16E2D',
    Description: '',
    SortOrder: number,
  })),
});

const template = (id, name) => ({
  Id: id,
  Name: name,
  Label: name,
  HelpText: '',
  DefaultValue: '',
  DisplaySettings: { 'Octopus.ControlType': 'SingleLineText' },
});

/** A library set with a template for tenants and ten values of its own. */
export const librarySet = (number, ids) => {
  const id = ids.of('LibraryVariableSets', number);
  return {
    set: {
      Id: id,
      Name: `Library ${number}`,
      ContentType: 'Variables',
      Description: '',
      Templates: [template(templateOf(number, ids), `Library.${number}.Customer`)],
    },
    variables: {
      Id: `variableset-${id}`,
      OwnerId: id,
      Variables: numbers(10).map((value) => variable(`Library.${number}.Setting.${value}`, 'shared', {})),
    },
  };
};

const templateOf = (number, ids) => `libraryTemplates-${number}-${ids.of('LibraryVariableSets', number)}`;

export const variable = (name, value, scope) => ({
  Name: name,
  Value: value,
  Description: '',
  Type: 'String',
  IsSensitive: false,
  Prompt: null,
  Scope: scope,
});

/** A tenant of three projects, which gives one value to a library set that they include. */
export const tenant = (number, { projects, librarySets, environments }, ids) => {
  const id = ids.of('Tenants', number);
  const its = [...new Set([0, 1, 2].map((step) => (number * 3 + step) % projects))];
  const set = its[0] % librarySets;
  return {
    document: {
      Id: id,
      Name: `Tenant ${number}`,
      Description: '',
      Icon: null,
      IsDisabled: false,
      ProjectEnvironments: Object.fromEntries(
        its.map((one) => [ids.of('Projects', one), [ids.environments[environments - 1]]]),
      ),
      TenantTags: [number % 2 === 0 ? 'Region/Europe' : 'Region/Asia'],
    },
    values: {
      Id: `tenantvalues-${id}`,
      TenantId: id,
      Projects: its.map((one) => ids.of('Projects', one)),
      LibraryVariableSets: [ids.of('LibraryVariableSets', set)],
      Project: [],
      Common: [
        {
          Id: ids.of('TenantVariables', number),
          LibraryVariableSetId: ids.of('LibraryVariableSets', set),
          TemplateId: templateOf(set, ids),
          Control: 'SingleLineText',
          Scope: {},
          Value: `Customer ${number}`,
        },
      ],
    },
  };
};
