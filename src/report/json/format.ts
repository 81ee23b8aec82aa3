/* What the formats of this folder say at their top. */

export const reviewFormat = 'octosync-review/1';
export const cleanUpFormat = 'octosync-cleanup/2';
