import { under, type Pointer } from '../../model/pointer.js';

/** The same sentence, with what it is about before it. */
export const labelled = <Said extends { readonly says: string }>(label: string, said: Said): Said => ({
  ...said,
  says: `${label}: ${said.says}`,
});

/** What was found in a thing, seen from the document that holds the thing. */
export const placedUnder = <Found extends { readonly at: Pointer }>(place: Pointer, found: Found): Found => ({
  ...found,
  at: under(place, found.at),
});
