import type { Static } from '@sinclair/typebox';
import type { manifestShape, mentionedEntry, pictureEntry, typeCount, unresolvedEntry } from './manifest-shape.js';

/** What was read of one type. */
export type TypeCount = Static<typeof typeCount>;

/** An ID that nothing in the space has, and where it stands. */
export type UnresolvedEntry = Static<typeof unresolvedEntry>;

/** An ID that a text says, and what has it. */
export type MentionedEntry = Static<typeof mentionedEntry>;

/** A picture, and what its server says of its content. */
export type PictureEntry = Static<typeof pictureEntry>;

/** `snapshot.json`: what a snapshot is of, and whether it is whole. */
export type Manifest = Static<typeof manifestShape>;
