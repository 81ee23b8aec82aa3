import type { Static } from '@sinclair/typebox';
import type { comparisonShape, difference, differenceCount } from './comparison-shape.js';

/** One item that is not the same in both snapshots; a patch leads from the older document to the newer one. */
export type Difference = Static<typeof difference>;

export type DifferenceCount = Static<typeof differenceCount>;

/** What `compare` found between two snapshots of one space: for audits, not to be applied. */
export type Comparison = Static<typeof comparisonShape>;
