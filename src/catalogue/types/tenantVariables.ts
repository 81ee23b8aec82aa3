import type { ResourceType } from '../vocabulary.js';
import { tenantValue, tenantValueScope } from '../fields/tenant-values.js';
import { createOnly, listOf, optional, unordered, withinSibling } from '../words.js';

/**
 * The values a tenant gives to the templates of its projects and of their library variable sets (octopus-api tenants).
 * Newer servers have two documents with scoped values, older ones one document; all are read into this one.
 */
export const tenantVariables: ResourceType = {
  name: 'tenantVariables',
  singular: 'variables of tenant',
  plural: 'variables of tenants',
  beside: 'variables',
  parts: {
    at: ['Common', 'Project'],
    one: 'value',
    many: 'values',
    called: ['TemplateId', 'LibraryVariableSetId', 'ProjectId'],
    scope: 'Scope',
  },
  reading: {
    path: 'tenantvariables',
    reach: 'space',
    idPrefix: 'TenantVariables',
    permission: 'TenantView',
    listing: { kind: 'templateValues', newerSince: '2026.1' },
    readAgain: 'ownerAndHeld',
  },
  identity: { kind: 'onePerParent' },
  parent: { type: 'tenants', field: 'TenantId' },
  file: '{parent}/variables.json',
  fields: {
    LibraryVariableSets: listOf(optional('libraryVariableSets')),
    Projects: listOf(optional('projects')),
    Common: unordered({
      LibraryVariableSetId: optional('libraryVariableSets'),
      TemplateId: withinSibling('libraryTemplates', 'LibraryVariableSetId'),
      // A copy of what the template says: another change may turn it meanwhile.
      Control: createOnly,
      Scope: tenantValueScope,
      Value: tenantValue,
    }),
    Project: unordered({
      ProjectId: optional('projects'),
      TemplateId: withinSibling('projectTemplates', 'ProjectId'),
      // A copy of what the template says: another change may turn it meanwhile.
      Control: createOnly,
      Scope: tenantValueScope,
      Value: tenantValue,
    }),
  },
  selecting: { how: 'withParent', when: 'cloneTenantVariables' },
  merging: {
    strategy: { kind: 'templateValues' },
    existing: { default: 'update' },
    bornWithParent: { saying: [{ says: { LibraryVariableSets: [], Projects: [], Common: [], Project: [] } }] },
  },
  writing: {
    permission: { create: 'TenantEdit', edit: 'TenantEdit' },
    portal: 'tenants/{parent}/variables',
    as: 'templateValues',
  },
};
