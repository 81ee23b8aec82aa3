import { pairingOf, ruleOfPlace, type ResourceType } from '../../catalogue/index.js';
import type { UpdateChange } from '../../changeset/changeset.js';
import type { Operation } from '../../changeset/operation.js';
import { objectsOf, textOf, type JsonObject } from '../../model/json.js';
import { sameName } from '../../model/names.js';
import { fieldOf, pointerOf, valueAt, type Pointer } from '../../model/pointer.js';
import { tryPatch, type PatchTrial } from './try-patch.js';
import { writtenAs } from '../written-as.js';

type Patch = readonly Operation[];

/**
 * A patch by the requests that send it: each may have been done by an earlier run, and the others not
 * (rules apply-journal).
 */
export const requestParts = (type: ResourceType, change: UpdateChange): readonly Patch[] => {
  const { patch } = change;
  if (writtenAs(change) === 'templateValues')
    return [...new Set(patch.map(({ path }) => fieldOf(path)))].map((field) =>
      patch.filter(({ path }) => fieldOf(path) === field),
    );
  const [others, content] = contentOf(type, patch);
  return content.length === 0 ? [patch] : [others, content];
};

/**
 * What a PUT sends, and what the route takes that replaces the content of a resource: a certificate's data, which a PUT cannot
 * take (rules existing-certificate). Nothing where the content stays.
 */
export const contentOf = ({ writing: { routes } }: ResourceType, patch: Patch): readonly [Patch, Patch] => {
  const replaced = routes?.replace;
  const isReplaced = patch.some(({ op, path }) => op !== 'test' && path === pointerOf([replaced?.when ?? '']));
  if (!replaced || !isReplaced) return [patch, []];
  const isContent = ({ path }: Operation): boolean => [replaced.when, ...replaced.sends].includes(fieldOf(path));
  return [patch.filter((step) => !isContent(step)), patch.filter(isContent)];
};

/**
 * Tries a change on a freshly read document, request by request: what is done already is not asked for again. A list of named
 * things that would not be left as it was reviewed is drift, also where no `test` looks at it: a step that is only added would
 * come to stand beside another one than was approved (rules review-positions).
 */
export const tryChange = (type: ResourceType, change: UpdateChange, document: JsonObject): PatchTrial => {
  const drifted: PatchTrial[] = [];
  let current: JsonObject | undefined;
  for (const patch of requestParts(type, change)) {
    const trial = tryPatch(type.fields, current ?? document, patch);
    if (trial.kind === 'applies') current = trial.document;
    if (trial.kind === 'drift') drifted.push(trial);
  }
  const pointers = drifted.flatMap((trial) => (trial.kind === 'drift' ? trial.pointers : []));
  if (pointers.length > 0) return { kind: 'drift', pointers };
  if (current === undefined) return { kind: 'already-applied' };
  const misplaced = outOfPlace(type, change, current);
  return misplaced.length > 0 ? { kind: 'drift', pointers: misplaced } : { kind: 'applies', document: current };
};

/** The lists that are not as the outline of the change has them: by name, in order. */
const outOfPlace = (
  { fields }: ResourceType,
  { outline = [] }: UpdateChange,
  document: JsonObject,
): readonly Pointer[] =>
  outline.flatMap(({ at, names }) => {
    const pairing = pairingOf(ruleOfPlace(fields, at));
    const items = objectsOf(valueAt(document, at));
    const isAsReviewed =
      pairing.by === 'name' &&
      items.length === names.length &&
      names.every((name, index) => sameName(textOf(items[index]?.[pairing.name]), name));
    return isAsReviewed ? [] : [at];
  });
