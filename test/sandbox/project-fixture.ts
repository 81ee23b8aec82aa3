import { freshServer, text, type Api } from './server.js';

export const aProject = { Name: 'Web', ProjectGroupId: 'ProjectGroups-1', LifecycleId: 'Lifecycles-1' };
export const keep = { RunRetentionPolicy: { QuantityToKeep: 10, ShouldKeepForever: false } };

/** A project with a step, a runbook and a trigger of it. */
export const furnished = async () => {
  const api = await freshServer();
  const environment = await api.make('environments', { Name: 'Test' });
  const project = await api.make('projects', aProject);
  const id = text(project['Id']);
  const at = `/Spaces-1/projects/${id}`;
  const process = await api.call('PUT', `${at}/deploymentprocesses`, {
    ProjectId: id,
    SpaceId: 'Spaces-1',
    Version: 0,
    Steps: [
      {
        Name: 'Deploy',
        Actions: [
          {
            Name: 'Deploy',
            ActionType: 'Octopus.Script',
            Packages: [{ Name: '', PackageId: 'Web', FeedId: 'feeds-builtin' }],
          },
        ],
      },
    ],
  });
  const runbook = await api.make('runbooks', {
    Name: 'Restart',
    ProjectId: id,
    EnvironmentScope: 'Specified',
    Environments: [text(environment['Id'])],
    ...keep,
  });
  return { ...api, environment, project: { ...project, Id: id }, at, process: process.body, runbook };
};
export type Furnished = Awaited<ReturnType<typeof furnished>>;

export const post = ({ call }: Api, collection: string, body: Record<string, unknown>) =>
  call('POST', `/Spaces-1/${collection}`, { SpaceId: 'Spaces-1', ...body });

export const nightly = { FilterType: 'CronExpressionSchedule', CronExpression: '0 0 3 * * *', Timezone: 'UTC' };

export const trigger = (s: Furnished, action: Record<string, unknown> = {}, more: Record<string, unknown> = {}) =>
  post(s, 'projecttriggers', {
    Name: 'Nightly',
    ProjectId: s.project.Id,
    Filter: nightly,
    Action: {
      ActionType: 'RunRunbook',
      RunbookId: s.runbook['Id'],
      EnvironmentIds: [s.environment['Id']],
      ...action,
    },
    ...more,
  });

export const putRunbook = ({ call, runbook }: Furnished, more: Record<string, unknown>) =>
  call('PUT', `/Spaces-1/runbooks/${text(runbook['Id'])}`, { ...runbook, ...more });

export const putSettings = ({ call, at, project }: Furnished, more: Record<string, unknown>) =>
  call('PUT', `${at}/deploymentsettings`, { ProjectId: project.Id, SpaceId: 'Spaces-1', ...more });

export const putProject = ({ call, at, project }: Furnished, more: Record<string, unknown>) =>
  call('PUT', at, { ...project, ...more });

export const channel = (s: Furnished, more: Record<string, unknown>) =>
  post(s, 'channels', { Name: 'Beta', ProjectId: s.project.Id, ...more });
