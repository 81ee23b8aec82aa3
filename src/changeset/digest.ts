import { digestOf, sha256 } from '../model/canonical.js';
import type { JsonValue } from '../model/json.js';
import type { Digest } from '../model/names.js';
import type { Changeset, Side } from './changeset.js';

/**
 * The digest of a changeset: SHA-256 of its canonical JSON without the digest, and without when its snapshots were taken,
 * which commits they are from, and on which day rules that end were judged. As in a snapshot, these say nothing of what would be done: a space that is read again
 * and found the same gives a changeset of the same digest (rules always-same-bytes).
 */
export const changesetDigest = (changeset: Omit<Changeset, 'digest'>): Digest =>
  digestOf(digested(changeset) as Readonly<Record<string, JsonValue>>);

/**
 * True if the content is what the digest was made of. A file as `diff` writes it has its fields in canonical order
 * already, so that the text that was digested can be had without sorting: ten times as fast with thousands of changes.
 */
export const fitsDigest = ({ digest, ...rest }: Changeset): boolean =>
  sha256(JSON.stringify(digested(rest))) === digest || changesetDigest(rest) === digest;

const digested = (changeset: Omit<Changeset, 'digest'>): object => {
  const { base } = changeset;
  const rest = {
    ...changeset,
    source: timeless(changeset.source),
    destination: timeless(changeset.destination),
    ...(base && { base: timeless(base) }),
  };
  for (const field of ['digest', 'today']) Reflect.deleteProperty(rest, field);
  return rest;
};

const timeless = (side: Side): object => {
  const rest: Record<string, unknown> = { ...side };
  for (const field of ['takenAt', 'revision']) Reflect.deleteProperty(rest, field);
  return rest;
};
