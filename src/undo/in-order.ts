import { parentNames, typeNamed } from '../catalogue/index.js';
import type { Change, DeleteChange, UpdateChange } from '../changeset/changeset.js';
import { byText, itemId } from '../model/names.js';
import { awaited, circleIn } from './circles.js';
import type { Going } from './apart.js';
import { deletionOf } from './deletions.js';
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

export const stepOfCreation = ({ creation, things }: Going): Step => ({
  change: deletionOf(creation),
  comes: nothing,
  goes: things,
});

/**
 * The changes in their order (rules undo-order): as given, the last write first; but what comes back is there before what refers to
 * it, and what goes is referred to by nothing any more. Where that goes in a circle, the second gives way within the circle.
 */
export const inOrder = (steps: readonly Step[]): readonly Change[] => {
  const needed = awaited(steps, needs);
  const freed = awaited(steps, (one, other) => meet(one.goes.publishes, other.goes.refersTo));
  const either = awaited(steps, (one, other) => needed.of(one).has(other) || freed.of(one).has(other));
  const done = new Set<Step>();
  while (done.size < steps.length) {
    const left = steps.filter((one) => !done.has(one));
    const ready = left.find((one) => [...either.of(one)].every((other) => done.has(other)));
    const next = ready ?? circleIn(circleIn(left, either), needed)[0];
    if (!next) break;
    done.add(next);
  }
  const order = [...done];
  return order.map((step, place): Change => {
    const before = order.slice(0, place).filter((one) => either.of(step).has(one));
    const dependsOn = [...new Set(before.map(({ change }) => change.id))].sort(byText);
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
