import { isObject, sameJson, textOf, type JsonObject, type JsonValue } from '../../../model/json.js';
import type { RequestContract } from '../contract.js';
import { objectIn, objectsIn, textIn } from '../documents.js';
import { badRequest, notFound, refuseIfAny } from '../refusal.js';
import { bodyOf } from '../routes/exchange.js';
import type { Call } from '../routes/route-table.js';
import { received } from '../rules/received.js';
import { isSensitiveValue } from '../rules/validate.js';
import { requestFaults } from '../write.js';
import { isSecret, withFiles } from './files.js';
import { ownerInAnswer, withReferences, withScopes, type Change } from './references.js';
import { filesOf, findRef, projectInGit, refAt, type InGit, type Ref } from './refs.js';
import type { Files } from './repository.js';
import { looksLikeId, toId } from './slugs.js';
import { withSlugs } from './step-slugs.js';
import { viewOf, type View } from './view.js';

/** A request for something of a project at a ref. */
export interface AtRef extends InGit {
  readonly call: Call;
  readonly ref: Ref;
  readonly files: Files;
  readonly view: View;
}

/** Looks at the ref that a path names: `projects/{id}/{gitRef}/…`. Throws a 404 for what there is not, and a 400 for what cannot be read. */
export const atRef = (call: Call): AtRef => {
  const git = projectInGit(call);
  const [, gitRef = ''] = call.ids;
  const ref = refAt(git.repository, gitRef);
  const files = filesOf(git, ref);
  const { instance, space } = call;
  return { ...git, call, ref, files, view: viewOf({ instance, space, project: git.project, files }) };
};

/** The same for a request that writes: only a branch that is not protected can be written to. */
export const writableAt = (call: Call): AtRef => {
  const at = atRef(call);
  if (at.ref.kind !== 'branch') throw badRequest(`'${at.ref.canonical}' is no branch, and cannot be committed to.`);
  refuseProtected(at, at.ref.name);
  return at;
};

/** Throws a 400 for a branch that only its own server takes commits to. */
export const refuseProtected = ({ settings }: InGit, branch: string): void => {
  if (settings.isProtected(branch))
    throw badRequest(`Branch '${branch}' is protected, and cannot be committed to. Commit to another branch.`);
};

/** Throws a 400 for a file that this server cannot read, because it names what is not here. */
export const refuseUnread = ({ view, ref }: AtRef, file: string): void =>
  refuseIfAny((view.faults.get(file) ?? []).map((fault) => `Cannot read ${ref.canonical}: ${fault}`));

/**
 * The body of a write at a ref, as the database would get it: without the ref, with this server's IDs for slugs. A slug that is
 * not here is let through, as nobody reads it now; an ID that is not here is not.
 */
export const bodyAt = (at: AtRef, path: string): JsonObject => {
  const { call, projectId, view, repository, ref } = at;
  const contract = shapeOf(call, path);
  const members: RequestContract['members'] = { ...contract.members, GitRef: { is: 'string' } };
  const { GitRef: gitRef = null, ...body } = received({ ...contract, members }, bodyOf(call.request));
  refuseOtherRef(gitRef, findRef(repository, typeof gitRef === 'string' ? gitRef : ''), ref);
  const whole: JsonObject = { ProjectId: projectId, SpaceId: call.space.id, ...body };
  refuseIfAny(requestFaults(contract, whole, call.space));
  const change = letThrough(at);
  if (path !== 'variables') {
    refuseIfAny(secretProperties(whole));
    return withReferences(path, 'Steps' in whole ? withSlugs(whole) : whole, change);
  }
  refuseIfAny(
    objectsIn(whole, 'Variables')
      .filter(isSecret)
      .map((one) => `Variable '${textIn(one, 'Name')}' is sensitive, and cannot be saved to a Git repository.`),
  );
  return withScopes(whole, {
    scope: change,
    value: (collection, called) => toId(view.space, projectId, collection, called) ?? called,
    owner: ownerInAnswer(projectId, () => undefined),
  });
};

/** The bodies at a ref are those of the database with the ref besides (octopus-api deployment-processes, runbooks, variables). */
const shapeOf = ({ instance, request }: Call, path: string): RequestContract => {
  const contract = instance.contract[path];
  const shape = request.method === 'POST' ? contract?.create : (contract?.viaProject ?? contract?.update);
  if (!shape) throw notFound(path);
  return shape;
};

/** A body may repeat the ref of its path. */
export const refuseOtherRef = (sent: JsonValue | undefined, named: Ref | undefined, ref: Ref): void => {
  if (sent === null || sent === undefined || sent === '') return;
  if (named?.canonical !== ref.canonical)
    throw badRequest(`'GitRef' is '${textOf(sent)}', but the path says '${ref.canonical}'.`);
};

const letThrough = ({ view: { space }, projectId }: AtRef): Change => {
  return (path, called) => {
    const id = toId(space, projectId, path, called);
    if (id !== undefined) return id;
    if (!looksLikeId(called))
      space.show(path, { Id: called, Name: called, Slug: called, ProjectId: projectId, SpaceId: space.id });
    return called;
  };
};

/** The message is a server's (OctopusDeploy/Issues#9233). */
export const secretProperties = (process: JsonObject): readonly string[] => {
  const steps = objectsIn(process, 'Steps');
  return [...steps, ...steps.flatMap((step) => objectsIn(step, 'Actions'))]
    .flatMap((owner) => Object.entries(objectIn(owner, 'Properties')))
    .filter(([, value]) => isObject(value) && isSensitiveValue(value))
    .map(
      ([name]) =>
        `The property '${name}' is sensitive and not a variable declaration, which is not currently supported`,
    );
};

/** What a write makes of one file, or of two: what it was by the same measure, and what it is. Undefined is no file. */
export type FileChange = readonly [name: string, before: JsonObject | undefined, after: JsonObject | undefined];

/** Commits what has changed, with an event of the project; where nothing has, there is no commit. */
export const commit = (at: AtRef, changes: readonly FileChange[], description: unknown, otherwise: string): void => {
  const { call, repository, settings, ref, files, projectId } = at;
  const changed = changes.filter(
    ([name, before, after]) => !sameJson(before, after) || name in files !== (after !== undefined),
  );
  if (changed.length === 0) return;
  repository.add(ref.name, {
    message: typeof description === 'string' && description !== '' ? description : otherwise,
    author: textIn(call.request.caller, 'DisplayName') || textIn(call.request.caller, 'Username'),
    files: withFiles(
      ref.commit.files,
      settings.basePath,
      Object.fromEntries(changed.map(([name, , after]) => [name, after])),
    ),
  });
  call.space.touch('projects', projectId);
};
