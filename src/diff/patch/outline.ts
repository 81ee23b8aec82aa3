import { pairingOf, ruleOf, type Fields } from '../../catalogue/index.js';
import type { Operation } from '../../changeset/operation.js';
import type { Outline } from '../../changeset/changeset.js';
import { isList, isObject, ownIn, type JsonObject } from '../../model/json.js';
import { below, ROOT } from '../../model/pointer.js';

/**
 * The lists of named things of a document that a patch reaches into, by name and in order: a reviewer reads where a step
 * stands, and after which (rules review-positions). `after` is the document that the patch makes.
 */
export const outlineOf = (fields: Fields, after: JsonObject, patch: readonly Operation[]): Outline =>
  Object.keys(after)
    .sort()
    .flatMap((field) => {
      const at = below(ROOT, field);
      const pairing = pairingOf(ruleOf(fields, field));
      const value = ownIn(after, field);
      if (pairing.by !== 'name' || !isList(value) || !patch.some(({ path }) => path.startsWith(`${at}/`))) return [];
      const names = value.map((item) => (isObject(item) ? ownIn(item, pairing.name) : undefined));
      return names.every((name) => typeof name === 'string') ? [{ at, names }] : [];
    });

/** The same as a member of a change; none where the patch reaches into no such list. */
export const outlined = (
  fields: Fields,
  after: JsonObject,
  patch: readonly Operation[],
): { readonly outline?: Outline } => {
  const outline = outlineOf(fields, after, patch);
  return outline.length === 0 ? {} : { outline };
};
