import { insideOf, partsOf, type Fields, type Part } from '../../catalogue/index.js';
import type { JsonObject } from '../../model/json.js';
import { isTypedReference } from '../../model/markers.js';
import type { ThingName } from '../../model/names.js';

/** A reference as it stands in a normalized document. */
export interface FoundReference {
  readonly to: readonly ThingName[];
  /** Its own name, or all of its names where the document says them. */
  readonly names: readonly string[];
  /** Whether `dependencies: include` follows it. */
  readonly pulls: boolean;
}

/** Every reference in a normalized document: by the declared rules, and where a document says itself that it is one. */
export const referencesIn = (fields: Fields, document: JsonObject): readonly FoundReference[] =>
  partsOf(fields, document).flatMap(inPart);

const inPart = (part: Part): readonly FoundReference[] => {
  const { rule, value } = part;
  if (isTypedReference(value)) return [{ to: [value.$reference.type], names: value.$reference.names, pulls: true }];
  if (rule?.kind === 'reference' && typeof value === 'string')
    return value === '' ? [] : [{ to: rule.to, names: [value], pulls: rule.pulls }];
  return insideOf(part).flatMap(inPart);
};
