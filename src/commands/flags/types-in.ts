import { closestMatch } from 'leven';
import { storedTypes } from '../../catalogue/index.js';
import { splitFilter } from '../../config/settle.js';
import { UsageError } from '../../model/errors.js';
import { isTypeName, type TypeName } from '../../model/names.js';

/** The types that a list names. Throws UsageError for what is none. */
export const typesIn = (list: string): readonly TypeName[] => {
  const types = splitFilter(list);
  const unknown = types.find((type) => !isTypeName(type));
  if (unknown === undefined) return types.filter(isTypeName);
  const names = storedTypes.map(({ name }) => name);
  const close = closestMatch(unknown, names, { maxDistance: 4 });
  const meant = names.find((name) => name.toLowerCase() === unknown.toLowerCase()) ?? close;
  throw new UsageError({
    what: `"${unknown}" is no type of resource.`,
    remedy: `${meant === undefined ? '' : `Did you mean ${meant}? `}Use some of: ${names.join(', ')}.`,
  });
};
