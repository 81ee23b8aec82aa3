import type { JsonObject } from '../../../model/json.js';
import { objectIn, objectsIn, textIn, textsIn } from '../documents.js';
import { notFound } from '../refusal.js';
import type { Space } from '../space.js';
import { kinds, ofProjects, valuesIn, type Kind } from '../tenants/tenant-values.js';
import { ok, type Answer } from './exchange.js';
import { present } from './present.js';
import type { Call, Handler, Route } from './route-table.js';

/*
 * Where something is used: in what is now. Releases and snapshots, which the vendor counts too, are not imitated.
 */

const mentions = (value: unknown, id: string): boolean => JSON.stringify(value).includes(JSON.stringify(id));

const named = (project: JsonObject | undefined): JsonObject => ({
  ProjectId: textIn(project ?? {}, 'Id'),
  ProjectName: textIn(project ?? {}, 'Name'),
  ProjectSlug: textIn(project ?? {}, 'Slug'),
});

const projectOf = (space: Space, document: JsonObject): JsonObject | undefined =>
  space.find('projects', textIn(document, 'ProjectId'));

const runbookOf = (space: Space, process: JsonObject): JsonObject => {
  const id = textIn(process, 'RunbookId');
  return {
    ProcessId: textIn(process, 'Id'),
    RunbookId: id,
    RunbookName: textIn(space.find('runbooks', id) ?? {}, 'Name'),
  };
};

const stepsUsing = (space: Space, path: string, id: string): readonly JsonObject[] =>
  space.all(path).flatMap((process) => {
    const steps = objectsIn(process, 'Steps').filter((step) => mentions(step, id));
    if (steps.length === 0) return [];
    return [
      {
        ...named(projectOf(space, process)),
        ...(path === 'runbookProcesses' && runbookOf(space, process)),
        Steps: steps.map((step) => ({ StepId: textIn(step, 'Id'), StepName: textIn(step, 'Name') })),
      },
    ];
  });

/** The owners of one kind whose variables mention an ID. */
const ownersUsing = (space: Space, owners: string, id: string): readonly JsonObject[] =>
  space
    .all('variables')
    .filter((set) => mentions(set['Variables'] ?? [], id))
    .map((set) => space.find(owners, textIn(set, 'OwnerId')))
    .filter((owner) => owner !== undefined);

const inProject = (project: JsonObject): JsonObject => ({
  ...named(project),
  IsCurrentlyBeingUsedInProject: true,
  Releases: [],
  RunbookSnapshots: [],
});

/** The values of a tenant that mention an ID, by what has their template. */
const valuesUsing = (
  space: Space,
  tenantId: string,
  kind: Kind,
  id: string,
): ReadonlyMap<string, readonly string[]> => {
  const own = valuesIn(space, tenantId, kind).filter((value) => mentions(value['Value'] ?? null, id));
  return new Map(
    own.map((value) => {
      const owner = textIn(value, kind.ownerId);
      const same = own.filter((one) => one[kind.ownerId] === owner);
      return [owner, same.map((one) => textIn(one, 'Id'))];
    }),
  );
};

const tenantsUsing = (space: Space, kind: Kind, id: string): readonly JsonObject[] =>
  space.all('tenants').flatMap((tenant) => {
    const tenantId = textIn(tenant, 'Id');
    const owners = [...valuesUsing(space, tenantId, kind, id)];
    if (owners.length === 0) return [];
    return [{ TenantId: tenantId, ...(kind === ofProjects ? projectValues(owners) : commonValues(owners)) }];
  });

type Owners = readonly (readonly [owner: string, values: readonly string[]])[];

const projectValues = (owners: Owners): JsonObject => ({
  Projects: owners.map(([ProjectId, values]) => ({ ProjectId, TenantVariableIds: [...values] })),
});

const commonValues = (owners: Owners): JsonObject => ({
  LibraryVariableSets: owners.flatMap(([LibraryVariableSetId, values]) =>
    values.map((TenantVariableId) => ({ LibraryVariableSetId, TenantVariableId })),
  ),
});

const ofAccount = ({ instance, space }: Call, id: string): Answer =>
  ok({
    Targets: space
      .all('machines')
      .filter((machine) => mentions(machine['Endpoint'] ?? {}, id))
      .map((machine) => ({ TargetId: textIn(machine, 'Id'), TargetName: textIn(machine, 'Name') })),
    DeploymentProcesses: stepsUsing(space, 'deploymentprocesses', id),
    RunbookProcesses: stepsUsing(space, 'runbookProcesses', id),
    LibraryVariableSets: ownersUsing(space, 'libraryvariablesets', id).map((set) => ({
      LibraryVariableSetId: textIn(set, 'Id'),
      LibraryVariableSetName: textIn(set, 'Name'),
    })),
    ProjectVariableSets: ownersUsing(space, 'projects', id).map(inProject),
    Releases: [],
    RunbookSnapshots: [],
    ...(instance.generation === '2026' && {
      CommonTenantVariables: tenantsUsing(space, kinds[0], id),
      ProjectTenantVariables: tenantsUsing(space, kinds[1], id),
    }),
  });

const ofCertificate = ({ instance, space }: Call, id: string): Answer => {
  const shown = (path: string, documents: readonly JsonObject[]): readonly JsonObject[] =>
    documents.map((document) => present(instance, space, path, document));
  const usesIt = (tenant: JsonObject): boolean =>
    kinds.some((kind) => valuesUsing(space, textIn(tenant, 'Id'), kind, id).size > 0);
  return ok({
    DeploymentTargetUsages: shown(
      'machines',
      space.all('machines').filter((machine) => mentions(machine['Endpoint'] ?? {}, id)),
    ),
    LibraryVariableSetUsages: shown('libraryvariablesets', ownersUsing(space, 'libraryvariablesets', id)),
    ProjectUsages: shown('projects', ownersUsing(space, 'projects', id)),
    TenantUsages: shown('tenants', space.all('tenants').filter(usesIt)),
    Links: {},
  });
};

const ofLibrarySet = ({ space }: Call, id: string): Answer =>
  ok({
    Projects: space
      .all('projects')
      .filter((project) => textsIn(project, 'IncludedLibraryVariableSetIds').includes(id))
      .map(inProject),
    CountOfProjectsUserCannotSee: 0,
    CountOfReleasesUserCannotSee: 0,
    CountOfRunbookSnapshotsUserCannotSee: 0,
  });

const ofGitCredential = ({ space }: Call, id: string): Answer => {
  const using = space.all('projects').filter((project) => mentions(project['PersistenceSettings'] ?? {}, id));
  return ok({
    Projects: using.map((project) => ({
      ProjectId: textIn(project, 'Id'),
      Name: textIn(project, 'Name'),
      Slug: textIn(project, 'Slug'),
    })),
    OtherProjects: 0,
  });
};

/** Every action that was made of a template, in deployment and runbook processes. */
const ofTemplate = ({ space, request }: Call, id: string): Answer => {
  const asked = request.query['process']?.toLowerCase();
  const uses = [
    ...actionsUsing(space, 'deploymentprocesses', 'Deployment', id),
    ...actionsUsing(space, 'runbookProcesses', 'Runbook', id),
  ];
  return ok(uses.filter((use) => asked === undefined || textIn(use, 'ProcessType').toLowerCase() === asked));
};

const actionsUsing = (space: Space, path: string, type: string, id: string): readonly JsonObject[] =>
  space.all(path).flatMap((process) =>
    objectsIn(process, 'Steps').flatMap((step) =>
      objectsIn(step, 'Actions')
        .filter((action) => objectIn(action, 'Properties')['Octopus.Action.Template.Id'] === id)
        .map((action) => ({
          ...named(projectOf(space, process)),
          ...(type === 'Runbook'
            ? runbookOf(space, process)
            : { ProcessId: textIn(process, 'Id'), RunbookId: null, RunbookName: null }),
          DeploymentProcessId: type === 'Runbook' ? null : textIn(process, 'Id'),
          ProcessType: type,
          ActionTemplateId: id,
          ActionId: textIn(action, 'Id'),
          ActionName: textIn(action, 'Name'),
          StepId: textIn(step, 'Id'),
          StepName: textIn(step, 'Name'),
          Version: objectIn(action, 'Properties')['Octopus.Action.Template.Version'] ?? null,
          Links: {},
        })),
    ),
  );

/** Throws a 404 for what does not exist. */
const usedBy =
  (path: string, usage: (call: Call, id: string) => Answer): Handler =>
  (call) => {
    const [id = ''] = call.ids;
    if (!call.space.find(path, id)) throw notFound(id);
    return usage(call, id);
  };

/** What the vendor's client asks of what others refer to. */
export const usageRoutes: readonly Route[] = [
  { path: 'accounts/{id}/usages', GET: usedBy('accounts', ofAccount) },
  { path: 'certificates/{id}/usages', GET: usedBy('certificates', ofCertificate) },
  { path: 'libraryvariablesets/{id}/usages', GET: usedBy('libraryvariablesets', ofLibrarySet) },
  { path: 'git-credentials/{id}/usage', only: '2026', GET: usedBy('git-credentials', ofGitCredential) },
  { path: 'actiontemplates/{id}/usage', query: ['process'], GET: usedBy('actiontemplates', ofTemplate) },
];
