import { closestMatch } from 'leven';

/** The name that was probably meant, whatever its case: one that differs by few letters, at most by so many. */
export const closestName = (
  given: string,
  known: readonly string[],
  letters = Math.max(2, Math.floor(given.length / 3)),
): string | undefined => {
  const alike = new Map(known.toReversed().map((name) => [name.toLowerCase(), name]));
  const closest = closestMatch(given.toLowerCase(), [...alike.keys()], { maxDistance: letters });
  return closest === undefined ? undefined : (alike.get(closest) ?? closest);
};
