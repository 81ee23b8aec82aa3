import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/model/json.js';
import { fromOlder, hasValues, toNewer, toOlder, withNewer } from '../../src/naming/template-values.js';

const older = {
  TenantId: 'Tenants-1',
  TenantName: 'Internal',
  LibraryVariables: {
    'LibraryVariableSets-7': {
      LibraryVariableSetId: 'LibraryVariableSets-7',
      Templates: [{ Id: 't1', Name: 'Key', DisplaySettings: { 'Octopus.ControlType': 'Sensitive' } }],
      Variables: { t1: { HasValue: true, NewValue: null } },
    },
  },
  ProjectVariables: {
    'Projects-3': {
      ProjectId: 'Projects-3',
      Templates: [{ Id: 't2', Name: 'Site', DisplaySettings: {} }],
      Variables: { 'Environments-1': { t2: 'a' }, 'Environments-2': {} },
    },
    'Projects-4': { ProjectId: 'Projects-4', Templates: [], Variables: {} },
  },
};

describe('The older document of a tenant (octopus-api tenants)', () => {
  it('has one value an environment, and says what it is connected with', () => {
    expect(fromOlder(older)).toEqual({
      Id: 'TenantVariables-Tenants-1',
      TenantId: 'Tenants-1',
      LibraryVariableSets: ['LibraryVariableSets-7'],
      Projects: ['Projects-3', 'Projects-4'],
      Common: [
        {
          LibraryVariableSetId: 'LibraryVariableSets-7',
          TemplateId: 't1',
          Control: 'Sensitive',
          Scope: { EnvironmentIds: [] },
          Value: { HasValue: true, NewValue: null },
        },
      ],
      Project: [
        {
          ProjectId: 'Projects-3',
          TemplateId: 't2',
          Control: 'SingleLineText',
          Scope: { EnvironmentIds: ['Environments-1'] },
          Value: 'a',
        },
      ],
    });
  });

  it('comes back as it was', () => {
    expect(toOlder(fromOlder(older), older)).toEqual(older);
  });

  it.each([
    [older, true],
    [{ TenantId: 'Tenants-2', LibraryVariables: {}, ProjectVariables: {} }, false],
  ])('says whether there are values', (document, expected) => {
    expect(hasValues(fromOlder(document))).toBe(expected);
  });
});

describe('The newer documents of a tenant', () => {
  const item = (value: JsonValue) => ({
    Id: 'TenantVariables-9',
    ProjectId: 'Projects-3',
    ProjectName: 'OctoFX',
    TemplateId: 't2',
    Template: { DisplaySettings: { 'Octopus.ControlType': 'MultiLineText' } },
    Scope: { EnvironmentIds: ['Environments-1', 'Environments-2'] },
    Value: value,
  });

  it.each([
    ['plain text', 'a', 'a'],
    ['a sensitive value', { HasValue: true, NewValue: null }, { HasValue: true, NewValue: null }],
    ['the wrapped form of plain text', { IsSensitive: false, Value: 'a', SensitiveValue: null }, 'a'],
    [
      'the wrapped form of a sensitive value',
      { IsSensitive: true, SensitiveValue: { HasValue: true } },
      { HasValue: true },
    ],
  ])('may hold %s', (_name, value, expected) => {
    const flat = withNewer(fromOlder(older), { Variables: [] }, { Variables: [item(value)] });
    expect(flat['Project']).toMatchObject([{ Value: expected, Control: 'MultiLineText' }]);
  });

  it('are written with OwnerId, scope, and the ID of a value that is stored', () => {
    const flat = withNewer(fromOlder(older), { Variables: [] }, { Variables: [item('a')] });
    expect(toNewer(flat, 'Project')).toEqual([
      {
        Id: 'TenantVariables-9',
        OwnerId: 'Projects-3',
        TemplateId: 't2',
        Scope: { EnvironmentIds: ['Environments-1', 'Environments-2'] },
        Value: 'a',
      },
    ]);
  });
});
