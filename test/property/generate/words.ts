import fc from 'fast-check';
import type { JsonObject } from '../../../src/model/json.js';

/* Few names, so that two spaces have much in common. */

/** Names of every shape: a name is a name, whatever it looks like. */
export const oddNames = ['Accounts-1', 'A/B~1', 'Prøduktion 環境', '#{Name}', 'Tail ', '__proto__'] as const;

const plainNames = ['Dev', 'Test', 'Prod'] as const;
/** Mostly plain ones: two spaces shall have something in common. */
export const environmentNames = [...plainNames, ...plainNames, ...plainNames, ...oddNames] as const;
export const tagNames = ['Early', 'Late'] as const;
export const fullTagNames = ['Ring/Early', 'Ring/Late'] as const;

/** The value that an arbitrary makes. */
export type Made<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;

export const some = <Value>(...values: readonly Value[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 });
export const maybe = fc.boolean();

/** Mostly nothing, sometimes one of these. */
export const seldom = <Value>(...values: readonly Value[]): fc.Arbitrary<Value | undefined> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom(...values) });

/** Those of the names that there are: every reference leads somewhere, as on a server. */
export const among = (names: readonly string[], of: readonly string[]): readonly string[] =>
  names.filter((name) => of.includes(name)).sort();

export const hidden = { $secret: true };

/** An ID that nothing in a space has, such as a deletion leaves behind. */
export const danglingId = (type: string): JsonObject => ({ $unresolved: `${type}-9001` });

/** A reference where only its type and all its names say what it means, as a snapshot holds it. */
export const reference = (type: string, ...names: readonly string[]): JsonObject => ({ $reference: { names, type } });
