import type { ChangeId, Digest } from '../../src/model/names.js';

/* What the program makes of names and contents, and a test writes down: the only place where it may. */

/** A digest that a test can tell from others at a glance, of no content: `sha256:aa`. */
export const digest = (hex: string): Digest => `sha256:${hex}` as Digest;

/** The id of a change: `channels/OctoFX/Default`. */
export const changeId = (text: string): ChangeId => text as ChangeId;
