import { eachInside, eachPart, type FieldRule, type Fields, type Reference } from '../../catalogue/index.js';
import { textOf, type JsonObject, type JsonValue } from '../../model/json.js';
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
export const referencesIn = (fields: Fields, document: JsonObject): readonly FoundReference[] => {
  const found: FoundReference[] = [];
  const visit = (rule: FieldRule | undefined, value: JsonValue, siblings: JsonObject): void => {
    // Most values are neither lists nor objects, and nothing is inside of them but what a rule says of the whole.
    if (typeof value === 'string') {
      if (rule?.kind === 'reference') visitName(rule, value, siblings);
      else if (rule?.kind === 'byField') eachInside(rule, value, siblings, visit);
    } else if (isTypedReference(value)) {
      found.push({ to: [value.$reference.type], names: value.$reference.names, pulls: true });
    } else if (typeof value === 'object' && value !== null) eachInside(rule, value, siblings, visit);
  };
  const visitName = (rule: Reference, value: string, siblings: JsonObject): void => {
    const within = rule.within === undefined ? '' : textOf(siblings[rule.within]);
    if (value !== '') found.push({ to: rule.to, names: [value], ...(within !== '' && { within }), pulls: rule.pulls });
  };
  eachPart(fields, document, visit);
  return found;
};
