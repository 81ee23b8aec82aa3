import type { JsonObject } from '../../../model/json.js';
import { defaultsFor } from '../defaults/defaults.js';
import { emptySettings, isInGit, keepSettings, settingsOf } from '../deployment-settings.js';
import { textIn } from '../documents.js';
import { bodyOf, ok } from './exchange.js';
import { projectAt } from './project-routes.js';
import { received } from '../rules/received.js';
import { notFound, refuseIfAny } from '../refusal.js';
import { danglingReferences } from '../rules/references.js';
import type { Call, Handler, Route } from './route-table.js';
import { rules } from '../rules/rules.js';
import type { Space } from '../space.js';
import type { Instance } from '../state.js';
import { requestFaults } from '../write.js';

/** The project whose settings are meant. One that is in Git keeps them there: a 404. */
const project = ({ space, ids: [id = ''] }: Call) => {
  const found = projectAt(space, id.replace(/^deploymentsettings-/, ''));
  if (isInGit(found)) throw notFound(`deploymentsettings of ${textIn(found, 'Id')}`);
  return found;
};

const read: Handler = (call) => ok(settingsOf(call.space, project(call)));

const write: Handler = (call) => {
  const { instance, space, request } = call;
  const stored = project(call);
  writeSettings(instance, space, stored, bodyOf(request));
  return ok(settingsOf(space, projectAt(space, textIn(stored, 'Id'))));
};

/** Stores the settings of a project as a body has them. Throws a 400. */
export const writeSettings = (instance: Instance, space: Space, stored: JsonObject, sentBody: JsonObject): void => {
  const id = textIn(stored, 'Id');
  const contract = instance.contract['deploymentsettings'];
  if (!contract) throw notFound('deploymentsettings');
  const body = received(contract.update, sentBody);
  const sent = textIn(body, 'ProjectId');
  refuseIfAny([
    ...requestFaults(contract.update, body, space),
    ...(sent === '' || sent === id ? [] : [`'ProjectId' is '${sent}', but the path says '${id}'.`]),
  ]);
  const settings = { ...emptySettings(defaultsFor('projects', instance.generation)), ...body };
  keepSettings(space, stored, settings, (next) => {
    refuseIfAny(danglingReferences(instance, space, 'projects', next));
    return rules['projects']?.({ instance, space, next, stored }) ?? next;
  });
};

export const settingsRoutes: readonly Route[] = [
  { path: 'projects/{id}/deploymentsettings', only: '2026', GET: read, PUT: write },
  // Deprecated, but served.
  { path: 'deploymentsettings/{id}', only: '2026', GET: read, PUT: write },
];
