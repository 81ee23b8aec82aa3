import type { Thing } from './review.js';

/** What becomes of a thing, and who changed it: `9 steps added (changed on the source; Modified by grace, 2026-11-20 06:00 UTC)`. */
export const saysOf = ({ says, since, who }: Pick<Thing, 'says' | 'since' | 'who'>): string => {
  const told = [since, who].filter((one) => one !== '').join('; ');
  if (told === '') return says;
  return says === '' ? `(${told})` : `${says} (${told})`;
};
