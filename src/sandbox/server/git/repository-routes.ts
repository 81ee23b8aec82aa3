import { textIn } from '../documents.js';
import { badRequest, notFound, Refusal } from '../refusal.js';
import { ok } from '../routes/exchange.js';
import { paged } from '../routes/present.js';
import { projectAt } from '../routes/project-routes.js';
import type { Call, Handler, Route } from '../routes/route-table.js';
import { bodies, gitBody } from './bodies.js';
import { settingsFrom } from './git-settings.js';
import { findRef, projectInGit, refAt, refDocument, type InGit, type Ref } from './refs.js';

/** A page of refs: named by `searchByName`, the answer's items called as captured ones are. */
const page =
  (at: string, itemType: string, refsOf: (git: InGit) => readonly string[]): Handler =>
  (call) => {
    const git = projectInGit(call);
    const { query, space } = { ...call.request, space: call.space };
    const fragment = (query['searchByName'] ?? '').toLowerCase();
    const found = refsOf(git).map((name) => refAt(git.repository, name));
    const items = found
      .filter(({ name }) => name.toLowerCase().includes(fragment))
      .map((ref) => refDocument(space.home, git, ref));
    const route = `${space.home}/projects/${git.projectId}/git/${at}`;
    return ok({ ...paged('git', items, query, 30, route), ItemType: itemType });
  };

const branchesOf = ({ repository }: InGit): readonly string[] =>
  repository.branches().map((name) => `refs/heads/${name}`);
const tagsOf = ({ repository }: InGit): readonly string[] => repository.tags().map((name) => `refs/tags/${name}`);

/** One ref of a kind by its name. */
const one =
  (kinds: readonly Ref['kind'][], inFull: (name: string) => string = (name) => name): Handler =>
  (call) => {
    const git = projectInGit(call);
    const [, name = ''] = call.ids;
    const ref = findRef(git.repository, name.startsWith('refs/') ? name : inFull(name));
    if (!ref || !kinds.includes(ref.kind)) throw notFound(name);
    return ok(refDocument(call.space.home, git, ref));
  };

/** What Git takes as the name of a branch, roughly (git check-ref-format). */
const isBranchName = (name: string): boolean =>
  !/[\s~^:?*[\\]|\.\.|@\{|\/\/|^[/.-]|[/.]$|\.lock$/.test(name) && !name.startsWith('refs/');

/** Answers 200, though it makes something (octopus-api branches). */
const makeBranch: Handler = (call) => {
  const git = projectInGit(call);
  const body = gitBody(call, bodies.branch, git.projectId);
  const [name, base] = [textIn(body, 'NewBranchName'), textIn(body, 'BaseGitRef')];
  if (!isBranchName(name)) throw badRequest(`'${name}' is no name that a branch can have.`);
  if (git.repository.branch(name)) throw badRequest(`A branch with the name '${name}' already exists.`);
  const from = refAt(git.repository, base);
  git.repository.startBranch(name, from.commit);
  return ok(refDocument(call.space.home, git, refAt(git.repository, `refs/heads/${name}`)));
};

const validate: Handler = (call) => {
  const git = projectInGit(call);
  const gitRef = textIn(gitBody(call, bodies.validate, git.projectId), 'GitRef');
  const ref = findRef(git.repository, gitRef);
  return ok({
    ValidatedGitRef: ref ? refDocument(call.space.home, git, ref) : null,
    Error: ref ? null : `The ref '${gitRef}' was not found in '${git.repository.url}'.`,
  });
};

/** Says what is wrong with settings, and answers 200 all the same. */
const connectivity: Handler = (call) => {
  const [id = ''] = call.ids;
  const body = gitBody(call, bodies.connectivity, textIn(projectAt(call.space, id), 'Id'));
  const fault = whyUnusable(call, body);
  const said =
    fault === undefined
      ? { Category: 'Info', Message: 'The repository can be reached.' }
      : { Category: 'Error', Message: fault };
  return ok({ Messages: [said] });
};

/** Why a project cannot be kept where settings say; undefined where it can. */
export const whyUnusable = (
  { instance, space }: Pick<Call, 'instance' | 'space'>,
  settings: Parameters<typeof settingsFrom>[0],
): string | undefined => {
  const { url, defaultBranch } = settingsFrom(settings);
  const { Id: credential = null, Type: type = null } = (settings['Credentials'] ?? {}) as Readonly<
    Record<string, unknown>
  >;
  if (type === 'Reference' && !space.find('git-credentials', String(credential)))
    return `'Credentials.Id' refers to '${String(credential)}', which does not exist in this space.`;
  const repository = instance.repositories.at(url);
  if (repository.unreachable !== undefined)
    return `Could not access the Git repository '${url}'. ${repository.unreachable}`;
  const isThere = repository.branches().length === 0 || repository.branch(defaultBranch) !== undefined;
  return isThere ? undefined : `The default branch '${defaultBranch}' does not exist in '${url}'.`;
};

const at = 'projects/{id}/git';
const filters = ['skip', 'take', 'searchByName', 'refresh'];

/** Branches, tags and commits of a project's repository. */
export const repositoryRoutes: readonly Route[] = [
  { path: `${at}/branches`, only: '2026', query: filters, GET: page('branches', 'GitBranch', branchesOf) },
  { path: `${at}/branches/v2`, only: '2026', POST: makeBranch },
  { path: `${at}/branches/{name}`, only: '2026', query: filters, GET: one(['branch'], (name) => `refs/heads/${name}`) },
  { path: `${at}/tags`, only: '2026', query: filters, GET: page('tags', 'GitTag', tagsOf) },
  { path: `${at}/tags/{name}`, only: '2026', query: filters, GET: one(['tag'], (name) => `refs/tags/${name}`) },
  {
    path: `${at}/commits`,
    only: '2026',
    query: filters,
    GET: () => {
      throw new Refusal(405, ['Commits are asked for by hash.']);
    },
  },
  { path: `${at}/commits/{hash}`, only: '2026', query: filters, GET: one(['commit']) },
  {
    path: `${at}/refs`,
    only: '2026',
    query: filters,
    GET: page('refs', 'GitNamedRef', (git) => [...branchesOf(git), ...tagsOf(git)]),
  },
  { path: `${at}/refs/{name}`, only: '2026', query: filters, GET: one(['branch', 'tag']) },
  { path: `${at}/validate`, only: '2026', POST: validate },
  { path: `${at}/connectivity-test`, only: '2026', POST: connectivity },
];
