import { ApiError } from '../../model/errors.js';
import { isList, isObject, objectsOf, textOf, type JsonObject, type JsonValue } from '../../model/json.js';
import type { OctopusClient, Space } from '../../octopus/index.js';

/** An event as far as it tells who changed what. */
export interface AuditEvent {
  readonly id: string;
  readonly user: string;
  readonly when: string;
  readonly category: string;
  /** The document that was written, and how it was called then. */
  readonly document: string;
  readonly name: string;
  /** The document, and what it belongs to. */
  readonly related: readonly string[];
}

/** When it happened: ISO 8601; up to now, unless `to` says otherwise. */
export interface Window {
  readonly from: string;
  readonly to?: string | undefined;
}

interface Page {
  readonly events: readonly AuditEvent[];
  /** The IDs of all that it took of the listing, also of what tells nothing. */
  readonly taken: readonly string[];
  /** How many there are, as the server says; endless where it does not. */
  readonly total: number;
}

interface Read {
  readonly events: readonly AuditEvent[];
  /** False where there is more, or where the pages do not fit their total. */
  readonly isWhole: boolean;
}

const pageSize = 100;

/** How many requests one question may take: what is not asked then is said. */
export const mostRequests = 200;

/** Events of documents only: those of deployments are about projects, too. */
const categories: readonly string[] = ['Created', 'Modified', 'Deleted'];

/** Values that differ are not asked for. */
const questionOf = ({ from, to }: Window, more: Readonly<Record<string, string>>): string =>
  new URLSearchParams({
    eventCategories: categories.join(','),
    ...more,
    from,
    ...(to !== undefined && { to }),
    excludeDifference: 'true',
  }).toString();

/**
 * Asks for one page of the audit of a space (octopus-api events). What a server says beside the question, or that tells nobody, is
 * left out. Throws ApiError; a 403 is a missing permission.
 */
export const readPage = async (
  client: OctopusClient,
  { id }: Space,
  window: Window,
  more: Readonly<Record<string, string>> = {},
  skip = 0,
): Promise<Page> => {
  const route = `${id}/events?${questionOf(window, more)}&skip=${skip}&take=${pageSize}`;
  const { Items: items, TotalResults: total } = await client.getOnce(route);
  if (!isList(items)) {
    const where = `GET ${client.url}/api/${id}/events`;
    throw new ApiError({ what: 'The audit of the server is not a page of events.', where, status: 200 });
  }
  const isAsked = ({ when, category }: AuditEvent): boolean => categories.includes(category) && isWithin(window, when);
  const taken = items.map((item) => textOf(isObject(item) ? item['Id'] : ''));
  const events = objectsOf(items)
    .map(eventIn)
    .filter((event) => event !== undefined);
  return { events: events.filter(isAsked), taken, total: totalOf(total, skip + taken.length, taken.length < pageSize) };
};

const totalOf = (said: JsonValue | undefined, seen: number, isShort: boolean): number => {
  if (typeof said === 'number') return Math.max(said, seen);
  return isShort ? seen : Infinity;
};

/**
 * The pages after one that was read, in order, as long as `may` says so. A page without anything new is the last one: whatever
 * the total is, reading ends.
 */
export const readRest = async (
  client: OctopusClient,
  space: Space,
  window: Window,
  first: Page,
  { more, may }: { readonly more: Readonly<Record<string, string>>; readonly may: () => boolean },
): Promise<Read> => {
  const all = new Map(first.events.map((event) => [event.id, event]));
  const seen = new Set(first.taken);
  const read = (isWhole: boolean): Read => ({ events: [...all.values()], isWhole });
  let [skip, { total }] = [first.taken.length, first];
  while (skip < total) {
    if (!may()) return read(false);
    const page = await readPage(client, space, window, more, skip);
    const isNew = page.taken.some((id) => !seen.has(id));
    if (!isNew) return read(page.taken.length === 0 && total === Infinity);
    for (const id of page.taken) seen.add(id);
    for (const event of page.events) all.set(event.id, event);
    skip += page.taken.length;
    total = Math.min(total, page.total);
  }
  return read(true);
};

/** How many requests the rest of a listing takes after its first page. */
export const pagesAfter = ({ taken: { length }, total }: Page): number =>
  Math.ceil((total - length) / Math.min(length || pageSize, pageSize));

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

const isWithin = ({ from, to }: Window, when: string): boolean =>
  isoTime.test(when) && Date.parse(when) >= Date.parse(from) && !(Date.parse(when) > Date.parse(to ?? ''));

/** No event where it does not say which it is, of what, and by whom. */
const eventIn = (event: JsonObject): AuditEvent | undefined => {
  const id = textOf(event['Id']);
  // It is shown within a line.
  const user = textOf(event['Username']).replaceAll(/\s+/g, ' ').trim().slice(0, longestName);
  const message = textOf(event['Message']);
  const [first = {}] = objectsOf(event['MessageReferences']);
  const [at, length] = [first['StartIndex'], first['Length']];
  const isNamed = typeof at === 'number' && typeof length === 'number';
  const ids = event['RelatedDocumentIds'];
  const related = isList(ids) ? ids.map(textOf) : [];
  const document = writtenOf(textOf(first['ReferencedDocumentId']), related, isNamed ? message.slice(0, at) : message);
  if (id === '' || user === '' || document === '' || /\p{Surrogate}/u.test(document)) return undefined;
  return {
    ...{ id, user, document, related },
    when: textOf(event['Occurred']),
    category: textOf(event['Category']),
    name: isNamed ? message.slice(at, at + length) : '',
  };
};

const longestName = 200;

/**
 * What was written. A part of a document has no page of its own, so that a message may link the document that it is of: then the
 * related ones have it, by an ID that ends with that of the other, and the message does not begin with the other's kind.
 */
const writtenOf = (linked: string, related: readonly string[], before: string): string => {
  const parts = related.filter((id) => linked !== '' && id.endsWith(`-${linked}`));
  const kind = before.replaceAll(/[^a-z]/gi, '').toLowerCase();
  const isOwner = kind !== '' && linked.toLowerCase().startsWith(kind);
  const [part] = parts;
  return part !== undefined && parts.length === 1 && !isOwner ? part : linked;
};
