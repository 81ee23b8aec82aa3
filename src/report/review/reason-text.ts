import type { Reason } from '../../model/reason.js';

/**
 * A reason in one sentence; the rule that decided, its value and where that comes from follow in parentheses (rules
 * review-words): `Left as it is. (existing.projects: leave, by default)`.
 */
export const reasonText = ({ rule, value, origin, says }: Reason): string =>
  `${says} (${rule}${value === undefined ? '' : `: ${value}`}${origin === undefined ? '' : `, ${fromWhere(origin)}`})`;

const fromWhere = (origin: string): string => (origin === 'default' ? 'by default' : `from the ${origin}`);
