import { ruleOf, saysTheSame, type Fields, type ResourceType } from '../../catalogue/index.js';
import type { Change } from '../../changeset/changeset.js';
import type { Operation } from '../../changeset/operation.js';
import type { JsonObject } from '../../model/json.js';
import { pointerOf, ROOT, valueAt, type Pointer } from '../../model/pointer.js';
import { tryChange } from './try-change.js';
import { isSaid } from './try-patch.js';

/** The places in which a document does not say what a change wants it to say. */
export const differingPlaces = (type: ResourceType, document: JsonObject, change: Change): readonly Pointer[] => {
  const { fields } = type;
  // It is there, and should not be.
  if (change.action === 'delete') return [ROOT];
  if (change.action === 'create') {
    return Object.entries(change.document).flatMap(([field, value]) =>
      saysTheSame(ruleOf(fields, field), document[field], value) ? [] : [pointerOf([field])],
    );
  }
  const test = tryChange(type, change, document);
  if (test.kind === 'already-applied') return [];
  const changing = change.patch.filter(({ op }) => op !== 'test');
  const undone = changing.filter((operation) => !isDone(fields, document, operation));
  return [...new Set((undone.length > 0 ? undone : changing).map(({ path }) => path))];
};

const isDone = (fields: Fields, document: JsonObject, operation: Operation): boolean => {
  switch (operation.op) {
    case 'test':
    case 'move':
      return true;
    case 'remove':
      return valueAt(document, operation.path) === undefined;
    case 'add':
    case 'replace':
      return isSaid(fields, document, operation);
  }
};
