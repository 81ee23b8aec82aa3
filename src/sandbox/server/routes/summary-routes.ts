import type { JsonObject } from '../../../model/json.js';
import { objectIn, objectsIn, textIn, textsIn } from '../documents.js';
import type { Space } from '../space.js';
import type { Instance } from '../state.js';
import { ok, type Query } from './exchange.js';
import { isYes } from './list-filters.js';
import { listed, present } from './present.js';
import { projectAt } from './project-routes.js';
import { summaries, summaryQuery, type Summary } from './further-paths.js';
import type { Handler, Route } from './route-table.js';

/** How often each text occurs. */
const countOf = (texts: readonly string[]): JsonObject => {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return Object.fromEntries(counts);
};

/** Counts of machines. Nothing is ever upgraded here. */
const countsOf = (machines: readonly JsonObject[], withTenants: boolean): JsonObject => ({
  TotalMachines: machines.length,
  TotalDisabledMachines: machines.filter((machine) => machine['IsDisabled'] === true).length,
  MachineHealthStatusSummaries: countOf(machines.map((machine) => textIn(machine, 'HealthStatus'))),
  MachineEndpointSummaries: countOf(
    machines.map((machine) => textIn(objectIn(machine, 'Endpoint'), 'CommunicationStyle')),
  ),
  TentacleUpgradesRequired: false,
  MachineIdsForCalamariUpgrade: [],
  MachineIdsForTentacleUpgrade: [],
  ...(withTenants && {
    MachineTenantSummaries: countOf(machines.flatMap((machine) => textsIn(machine, 'TenantIds'))),
    MachineTenantTagSummaries: countOf(machines.flatMap((machine) => textsIn(machine, 'TenantTags'))),
  }),
});

const only = (query: Query, names: readonly string[]): Query =>
  Object.fromEntries(names.map((name) => [name, query[name]]));

const summary =
  ({ path, machines, member, list, item, withTenants, filters, hideEmpty }: Summary): Handler =>
  ({ instance, space, request: { query } }) => {
    const wanted = listed(space, machines, { ...only(query, filters), partialName: query['machinePartialName'] });
    const of = (id: string): readonly JsonObject[] => wanted.filter((one) => textsIn(one, member).includes(id));
    const owners = listed(space, path, only(query, ['ids', 'partialName']))
      .map((owner) => ({ owner, own: of(textIn(owner, 'Id')) }))
      .filter(({ own }) => own.length > 0 || !hideEmpty.some((name) => isYes(query[name])));
    return ok({
      [list]: owners.map(({ owner, own }) => ({
        [item]: present(instance, space, path, owner),
        ...countsOf(own, withTenants),
      })),
      ...countsOf(
        wanted.filter((one) => owners.some(({ own }) => own.includes(one))),
        withTenants,
      ),
    });
  };

/** What a project has already (octopus-api projects). */
const ofProject = (instance: Instance, space: Space, project: JsonObject): JsonObject => {
  const id = textIn(project, 'Id');
  const process = space.find('deploymentprocesses', `deploymentprocess-${id}`) ?? {};
  return {
    HasDeploymentProcess: objectsIn(process, 'Steps').length > 0,
    HasRunbooks: space.all('runbooks').some((runbook) => runbook['ProjectId'] === id),
    ...(instance.generation === '2026' && { HasBeenSuccessfullyDeployed: false }),
  };
};

/** Of a project in Git, what its default branch has. */
const projectSummary: Handler = ({ instance, space, ids: [id = ''] }) => {
  const project = projectAt(space, id);
  return ok(ofProject(instance, space.atDefaultBranch(project), project));
};

export const summaryRoutes: readonly Route[] = [
  ...summaries.map((one): Route => ({ path: `${one.path}/summary`, query: summaryQuery(one), GET: summary(one) })),
  { path: 'projects/{id}/summary', GET: projectSummary },
];
