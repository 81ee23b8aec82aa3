import type { JsonObject } from '../../../model/json.js';
import { isInGit } from '../deployment-settings.js';
import { objectIn, objectsIn, textIn } from '../documents.js';
import { badRequest, refuseIfAny } from '../refusal.js';
import { ok } from '../routes/exchange.js';
import { projectAt } from '../routes/project-routes.js';
import type { Call, Handler, Route } from '../routes/route-table.js';
import { refuseProtected, secretProperties } from './at-ref.js';
import { bodies, gitBody, persistenceIn } from './bodies.js';
import { documentsOf, filesThatMove, leaveDatabase, withState, type Moving } from './convert.js';
import type { Contents } from './contents.js';
import { isSecret, withFiles } from './files.js';
import { branchName, settingsFrom } from './git-settings.js';
import { projectInGit, refAt, type InGit } from './refs.js';
import type { Repository } from './repository.js';
import { whyUnusable } from './repository-routes.js';

const author = ({ request: { caller } }: Call): string => textIn(caller, 'DisplayName') || textIn(caller, 'Username');

/** Where the first commit goes if the default branch is protected, and nobody says. */
const CONVERSION_BRANCH = 'octopus-vcs-conversion';

/** Settings that a conversion needs (octopus-api projects). */
const needed = ['Url', 'BasePath', 'DefaultBranch', 'Credentials'];

/** One way: nothing brings a project back to the database. */
const convert: Handler = (call) => {
  const { instance, space, ids } = call;
  const [id = ''] = ids;
  const project = projectAt(space, id);
  if (isInGit(project)) throw badRequest(`Project '${textIn(project, 'Name')}' is version-controlled already.`);
  const body = gitBody(call, bodies.convert, textIn(project, 'Id'));
  const message = textIn(body, 'CommitMessage') || textIn(body, 'ChangeDescription');
  const settings = persistenceIn(call, body['VersionControlSettings']);
  refuseIfAny([
    ...(message === '' ? ["'ChangeDescription' is required."] : []),
    ...(textIn(settings, 'Type') === 'Database' ? ["'VersionControlSettings.Type' must be VersionControlled."] : []),
    ...needed
      .filter((field) => (settings[field] ?? null) === null || (field !== 'BasePath' && settings[field] === ''))
      .map((field) => `'VersionControlSettings.${field}' is required.`),
  ]);
  const unusable = whyUnusable(call, settings);
  if (unusable !== undefined) throw badRequest(unusable);
  const state = { VariablesAreInGit: true, RunbooksAreInGit: true, ...objectIn(settings, 'ConversionState') };
  const persistence = withState(
    { ProtectedBranchNamePatterns: [], ProtectedDefaultBranch: false, SerializationFormat: 'Ocl', ...settings },
    state,
  );
  const moving = { process: true, variables: state.VariablesAreInGit, runbooks: state.RunbooksAreInGit };
  refuseSecrets(call, project, moving);
  const { url, basePath, defaultBranch, isProtected } = settingsFrom(persistence);
  const repository = instance.repositories.at(url);
  const initial = textIn(body, 'InitialCommitBranchName') || CONVERSION_BRANCH;
  const branch = isProtected(defaultBranch) ? branchName(initial) : defaultBranch;
  const contents = filesThatMove(space, project, moving);
  startFrom(repository, branch, defaultBranch);
  const before = repository.branch(branch)?.files ?? {};
  repository.add(branch, { message, author: author(call), files: withFiles(before, basePath, contents.files) });
  leaveDatabase(instance, space, project, moving, contents, persistence);
  return ok({});
};

const startFrom = (repository: Repository, branch: string, defaultBranch: string): void => {
  const start = repository.branch(branch) ?? repository.branch(defaultBranch);
  if (start) repository.startBranch(branch, start);
};

const refuseSecrets = ({ space }: Call, project: JsonObject, moving: Moving): void => {
  const { deploymentprocesses = [], runbookProcesses = [] } = documentsOf(space, project, moving);
  refuseIfAny([...deploymentprocesses, ...runbookProcesses].flatMap(secretProperties));
};

/** The branch that a migration commits to, which may be made for it. Throws a 404 or a 400. */
const branchFor = (git: InGit, body: JsonObject): string => {
  const branch = branchName(textIn(body, 'Branch'));
  if (branch === '') throw badRequest("'Branch' is required.");
  refuseProtected(git, branch);
  if (body['CreateBranch'] === true) startFrom(git.repository, branch, git.settings.defaultBranch);
  refAt(git.repository, `refs/heads/${branch}`);
  return branch;
};

const migrate = (
  call: Call,
  git: InGit,
  body: JsonObject,
  moving: Moving,
  state: Readonly<Record<string, boolean>>,
): void => {
  const { space } = call;
  const { repository, settings, project } = git;
  refuseSecrets(call, project, moving);
  const branch = branchFor(git, body);
  const contents = filesThatMove(space, project, moving);
  const before = repository.branch(branch)?.files ?? {};
  const message = textIn(body, 'CommitMessage');
  repository.add(branch, {
    message,
    author: author(call),
    files: withFiles(before, settings.basePath, contents.files),
  });
  leave(call, git, moving, contents, state);
};

const noContents: Contents = { files: {}, names: new Map(), steps: [] };

const leave = (
  { instance, space }: Call,
  { project }: InGit,
  moving: Moving,
  contents: Contents,
  state: Readonly<Record<string, boolean>>,
): void => {
  leaveDatabase(instance, space, project, moving, contents, withState(objectIn(project, 'PersistenceSettings'), state));
};

const countVariables: Handler = ({ space, ids: [id = ''] }) => {
  const set = space.find('variables', textIn(projectAt(space, id), 'VariableSetId')) ?? {};
  const variables = objectsIn(set, 'Variables');
  const secrets = variables.filter(isSecret).length;
  return ok({ TextVariableCount: variables.length - secrets, SensitiveVariableCount: secrets });
};

const migrateVariables: Handler = (call) => {
  const git = projectInGit(call);
  if (git.settings.variablesAreInGit) throw badRequest('The variables of this project are in Git already.');
  const body = gitBody(call, bodies.migrateVariables, git.projectId);
  migrate(call, git, body, { process: false, variables: true, runbooks: false }, { VariablesAreInGit: true });
  return ok({});
};

/** The sandbox has no snapshots: what a document says decides whether a runbook counts as published. */
const runbooksIn = ({ space, ids: [id = ''] }: Call): JsonObject => {
  const projectId = textIn(projectAt(space, id), 'Id');
  const own = space.all('runbooks').filter((one) => one['ProjectId'] === projectId);
  const named = (isPublished: boolean): readonly JsonObject[] =>
    own
      .filter((one) => (textIn(one, 'PublishedRunbookSnapshotId') !== '') === isPublished)
      .map((one) => ({ RunbookId: textIn(one, 'Id'), RunbookName: textIn(one, 'Name') }));
  return { DraftRunbooks: named(false), PublishedRunbooks: named(true) };
};

const migrateRunbooks: Handler = (call) => {
  const git = projectInGit(call);
  if (git.settings.runbooksAreInGit) throw badRequest('The runbooks of this project are in Git already.');
  const body = gitBody(call, bodies.migrateRunbooks, git.projectId);
  const moved = runbooksIn(call);
  const hasSome = [...objectsIn(moved, 'DraftRunbooks'), ...objectsIn(moved, 'PublishedRunbooks')].length > 0;
  if (hasSome && textIn(body, 'CommitMessage') === '') throw badRequest("'CommitMessage' is required.");
  const moving = { process: false, variables: false, runbooks: true };
  const state = { RunbooksAreInGit: true };
  if (hasSome) migrate(call, git, body, moving, state);
  else leave(call, git, moving, noContents, state);
  return ok({ ...moved, ServerTaskId: null });
};

const at = 'projects/{id}/git';

/** What moves a project, or the rest of it, into Git. */
export const convertRoutes: readonly Route[] = [
  { path: `${at}/convert`, only: '2026', POST: convert },
  { path: `${at}/migrate-variables`, only: '2026', GET: countVariables, POST: migrateVariables },
  { path: `${at}/migrate-runbooks`, only: '2026', GET: (call) => ok(runbooksIn(call)), POST: migrateRunbooks },
];
