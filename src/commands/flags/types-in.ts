import { closestMatch } from 'leven';
import { storedTypes } from '../../catalogue/index.js';
import { splitFilter } from '../../config/settle.js';
import { UsageError } from '../../model/errors.js';
import { isTypeName, type TypeName } from '../../model/names.js';
import type { Part } from '../../report/review/only-parts.js';

/** The types that a list names. Throws UsageError for what is none. */
export const typesIn = (list: string): readonly TypeName[] => splitFilter(list).map(typeIn);

/** The types and things that a list names: `environments,projects/OctoFX*`. Throws UsageError for a type that is none. */
export const partsIn = (list: string): readonly Part[] =>
  splitFilter(list).map((part) => {
    const slash = part.indexOf('/');
    const type = typeIn(slash < 0 ? part : part.slice(0, slash));
    return { type, ...(slash >= 0 && { name: part.slice(slash + 1) }) };
  });

const typeIn = (type: string): TypeName => {
  if (isTypeName(type)) return type;
  const names = storedTypes.map(({ name }) => name);
  const close = closestMatch(type, names, { maxDistance: 4 });
  const meant = names.find((name) => name.toLowerCase() === type.toLowerCase()) ?? close;
  throw new UsageError({
    what: `"${type}" is no type of resource.`,
    remedy: `${meant === undefined ? '' : `Did you mean ${meant}? `}Use some of: ${names.join(', ')}.`,
  });
};
