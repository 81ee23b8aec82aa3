import type { Reason } from '../../model/reason.js';

/** A reason in one sentence, with the rule that decided, its value and where that comes from. */
export const reasonText = ({ rule, value, origin, says }: Reason): string =>
  `${says} [${rule}${value === undefined ? '' : ` = ${value}`}${origin === undefined ? '' : `, ${origin}`}]`;
