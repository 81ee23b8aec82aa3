import type { Static } from '@sinclair/typebox';
import type { openElement, openShape } from './open-shape.js';
import type { receiptShape } from './receipt-shape.js';

/** What a sync did not carry, and the base that it keeps. */
export type OpenElement = Static<typeof openElement>;

/** `open.json`, beside a base. */
export type OpenFile = Static<typeof openShape>;

/** `changeset.receipt.json`: what `apply` did. */
export type Receipt = Static<typeof receiptShape>;
