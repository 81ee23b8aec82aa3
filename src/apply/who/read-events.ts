import { isList, objectsOf, textOf, type JsonObject } from '../../model/json.js';
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
  readonly total: number;
}

const pageSize = 100;

/** How many requests one question may take: what is not asked then is said. */
export const mostRequests = 200;

/** Events of documents only: those of deployments are about projects, too. Values that differ are not asked for. */
const questionOf = ({ from, to }: Window, more: Readonly<Record<string, string>>): string =>
  new URLSearchParams({
    eventCategories: 'Created,Modified,Deleted',
    ...more,
    from,
    ...(to !== undefined && { to }),
    excludeDifference: 'true',
  }).toString();

/** Asks for one page of the audit of a space (octopus-api events). Throws ApiError; a 403 is a missing permission. */
export const readPage = async (
  client: OctopusClient,
  { id }: Space,
  window: Window,
  more: Readonly<Record<string, string>> = {},
  { skip = 0, take = pageSize }: { readonly skip?: number; readonly take?: number } = {},
): Promise<Page> => {
  const page = await client.get(`${id}/events?${questionOf(window, more)}&skip=${skip}&take=${take}`);
  const events = objectsOf(page['Items']).map(eventIn);
  const total = page['TotalResults'];
  return { events, total: typeof total === 'number' ? total : events.length };
};

/** The pages after one that was read, in order. */
export const readRest = async (
  client: OctopusClient,
  space: Space,
  window: Window,
  { events, total }: Page,
  more: Readonly<Record<string, string>> = {},
): Promise<readonly AuditEvent[]> => {
  const all = new Map(events.map((event) => [event.id, event]));
  for (let skip = events.length; skip < total;) {
    const page = await readPage(client, space, window, more, { skip });
    if (page.events.length === 0) break;
    for (const event of page.events) all.set(event.id, event);
    skip += page.events.length;
  }
  return [...all.values()];
};

/** How many requests reading all of a listing takes. */
export const pagesOf = (total: number): number => Math.ceil(total / pageSize);

const eventIn = (event: JsonObject): AuditEvent => {
  const message = textOf(event['Message']);
  const [first = {}] = objectsOf(event['MessageReferences']);
  const [at, length] = [first['StartIndex'], first['Length']];
  const related = event['RelatedDocumentIds'];
  return {
    id: textOf(event['Id']),
    user: textOf(event['Username']),
    when: textOf(event['Occurred']),
    category: textOf(event['Category']),
    document: textOf(first['ReferencedDocumentId']),
    name: typeof at === 'number' && typeof length === 'number' ? message.slice(at, at + length) : '',
    related: isList(related) ? related.map(textOf) : [],
  };
};
