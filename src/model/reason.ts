import type { Static } from '@sinclair/typebox';
import type { cleanUp, reason, warning } from './shapes.js';

/** Which rule with which value decided something, and where that value came from. */
export type Reason = Static<typeof reason>;

/** A condition that a reviewer must see although the change stands. */
export type Warning = Static<typeof warning>;

/** What a person must still do by hand after `apply`. */
export type CleanUp = Static<typeof cleanUp>;
