import { isObject, type JsonObject } from '../../../model/json.js';
import type { Generation } from '../contract.js';

/**
 * A body in the form the server keeps. Accounts may come as the page of 2026 has them (octopus-api accounts), with the
 * type and its members in `Details`, or flat as answers are and the vendor's clients send them.
 */
export const unwrapped = (path: string, generation: Generation, body: JsonObject): JsonObject => {
  const { Details: details, ...rest } = body;
  return path === 'accounts' && generation === '2026' && isObject(details) ? { ...rest, ...details } : body;
};
