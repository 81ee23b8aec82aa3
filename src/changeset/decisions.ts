import type { Static } from '@sinclair/typebox';
import type { decisionsShape } from './decisions-shape.js';

/** What a person has decided of a changeset so far (`changeset.decisions.json`). */
export type Decisions = Static<typeof decisionsShape>;
