import { typeNamed, type WrittenAs } from '../catalogue/index.js';
import type { Change } from '../changeset/changeset.js';

/** How a change is sent: as the part that it is about says, or as its type does. */
export const writtenAs = ({ type, id }: Change): WrittenAs => {
  const { merging, writing } = typeNamed(type);
  const part = merging.later?.find((one) => id.endsWith(`#${one.part}`));
  return part?.writtenAs ?? writing.as ?? 'document';
};

/** True for a change of the picture that the API keeps beside a document. */
export const isLogoChange = (change: Change): boolean => writtenAs(change) === 'logo';
