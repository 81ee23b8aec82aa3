import { nameIn, saysSo, typeNamed } from '../../catalogue/index.js';
import type { JsonObject } from '../../model/json.js';
import { parentsOf, textIn, type TypeReader } from './reading.js';

/** How many parents without one say that the server does not have the type: a single one may be special. */
const probes = 3;

/** One document a parent, each with a request of its own: the API has no list of them. */
export const readOfParent: TypeReader = async (reading) => {
  const { reader, type, isWanted } = reading;
  const {
    reading: { listing },
    parent,
  } = type;
  if (listing.kind !== 'ofParent' || !parent) return { documents: [], requests: 0 };
  const parents = parentsOf(reading);
  const parentType = typeNamed(parent.type);
  const wanted = parents.documents.filter(
    (one) => !(listing.unless && saysSo(one, listing.unless)) && isWanted(type, nameIn(parentType, one) ?? ''),
  );
  const read = async (of: JsonObject): Promise<readonly JsonObject[]> => {
    const id = textIn(of, 'Id') ?? '';
    const document = await reader.get(listing.route.replace('{parent}', encodeURIComponent(id)));
    return document ? [{ Id: `${type.reading.path}-${id}`, ...document, [parent.field]: id }] : [];
  };
  const [first, rest] = [wanted.slice(0, probes), wanted.slice(probes)];
  const probed = (await Promise.all(first.map(read))).flat();
  // Older servers keep it elsewhere: they have it for none.
  if (first.length > 0 && probed.length === 0)
    return { ...parents, documents: [], requests: first.length, absent: true };
  const documents = [...probed, ...(await Promise.all(rest.map(read))).flat()];
  return { ...parents, documents, requests: wanted.length };
};
