import type { Static } from '@sinclair/typebox';
import type { spaceIdentity } from '../model/shapes.js';
import type { plannedShape } from './planned-shape.js';
import type { verifiedShape } from './verified-shape.js';

/** Which space of which installation. */
export type Identity = Static<typeof spaceIdentity>;

/** What `verify` found (`changeset.verify.json`). */
export type Verified = Static<typeof verifiedShape>;

/** What a dry run would send (`changeset.dry-run.json`). */
export type Planned = Static<typeof plannedShape>;
