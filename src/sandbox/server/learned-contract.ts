import { isList, isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import type { CollectionContract, Contract, RequestContract, Shape } from './contract.js';
import type { Documents } from './documents.js';

type Members = Readonly<Record<string, Shape>>;

/**
 * A contract that accepts what the documents have, too: a copy of a server that is newer than the vendor's contract, or
 * has extensions, takes what that server has answered. What it makes of such members nobody knows: it keeps them.
 */
export const learnedFrom = (contract: Contract, documents: Documents): Contract =>
  Object.fromEntries(
    Object.entries(contract).map(([path, known]) => [path, (documents[path] ?? []).reduce(withDocument, known)]),
  );

const withDocument = (contract: CollectionContract, document: JsonObject): CollectionContract => {
  const { create, update, viaProject, variants } = contract;
  const type = variants && document[variants.field];
  const unknown = Object.fromEntries(Object.entries(document).filter(([field]) => !(field in update.members)));
  const ofType = typeof type === 'string' ? membersWith(variants?.members[type] ?? {}, unknown) : undefined;
  const learned = ofType ? {} : membersWith({}, unknown);
  const more = (request: RequestContract): RequestContract => requestWith(request, document, learned);
  return {
    ...contract,
    ...(create && { create: more(create) }),
    update: more(update),
    ...(viaProject && { viaProject: more(viaProject) }),
    ...(variants &&
      typeof type === 'string' && {
        variants: { ...variants, members: { ...variants.members, [type]: ofType ?? {} } },
      }),
  };
};

/** A request with the members that resources of any type may have, and with what stands in those that it had. */
const requestWith = (request: RequestContract, document: JsonObject, learned: Members): RequestContract => {
  const known = Object.entries(document).filter(([field]) => field in request.members);
  return {
    ...request,
    members: { ...learned, ...membersWith(request.members, Object.fromEntries(known)) },
    writable: [...new Set([...request.writable, ...Object.keys(learned)])],
  };
};

const membersWith = (members: Members, value: JsonObject): Members => ({
  ...members,
  ...Object.fromEntries(
    Object.entries(value).map(([field, member]) => [field, shapeWith(members[field] ?? { is: 'any' }, member)]),
  ),
});

/** A shape that a value fits whose members, or whose one of a list of values, it lacks. */
const shapeWith = (shape: Shape, value: JsonValue): Shape => {
  switch (shape.is) {
    case 'enum':
      return typeof value === 'string' ? { ...shape, of: [...new Set([...shape.of, value])] } : shape;
    case 'list':
      return isList(value) ? { ...shape, of: value.reduce(shapeWith, shape.of) } : shape;
    case 'map':
      return isObject(value) ? { ...shape, of: Object.values(value).reduce(shapeWith, shape.of) } : shape;
    case 'object':
      return isObject(value) ? { ...shape, members: membersWith(shape.members, value) } : shape;
    case 'variant':
      return isObject(value) ? variantWith(shape, value) : shape;
    default:
      return shape;
  }
};

type Variant = Extract<Shape, { readonly is: 'variant' }>;

const variantWith = (shape: Variant, value: JsonObject): Variant => {
  const { [shape.by]: type, ...members } = value;
  if (typeof type !== 'string') return shape;
  const own = { ...shape.members, ...shape.variants[type] };
  return { ...shape, variants: { ...shape.variants, [type]: membersWith(own, members) } };
};
