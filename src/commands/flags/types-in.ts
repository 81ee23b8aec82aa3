import { closestMatch } from 'leven';
import { findType, syncedTypes } from '../../catalogue/index.js';
import { splitFilter } from '../../config/settings.js';
import { UsageError } from '../../model/errors.js';

/** The types that a list names. Throws UsageError for what is none. */
export const typesIn = (list: string): readonly string[] => {
  const types = splitFilter(list);
  const unknown = types.find((type) => findType(type) === undefined);
  if (unknown === undefined) return types;
  const names = syncedTypes.map(({ name }) => name);
  const close = closestMatch(unknown, names, { maxDistance: 4 });
  const meant = names.find((name) => name.toLowerCase() === unknown.toLowerCase()) ?? close;
  throw new UsageError({
    what: `"${unknown}" is no type of resource.`,
    remedy: `${meant === undefined ? '' : `Did you mean ${meant}? `}Use some of: ${names.join(', ')}.`,
  });
};
