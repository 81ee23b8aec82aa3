import { isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import { segmentsOf, type Pointer } from '../../model/pointer.js';
import type { Change } from '../changeset.js';
import type { Operation } from '../operation.js';
import type { Note } from './defect.js';

/** A document that a change says, or as much of one as a step of a patch touches: `/Tags/0/Name` in `{ Tags: [{ Name }] }`. */
export interface Saying {
  readonly document: JsonObject;
  /** Notes what is wrong with it. */
  readonly note: Note;
}

/** All that a change would write. What it only tests is not in it. */
export const sayingsOf = (change: Change, note: Note): readonly Saying[] => {
  // What goes is tested, and not said.
  if (change.action === 'delete') return [];
  if (change.action === 'create') {
    const here: Note = (what, found, below = '') => note(what, found, `/document${below}`);
    return [{ document: change.document, note: here }];
  }
  return change.patch.flatMap((operation, index) => {
    const here: Note = (what, found = { ...operation }) => note(what, found, `/patch/${index}`);
    return touchedBy(operation).map(([path, value]) => ({ document: documentWith(path, value), note: here }));
  });
};

/** What goes or moves is said as an object without members, which nothing is wrong with. */
const touchedBy = (operation: Operation): readonly (readonly [Pointer, JsonValue])[] => {
  switch (operation.op) {
    case 'test':
      return [];
    case 'add':
    case 'replace':
      return [[operation.path, operation.value]];
    case 'remove':
      return [[operation.path, {}]];
    case 'move':
      return [operation.from, operation.path].map((path) => [path, {}]);
  }
};

const documentWith = (path: Pointer, value: JsonValue): JsonObject => {
  const document = segmentsOf(path).reduceRight<JsonValue>(
    (inner, segment) => (/^(\d+|-)$/.test(segment) ? [inner] : { [segment]: inner }),
    value,
  );
  return isObject(document) ? document : {};
};
