import { closestName } from '../model/closest-name.js';

/** `Did you mean "projects"?`, or which ones there are when nothing is alike. */
export const suggestion = (given: string, known: readonly string[]): string => {
  const closest = closestName(given, known);
  if (closest !== undefined) return `Did you mean "${closest}"?`;
  return known.length > 30 ? 'See docs/options.md.' : `There are: ${known.join(', ')}.`;
};

/** The values that there are, and which of them was probably meant. */
export const oneOf = (given: string, values: readonly string[]): string => {
  const closest = closestName(given, values);
  return closest === undefined
    ? `Use one of: ${values.join(', ')}.`
    : `Did you mean ${closest}? There are: ${values.join(', ')}.`;
};
