import { parentNames, typeNamed } from '../../catalogue/index.js';
import { ownName, sameName, type TypeName } from '../../model/names.js';
import { ApiError } from '../../model/errors.js';
import type { OctopusClient, Space } from '../../octopus/index.js';
import { eachAtOnce } from '../../snapshot/at-once.js';
import { keeperOf } from '../git/routes.js';
import type { LiveSpace } from '../live/live-space.js';
import { mostRequests, pagesAfter, readPage, readRest, type AuditEvent, type Window } from './read-events.js';
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
  /** Milliseconds since some moment. */
  readonly now?: () => number;
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

/** Why nobody knows who it was, in one sentence and one line, whatever a server has answered. */
export const unknownBecause = (error: ApiError): string => {
  const isRefused = error.status === 403;
  const said = error.message.replaceAll(/\s+/g, ' ').slice(0, longestReason).replace(/\.$/, '');
  return `Who changed it is not known: ${isRefused ? 'the API key lacks the permission EventView' : said}.`;
};

const longestReason = 300;

/** So long (ms) a server is asked; whatever has not been asked by then is not. */
const longestQuestion = 60_000;

/** Says, before each request, whether it may be sent. */
const allowance = (now: () => number): (() => boolean) => {
  const end = now() + longestQuestion;
  let left = mostRequests;
  return () => {
    left -= 1;
    return left >= 0 && now() <= end;
  };
};

const readWho = async (asked: readonly Asked[], window: Window, where: Where): Promise<Who> => {
  if (asked.length === 0) return { events: new Map() };
  const { client, space, live, now = () => performance.now() } = where;
  const may = allowance(now);
  // Resources of the server have their events there.
  const isOfServer = asked.some(({ type }) => typeNamed(type).reading.reach === 'server');
  const more = { ...(isOfServer && { includeSystem: 'true' }) };
  const first = await readPage(client, space, window, more);
  const idOf = new Map(asked.map(({ id, type, names }) => [id, idIn(live, type, names)] as const));
  const ids = [...new Set([...idOf.values()].filter((id) => id !== undefined))];
  const question = { ...where, window, more, may };
  const { events, note } =
    pagesAfter(first) <= ids.length
      ? withNote(await readRest(client, space, window, first, question))
      : await oneByOne(ids, { isSomeGone: asked.some(({ id }) => idOf.get(id) === undefined) }, question);
  const told = asked.map((one) => {
    const id = idOf.get(one.id);
    const isCommit = keeperOf(typeNamed(one.type), one.names, live) !== undefined;
    const own =
      id === undefined
        ? ofDeleted(one, events, live)
        : isCommit
          ? events.filter(({ document }) => document === id)
          : ofDocument(one, id, events);
    return [one.id, latest(own, where)] as const;
  });
  return { events: new Map(told.filter(([, own]) => own.length > 0)), ...(note !== '' && { note }) };
};

interface Question extends Where {
  readonly window: Window;
  readonly more: Readonly<Record<string, string>>;
  readonly may: () => boolean;
}

/** Events, and what people have to know of them: nothing, mostly. */
interface Noted {
  readonly events: readonly AuditEvent[];
  readonly note: string;
}

const withNote = ({ events, isWhole }: Awaited<ReturnType<typeof readRest>>): Noted => ({
  events,
  note: isWhole ? '' : 'Who changed it is not known of everything: the audit could not be read whole.',
});

/** One request for each document, and the listing of what was deleted, where something is gone. */
const oneByOne = async (
  ids: readonly string[],
  { isSomeGone }: { readonly isSomeGone: boolean },
  question: Question,
): Promise<Noted> => {
  const gone = isSomeGone ? await deleted(question) : { events: [], note: '' };
  const { events, left } = await regarding(ids, question);
  const unasked = `Who changed it was asked of ${ids.length - left} documents; of ${left} more it was not.`;
  const notes = [gone.note, left > 0 ? unasked : ''].filter((note) => note !== '');
  return { events: [...gone.events, ...events], note: notes.join(' ') };
};

/** The ID of a document; that of its parent where it has none of its own on a server, and of its project in Git, as a commit is an event of that. */
const idIn = (live: LiveSpace, type: TypeName, names: readonly string[]): string | undefined => {
  const declared = typeNamed(type);
  const keeper = keeperOf(declared, names, live);
  if (keeper) return keeper.id;
  return isPart(type) && declared.parent
    ? live.idOf(declared.parent.type, parentNames(declared, names))
    : live.idOf(type, names);
};

/** True for what is read through its parent, so that no ID of its own is known. */
const isPart = (type: TypeName): boolean =>
  ['templateValues', 'gathered', 'ofParent'].includes(typeNamed(type).reading.listing.kind);

/** The newest events that are about each document or what belongs to it; `left` were not asked about. */
const regarding = async (
  ids: readonly string[],
  { client, space, window, more, may }: Question,
): Promise<{ readonly events: readonly AuditEvent[]; readonly left: number }> => {
  const pages: (readonly AuditEvent[])[] = [];
  await eachAtOnce(ids, async (id) => {
    if (may()) pages.push((await readPage(client, space, window, { ...more, regarding: id })).events);
  });
  return { events: pages.flat(), left: ids.length - pages.length };
};

/** What has no ID any more may have been deleted. */
const deleted = async ({ client, space, window, more, may }: Question): Promise<Noted> => {
  const only = { ...more, eventCategories: 'Deleted' };
  if (!may()) return withNote({ events: [], isWhole: false });
  const first = await readPage(client, space, window, only);
  if (pagesAfter(first) > mostOfDeleted) return withNote({ events: first.events, isWhole: false });
  return withNote(await readRest(client, space, window, first, { more: only, may }));
};

/** So many pages of what was deleted are worth reading. */
const mostOfDeleted = mostRequests / 2;

/** Events of the document itself; of one without an ID, those of its kind that belong to its parent and to nobody like it. */
const ofDocument = ({ type }: Asked, id: string, events: readonly AuditEvent[]): readonly AuditEvent[] => {
  if (!isPart(type)) return events.filter(({ document }) => document === id);
  const [kind = ''] = typeNamed(type).reading.idPrefix.split('-');
  const [parents = ''] = id.split('-');
  const isNumbered = (document: string): boolean => new RegExp(`^${kind}-\\d+$`).test(document);
  const isOnlyParent = (related: readonly string[]): boolean =>
    related.includes(id) && related.every((one) => one === id || !one.startsWith(`${parents}-`));
  // Its ID is made of that of its parent, or is a number.
  return events.filter(
    ({ document, related }) => document === `${kind}-${id}` || (isNumbered(document) && isOnlyParent(related)),
  );
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
