import { nameIn, saysSo, typeNamed } from '../../catalogue/index.js';
import type { JsonObject } from '../../model/json.js';
import { parentsOf, textIn, type TypeReader } from './reading.js';

/** One document a parent, each with a request of its own: the API has no list of them. */
export const readOfParent: TypeReader = async (reading) => {
  const { reader, type, isWanted } = reading;
  const { listing, parent } = type;
  if (listing.kind !== 'ofParent' || !parent) return { documents: [], requests: 0 };
  const parents = parentsOf(reading);
  const parentType = typeNamed(parent.type);
  const [first, ...others] = parents.documents.filter(
    (one) => !(listing.unless && saysSo(one, listing.unless)) && isWanted(type, nameIn(parentType, one) ?? ''),
  );
  const read = async (of: JsonObject): Promise<readonly JsonObject[]> => {
    const id = textIn(of, 'Id') ?? '';
    const document = await reader.get(listing.at.replace('{parent}', encodeURIComponent(id)));
    return document ? [{ Id: `${type.path}-${id}`, ...document, [parent.field]: id }] : [];
  };
  if (!first) return { ...parents, documents: [], requests: 0 };
  const firstRead = await read(first);
  // A server that does not have it for the first has it for none: older ones keep it elsewhere.
  if (firstRead.length === 0) return { ...parents, documents: [], requests: 1 };
  const documents = [...firstRead, ...(await Promise.all(others.map(read))).flat()];
  return { ...parents, documents, requests: 1 + others.length };
};
