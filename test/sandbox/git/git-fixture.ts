import { furnished, type Furnished } from '../project-fixture.js';
import { text, type Answer } from '../server.js';

export const url = 'https://git.example/shop.git';

/** Settings that a conversion takes. */
export const gitSettings = {
  Type: 'VersionControlled',
  Url: url,
  BasePath: '.octopus',
  DefaultBranch: 'main',
  Credentials: { Type: 'Anonymous' },
};

/** A member of an answer that is a list of objects. */
export const objects = (value: unknown): readonly Record<string, unknown>[] =>
  (Array.isArray(value) ? value : []) as readonly Record<string, unknown>[];

/** Steps of a process, or variables of a set, as an answer has them. */
export const stepsIn = ({ body }: Answer) => objects(body['Steps']);
export const actionsIn = (answer: Answer) => stepsIn(answer).flatMap((step) => objects(step['Actions']));
export const variablesIn = ({ body }: Answer) => objects(body['Variables']);

/** POST to a route below `git`. */
export const postGit = ({ call, at }: Pick<Furnished, 'call' | 'at'>, path: string, body: object) =>
  call('POST', `${at}/git/${path}`, body);

export const convert = (s: Pick<Furnished, 'call' | 'at'>, more: object = {}, settings: object = {}) =>
  postGit(s, 'convert', {
    ChangeDescription: 'Move to Git',
    VersionControlSettings: { ...gitSettings, ...settings },
    ...more,
  });

/** A project in the database with a process, variables (one of them secret), a runbook, a channel with a rule and a trigger of the runbook. */
export const inDatabase = async () => {
  const s = await furnished();
  const { call, at, environment, runbook, project, process } = s;
  const [action] = actionsIn({ status: 200, body: process });
  const set = await call('GET', `${at}/variables`);
  const scope = { Environment: [environment['Id']], Action: [action?.['Id']] };
  const variables = [
    { Name: 'Colour', Value: 'red', Scope: scope },
    { Name: 'Password', Value: 'hush', Type: 'Sensitive', IsSensitive: true, Scope: scope },
    { Name: 'Place', Value: 'here', Scope: { ProcessOwner: [runbook['Id'], project.Id] } },
  ];
  await call('PUT', `${at}/variables`, { ...set.body, Variables: variables });
  await call('PUT', `/Spaces-1/runbookProcesses/${text(runbook['RunbookProcessId'])}`, {
    Version: 0,
    Steps: [{ Name: 'Stop it', Actions: [{ Name: 'Stop it', ActionType: 'Octopus.Script' }] }],
  });
  await s.make('channels', {
    Name: 'Beta',
    ProjectId: project.Id,
    Rules: [{ VersionRange: '[1,2)', ActionPackages: [{ DeploymentAction: 'Deploy', PackageReference: '' }] }],
  });
  await s.make('projecttriggers', {
    Name: 'Nightly',
    ProjectId: project.Id,
    Filter: { FilterType: 'CronExpressionSchedule', CronExpression: '0 0 3 * * *', Timezone: 'UTC' },
    Action: { ActionType: 'RunRunbook', RunbookId: text(runbook['Id']), EnvironmentIds: [text(environment['Id'])] },
  });
  return { ...s, repository: s.instance.repositories.at(url) };
};

/** The same project, converted; `ref` is its main branch as a path has it. */
export const inGit = async (more: object = {}, settings: object = {}) => {
  const s = await inDatabase();
  const answer = await convert(s, more, settings);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer));
  const project = await s.call('GET', s.at);
  return { ...s, project: { ...project.body, Id: s.project.Id }, ref: `${s.at}/refs%2Fheads%2Fmain` };
};
export type InGit = Awaited<ReturnType<typeof inGit>>;

/** Changes a document at a ref: reads it, and writes it with more. */
export const putAt = async ({ call, ref }: Pick<InGit, 'call' | 'ref'>, path: string, more: object, at = ref) => {
  const { body } = await call('GET', `${ref}/${path}`);
  return call('PUT', `${at}/${path}`, { ...body, ...more });
};

export const putProcess = (s: InGit, steps: readonly object[], at = s.ref) =>
  putAt(s, 'deploymentprocesses', { Steps: steps }, at);

/** A step with one action. */
export const step = (name: string, action: object = {}) => ({
  Name: name,
  Actions: [{ Name: name, ActionType: 'Octopus.Script', ...action }],
});
