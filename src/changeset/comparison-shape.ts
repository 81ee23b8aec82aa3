import { byName, counts, either, exactly, list, object, optional, texts } from '../model/shape.js';
import { itemFields } from '../model/shapes.js';
import { document, outline, side } from './changeset-shape.js';
import { comparisonFormat, differenceColumns } from './format.js';
import { patch } from './operation-shape.js';

export const difference = either(
  [
    object('Only the newer snapshot has it.', { action: exactly('create'), ...itemFields, document }),
    object('Both have it.', { action: exactly('update'), ...itemFields, patch, outline: optional(outline) }),
    object('Only the older snapshot has it.', { action: exactly('delete'), ...itemFields, document }),
  ],
  { $id: 'difference' },
);

export const differenceCount = counts(differenceColumns, 'Of one type.');

export const comparisonShape = object(
  'What octosync compare found between two snapshots of one space; not to be applied.',
  {
    format: exactly(comparisonFormat, 'The version of this format.'),
    older: side,
    newer: side,
    changes: list(difference, 'What is not the same in both.'),
    warnings: texts('What makes the comparison less than whole.'),
    summary: byName(differenceCount, 'How many of what, by type.'),
  },
);
