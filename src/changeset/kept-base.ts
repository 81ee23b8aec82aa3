import { itemsOf, type SpaceSnapshot } from '../model/item.js';
import { UsageError } from '../model/errors.js';
import type { JsonObject } from '../model/json.js';
import { isTypeName, keyOf } from '../model/names.js';
import type { BaseBefore } from './changeset.js';
import { applies, type Operation, type Steps } from './operation.js';
import type { OpenElement } from './receipt.js';

/** Whether a base is said as steps from what the source says (rules base-said). */
export const isSteps = (said: BaseBefore['base'] | undefined): said is Steps => Array.isArray(said);

/** What steps make of a document; undefined where it does not let one of them be taken. */
export const afterSteps = (document: JsonObject, steps: Steps): JsonObject | undefined => {
  const made = structuredClone(document);
  return steps.every((step) => applies(made, structuredClone(step))) ? made : undefined;
};

/** The steps that take a patch back: what it tests takes the place of what it brings, from the last one to the first. */
export const takingBack = (patch: readonly Operation[]): Steps => {
  const back: Steps[number][] = [];
  patch.forEach((step, index) => {
    const before = patch[index - 1];
    const was = before?.op === 'test' && 'path' in step && before.path === step.path ? before.value : null;
    if (step.op === 'add') back.push({ op: 'remove', path: step.path });
    else if (step.op === 'remove') back.push({ op: 'add', path: step.path, value: was });
    else if (step.op === 'replace') back.push({ op: 'replace', path: step.path, value: was });
    else if (step.op === 'move') back.push({ op: 'move', from: step.path, path: step.from });
  });
  return back.reverse();
};

/**
 * What is open, each with the whole document that its base is: steps are taken from what the snapshot says beside which the list
 * lies. `where` names the list in errors. Throws UsageError for steps that lead nowhere: one of the two was edited.
 */
export const withWholeBases = (
  open: readonly OpenElement[],
  snapshot: SpaceSnapshot,
  where?: string,
): readonly OpenElement[] =>
  open.map((element) => {
    const { of, ...rest } = element;
    const { id, type, names, base } = rest;
    if (!isSteps(base)) return rest;
    const begun = isTypeName(type) ? itemsOf(snapshot, type).get(keyOf(of ?? names))?.document : undefined;
    const document = begun && afterSteps(begun, base);
    if (document) return { ...rest, base: document };
    throw new UsageError({
      what: `What is open does not fit the snapshot of the base: the base of ${id} cannot be made of what that says.`,
      ...(where !== undefined && { where }),
      remedy: 'Restore the base from Git, all of it.',
    });
  });
