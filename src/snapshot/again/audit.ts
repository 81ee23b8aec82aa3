import { isList, isObject, textOf, type JsonObject, type JsonValue } from '../../model/json.js';
import { reasonOf, type SpaceReader } from '../readers/reading.js';
import { idsIn } from './ids-in.js';
import type { Mark } from '../kept-shape.js';

/*
 * The audit of a space (octopus-api events), as far as it tells what was written since. Events are told apart by their IDs, never
 * by a time: clocks differ, and an event has the time of its change, not that of its coming. How the number in an ID follows from
 * that which the filter `fromAutoId` means is on no page: what is asked for begins before an event that was seen, and only if that
 * one is in the answer, the answer holds everything after it, whatever the numbers are.
 */

/** Why the events cannot say what changed. */
export interface Doubt {
  readonly doubt: string;
}

/** What events say since a mark. */
export interface Since {
  /** The IDs of what they name. */
  readonly named: ReadonlySet<string>;
  /** Where the next reading goes on. */
  readonly mark: Mark;
}

/**
 * So many event IDs before the latest are looked at again: where several nodes or long transactions write, an event may come after
 * one with a higher number.
 */
const overlap = 400;

/** The newest page; it holds more than is looked at again. */
const newest = 500;

/** More events than these cost more than a whole reading of most spaces. */
const mostEvents = 20_000;

/** Where the audit is now; asked before anything is listed, so that what changes meanwhile is after it (rules again-events). */
export const markNow = async (reader: SpaceReader): Promise<Mark | Doubt> =>
  orDoubt(async () => {
    const items = itemsOf(await reader.get(`events?skip=0&take=${newest}&excludeDifference=true`));
    if (items === undefined) return { doubt: 'the audit of the server is no page of events' };
    return markIn(items) ?? { doubt: 'the audit of the space has no event yet to go on from' };
  });

/** What was written since a mark, and the next mark; or why nobody can tell. */
export const eventsSince = async (reader: SpaceReader, mark: Mark): Promise<Since | Doubt> =>
  orDoubt(async () => {
    const from = `fromAutoId=${Math.max(0, numberOf(mark.last) - overlap)}&excludeDifference=true`;
    const many = totalOf(await reader.get(`events?${from}&skip=0&take=1`));
    if (many === undefined) return { doubt: 'the audit of the server does not say how many events there are' };
    if (many > mostEvents) return { doubt: `there are ${many} events to look at` };
    const { documents: events } = await reader.pages('space', 'events', from);
    const last = events.find(({ Id }) => Id === mark.last);
    if (!last)
      return {
        doubt: `the event ${mark.last}, which was the latest then, is not there any more: events are kept for a while only, or the server was restored`,
      };
    if (textOf(last['Occurred']) !== mark.occurred)
      return { doubt: `the event ${mark.last} is another one than then: the server may have been restored` };
    const seen = new Set(mark.seen);
    const unseen = events.filter(({ Id }) => !seen.has(textOf(Id)));
    const silent = unseen.find((event) => isOfDocument(event) && namedIn(event).length === 0);
    if (silent) return { doubt: `the event ${textOf(silent['Id'])} does not say what it is about` };
    const next = markIn(events);
    if (!next) return { doubt: 'the IDs of the events are none that can be ordered' };
    return { named: new Set(unseen.flatMap(namedIn)), mark: next };
  });

const orDoubt = async <Said>(ask: () => Promise<Said>): Promise<Said | Doubt> => {
  try {
    return await ask();
  } catch (error) {
    return { doubt: `the audit of the server cannot be read: ${reasonOf(error)}` };
  }
};

const itemsOf = (page: JsonObject | undefined): readonly JsonObject[] | undefined => {
  const items = page?.['Items'];
  return isList(items) && items.every(isObject) ? items : undefined;
};

const totalOf = (page: JsonObject | undefined): number | undefined => {
  const total = page?.['TotalResults'];
  return typeof total === 'number' ? total : undefined;
};

/** The event with the highest number; undefined where there is none, or one has no number. */
const markIn = (events: readonly JsonObject[]): Mark | undefined => {
  const numbers = events.map(({ Id }) => numberOf(textOf(Id)));
  const highest = numbers.reduce((most, one) => Math.max(most, one), 0);
  const last = events[numbers.indexOf(highest)];
  if (!last || numbers.some(Number.isNaN)) return undefined;
  const occurred = textOf(last['Occurred']);
  return { last: textOf(last['Id']), occurred, seen: events.map(({ Id }) => textOf(Id)) };
};

/** 12 of `Events-12`; NaN for any other ID. */
const numberOf = (id: string): number => Number(/^Events-(\d+)$/.exec(id)?.[1] ?? NaN);

const isOfDocument = ({ Category: category }: JsonObject): boolean =>
  ['Created', 'Modified', 'Deleted'].includes(textOf(category));

/** All IDs that an event says: what it is related to, and what its message links. */
const namedIn = ({ RelatedDocumentIds: related, MessageReferences: references }: JsonObject): readonly string[] =>
  idsIn(JSON.stringify([related ?? null, references ?? null] satisfies JsonValue));
