import { pairingOf, ruleOf, typeNamed } from '../../catalogue/index.js';
import { isObject, ownIn, type JsonValue } from '../../model/json.js';
import { sameName } from '../../model/names.js';
import { below, ROOT, segmentsOf, type Pointer } from '../../model/pointer.js';
import type { Outline, UpdateChange } from '../changeset.js';
import type { Operation } from '../operation.js';
import type { Note } from './defect.js';

/**
 * Whether the outline of an update is what its patch makes: what a reviewer reads of places and neighbours is then where a
 * step comes to stand (rules review-positions). The patch is followed backwards, from the list that it leaves behind.
 */
export const checkOutline = ({ type, patch, outline = [] }: UpdateChange, note: Note): void => {
  const { fields } = typeNamed(type);
  outline.forEach((list, index) => {
    const here: Note = (what, found = { ...list }) => note(what, found, `/outline/${index}`);
    const pairing = pairingOf(ruleOf(fields, segmentsOf(list.at)[0] ?? ''));
    if (segmentsOf(list.at).length !== 1 || pairing.by !== 'name') here('no list of named things is here');
    else if (!isMadeBy(patch, list, pairing.name)) here('the patch does not leave these names here, in this order');
  });
};

const isMadeBy = (patch: readonly Operation[], { at, names }: Outline[number], by: string): boolean => {
  const current = [...names];
  const saysName = (index: number, value: JsonValue | undefined): boolean => {
    const name = isObject(value) ? ownIn(value, by) : value;
    return typeof name === 'string' && sameName(current[index] ?? '', name);
  };
  /** The place in the list that an operation is about as a whole; undefined for one inside an item, or elsewhere. */
  const placeOf = (path: Pointer): number | undefined => {
    const segments = segmentsOf(path);
    const index = Number(segments[1]);
    return segments.length === 2 && below(ROOT, segments[0] ?? '') === at && Number.isInteger(index)
      ? index
      : undefined;
  };
  /** The place in the list whose name an operation is about. */
  const renamedAt = (path: Pointer): number | undefined => {
    const index = Number(segmentsOf(path)[1]);
    return path.startsWith(`${at}/`) && path === below(below(at, index), by) ? index : undefined;
  };
  const isUndone = (operation: Operation, tested: JsonValue | undefined): boolean => {
    const place = placeOf(operation.path);
    switch (operation.op) {
      case 'test': {
        const named = renamedAt(operation.path);
        return named === undefined || saysName(named, operation.value);
      }
      case 'add':
        if (place === undefined) return true;
        return saysName(place, operation.value) && current.splice(place, 1).length === 1;
      case 'remove': {
        if (place === undefined) return true;
        const name = isObject(tested) ? ownIn(tested, by) : undefined;
        if (typeof name !== 'string' || place > current.length) return false;
        current.splice(place, 0, name);
        return true;
      }
      case 'move': {
        const from = placeOf(operation.from);
        if (place === undefined || from === undefined) return true;
        const [moved] = current.splice(place, 1);
        if (moved === undefined || from > current.length) return false;
        current.splice(from, 0, moved);
        return true;
      }
      case 'replace': {
        if (place !== undefined) return saysName(place, operation.value);
        const renamed = renamedAt(operation.path);
        if (renamed === undefined) return true;
        if (!saysName(renamed, operation.value) || typeof tested !== 'string') return false;
        current.splice(renamed, 1, tested);
        return true;
      }
    }
  };
  return patch.toReversed().every((operation, index, all) => {
    const before = all[index + 1];
    return isUndone(operation, before?.op === 'test' && before.path === operation.path ? before.value : undefined);
  });
};
