import type { Reason } from '../../model/reason.js';

/**
 * A reason in one sentence; the rule that decided, its value and where that comes from follow in parentheses (rules
 * review-words): `Left as it is. (existing.projects: leave, by default)`.
 */
export const reasonText = ({ rule, value, origin, says }: Reason): string =>
  `${says} (${rule}${value === undefined ? '' : `: ${value}`}${origin === undefined ? '' : `, ${fromWhere(origin)}`})`;

/** A line of a file stands for itself, and so does what nobody can set; all else is a thing: `from the preset mirrored`. */
const fromWhere = (origin: string): string => {
  if (origin === 'default') return 'by default';
  if (origin === 'not configurable') return 'which cannot be set';
  return /:\d+$/.test(origin) ? `from ${origin}` : `from the ${origin}`;
};
