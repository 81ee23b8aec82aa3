import type { Digest } from '../../src/model/names.js';

/** A digest that a test can tell from others at a glance, of no content: `sha256:aa`. */
export const digest = (hex: string): Digest => `sha256:${hex}` as Digest;
