import type { JsonObject, JsonValue } from '../../src/model/json.js';
import { isList, isObject, objectsOf, textOf } from '../../src/model/json.js';
import type { RunningInstance } from '../../src/sandbox/server/index.js';

/* What people do to a space, by way of the API of a server that runs: a number says to which of several things, and how. */

/** Does one thing; false where there is nothing to do it to, or the server refuses. */
export type Edit = (server: EditedServer, pick: number) => Promise<boolean>;

export interface EditedServer {
  readonly get: (path: string) => Promise<JsonValue>;
  /** True if the server took it. */
  readonly send: (method: string, path: string, body?: unknown) => Promise<boolean>;
  readonly upload: (path: string, bytes: string) => Promise<boolean>;
}

export const editedServer = ({ url, apiKey }: RunningInstance): EditedServer => {
  const at = (path: string): string => `${url}/api/Spaces-1/${path}`;
  const key = { 'x-octopus-apikey': apiKey };
  return {
    get: async (path) => (await fetch(at(path), { headers: key })).json() as Promise<JsonValue>,
    send: async (method, path, body) => {
      const headers = { ...key, 'content-type': 'application/json' };
      const answer = await fetch(at(path), {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      await answer.arrayBuffer();
      return answer.ok;
    },
    upload: async (path, bytes) => {
      const form = new FormData();
      form.append('file', new Blob([bytes]), 'logo.svg');
      return (await fetch(at(path), { method: 'POST', headers: key, body: form })).ok;
    },
  };
};

const listOf = async ({ get }: EditedServer, path: string): Promise<readonly JsonObject[]> => {
  const all = await get(`${path}/all`);
  return isList(all) ? objectsOf(all) : [];
};

const pickFrom = <One>(some: readonly One[], pick: number): One | undefined => some[pick % Math.max(1, some.length)];

const oneOf = async (server: EditedServer, path: string, pick: number): Promise<JsonObject | undefined> =>
  pickFrom(await listOf(server, path), pick);

const idOf = (document: JsonObject): string => textOf(document['Id']);

/** Reads a document and sends it back with what is changed of it. */
const changing =
  (path: string, change: (document: JsonObject, pick: number) => JsonObject): Edit =>
  async (server, pick) => {
    const found = await oneOf(server, path, pick);
    if (!found) return false;
    return server.send('PUT', `${path}/${idOf(found)}`, { ...found, ...change(found, pick) });
  };

const renamed = (path: string): Edit =>
  changing(path, ({ Name }, pick) => ({ Name: `${textOf(Name).slice(0, 20)} ${pick % 7}` }));

const removed =
  (path: string): Edit =>
  async (server, pick) => {
    const found = await oneOf(server, path, pick);
    return found !== undefined && server.send('DELETE', `${path}/${idOf(found)}`);
  };

const settings: Edit = async (server, pick) => {
  const project = await oneOf(server, 'projects', pick);
  if (!project) return false;
  const path = `projects/${idOf(project)}/deploymentsettings`;
  const now = await server.get(path);
  const next = {
    ReleaseNotesTemplate: `Notes ${pick % 5}`,
    ConnectivityPolicy: {
      SkipMachineBehavior: 'None',
      TargetRoles: [`role-${pick % 3}`],
      AllowDeploymentsToNoTargets: false,
    },
  };
  return server.send('PUT', path, { ...(isObject(now) ? now : {}), ...next });
};

/** Nothing of the project's own document tells that these changed. */
const hiddenSettings: Edit = async (server, pick) => {
  const project = await oneOf(server, 'projects', pick);
  if (!project) return false;
  const path = `projects/${idOf(project)}/deploymentsettings`;
  const now = await server.get(path);
  if (!isObject(now)) return false;
  return server.send('PUT', path, { ...now, FailTargetDiscovery: now['FailTargetDiscovery'] !== true });
};

const process: Edit = async (server, pick) => {
  const project = await oneOf(server, 'projects', pick);
  if (!project) return false;
  const path = `projects/${idOf(project)}/deploymentprocesses`;
  const now = await server.get(path);
  const action = { Name: `Run ${pick % 3}`, ActionType: 'Octopus.Script', Properties: {} };
  return server.send('PUT', path, {
    ...(isObject(now) ? now : {}),
    Steps: [{ Name: `Run ${pick % 3}`, Actions: [action] }],
  });
};

const variables: Edit = async (server, pick) => {
  const project = await oneOf(server, 'projects', pick);
  const path = `variables/${textOf(project?.['VariableSetId'])}`;
  const now = await server.get(path);
  return server.send('PUT', path, {
    ...(isObject(now) ? now : {}),
    Variables: [{ Name: 'A', Value: `${pick % 4}`, Type: 'String', Scope: {} }],
  });
};

/** Gives a tenant a value for a template of a project or of a library set that it has. */
const tenantValue =
  (route: 'projectvariables' | 'commonvariables'): Edit =>
  async (server, pick) => {
    const tenant = await oneOf(server, 'tenants', pick);
    if (!tenant) return false;
    const path = `tenants/${idOf(tenant)}`;
    const now = await server.get(`${path}/${route}`);
    const owners = await listOf(server, route === 'commonvariables' ? 'libraryvariablesets' : 'projects');
    const projects = Object.keys(isObject(tenant['ProjectEnvironments']) ? tenant['ProjectEnvironments'] : {});
    const mine = route === 'commonvariables' ? owners : owners.filter((one) => projects.includes(idOf(one)));
    const owner = pickFrom(mine, pick >> 3);
    const template = pickFrom(objectsOf(owner?.['Templates']), pick >> 5);
    if (!owner || !template || !isObject(now)) return false;
    const others = objectsOf(now['Variables']).filter((value) => value['TemplateId'] !== template['Id']);
    const environments = Object.values(
      isObject(tenant['ProjectEnvironments']) ? tenant['ProjectEnvironments'] : {},
    ).flat();
    const value = {
      OwnerId: idOf(owner),
      TemplateId: template['Id'],
      Scope: { EnvironmentIds: environments.slice(0, pick % 3) },
      Value: `value ${pick % 6}`,
    };
    return server.send('PUT', `${path}/${route}`, {
      TenantId: idOf(tenant),
      SpaceId: 'Spaces-1',
      Variables: [...others, value],
    });
  };

const noTenantValues: Edit = async (server, pick) => {
  const tenant = await oneOf(server, 'tenants', pick);
  const route = pick % 2 === 0 ? 'projectvariables' : 'commonvariables';
  if (!tenant) return false;
  return server.send('PUT', `tenants/${idOf(tenant)}/${route}`, {
    TenantId: idOf(tenant),
    SpaceId: 'Spaces-1',
    Variables: [],
  });
};

/** The older document of a tenant is sent back with other values. */
const olderTenantValue: Edit = async (server, pick) => {
  const tenant = await oneOf(server, 'tenants', pick);
  if (!tenant) return false;
  const path = `tenants/${idOf(tenant)}/variables`;
  const now = await server.get(path);
  const text = JSON.stringify(now).replaceAll(/"value \d"/g, `"value ${pick % 6}"`);
  return server.send('PUT', path, JSON.parse(text));
};

const connected: Edit = async (server, pick) => {
  const [tenant, project] = [await oneOf(server, 'tenants', pick), await oneOf(server, 'projects', pick >> 2)];
  const environments = (await listOf(server, 'environments')).map(idOf);
  if (!tenant || !project) return false;
  const own = isObject(tenant['ProjectEnvironments']) ? tenant['ProjectEnvironments'] : {};
  const others = Object.fromEntries(Object.entries(own).filter(([id]) => id !== idOf(project)));
  const is = idOf(project) in own && pick % 3 > 0;
  return server.send('PUT', `tenants/${idOf(tenant)}`, {
    ...tenant,
    ProjectEnvironments: is ? others : { ...own, [idOf(project)]: environments.slice(0, pick % 4) },
  });
};

const templates = (path: string): Edit =>
  changing(path, ({ Templates }, pick) => {
    const now = objectsOf(Templates);
    return {
      Templates:
        pick % 3 === 0 && now.length > 0
          ? now.slice(1)
          : [
              ...now.slice(0, 3),
              {
                Name: `Template ${pick % 11} ${now.length}`,
                DisplaySettings: { 'Octopus.ControlType': 'SingleLineText' },
              },
            ],
    };
  });

const logo =
  (path: string): Edit =>
  async (server, pick) => {
    const found = await oneOf(server, path, pick);
    if (!found) return false;
    return server.upload(`${path}/${idOf(found)}/logo`, pick % 5 === 0 ? 'no picture' : `<svg id="${pick % 4}"/>`);
  };

const newProject: Edit = async (server, pick) => {
  const [group, lifecycle] = [await oneOf(server, 'projectgroups', pick), await oneOf(server, 'lifecycles', pick)];
  return server.send('POST', 'projects', {
    ...{ SpaceId: 'Spaces-1', Name: `New ${pick % 9}`, ProjectGroupId: group?.['Id'], LifecycleId: lifecycle?.['Id'] },
    Templates: [{ Name: 'Colour', DisplaySettings: { 'Octopus.ControlType': 'SingleLineText' } }],
  });
};

const newTenant: Edit = async (server, pick) => {
  const project = await oneOf(server, 'projects', pick);
  const environments = (await listOf(server, 'environments')).map(idOf);
  if (!project) return false;
  return server.send('POST', 'tenants', {
    ...{ SpaceId: 'Spaces-1', Name: `Customer ${pick % 9}` },
    ProjectEnvironments: { [idOf(project)]: environments.slice(0, 2) },
  });
};

/** One that goes and comes again by the same name is another one. */
const again =
  (path: string): Edit =>
  async (server, pick) => {
    const found = await oneOf(server, path, pick);
    if (!found || !(await server.send('DELETE', `${path}/${idOf(found)}`))) return false;
    const { Name, ProjectGroupId, LifecycleId, ProjectEnvironments } = found;
    return server.send('POST', path, { SpaceId: 'Spaces-1', Name, ProjectGroupId, LifecycleId, ProjectEnvironments });
  };

export const edits = {
  'rename a project': renamed('projects'),
  'rename an environment': renamed('environments'),
  'rename a tenant': renamed('tenants'),
  'rename a library set': renamed('libraryvariablesets'),
  'rename a project group': renamed('projectgroups'),
  'describe a project': changing('projects', (_project, pick) => ({ Description: `Description ${pick % 5}` })),
  'change settings of a project': settings,
  'change what only settings have': hiddenSettings,
  'change a process': process,
  'change variables': variables,
  'give a value of a project': tenantValue('projectvariables'),
  'give a value of a library set': tenantValue('commonvariables'),
  'take values away': noTenantValues,
  'give a value by the older document': olderTenantValue,
  'connect a tenant, or not': connected,
  'change templates of a project': templates('projects'),
  'change templates of a library set': templates('libraryvariablesets'),
  'give a project a picture': logo('projects'),
  'give a tenant a picture': logo('tenants'),
  'give a step template a picture': logo('actiontemplates'),
  'make a project': newProject,
  'make a tenant': newTenant,
  'make an environment': (server, pick) =>
    server.send('POST', 'environments', { SpaceId: 'Spaces-1', Name: `Environment ${pick % 9}` }),
  'make a project anew': again('projects'),
  'make a tenant anew': again('tenants'),
  'delete a project': removed('projects'),
  'delete a tenant': removed('tenants'),
  'delete an environment': removed('environments'),
} as const satisfies Readonly<Record<string, Edit>>;

export type EditName = keyof typeof edits;
