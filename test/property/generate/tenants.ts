import fc from 'fast-check';
import { canonicalText } from '../../../src/model/canonical.js';
import { byText } from '../../../src/model/names.js';
import type { SpaceBuilder } from '../../builders/space.js';
import type { Things } from './things.js';
import { among, environmentNames, fullTagNames, hidden, maybe, oddNames, some, type Made } from './words.js';

const tenant = fc.record({
  environments: some(...environmentNames),
  tags: some(...fullTagNames),
  site: fc.constantFrom('a', 'b', undefined),
  key: maybe,
});

export type Tenant = Made<typeof tenant>;

const tenantNames = ['Internal', 'Contoso'] as const;

export const tenants = fc.uniqueArray(
  fc.tuple(fc.constantFrom(...tenantNames, ...tenantNames, ...tenantNames, ...oddNames), tenant),
  {
    selector: ([name]) => name,
  },
);

/** What a tenant is connected with. */
export interface Connections {
  readonly described: string;
  readonly projects: readonly string[];
  readonly librarySets: readonly string[];
  readonly freeTags: readonly string[];
}

export const addTenant = (
  built: SpaceBuilder,
  name: string,
  one: Tenant,
  { described, projects, librarySets, freeTags }: Connections,
  things: Things,
): void => {
  const own = among(one.environments, things.environments);
  built.item('tenants', [name], {
    Name: name,
    Description: described,
    IsDisabled: false,
    TenantTags: [...freeTags, ...among(one.tags, things.tags)].sort(),
    ProjectEnvironments: Object.fromEntries(projects.map((project) => [project, own])),
  });
  if (projects.length === 0) return;
  // A tenant gives values for environments that it is connected with; those for none in particular are for all.
  const values = projects.flatMap((project) => {
    const base = { ProjectId: project, Scope: { EnvironmentIds: own } };
    const site = { ...base, TemplateId: 'OctoFX.Site', Control: 'SingleLineText', Value: one.site ?? '' };
    const key = { ...base, TemplateId: 'OctoFX.Key', Control: 'Sensitive', Value: hidden };
    return [...(one.site === undefined ? [] : [site]), ...(one.key ? [key] : [])];
  });
  built.item('tenantVariables', [name], {
    LibraryVariableSets: librarySets,
    Projects: projects,
    Common: [],
    // As a snapshot holds a list whose order means nothing.
    Project: values.sort((first, second) => byText(canonicalText(first), canonicalText(second))),
  });
};
