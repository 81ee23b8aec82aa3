import { allTypes } from '../../catalogue/index.js';
import { idShapes } from '../../naming/id-index.js';
import { idsIn } from '../again/ids-in.js';

const { looksLikeId } = idShapes(
  allTypes.map(({ reading }) => reading.idPrefix),
  [],
);

/** No ID is longer. */
const longest = 200;

/**
 * Whether something that has no list, and so is read last, may have that ID: one like those of its type, or one that says whose it is
 * (`deploymentsettings-Projects-1`). `isKnown` tells of an ID whether something of the space has it.
 */
export const mayBeSingle = (id: string, isKnown: (id: string) => boolean): boolean =>
  looksLikeId(id) || (id.length <= longest && !/\s/.test(id) && idsIn(id).some(isKnown));
