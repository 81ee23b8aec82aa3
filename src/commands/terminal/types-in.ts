import { findType, syncedTypes } from '../../catalogue/index.js';
import { splitFilter } from '../../config/settings.js';
import { UsageError } from '../../model/errors.js';

/** The types that a list names. Throws UsageError for what is none. */
export const typesIn = (list: string): readonly string[] => {
  const types = splitFilter(list);
  const unknown = types.find((type) => findType(type) === undefined);
  if (unknown === undefined) return types;
  throw new UsageError({
    what: `"${unknown}" is no type of resource.`,
    remedy: `Use some of: ${syncedTypes.map(({ name }) => name).join(', ')}.`,
  });
};
