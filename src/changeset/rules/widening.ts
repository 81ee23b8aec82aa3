import { emptiedAt, isNarrowing, ruleAt, typeNamed, type Emptied, type Fields } from '../../catalogue/index.js';
import { isObject, textOf, type JsonObject, type JsonValue } from '../../model/json.js';
import { around, pointerOf, ROOT, seenFrom, segmentsOf, under, valueAt, type Pointer } from '../../model/pointer.js';
import { quoted } from '../../model/sentences.js';
import type { UpdateChange } from '../changeset.js';
import { applies, type Operation } from '../operation.js';
import type { Note } from './defect.js';

/**
 * An update that empties a list of the destination widens where something applies, whatever it says of itself
 * (rules scope-widened-here): a warning at that very place says so, and a permission is never widened.
 */
export const checkWidening = (change: UpdateChange, note: Note): void => {
  const { fields } = typeNamed(change.type);
  const said = new Set(change.warnings.filter(({ kind }) => kind === 'scope-widened').map(({ at }) => at));
  for (const { at, rule } of emptiedBy(fields, change.patch)) {
    if (rule.empty === 'permits') note('nothing can allow that a permission is widened', at, '/patch');
    // Of two lists that make up one scope, a patch of one does not tell what the other says.
    else if (!said.has(at) && !isOfRemoved(change, at) && (rule.kind === 'set' || rule.together === undefined))
      note('a scope is emptied, and no warning says so', at, '/warnings');
  }
};

/**
 * Whether the scope was that of a thing that is removed, as a warning says, and whose place another thing of its name takes: nothing that
 * stays is widened (rules three-way-removals).
 */
const isOfRemoved = ({ patch, warnings }: UpdateChange, emptied: Pointer): boolean => {
  const places = segmentsOf(emptied).map((_, depth, all) => pointerOf(all.slice(0, depth)));
  return places.some((place) => {
    const [item, list] = [testedHere(patch, place), around(place)];
    const name = isObject(item) ? textOf(item['Name']) : '';
    return warnings.some(
      ({ kind, at }) =>
        kind === 'removed-on-source' &&
        around(at) === list &&
        name !== '' &&
        segmentsOf(at).at(-1)?.includes(quoted(name)) === true,
    );
  });
};

const testedHere = (patch: readonly Operation[], place: Pointer): JsonValue | undefined => {
  const test = patch.find((operation) => operation.op === 'test' && operation.path === place);
  return test?.op === 'test' ? test.value : undefined;
};

const emptiedBy = (fields: Fields, patch: readonly Operation[]): readonly Emptied[] => {
  const places = [...new Set(patch.filter(takes).map(({ path }) => listAround(fields, path)))];
  return places.flatMap((place) => {
    const rule = ruleAt(fields, segmentsOf(place));
    // Nobody knows what is left of a list of which only members are tested: it is taken for emptied.
    const before = testedAt(patch, place) ?? (isNarrowing(rule) ? membersTested(patch, place) : undefined);
    const after = before === undefined ? undefined : patched(patch, place, before);
    return emptiedAt(rule, before, after, place);
  });
};

const takes = ({ op }: Operation): boolean => op === 'remove' || op === 'replace';

/** The narrowing list that a place is in, or the place itself. */
const listAround = (fields: Fields, path: Pointer): Pointer => {
  const segments = segmentsOf(path);
  const depth = segments.findIndex((_, index) => isNarrowing(ruleAt(fields, segments.slice(0, index + 1))));
  return depth === -1 ? path : pointerOf(segments.slice(0, depth + 1));
};

/** What stands at a place before the patch, as far as its tests tell; the nearest tells best. */
const testedAt = (patch: readonly Operation[], place: Pointer): JsonValue | undefined => {
  const tested = testedHere(patch, place);
  if (tested !== undefined || place === ROOT) return tested;
  const outer = testedAt(patch, around(place));
  return outer === undefined ? undefined : valueAt(outer, pointerOf(segmentsOf(place).slice(-1)));
};

const membersTested = (patch: readonly Operation[], place: Pointer): readonly JsonValue[] =>
  patch.flatMap((operation) => (operation.op === 'test' && around(operation.path) === place ? [operation.value] : []));

/** What stands there after the patch. */
const patched = (patch: readonly Operation[], place: Pointer, before: JsonValue): JsonValue | undefined => {
  const here = pointerOf(['here']);
  const document: { here?: JsonValue } & JsonObject = { here: structuredClone<JsonValue>(before) };
  for (const operation of patch) {
    const inner = operation.op === 'test' || operation.op === 'move' ? undefined : seenFrom(place, operation.path);
    if (inner !== undefined) applies(document, { ...operation, path: under(here, inner) });
  }
  return document.here;
};
