import { sameJson, type JsonObject } from '../../../model/json.js';
import { textIn } from '../documents.js';
import type { Answer, Request } from '../routes/exchange.js';
import { SERVER_WIDE, type Space, type Written } from '../space.js';
import type { Instance } from '../state.js';
import { eventOf } from './event-of.js';

/**
 * Answers a request and keeps an event of each document that it wrote (octopus-api events): also where it was refused half-way.
 * What was written last is an event, also where nothing of it changes.
 */
export const withEvents = (
  instance: Instance,
  { method, caller }: Request,
  userAgent: string | undefined,
  answer: () => Answer,
): Answer => {
  try {
    return answer();
  } finally {
    for (const space of [instance.shared, ...instance.spaces]) {
      const written = space.takeWritten();
      if (method !== 'GET') for (const one of worthAnEvent(written)) keep(instance, space, one, caller, userAgent);
    }
  }
};

const worthAnEvent = (written: readonly Written[]): readonly Written[] => {
  const there = written.filter(({ before, after }) => before !== undefined || after !== undefined);
  return there.filter((one) => one === there.at(-1) || !sameJson(one.before, one.after));
};

const keep = (
  { events, generation }: Instance,
  space: Space,
  written: Written,
  caller: JsonObject,
  userAgent: string | undefined,
): void => {
  const { documentType, about } = eventOf(space, written);
  events.add(documentType, {
    ...about,
    UserId: textIn(caller, 'Id'),
    Username: textIn(caller, 'Username'),
    IsService: caller['IsService'] === true,
    IdentityEstablishedWith: 'API key',
    UserAgent: userAgent ?? '',
    Occurred: new Date().toISOString(),
    Comments: null,
    Details: null,
    SpaceId: space.id === SERVER_WIDE ? null : space.id,
    ...(generation === '2026' && { IpAddress: '127.0.0.1', ApiKeyId: null, ApiKeyHint: null }),
  });
};
