import { digestOf } from '../model/canonical.js';
import type { JsonValue } from '../model/json.js';
import type { Changeset } from './changeset.js';

/** The digest of a changeset: SHA-256 of its canonical JSON without the digest. */
export const changesetDigest = (changeset: Omit<Changeset, 'digest'>): string => {
  const rest: Record<string, unknown> = { ...changeset };
  Reflect.deleteProperty(rest, 'digest');
  return digestOf(rest as Record<string, JsonValue>);
};
