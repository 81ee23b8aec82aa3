import { findType, type CountedParts } from '../../catalogue/index.js';
import { below, ROOT } from '../../model/pointer.js';
import { editsIn, editsOf } from './edits.js';
import { fieldRows } from './field-rows.js';
import { itemRows } from './item-rows.js';
import type { Row, ToldChange } from './row-types.js';
import { valueRows } from './value-rows.js';

/** The lines of a change: steps in the order of the destination after it, values by name, then the other fields. */
export const rowsOf = (change: ToldChange): readonly Row[] => {
  const parts = findType(change.type)?.parts;
  const lists = parts?.at ?? [];
  const counted = lists.flatMap((list) => (parts ? listRows(change, parts, list) : []));
  return [...counted, ...fieldRows(otherEdits(change, lists), change.action)];
};

const listRows = (change: ToldChange, parts: CountedParts, list: string): readonly Row[] =>
  parts.called === undefined ? itemRows(change, parts, list) : valueRows(change, parts, list);

/** What a change says outside of its counted lists. */
const otherEdits = ({ action, document, patch = [] }: ToldChange, lists: readonly string[]) => {
  if (document) {
    const others = Object.entries(document).filter(([field]) => !lists.includes(field));
    return editsOf(Object.fromEntries(others), action === 'delete' ? 'remove' : 'add');
  }
  const isWithin = (path: string): boolean =>
    lists.some((list) => path === below(ROOT, list) || path.startsWith(`${below(ROOT, list)}/`));
  return editsIn(patch.filter(({ path }) => !isWithin(path)));
};
