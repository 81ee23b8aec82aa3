import type { JsonObject } from '../../../model/json.js';
import { settingsOf } from '../deployment-settings.js';
import { badRequest, notFound } from '../refusal.js';
import { ok, type Answer } from '../routes/exchange.js';
import { present } from '../routes/present.js';
import type { Handler, Route } from '../routes/route-table.js';
import { writeSettings } from '../routes/settings-routes.js';
import { update } from '../write.js';
import { atRef, bodyAt, commit, refuseUnread, writableAt, type AtRef } from './at-ref.js';
import { fileNames, processFile, settingsFile, variablesFile } from './files.js';
import { encoded } from './refs.js';

/** A document that each ref of a project has one of. */
interface OneAtRef {
  /** The collection, and the last segment of its path. */
  readonly path: string;
  readonly file: string;
  readonly message: string;
  /** Throws a 400 for a project that has it in the database. */
  readonly isInGit: (at: AtRef) => boolean;
  readonly idOf: (projectId: string) => string;
  /** The document as the file has it. */
  readonly toFile: (at: AtRef) => JsonObject;
  readonly show: (at: AtRef) => JsonObject;
  readonly write: (at: AtRef, body: JsonObject) => void;
}

const stored = (at: AtRef, path: string, id: string): JsonObject => at.view.space.find(path, id) ?? {};

const shown =
  (path: string, idOf: (projectId: string) => string) =>
  (at: AtRef): JsonObject =>
    present(at.call.instance, at.view.space, path, stored(at, path, idOf(at.projectId)));

const written =
  (path: string, idOf: (projectId: string) => string) =>
  (at: AtRef, body: JsonObject): void =>
    void update(at.call.instance, at.view.space, path, idOf(at.projectId), body, { viaProject: true });

const process = (projectId: string): string => `deploymentprocess-${projectId}`;
const variables = (projectId: string): string => `variableset-${projectId}`;
const projectOf = (at: AtRef): JsonObject => stored(at, 'projects', at.projectId);

const documents: readonly OneAtRef[] = [
  {
    path: 'deploymentprocesses',
    file: fileNames.process,
    message: 'Update deployment process',
    isInGit: () => true,
    idOf: process,
    toFile: (at) => processFile(at.view.space, at.projectId, stored(at, 'deploymentprocesses', process(at.projectId))),
    show: shown('deploymentprocesses', process),
    write: written('deploymentprocesses', process),
  },
  {
    path: 'deploymentsettings',
    file: fileNames.settings,
    message: 'Update deployment settings',
    isInGit: () => true,
    idOf: (projectId) => `deploymentsettings-${projectId}`,
    toFile: (at) => settingsFile(at.view.space, at.projectId, settingsOf(at.view.space, projectOf(at))),
    show: (at) => settingsOf(at.view.space, projectOf(at)),
    write: (at, body) => {
      writeSettings(at.call.instance, at.view.space, projectOf(at), body);
    },
  },
  {
    path: 'variables',
    file: fileNames.variables,
    message: 'Update variables',
    isInGit: ({ settings }) => settings.variablesAreInGit,
    idOf: variables,
    toFile: (at) => variablesFile(at.view.space, at.projectId, stored(at, 'variables', variables(at.projectId))),
    show: shown('variables', variables),
    write: written('variables', variables),
  },
];

const refuseIfInDatabase = (one: OneAtRef, at: AtRef): void => {
  if (!one.isInGit(at)) throw badRequest(`This project keeps its ${one.path} in the database.`);
};

/** A document as GET answers it: its links lead back to the ref. */
const answered = (one: OneAtRef, at: AtRef): Answer => {
  const home = `${at.call.space.home}/projects/${at.projectId}`;
  const links = { Self: `${home}/${encoded(at.ref.canonical)}/${one.path}`, Project: home };
  return ok({ ...one.show(at), Links: links });
};

const get =
  (one: OneAtRef): Handler =>
  (call) => {
    const at = atRef(call);
    refuseIfInDatabase(one, at);
    // No file of variables is one without any; a project has a process and settings.
    if (!(one.file in at.files) && one.path !== 'variables') throw notFound(`${one.file} at ${at.ref.canonical}`);
    const answer = answered(one, at);
    refuseUnread(at, one.file);
    return answer;
  };

/** The answer to a PUT of variables is empty; all others are the document (octopus-api variables). */
const put =
  (one: OneAtRef): Handler =>
  (call) => {
    const at = writableAt(call);
    refuseIfInDatabase(one, at);
    const before = one.toFile(at);
    const body = bodyAt(at, one.path);
    one.write(at, body);
    commit(at, [[one.file, before, one.toFile(at)]], body['ChangeDescription'], one.message);
    return one.path === 'variables' ? ok({}) : answered(one, atRef(call));
  };

/** What a project has at a ref, besides runbooks. */
export const refRoutes: readonly Route[] = documents.map((one): Route => ({
  path: `projects/{id}/{gitRef}/${one.path}`,
  only: '2026',
  GET: get(one),
  PUT: put(one),
}));
