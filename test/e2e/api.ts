import { textOf, type JsonObject } from '../../src/model/json.js';
import type { RunningInstance } from '../../src/sandbox/server/index.js';

/** Makes things in a sandbox through its API, so that they pass the server's own validation. */
export const apiOf = ({ url, apiKey }: RunningInstance) => {
  const call = async (method: string, path: string, body?: JsonObject): Promise<JsonObject> => {
    const answer = await fetch(`${url}/api/Spaces-1/${path}`, {
      method,
      headers: { 'x-octopus-apikey': apiKey, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? {} : JSON.parse(text)) as JsonObject;
  };
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, body: JsonObject) => call('POST', path, body),
    put: (path: string, body: JsonObject) => call('PUT', path, body),
    remove: (path: string) => call('DELETE', path),
  };
};

export const idOf = (document: JsonObject): string => textOf(document['Id']);
