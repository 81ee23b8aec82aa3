import { isList, type JsonObject } from '../../../model/json.js';
import { objectIn, textIn, textsIn } from '../documents.js';
import { badRequest, notFound } from '../refusal.js';
import { bodyOf, ok, type Answer } from '../routes/exchange.js';
import { listed, paged, present } from '../routes/present.js';
import type { Call, Handler, Route } from '../routes/route-table.js';
import { create, update } from '../write.js';
import { atRef, bodyAt, commit, refuseOtherRef, refuseUnread, writableAt, type AtRef } from './at-ref.js';
import { runbookFile, runbookFileOf } from './files.js';
import { encoded, findRef } from './refs.js';

const refuseIfInDatabase = ({ settings }: AtRef): void => {
  if (!settings.runbooksAreInGit) throw badRequest('This project keeps its runbooks in the database.');
};

const reading = (call: Call): AtRef => {
  const at = atRef(call);
  refuseIfInDatabase(at);
  return at;
};

const writing = (call: Call): AtRef => {
  const at = writableAt(call);
  refuseIfInDatabase(at);
  return at;
};

/** The slug of the runbook that a path names. Throws a 404 for one that the ref has not. */
const slugAt = (at: AtRef): string => {
  const [, , slug = ''] = at.call.ids;
  if (!(runbookFile(slug) in at.files)) throw notFound(`${slug} at ${at.ref.canonical}`);
  return slug;
};

/** The same for a request that reads it. Throws a 400 where its file, with its process, names what is not here. */
const readableAt = (at: AtRef): string => {
  const slug = slugAt(at);
  at.view.space.find('runbooks', slug);
  at.view.space.find('runbookProcesses', slug);
  refuseUnread(at, runbookFile(slug));
  return slug;
};

const shown = (at: AtRef, path: string, id: string): JsonObject => {
  const project = `${at.call.space.home}/projects/${at.projectId}`;
  const below = `${project}/${encoded(at.ref.canonical)}`;
  const Links = {
    Self: `${below}/${path}/${encoded(id)}`,
    Project: project,
    ...(path === 'runbooks' && {
      RunbookProcesses: `${below}/runbookProcesses/${encoded(id)}`,
      RunbookEnvironments: `${below}/runbooks/${encoded(id)}/environments`,
    }),
  };
  return { ...present(at.call.instance, at.view.space, path, at.view.space.find(path, id) ?? {}), Links };
};

const fileOf = ({ view: { space }, projectId }: AtRef, slug: string): JsonObject =>
  runbookFileOf(space, projectId, space.find('runbooks', slug) ?? {}, space.find('runbookProcesses', slug) ?? {});

/** Tags are asked for by name or by ID; stored they are names. */
const isTagged = (at: AtRef, runbook: JsonObject, asked: string | undefined): boolean => {
  const tags = at.view.space
    .all('tagsets')
    .flatMap((set) => (isList(set['Tags'] ?? []) ? (set['Tags'] as readonly JsonObject[]) : []));
  const name = (tag: string): string =>
    textIn(tags.find((one) => one['Id'] === tag) ?? { CanonicalTagName: tag }, 'CanonicalTagName');
  return (asked ?? '').split(',').some((tag) => textsIn(runbook, 'RunbookTags').includes(name(tag)));
};

const list: Handler = (call) => {
  const at = reading(call);
  const { query } = call.request;
  at.view.space.all('runbookProcesses');
  at.view.space.all('runbooks');
  for (const file of Object.keys(at.files)) if (file.startsWith('runbooks/')) refuseUnread(at, file);
  const { runbookTags, excludedRunbookTags } = query;
  const items = listed(at.view.space, 'runbooks', query)
    .filter((one) => one['ProjectId'] === at.projectId)
    .filter((one) => runbookTags === undefined || isTagged(at, one, runbookTags))
    .filter((one) => excludedRunbookTags === undefined || !isTagged(at, one, excludedRunbookTags))
    .map((one) => shown(at, 'runbooks', textIn(one, 'Id')));
  const route = `${call.space.home}/projects/${at.projectId}/${encoded(at.ref.canonical)}/runbooks`;
  return ok(paged('runbooks', items, query, 30, route));
};

/** The answer is slim: what was made has to be read. */
const post: Handler = (call) => {
  const at = writing(call);
  const body = bodyAt(at, 'runbooks');
  const { space } = at.view;
  const made = create(call.instance, space, 'runbooks', body);
  const [slug, name] = [textIn(made, 'Slug'), textIn(made, 'Name')];
  const file = runbookFileOf(space, at.projectId, made, {});
  commit(at, [[runbookFile(slug), undefined, file]], body['ChangeDescription'], `Create runbook: ${name}`);
  return ok({ Id: slug, GitRef: at.ref.canonical, Name: name, ProjectId: at.projectId, Slug: slug }, 201);
};

const get =
  (path: string): Handler =>
  (call) => {
    const at = reading(call);
    return ok(shown(at, path, readableAt(at)));
  };

/** Another slug is another file, and another ID. */
const put: Handler = (call) => {
  const at = writing(call);
  const slug = slugAt(at);
  const before = fileOf(at, slug);
  const body = bodyAt(at, 'runbooks');
  const changed = update(call.instance, at.view.space, 'runbooks', slug, body);
  const next = textIn(changed, 'Slug');
  const after = fileOf(at, slug);
  const [was, is] = [runbookFile(slug), runbookFile(next)];
  if (next !== slug) refuseIfTriggered(at, slug, 'renamed');
  commit(
    at,
    next === slug
      ? [[is, before, after]]
      : [
          [was, before, undefined],
          [is, undefined, after],
        ],
    body['ChangeDescription'],
    'Update runbook',
  );
  return answeredAgain(call, 'runbooks', next);
};

const putProcess: Handler = (call) => {
  const at = writing(call);
  const slug = slugAt(at);
  const before = fileOf(at, slug);
  const body = bodyAt(at, 'runbookProcesses');
  update(call.instance, at.view.space, 'runbookProcesses', slug, body);
  commit(at, [[runbookFile(slug), before, fileOf(at, slug)]], body['ChangeDescription'], 'Update runbook process');
  return answeredAgain(call, 'runbookProcesses', slug);
};

const answeredAgain = (call: Call, path: string, slug: string): Answer => ok(shown(atRef(call), path, slug));

/** The body says again what the path says; the vendor's own client sends none. */
const destroy: Handler = (call) => {
  const at = writing(call);
  const slug = slugAt(at);
  const body = call.request.body === undefined ? {} : bodyOf(call.request);
  const said = { Id: slug, ProjectId: at.projectId, SpaceId: call.space.id };
  for (const [field, value] of Object.entries(body)) {
    if (field === 'ChangeDescription' || field === 'spaceName') continue;
    if (field === 'GitRef') refuseOtherRef(value, findRef(at.repository, textIn(body, field)), at.ref);
    else if (!(field in said)) throw badRequest(`The request has an unknown member '${field}'.`);
    else if (value !== objectIn({ said }, 'said')[field])
      throw badRequest(`'${field}' is '${textIn(body, field)}', but the path says '${textIn(said, field)}'.`);
  }
  refuseIfTriggered(at, slug, 'deleted');
  const file = runbookFile(slug);
  commit(at, [[file, fileOf(at, slug), undefined]], body['ChangeDescription'], 'Delete runbook');
  return ok(null);
};

/** Triggers run what is on the default branch. */
const refuseIfTriggered = (at: AtRef, slug: string, what: string): void => {
  if (at.ref.name !== at.settings.defaultBranch) return;
  const isUsed = at.call.space
    .all('projecttriggers')
    .some((one) => one['ProjectId'] === at.projectId && objectIn(one, 'Action')['RunbookId'] === slug);
  if (isUsed) throw badRequest(`'${slug}' is in use and cannot be ${what}.`);
};

/** Where a runbook can run: everywhere, in the environments it names, or in those of the project's lifecycle. */
const environmentsOf = (at: AtRef): readonly JsonObject[] => {
  const { instance, space } = at.call;
  const slug = readableAt(at);
  const runbook = at.view.space.find('runbooks', slug) ?? {};
  const lifecycle = space.find('lifecycles', textIn(at.project, 'LifecycleId')) ?? {};
  const inPhases = JSON.stringify(lifecycle['Phases'] ?? []);
  return listed(space, 'environments', {})
    .filter(({ Id: id = '' }) => {
      if (runbook['EnvironmentScope'] === 'Specified')
        return textsIn(runbook, 'Environments').some((one) => one === id);
      if (runbook['EnvironmentScope'] === 'FromProjectLifecycles')
        return inPhases === '[]' || inPhases.includes(JSON.stringify(id));
      return true;
    })
    .map((one) => present(instance, space, 'environments', one));
};

const at = 'projects/{id}/{gitRef}';

/** Runbooks of a project at a ref, by slug. */
export const gitRunbookRoutes: readonly Route[] = [
  {
    path: `${at}/runbooks`,
    only: '2026',
    query: ['skip', 'take', 'partialName', 'runbookTags', 'excludedRunbookTags'],
    GET: list,
  },
  { path: `${at}/runbooks/v2`, only: '2026', POST: post },
  { path: `${at}/runbooks/{slug}`, only: '2026', GET: get('runbooks'), PUT: put, DELETE: destroy },
  { path: `${at}/runbooks/{slug}/environments`, only: '2026', GET: (call) => ok(environmentsOf(reading(call))) },
  { path: `${at}/runbookProcesses/{slug}`, only: '2026', GET: get('runbookProcesses'), PUT: putProcess },
];
