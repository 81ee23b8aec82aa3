import type { Changeset } from './changeset.js';
import { changesetDigest } from './digest.js';
import { readUnsealed, refuseDefects } from './read.js';

const remedy =
  'Correct these places (schema/changeset.schema.json says how they are), or restore the file that diff wrote.';

/**
 * A changeset that a person edited, with the digest that its content has now. Throws UsageError, with every place, for
 * what no longer is a changeset: `apply` could not say beforehand what it would do.
 */
export const sealAnew = async (text: string, where: string): Promise<Changeset> => {
  const edited = await readUnsealed(text, where, remedy);
  refuseDefects(edited, where, remedy);
  return { ...edited, digest: changesetDigest(edited) };
};
