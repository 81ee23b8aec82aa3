import type { JsonValue } from '../../model/json.js';
import { foldName } from '../../model/names.js';
import type { Pointer } from '../../model/pointer.js';
import type { IdIndex, IdShapes, NamedThing } from '../id-index.js';

/** A place that holds an ID which nothing in the space has. */
export interface UnresolvedPlace {
  /** Within the normalized document. */
  readonly pointer: Pointer;
  readonly id: string;
}

/** What a document is normalized with, and what was found on the way. */
export interface Context {
  readonly index: IdIndex;
  /** The names of the item, its parents' first: what belongs to the same parent is called by its own name only. */
  readonly names: readonly string[];
  readonly shapes: IdShapes;
  readonly unresolved: UnresolvedPlace[];
}

/** An ID that nothing here has: the place is listed. */
export const unresolved = (id: string, context: Context, pointer: Pointer): JsonValue => {
  context.unresolved.push({ pointer, id });
  return { $unresolved: id };
};

/** A reference that says what kind of thing it names. */
export const typedReference = ({ type, names }: NamedThing): JsonValue => ({ $reference: { type, names } });

/**
 * What a text says. An expression that calls a step of the project by its slug calls it by its name, which it has on every
 * server (rules process-slug-references).
 */
export const textOfValue = (text: string, { index, names }: Context): string =>
  text.includes('#{') && text.includes('[')
    ? text.replace(stepInExpression, (whole, before: string, slug: string) => {
        const thing = index.withSlug(names.slice(0, 2), slug) ?? index.withSlug(names.slice(0, 1), slug);
        const name = thing?.names.at(-1) ?? slug;
        return foldName(name) === foldName(slug) || name.includes(']') ? whole : `${before}[${name}]`;
      })
    : text;

const stepInExpression = /(\bOctopus\.(?:Action|Step))\[([^\][#]+)\]/g;
