import { typeNamed } from '../../src/catalogue/index.js';
import type { Change } from '../../src/changeset/changeset.js';
import { isList, type JsonObject } from '../../src/model/json.js';
import { fieldOf } from '../../src/model/pointer.js';

const longIn = (document: JsonObject, field: string): number => {
  const list = document[field];
  return isList(list) ? list.length : 0;
};

/** How many requests a change takes by its declaration: one, but for what a server only takes in parts. */
export const declaredWrites = (change: Change): number => {
  const {
    writing: { as: writtenAs },
    reading: { listing },
  } = typeNamed(change.type);
  // Values of library variable sets and values of projects are two documents.
  if (writtenAs === 'templateValues') return listsIn(change).length;
  if (change.action !== 'create') return 1;
  // Each role of a team is a resource of its own.
  return writtenAs === 'members' && listing.kind === 'gathered' ? longIn(change.document, listing.into) : 1;
};

const listsIn = (change: Change): readonly string[] =>
  ['Common', 'Project'].filter((field) =>
    change.action !== 'update'
      ? longIn(change.document, field) > 0
      : change.patch.some(({ op, path }) => op !== 'test' && fieldOf(path) === field),
  );
