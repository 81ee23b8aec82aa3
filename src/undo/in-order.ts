import { parentNames, typeNamed } from '../catalogue/index.js';
import type { Change, DeleteChange, UpdateChange } from '../changeset/changeset.js';
import { byText, itemId } from '../model/names.js';
import { deletionOf, thingsOfCreation } from './deletions.js';
import type { Creation } from './sort-out.js';
import { changing, type TakenBack } from './take-back.js';
import { lacking, meet, nothing, thingsIn, type Things } from './things.js';

/** A change without its place, what comes with it, and what goes. */
export interface Step {
  readonly change: Omit<UpdateChange, 'order' | 'dependsOn'> | Omit<DeleteChange, 'order' | 'dependsOn'>;
  readonly comes: Things;
  readonly goes: Things;
}

export const stepOf = ({ change, now, then }: TakenBack): Step => {
  const [has, will] = [thingsIn(change.type, change.names, now), thingsIn(change.type, change.names, then)];
  const between = (one: Things, other: Things): Things => ({
    refersTo: lacking(one.refersTo, other.refersTo),
    publishes: lacking(one.publishes, other.publishes),
  });
  return { change, comes: between(will, has), goes: between(has, will) };
};

export const stepOfCreation = (creation: Creation): Step => ({
  change: deletionOf(creation),
  comes: nothing,
  goes: thingsOfCreation(creation),
});

/**
 * The changes in their order (rules undo-order): as given, the last write first; but what comes back is there before what refers to
 * it, and what goes is referred to by nothing any more. Where that goes in a circle, the second gives way.
 */
export const inOrder = (steps: readonly Step[]): readonly Change[] => {
  const before = (is: (one: Step, other: Step) => boolean) =>
    steps.map((one) => new Set(steps.filter((other) => other !== one && is(one, other))));
  const needed = before(needs);
  const freed = before((one, other) => meet(one.goes.publishes, other.goes.refersTo));
  const done: Step[] = [];
  const isDone = (of: ReadonlySet<Step> | undefined): boolean => [...(of ?? [])].every((one) => done.includes(one));
  const left = steps.map((_step, index) => index);
  while (left.length > 0) {
    const next =
      left.find((index) => isDone(needed[index]) && isDone(freed[index])) ??
      left.find((index) => isDone(needed[index])) ??
      left[0];
    const step = next === undefined ? undefined : steps[next];
    if (next === undefined || !step) break;
    left.splice(left.indexOf(next), 1);
    done.push(step);
  }
  return done.map((step, place): Change => {
    const index = steps.indexOf(step);
    const waited = [...(needed[index] ?? []), ...(freed[index] ?? [])].filter((one) => done.indexOf(one) < place);
    const dependsOn = [...new Set(waited.map(({ change }) => change.id))].sort(byText);
    return { ...step.change, order: place + 1, dependsOn };
  });
};

const needs = (one: Step, other: Step): boolean =>
  meet(one.comes.refersTo, other.comes.publishes) || isWithin(one.change, other.change);

/** What a parent gets back, its children may need: values of a tenant for a project that it is connected with again. */
const isWithin = (change: Step['change'], above: Step['change']): boolean => {
  const type = typeNamed(change.type);
  if (above.action === 'delete' || type.parent?.type !== above.type) return false;
  if (itemId(above.type, above.names) !== itemId(type.parent.type, parentNames(type, change.names))) return false;
  return changing(above.patch).every(({ op }) => op === 'add');
};
