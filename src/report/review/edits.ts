import type { Operation } from '../../changeset/operation.js';
import { isList, isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import { below, pointerOf, segmentsOf, type Pointer } from '../../model/pointer.js';

/** One field that is added, removed, replaced or moved, with what it says before and after. */
export type Edit =
  | (Place & { readonly op: 'add'; readonly after: JsonValue })
  /** Without `before` where nobody knows what it was. */
  | (Place & { readonly op: 'remove'; readonly before?: JsonValue })
  | (Place & { readonly op: 'replace'; readonly before?: JsonValue; readonly after: JsonValue })
  | (Place & { readonly op: 'move'; readonly from: readonly string[] });

interface Place {
  readonly at: Pointer;
  /** The same in names, one for each segment: `Steps`, `Deploy web`, `Properties`, `Octopus.Action.RunOnServer`. */
  readonly place: readonly string[];
}

/** The fields of a document that is created (`add`) or deleted (`remove`), each down to a value that reads well. */
export const editsOf = (document: JsonObject, op: 'add' | 'remove'): readonly Edit[] =>
  leaves(document, [], []).map((leaf) => edit(op, leaf));

/**
 * The edits of a patch; each `test` becomes the old value of the edit it guards, and names the things on the way: of
 * `/Steps/3` a patch says by a test which step is meant.
 */
export const editsIn = (patch: readonly Operation[]): readonly Edit[] => {
  const tested = new Map<Pointer, JsonValue>();
  return patch.flatMap((operation): readonly Edit[] => {
    const at = operation.path;
    const path = segmentsOf(at);
    const place = placeOf(path, tested);
    switch (operation.op) {
      case 'test':
        tested.set(at, operation.value);
        return [];
      case 'move':
        return [{ op: 'move', at, place, from: placeOf(segmentsOf(operation.from), tested) }];
      case 'add':
        return unfolded('add', operation.value, path, place);
      case 'remove': {
        const before = tested.get(at);
        return before === undefined ? [{ op: 'remove', at, place }] : unfolded('remove', before, path, place);
      }
      case 'replace': {
        const before = tested.get(at);
        const after = operation.value;
        return [{ op: 'replace', at, place, after, ...(before !== undefined && { before }) }];
      }
    }
  });
};

interface Leaf {
  readonly path: readonly string[];
  readonly place: readonly string[];
  readonly value: JsonValue;
}

const edit = (op: 'add' | 'remove', { path, place, value }: Leaf): Edit => {
  const where = { at: pointerOf(path), place };
  return op === 'add' ? { op, ...where, after: value } : { op, ...where, before: value };
};

/** A thing that comes or goes whole is shown field by field; what is called the same stands together. */
const unfolded = (
  op: 'add' | 'remove',
  value: JsonValue,
  path: readonly string[],
  place: readonly string[],
): readonly Edit[] => {
  const name = isList(value) ? undefined : nameIn(value);
  const last = name === undefined || !/^(\d+|-)$/.test(path.at(-1) ?? '') ? place : [...place.slice(0, -1), name];
  return leaves(value, path, last).map((leaf) => edit(op, leaf));
};

/** Down to texts, numbers, lists of them, and what stands for a secret or a file. */
const leaves = (value: JsonValue, path: readonly string[], place: readonly string[]): readonly Leaf[] => {
  if (isList(value) && value.some((item) => isObject(item) && !isMarker(item)))
    return value.flatMap((item, index) =>
      leaves(item, [...path, String(index)], [...place, nameIn(item) ?? String(index + 1)]),
    );
  if (isObject(value) && !isMarker(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([field, inner]) => leaves(inner, [...path, field], [...place, field]));
  return [{ path, place, value }];
};

/** `{"$secret": true}` and its like are one value. */
const isMarker = (value: JsonObject): boolean => {
  const fields = Object.keys(value);
  return fields.length === 1 && fields[0]?.startsWith('$') === true;
};

const nameIn = (value: JsonValue): string | undefined => {
  const name = isObject(value) ? value['Name'] : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
};

const placeOf = (path: readonly string[], tested: ReadonlyMap<Pointer, JsonValue>): readonly string[] =>
  path.map((segment, index) => {
    if (!/^\d+$/.test(segment)) return segment;
    const here = pointerOf(path.slice(0, index + 1));
    const name = tested.get(below(here, 'Name')) ?? nameIn(tested.get(here) ?? null);
    return typeof name === 'string' && name !== '' ? name : String(Number(segment) + 1);
  });
