import type { FindingGroup } from './review.js';

/** True for findings that have something below them: values beside each other, lines to copy. */
export const hasMore = ({ reasons }: FindingGroup): boolean =>
  reasons.some(({ members }) => members.some(({ three, lines }) => three !== undefined || lines !== undefined));
