import { textOf, type JsonObject } from '../../model/json.js';
import { foldName } from '../../model/names.js';

/** A step that begins together with the one before it, which is another one than it was. */
export interface Beside {
  readonly step: JsonObject;
  readonly was: string;
  readonly is: string;
}

/**
 * Steps of the destination that start with the previous one, before which another step comes now (rules process-beside): of
 * what the source has in that order and starts so, nothing is said.
 */
export const besideOthers = (
  source: readonly JsonObject[],
  before: readonly JsonObject[],
  after: readonly JsonObject[],
): readonly Beside[] =>
  after.flatMap((step, index) => {
    const [is, was] = [nameOf(after[index - 1]), previousOf(before, step)];
    const isAsOnSource = startsWithPrevious(named(source, step)) && same(previousOf(source, step) ?? '', is);
    if (was === undefined || index === 0 || same(was, is) || !startsWithPrevious(step) || isAsOnSource) return [];
    return [{ step, was, is }];
  });

const startsWithPrevious = (step: JsonObject | undefined): boolean => step?.['StartTrigger'] === 'StartWithPrevious';

/** The name of the step before one of that name; undefined where there is no such step. */
const previousOf = (steps: readonly JsonObject[], step: JsonObject): string | undefined => {
  const index = steps.findIndex((one) => same(nameOf(one), nameOf(step)));
  return index === -1 ? undefined : nameOf(steps[index - 1]);
};

const named = (steps: readonly JsonObject[], step: JsonObject): JsonObject | undefined =>
  steps.find((one) => same(nameOf(one), nameOf(step)));

const nameOf = (step: JsonObject | undefined): string => textOf(step?.['Name']);

const same = (one: string, other: string): boolean => foldName(one) === foldName(other);
