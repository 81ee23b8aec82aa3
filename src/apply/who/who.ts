import { parentNames, typeNamed } from '../../catalogue/index.js';
import { ownName, sameName, type TypeName } from '../../model/names.js';
import { ApiError } from '../../model/errors.js';
import type { OctopusClient, Space } from '../../octopus/index.js';
import type { LiveSpace } from '../live-space.js';
import { mostRequests, pagesOf, readPage, readRest, type AuditEvent, type Window } from './read-events.js';
import { saysWho, type Who, type WhoEvent } from './told.js';

/** What somebody may have changed: a change, a difference, a document that has drifted. */
export interface Asked {
  readonly id: string;
  readonly type: TypeName;
  readonly names: readonly string[];
}

interface Where {
  readonly client: OctopusClient;
  readonly space: Space;
  /** Knows the IDs of what is asked about. */
  readonly live: LiveSpace;
}

/** So many events of one document are told. */
const mostTold = 3;

/**
 * Who wrote each of some documents within a window, from the audit of their server, the latest first (rules who-changed). Asks
 * for the whole window where that is fewer requests than one for each document. Never throws what a server answers: where the
 * audit cannot be read, `note` says why, and nothing is told.
 */
export const whoChanged = async (asked: readonly Asked[], window: Window, where: Where): Promise<Who> => {
  try {
    return await readWho(asked, window, where);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { events: new Map(), note: unknownBecause(error) };
  }
};

/** Why nobody knows who it was, in one sentence. */
export const unknownBecause = (error: ApiError): string => {
  const isRefused = error.status === 403;
  const why = isRefused ? 'the API key lacks the permission EventView' : error.message.replace(/\.$/, '');
  return `Who changed it is not known: ${why}.`;
};

const readWho = async (asked: readonly Asked[], window: Window, where: Where): Promise<Who> => {
  if (asked.length === 0) return { events: new Map() };
  const { client, space, live } = where;
  // Resources of the server have their events there.
  const isOfServer = asked.some(({ type }) => typeNamed(type).reading.reach === 'server');
  const more = { ...(isOfServer && { includeSystem: 'true' }) };
  const first = await readPage(client, space, window, more);
  const idOf = new Map(asked.map(({ id, type, names }) => [id, idIn(live, type, names)] as const));
  const ids = [...new Set([...idOf.values()].filter((id) => id !== undefined))];
  const isWhole = pagesOf(first.total) - 1 <= ids.length;
  const some = isWhole ? ids : ids.slice(0, mostRequests);
  const events = isWhole
    ? await readRest(client, space, window, first, more)
    : [...(await regarding(some, window, where, more)), ...(await deleted(asked, idOf, window, where, more))];
  const told = asked.map((one) => {
    const id = idOf.get(one.id);
    const own = id === undefined ? ofDeleted(one, events, live) : ofDocument(one, id, events);
    return [one.id, latest(own, where)] as const;
  });
  const left = ids.length - some.length;
  return {
    events: new Map(told.filter(([, own]) => own.length > 0)),
    ...(left > 0 && { note: `Who changed it was asked of ${some.length} documents; of ${left} more it was not.` }),
  };
};

/** The ID of a document; that of its parent where it has none of its own on a server. */
const idIn = (live: LiveSpace, type: TypeName, names: readonly string[]): string | undefined => {
  const declared = typeNamed(type);
  return isPart(type) && declared.parent
    ? live.idOf(declared.parent.type, parentNames(declared, names))
    : live.idOf(type, names);
};

/** True for what is read through its parent, so that no ID of its own is known. */
const isPart = (type: TypeName): boolean =>
  ['templateValues', 'gathered', 'ofParent'].includes(typeNamed(type).reading.listing.kind);

/** One request for each document: the newest of those that are about it or what belongs to it. */
const regarding = async (
  ids: readonly string[],
  window: Window,
  { client, space }: Where,
  more: Readonly<Record<string, string>>,
): Promise<readonly AuditEvent[]> => {
  const pages = await Promise.all(
    ids.map((id) => readPage(client, space, window, { ...more, regarding: id }, { take: 30 })),
  );
  return pages.flatMap(({ events }) => events);
};

/** What has no ID any more may have been deleted: a listing of its own, if it is not too long. */
const deleted = async (
  asked: readonly Asked[],
  idOf: ReadonlyMap<string, string | undefined>,
  window: Window,
  { client, space }: Where,
  more: Readonly<Record<string, string>>,
): Promise<readonly AuditEvent[]> => {
  if (asked.every(({ id }) => idOf.get(id) !== undefined)) return [];
  const only = { ...more, eventCategories: 'Deleted' };
  const first = await readPage(client, space, window, only);
  return pagesOf(first.total) > mostRequests ? first.events : readRest(client, space, window, first, only);
};

/** Events of the document itself; of one without an ID, those of its kind that belong to its parent. */
const ofDocument = ({ type }: Asked, id: string, events: readonly AuditEvent[]): readonly AuditEvent[] => {
  const { reading } = typeNamed(type);
  if (!isPart(type)) return events.filter(({ document }) => document === id);
  return events.filter(({ document, related }) => related.includes(id) && document.startsWith(`${reading.idPrefix}-`));
};

/** A document that is gone is known by its name, where only one of that kind and name was deleted. */
const ofDeleted = ({ type, names }: Asked, events: readonly AuditEvent[], live: LiveSpace): readonly AuditEvent[] => {
  const declared = typeNamed(type);
  const parentId = declared.parent && live.idOf(declared.parent.type, parentNames(declared, names));
  const gone = events.filter(
    ({ category, document, name, related }) =>
      category === 'Deleted' &&
      document.startsWith(`${declared.reading.idPrefix}-`) &&
      sameName(name, ownName(names)) &&
      (parentId === undefined || related.includes(parentId)),
  );
  return new Set(gone.map(({ document }) => document)).size === 1 ? gone : [];
};

const latest = (events: readonly AuditEvent[], { client, space }: Where): readonly WhoEvent[] =>
  [...new Map(events.map((event) => [event.id, event])).values()]
    .sort((one, other) => Date.parse(other.when) - Date.parse(one.when))
    .slice(0, mostTold)
    .map(({ user, when, category, document }) => ({
      user,
      when,
      category,
      says: saysWho(category, user, when),
      page: `${client.url}/app#/${space.id}/configuration/audit?regardingAny=${encodeURIComponent(document)}`,
    }));
