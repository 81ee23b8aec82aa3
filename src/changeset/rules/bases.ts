import type { BaseBefore, Change, Changeset } from '../changeset.js';
import { isSteps } from '../kept-base.js';
import type { Steps } from '../operation.js';
import { byItem, itemOf } from '../pick/keeps.js';
import { fieldOf, type Pointer } from '../../model/pointer.js';
import type { Defect } from './defect.js';

/**
 * With a base, each item that changes has what the base says of it, once, and nothing else has (rules base-said): otherwise a part
 * would keep another base, or none, and what it leaves out would never come.
 */
export const checkBases = (changeset: Changeset): readonly Defect[] => {
  const { base, changes, bases = [] } = changeset;
  const items = byItem(changes);
  const first = new Map(bases.map(({ id }, index) => [id, index] as const).toReversed());
  const silent = base ? [...items.keys()].filter((id) => !first.has(id)) : [];
  return [
    ...silent.map((id) => ({
      at: '/bases',
      what: 'it does not say what the base says of something that changes',
      found: id,
    })),
    ...bases.flatMap((one, index) => {
      const isFirst = first.get(one.id) === index;
      const wrong = [
        ...(isFirst ? [] : ['it is said twice what the base says of it']),
        ...(base ? [] : ['there is no base that could say this']),
        ...wrongWith(one, items.get(one.id) ?? [], changeset),
      ];
      return wrong.map((what) => ({ at: `/bases/${index}`, what, found: one.id }));
    }),
  ];
};

const wrongWith = (before: BaseBefore, ofItem: readonly Change[], { part }: Changeset): readonly string[] => {
  const { id, base, of, next, fields } = before;
  const isWhole =
    ofItem.every(({ action }) => action === 'update') && !part?.leftOut.some((one) => itemOf(one.id) === id);
  const isInParts = ofItem.some((change) => change.id !== id);
  const steps = [...(isSteps(base) ? base : []), ...(next ?? [])];
  return [
    ...(ofItem.length > 0 ? [] : ['nothing of it changes']),
    ...(base !== 'tested' || isWhole ? [] : ['not all that would be taken back is an update']),
    ...(base === null && of && !next ? ['where there is no base, there is nothing that it begins with'] : []),
    ...(next === undefined || isInParts ? [] : ['it does not change in parts']),
    ...(fields === undefined || (isInParts && base === null)
      ? []
      : ['only what is new and changes in parts has fields']),
    ...(steps.every(isInField) ? [] : ['a step leads out of its field']),
  ];
};

/** Fields are kept one by one, where an item changes in parts. */
const isInField = (step: Steps[number]): boolean =>
  step.path !== ('' as Pointer) && (step.op !== 'move' || fieldOf(step.from) === fieldOf(step.path));
