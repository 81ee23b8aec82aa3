import { pairingOf, ruleAt, type CalledAnew, type ResourceType } from '../catalogue/index.js';
import { sameName } from '../model/names.js';
import { segmentsOf } from '../model/pointer.js';
import type { Operation } from './operation.js';

/**
 * What a patch gives another name inside a document, as its steps say: the step of a process, and its action (rules rename-inside).
 * Only of lists whose members are told apart by their names; another spelling of the same one is none.
 */
export const newMembersIn = ({ fields }: ResourceType, patch: readonly Operation[]): readonly CalledAnew[] =>
  patch.flatMap((step, index): readonly CalledAnew[] => {
    const tested = patch[index - 1];
    if (step.op !== 'replace' || tested?.op !== 'test' || tested.path !== step.path) return [];
    const [from, to] = [tested.value, step.value];
    if (typeof from !== 'string' || typeof to !== 'string' || sameName(from, to)) return [];
    const segments = segmentsOf(step.path);
    const pairing = pairingOf(ruleAt(fields, segments.slice(0, -2)));
    if (segments.length < 3 || pairing.by !== 'name' || pairing.name !== segments.at(-1)) return [];
    return [{ at: segments.slice(0, -1).filter((_, level) => level % 2 === 0), from, to }];
  });
