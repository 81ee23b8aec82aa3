import { insideOf, partsOf, type Fields, type Part } from '../../catalogue/index.js';
import { textOf, type JsonObject } from '../../model/json.js';
import { isTypedReference } from '../../model/markers.js';
import type { ThingName } from '../../model/names.js';

/** A reference as it stands in a normalized document. */
export interface FoundReference {
  readonly to: readonly ThingName[];
  /** Its own name, or all of its names where the document says them. */
  readonly names: readonly string[];
  /** The name of what it is inside of, where the field beside it says that: the set of a template. */
  readonly within?: string;
  /** Whether `dependencies: include` follows it. */
  readonly pulls: boolean;
}

/** Every reference in a normalized document: by the declared rules, and where a document says itself that it is one. */
export const referencesIn = (fields: Fields, document: JsonObject): readonly FoundReference[] =>
  partsOf(fields, document).flatMap(inPart);

const inPart = (part: Part): readonly FoundReference[] => {
  const { rule, value, siblings } = part;
  if (isTypedReference(value)) return [{ to: [value.$reference.type], names: value.$reference.names, pulls: true }];
  if (rule?.kind === 'reference' && typeof value === 'string') {
    const within = rule.within === undefined ? '' : textOf(siblings[rule.within]);
    return value === '' ? [] : [{ to: rule.to, names: [value], ...(within !== '' && { within }), pulls: rule.pulls }];
  }
  return insideOf(part).flatMap(inPart);
};
