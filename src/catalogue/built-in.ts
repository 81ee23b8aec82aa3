import type { JsonObject } from '../model/json.js';
import { isBuiltInId } from '../model/markers.js';
import type { ResourceType } from './vocabulary.js';

/**
 * How a document that every space or server has by itself is called everywhere, as the server has it; undefined for any other
 * (rules names-built-in, names-built-in-feeds).
 */
export const builtInIdOf = ({ reading: { builtIn } }: ResourceType, raw: JsonObject): string | undefined => {
  const { Id: id, [builtIn?.field ?? '']: says } = raw;
  const called = builtIn?.called ?? {};
  if (typeof says === 'string' && Object.hasOwn(called, says)) return called[says];
  return typeof id === 'string' && isBuiltInId(id) ? id : undefined;
};
