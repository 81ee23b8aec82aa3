import { Ajv } from 'ajv';
import { UsageError } from '../model/errors.js';
import type { Changeset } from './changeset.js';
import { changesetDigest } from './digest.js';
import { readUnsealed } from './read.js';
import { changesetSchema } from './schema.js';

/**
 * A changeset that a person edited, with the digest that its content has now. Throws UsageError, with every place, for
 * what no longer is a changeset: `apply` could not say beforehand what it would do.
 */
export const sealAnew = (text: string, where: string): Changeset => {
  const edited = readUnsealed(text, where);
  const ajv = new Ajv({ allErrors: true, strict: false });
  if (!ajv.validate(changesetSchema, edited)) {
    const defects = (ajv.errors ?? []).map(
      ({ instancePath, message = 'is wrong' }) => `${instancePath || '/'} ${message}`,
    );
    throw new UsageError({
      what: 'What was edited is no changeset any more.',
      where,
      details: [...new Set(defects)].slice(0, 20),
      remedy:
        'Correct these places (schema/changeset.schema.json says how they are), or restore the file that diff wrote.',
    });
  }
  return { ...edited, digest: changesetDigest(edited) };
};
