import type { JsonObject } from '../model/json.js';
import { saysSo } from './condition.js';
import type { ResourceType } from './vocabulary.js';

/** The name by which a document of a named type is identified; undefined where it has none. */
export const nameIn = ({ identity }: ResourceType, document: JsonObject): string | undefined => {
  if (identity.kind !== 'named') return undefined;
  const name = document[identity.field];
  if (typeof name !== 'string') return undefined;
  const { then } = identity;
  const suffix = then && !(then.unless && saysSo(document, then.unless)) ? document[then.field] : undefined;
  return typeof suffix === 'string' ? `${name}@${suffix}` : name;
};
