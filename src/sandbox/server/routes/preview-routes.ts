import type { JsonObject, JsonValue } from '../../../model/json.js';
import { allMembers } from '../birth.js';
import { defaultsFor } from '../defaults/defaults.js';
import { objectIn, objectsIn, textIn, textsIn } from '../documents.js';
import { badRequest, notFound } from '../refusal.js';
import type { Space } from '../space.js';
import { connection, environmentsOf, kinds } from '../tenants/tenant-values.js';
import { missingValues } from '../tenants/missing-values.js';
import { ok, type Query } from './exchange.js';
import { isYes } from './list-filters.js';
import { previewPaths } from './further-paths.js';
import { listed, present } from './present.js';
import { projectAt } from './project-routes.js';
import type { Handler, Route } from './route-table.js';

/** A set of variables whose variables a project has: its own first, then those of its library, in order of precedence. */
const setsOf = (space: Space, project: JsonObject): readonly JsonObject[] =>
  [textIn(project, 'Id'), ...textsIn(project, 'IncludedLibraryVariableSetIds')]
    .map((owner) => space.find('variables', `variableset-${owner}`))
    .filter((set) => set !== undefined);

const scopeOf = (variable: JsonObject, dimension: string): readonly string[] =>
  textsIn(objectIn(variable, 'Scope'), dimension);

/** The names that steps can use; those that the server itself provides are not imitated (octopus-api variables). */
const names: Handler = ({ space, request: { query } }) => {
  const { project: asked = '', projectEnvironmentsFilter: filter = '' } = query;
  const project = asked === '' ? undefined : projectAt(space, asked);
  const environments = filter.split(',').filter((id) => id !== '');
  const isWanted = (variable: JsonObject): boolean => {
    const scope = scopeOf(variable, 'Environment');
    return environments.length === 0 || scope.length === 0 || scope.some((id) => environments.includes(id));
  };
  const owners = project ? [project] : space.all('libraryvariablesets');
  const sets = project ? setsOf(space, project) : owners.flatMap((owner) => setsOf(space, owner));
  const all = [
    ...sets.flatMap((set) => objectsIn(set, 'Variables').filter(isWanted)),
    ...owners.flatMap((owner) => objectsIn(owner, 'Templates')),
  ];
  return ok([...new Set(all.map((one) => textIn(one, 'Name')))].sort());
};

type Asked = (query: Query, space: Space) => readonly string[];

/** The dimensions of a scope, the most specific first, and what of a query is in each (the vendor's order). */
const dimensions: readonly (readonly [dimension: string, asked: Asked])[] = [
  ['Action', ({ action }) => given(action)],
  ['Machine', ({ machine }) => given(machine)],
  [
    'Role',
    ({ role, machine }, space) => [...given(role), ...textsIn(space.find('machines', machine ?? '') ?? {}, 'Roles')],
  ],
  ['Tenant', ({ tenant }) => given(tenant)],
  ['TenantTag', ({ tenant }, space) => textsIn(space.find('tenants', tenant ?? '') ?? {}, 'TenantTags')],
  ['Environment', ({ environment }) => given(environment)],
  ['Channel', ({ channel }) => given(channel)],
  ['ProcessOwner', ({ runbook, project }) => given(runbook ?? project)],
];

const given = (value: string | undefined): readonly string[] => (value ?? '').split(',').filter((part) => part !== '');

/** How well a variable fits what is asked: bigger is more specific; undefined where it does not fit. */
const fit = (variable: JsonObject, query: Query, space: Space): string | undefined => {
  const scoped = dimensions.map(([dimension, values]) => {
    const scope = scopeOf(variable, dimension);
    if (scope.length === 0) return '0';
    return values(query, space).some((value) => scope.includes(value)) ? '1' : undefined;
  });
  return scoped.includes(undefined) ? undefined : scoped.join('');
};

/** One value for each name: the most specific that fits; the project's before the library's. */
const preview: Handler = (call) => {
  const { instance, space, request } = call;
  const asked = request.query['project'] ?? '';
  if (asked === '') throw badRequest("'project' is required.");
  const project = projectAt(space, asked);
  const [own = {}, ...library] = setsOf(space, project);
  const query: Query = { ...request.query, project: textIn(project, 'Id') };
  const best = new Map<string, { readonly variable: JsonObject; readonly fits: string }>();
  for (const variable of [own, ...library].flatMap((set) => objectsIn(set, 'Variables'))) {
    const [name, fits] = [textIn(variable, 'Name').toLowerCase(), fit(variable, query, space)];
    const known = best.get(name);
    if (fits !== undefined && (!known || fits > known.fits)) best.set(name, { variable, fits });
  }
  const variables = [...best.values()].map(({ variable }) => variable);
  return ok({ ...present(instance, space, 'variables', own), Variables: variables });
};

/** A lifecycle without phases goes through every environment in its order. */
const lifecycle: Handler = ({ instance, space, ids: [id = ''] }) => {
  const found = space.find('lifecycles', id);
  if (!found) throw notFound(id);
  const phases = objectsIn(found, 'Phases');
  const every = listed(space, 'environments', {}).map((environment): JsonObject => ({
    Id: null,
    Name: textIn(environment, 'Name'),
    AutomaticDeploymentTargets: [],
    OptionalDeploymentTargets: [textIn(environment, 'Id')],
    MinimumEnvironmentsBeforePromotion: 0,
    IsOptionalPhase: false,
  }));
  return ok({ ...present(instance, space, 'lifecycles', found), Phases: phases.length > 0 ? phases : every });
};

/** A new policy as the server would have it. */
const policy: Handler = ({ instance, space }) => {
  const defaults = defaultsFor('machinepolicies', instance.generation);
  return ok({
    ...allMembers(instance, 'machinepolicies', defaults),
    Id: null,
    Name: null,
    SpaceId: space.id,
    Links: { Self: `${space.home}/machinepolicies/template` },
  });
};

const tenancy: Handler = ({ space }) =>
  ok({ Id: null, Enabled: space.all('tenants').length > 0, Links: { Self: `${space.home}/tenants/status` } });

/** Tenants that lack values without a default; what they lack is told on request only. */
const lacking: Handler = ({ space, request: { query } }) => {
  const { tenantId, projectId, environmentId } = query;
  const concerned = space
    .all('tenants')
    .filter((tenant) => tenantId === undefined || tenant['Id'] === tenantId)
    .filter((tenant) => projectId === undefined || connection(tenant, projectId) !== undefined);
  const lacks = concerned.map((tenant) => ({
    TenantId: textIn(tenant, 'Id'),
    MissingVariables: missingOf(space, tenant).filter(
      (one) =>
        (projectId === undefined || one['ProjectId'] === null || one['ProjectId'] === projectId) &&
        (environmentId === undefined || one['EnvironmentId'] === null || one['EnvironmentId'] === environmentId),
    ),
    Links: {},
  }));
  const details = isYes(query['includeDetails']);
  return ok(
    lacks
      .filter(({ MissingVariables: missing }) => missing.length > 0)
      .map((one) => ({ ...one, MissingVariables: details ? one.MissingVariables : [] })),
  );
};

const missingOf = (space: Space, tenant: JsonObject): readonly JsonObject[] =>
  kinds.flatMap((kind) =>
    missingValues(space, tenant, kind)
      .filter(({ Value: value }) => value === null || value === '')
      .flatMap((value) => {
        const ownerId = textIn(value, kind.ownerId);
        const templates = objectsIn(space.find(kind.owners, ownerId) ?? {}, 'Templates');
        const template = templates.find((one) => one['Id'] === value['TemplateId']) ?? {};
        const environments: readonly JsonValue[] = kind.owners === 'projects' ? environmentsOf(value) : [null];
        return environments.map((EnvironmentId) => ({
          ProjectId: null,
          LibraryVariableSetId: null,
          [kind.ownerId]: ownerId,
          EnvironmentId,
          VariableTemplateId: textIn(template, 'Id'),
          VariableTemplateName: textIn(template, 'Name'),
          Links: {},
        }));
      }),
  );

/** Every role that a target has. */
const roles: Handler = ({ space }) =>
  ok([...new Set(space.all('machines').flatMap((machine) => textsIn(machine, 'Roles')))].sort());

const answers: Readonly<Record<keyof typeof previewPaths, Handler>> = {
  VariableNames: names,
  VariablePreview: preview,
  MachinePolicyTemplate: policy,
  MachineRoles: roles,
  TenantsStatus: tenancy,
  TenantsMissingVariables: lacking,
};

export const previewRoutes: readonly Route[] = [
  ...Object.entries(previewPaths).map(([name, { path, query }]): Route => ({
    path,
    query,
    GET: answers[name as keyof typeof previewPaths],
  })),
  { path: 'lifecycles/{id}/preview', GET: lifecycle },
];
