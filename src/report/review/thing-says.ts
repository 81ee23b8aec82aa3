import type { Thing } from './review.js';

/** What becomes of a thing, and who changed it: `9 steps added (changed on the source)`. */
export const saysOf = ({ says, since }: Pick<Thing, 'says' | 'since'>): string => {
  if (since === '') return says;
  return says === '' ? `(${since})` : `${says} (${since})`;
};
