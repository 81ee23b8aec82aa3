import { nameIn, typeNamed, type ResourceType } from '../../catalogue/index.js';
import { ApiError } from '../../model/errors.js';
import type { JsonObject } from '../../model/json.js';
import { absentOr } from './absence.js';
import { notThere } from './of-owner.js';
import { keepAnswer, parentsOf, textIn, type TypeReader } from './reading.js';

/** How many parents without one say that the server does not have the type: a single one may be special. */
const probes = 3;

/** One document a parent, each with a request of its own: the API has no list of them. */
export const readOfParent: TypeReader = async (reading) => {
  const { reader, type, isWanted, again } = reading;
  const {
    reading: { listing },
    parent,
  } = type;
  if (listing.kind !== 'ofParent' || !parent) return { documents: [], requests: 0 };
  const parents = parentsOf(reading);
  const parentType = typeNamed(parent.type);
  const wanted = parents.documents.filter((one) => isWanted(type, nameIn(parentType, one) ?? ''));
  const missing: string[] = [];
  let requests = 0;
  const answerOf = async (of: JsonObject, id: string): Promise<JsonObject | undefined> => {
    const route = listing.route.replace('{parent}', encodeURIComponent(id));
    const belongs = { type, owner: id, listed: [of] };
    const earlier = again.answer(route, belongs);
    if (earlier) return earlier;
    requests += 1;
    const document = await reader.get(route);
    if (document) keepAnswer(reading, route, belongs, document);
    return document;
  };
  const read = async (of: JsonObject): Promise<readonly JsonObject[]> => {
    const id = textIn(of, 'Id') ?? '';
    const document = await answerOf(of, id);
    if (document) return [{ Id: `${type.reading.path}-${id}`, ...document, [parent.field]: id }];
    missing.push(`that of ${id}`);
    return [];
  };
  const [first, rest] = [wanted.slice(0, probes), wanted.slice(probes)];
  const probed = (await Promise.all(first.map(read))).flat();
  // Older servers keep it elsewhere: they have it for none.
  if (first.length > 0 && probed.length === 0)
    return { ...parents, ...(await absentOr(lacking(type), { reader, type }, first.length)) };
  const documents = [...probed, ...(await Promise.all(rest.map(read))).flat()];
  const incomplete = parents.incomplete ?? (missing.length > 0 ? notThere(missing) : undefined);
  return { documents, requests, ...(incomplete !== undefined && { incomplete }) };
};

const lacking = ({ name }: ResourceType): ApiError =>
  new ApiError({ what: `The server answered 404 for each of the ${name} that were asked for.`, status: 404 });
