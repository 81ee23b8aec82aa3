import type { JsonObject } from '../../../model/json.js';
import { isInGit } from '../deployment-settings.js';
import { textIn } from '../documents.js';
import { badRequest, notFound, Refusal } from '../refusal.js';
import type { Call } from '../routes/route-table.js';
import { projectAt } from '../routes/project-routes.js';
import { fileNames, filesIn } from './files.js';
import { gitSettings, type GitSettings } from './git-settings.js';
import type { Commit, Files, Repository } from './repository.js';

/** What a ref leads to. */
export interface Ref {
  readonly kind: 'branch' | 'tag' | 'commit';
  readonly name: string;
  /** `refs/heads/main`, `refs/tags/v1`, or the hash. */
  readonly canonical: string;
  readonly commit: Commit;
}

/** A project in Git that can be reached. */
export interface InGit {
  readonly project: JsonObject;
  readonly projectId: string;
  readonly settings: GitSettings;
  readonly repository: Repository;
}

/** The ref that a text names: in full, or a branch, a tag or a commit by its own name, in this order. */
export const findRef = (repository: Repository, text: string): Ref | undefined => {
  const branch = (name: string): Ref | undefined =>
    refOf('branch', name, `refs/heads/${name}`, repository.branch(name));
  const tag = (name: string): Ref | undefined => refOf('tag', name, `refs/tags/${name}`, repository.tag(name));
  const [, kind, name = ''] = /^refs\/(heads|tags)\/(.+)$/.exec(text) ?? [];
  if (kind !== undefined) return kind === 'heads' ? branch(name) : tag(name);
  const commit = repository.commit(text);
  return branch(text) ?? tag(text) ?? (commit && { kind: 'commit', name: commit.hash, canonical: commit.hash, commit });
};

const refOf = (kind: Ref['kind'], name: string, canonical: string, commit: Commit | undefined): Ref | undefined =>
  commit && { kind, name, canonical, commit };

/** The ref of a path. Throws a 404 for one that there is not. */
export const refAt = (repository: Repository, text: string): Ref => {
  const ref = findRef(repository, text);
  if (!ref) throw notFound(text);
  return ref;
};

/** The project of a path, which must be in Git: a 400 for another, and for a repository that does not answer. */
export const projectInGit = ({ instance, space, ids: [id = ''] }: Call): InGit => {
  const project = projectAt(space, id);
  if (!isInGit(project)) throw badRequest(`Project '${textIn(project, 'Name')}' is not version-controlled.`);
  const settings = gitSettings(project);
  const repository = instance.repositories.at(settings.url);
  refuseUnreachable(repository);
  return { project, projectId: textIn(project, 'Id'), settings, repository };
};

/** Throws a 400 with what a server says of a repository that does not answer. */
export const refuseUnreachable = ({ url, unreachable }: Repository): void => {
  if (unreachable !== undefined)
    throw new Refusal(400, [`Could not access the Git repository '${url}'. ${unreachable}`]);
};

/** The files of a project at a commit. Throws a 400 for a commit that has none: a branch from before the conversion. */
export const filesOf = ({ settings: { basePath } }: InGit, ref: Ref): Files => {
  const files = filesIn(ref.commit.files, basePath);
  if (!(fileNames.schema in files))
    throw badRequest(`There is no Octopus configuration in the folder '${basePath}' at '${ref.canonical}'.`);
  return files;
};

/** A ref as a segment of a path, in the letters that servers have. */
export const encoded = (ref: string): string =>
  encodeURIComponent(ref).replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());

const lists: Readonly<Record<Ref['kind'], string>> = { branch: 'branches', tag: 'tags', commit: 'commits' };

/** A branch, a tag or a commit as GET answers it. */
export const refDocument = (home: string, { projectId, settings }: InGit, ref: Ref): JsonObject => {
  const at = `${home}/projects/${projectId}`;
  const docs = `${at}/${encoded(ref.canonical)}`;
  return {
    Id: ref.canonical,
    Name: ref.name,
    CanonicalName: ref.canonical,
    ...(ref.kind === 'branch' && { IsProtected: settings.isProtected(ref.name) }),
    LastModifiedOn: null,
    LastModifiedBy: null,
    Links: {
      Self: `${at}/git/${lists[ref.kind]}/${encoded(ref.name)}`,
      Project: at,
      DeploymentProcess: `${docs}/deploymentprocesses`,
      DeploymentSettings: `${docs}/deploymentsettings`,
      ...(settings.variablesAreInGit && { Variables: `${docs}/variables` }),
      ...(settings.runbooksAreInGit && { Runbooks: `${docs}/runbooks{/id}{?skip,take,partialName}` }),
    },
  };
};
