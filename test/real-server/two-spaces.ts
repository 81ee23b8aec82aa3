import { randomBytes } from 'node:crypto';
import { isList, isObject, textOf, type JsonObject, type JsonValue } from '../../src/model/json.js';
import { emptySpace, sharedOf, startSandbox } from '../../src/sandbox/server/index.js';

/** One space of a server, and what talks to it without octosync. */
export interface Place {
  readonly url: string;
  readonly apiKey: string;
  readonly space: string;
  /** Sends a request below `/api/{space}`; gives what was answered. Throws for anything but a 2xx. */
  readonly call: (method: 'GET' | 'POST' | 'PUT', path: string, body?: JsonObject) => Promise<JsonObject>;
}

export interface TwoSpaces {
  readonly source: Place;
  readonly destination: Place;
  /** Leaves the server as it was. */
  readonly remove: () => Promise<void>;
}

/**
 * Two new spaces: on the real server that OCTOSYNC_REAL_URL and OCTOSYNC_REAL_KEY name, where they are removed again,
 * or else on a sandbox. The key has to belong to an administrator of the system.
 */
export const twoSpaces = (): Promise<TwoSpaces> => {
  const { OCTOSYNC_REAL_URL: url, OCTOSYNC_REAL_KEY: apiKey } = process.env;
  if (url === undefined || url === '') return onSandbox();
  if (apiKey === undefined || apiKey === '')
    throw new Error('OCTOSYNC_REAL_URL is set, but OCTOSYNC_REAL_KEY is not: set both, or neither.');
  return onServer(url.replace(/\/+$/, ''), apiKey);
};

const caller = (url: string, apiKey: string) => async (method: string, path: string, body?: JsonValue) => {
  const answer = await fetch(`${url}/api/${path}`, {
    method,
    headers: { 'x-octopus-apikey': apiKey, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? {} : (JSON.parse(text) as JsonValue);
};

const placeOn = (url: string, apiKey: string, space: string, id: string): Place => {
  const send = caller(url, apiKey);
  return {
    url,
    apiKey,
    space,
    call: async (method, path, body) => {
      const answer = await send(method, `${id}/${path}`, body && method === 'POST' ? { SpaceId: id, ...body } : body);
      if (isObject(answer)) return answer;
      return isList(answer) ? { Items: answer } : {};
    },
  };
};

const names = ['source', 'destination'] as const;

const onServer = async (url: string, apiKey: string): Promise<TwoSpaces> => {
  const send = caller(url, apiKey);
  const me = await send('GET', 'users/me');
  const mark = randomBytes(3).toString('hex');
  const made: { readonly place: Place; readonly id: string }[] = [];
  const remove = async (): Promise<void> => {
    for (const { id } of made) {
      const space = await send('GET', `spaces/${id}`);
      // A server only removes a space whose task queue stands still.
      await send('PUT', `spaces/${id}`, { ...(isObject(space) ? space : {}), TaskQueueStopped: true });
      await send('DELETE', `spaces/${id}`);
    }
  };
  try {
    for (const name of names) {
      const space = await send('POST', 'spaces', {
        Name: `octosync ${mark} ${name}`.slice(0, 20),
        Description: 'Made by the tests of octosync; can be removed.',
        SpaceManagersTeams: [],
        SpaceManagersTeamMembers: isObject(me) ? [textOf(me['Id'])] : [],
        IsDefault: false,
        TaskQueueStopped: false,
      });
      const { Id: id, Name: called } = isObject(space) ? space : {};
      made.push({ place: placeOn(url, apiKey, textOf(called), textOf(id)), id: textOf(id) });
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return { ...bothOf(made.map(({ place }) => place)), remove };
};

const onSandbox = async (): Promise<TwoSpaces> => {
  const version = '2026.3.1';
  const apiKey = 'API-SANDBOX';
  const sandbox = await startSandbox([
    {
      name: 'sandbox',
      version,
      installationId: '00000000-0000-4000-8000-000000000001',
      apiKey,
      spaces: names.map((name, index) => ({ id: `Spaces-${index + 1}`, name, documents: emptySpace(version) })),
      shared: sharedOf(version),
    },
  ]);
  const url = sandbox.instances[0]?.url ?? '';
  return {
    ...bothOf(names.map((name, index) => placeOn(url, apiKey, name, `Spaces-${index + 1}`))),
    remove: () => sandbox.close(),
  };
};

const bothOf = ([source, destination]: readonly Place[]): Pick<TwoSpaces, 'source' | 'destination'> => {
  if (!source || !destination) throw new Error('Two spaces were made.');
  return { source, destination };
};
