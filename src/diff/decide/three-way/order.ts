import type { JsonValue } from '../../../model/json.js';
import { verdictOn, type Sides, type Verdict } from './table.js';

/** The order of named things as one element. */
export interface Order {
  readonly verdict: Verdict;
  /** The names that all of them have in common, in the order of each side. */
  readonly sides: Sides<JsonValue>;
  /** The things that there will be, in the order that stands. */
  readonly names: readonly string[];
  /** The same in the source's order, whoever changed it. */
  readonly asSource: readonly string[];
}

/**
 * The order of a list of named things (rules three-way-order): the destination's, unless only the source has changed it. Whatever
 * the order does not name stands after what is before it on its own side. All names are folded.
 */
export const mergedOrder = (
  { base, source, destination }: Sides<readonly string[]>,
  present: readonly string[],
): Order => {
  const known = [base ?? [], source ?? [], destination ?? []].map((names) => new Set(names));
  const common = (names: readonly string[] | undefined): readonly string[] | undefined =>
    names?.filter((name) => known.every((set, index) => set.has(name) || (index === 0 && base === undefined)));
  const sides = { base: common(base), source: common(source), destination: common(destination) };
  const verdict = verdictOn(sides, sameNames);
  const [ours, theirs] = [destination ?? [], source ?? []];
  const asSource = placed(theirs, ours, present);
  const names = verdict === 'source changed' ? asSource : placed(ours, theirs, present);
  return { verdict: verdict === 'new' ? 'own' : verdict, sides, names, asSource };
};

const sameNames = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name, index) => name === other[index]);

/** The names that are there in the order of one list, each that only the other has after what stands before it there. */
const placed = (first: readonly string[], second: readonly string[], present: readonly string[]): readonly string[] => {
  const wanted = new Set(present);
  const result = first.filter((name) => wanted.has(name));
  const has = new Set(result);
  second.forEach((name, index) => {
    if (!wanted.has(name) || has.has(name)) return;
    const before = second.slice(0, index).findLast((one) => has.has(one));
    result.splice(before === undefined ? 0 : result.indexOf(before) + 1, 0, name);
    has.add(name);
  });
  return result;
};
