import type { JsonObject, JsonValue } from '../../../model/json.js';
import { collections } from '../collections.js';
import { textIn } from '../documents.js';
import { eventFilters, eventGroups, eventQuestions } from '../events/event-filters.js';
import { documentTypeOf, wordsFor } from '../events/event-of.js';
import type { StoredEvent } from '../events/event-log.js';
import { notFound, Refusal } from '../refusal.js';
import { ok } from './exchange.js';
import { isYes } from './list-filters.js';
import { paged } from './present.js';
import type { Call, Handler, Route } from './route-table.js';

/** Throws a 403 for a key that may not look into the audit. */
const requirePermission = ({ instance }: Call): void => {
  const { permissions } = instance.spec;
  if (permissions === undefined || permissions.includes('EventView')) return;
  throw new Refusal(403, ['You do not have permission to perform this action. Missing permission: EventView.']);
};

/** Those of the space, and those of the server where they are asked for. */
const seenFrom = ({ instance, space, request }: Call): readonly StoredEvent[] =>
  instance.events
    .newestFirst()
    .filter(
      ({ event }) =>
        event['SpaceId'] === space.id || (event['SpaceId'] === null && isYes(request.query['includeSystem'])),
    );

const shown = ({ event }: StoredEvent, { space, request }: Call): JsonObject => ({
  ...event,
  ...(isYes(request.query['excludeDifference']) && { ChangeDetails: null }),
  Links: { Self: `${space.home}/events/${textIn(event, 'Id')}` },
});

const list: Handler = (call) => {
  requirePermission(call);
  const { query } = call.request;
  const asked = Object.entries(eventFilters).flatMap(([name, fits]) => {
    const value = query[name] ?? '';
    return value === '' ? [] : [(stored: StoredEvent) => fits(stored, value)];
  });
  const found = seenFrom(call).filter((stored) => asked.every((fits) => fits(stored)));
  const items = found.map((stored) => shown(stored, call));
  return ok({ ...paged('events', items, query, 30, `${call.space.home}/events`), ItemType: 'Event' });
};

const one: Handler = (call) => {
  requirePermission(call);
  const [id = ''] = call.ids;
  const found = call.instance.events.newestFirst().find(({ event }) => event['Id'] === id);
  const { SpaceId: spaceId } = found?.event ?? {};
  if (!found || (spaceId !== null && spaceId !== call.space.id)) throw notFound(id);
  return ok(shown(found, call));
};

const named = (pairs: readonly (readonly [id: string, name: string])[]): Handler => {
  const answer: JsonValue = pairs.map(([Id, Name]) => ({ Id, Name, Links: null }));
  return () => ok(answer);
};

/** What can be filtered by; these need no permission. */
const known: readonly Route[] = [
  {
    path: 'events/categories',
    query: ['appliesTo'],
    GET: named(['Created', 'Modified', 'Deleted'].map((one) => [one, `Document ${one.toLowerCase()}`])),
  },
  {
    path: 'events/groups',
    query: ['appliesTo'],
    GET: () =>
      ok(
        Object.entries(eventGroups).map(([Id, categories]) => ({
          Id,
          Name: `${Id} events`,
          EventCategories: [...categories],
          Links: null,
        })),
      ),
  },
  {
    path: 'events/agents',
    GET: ({ instance }) =>
      ok(
        [...new Set(instance.events.newestFirst().map(({ event }) => textIn(event, 'UserAgent')))].map((agent) => ({
          Id: agent,
          Name: agent,
          Links: null,
        })),
      ),
  },
  {
    path: 'events/documenttypes',
    GET: named(
      collections.filter(({ readOnly }) => !readOnly).map(({ path }) => [documentTypeOf(path), wordsFor(path)]),
    ),
  },
];

/** The audit of a space. Nothing can be written here. */
export const eventRoutes: readonly Route[] = [
  { path: 'events', query: eventQuestions, GET: list },
  ...known,
  { path: 'events/{id}', GET: one },
];
