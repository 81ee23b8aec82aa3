import { isList, isObject, type JsonObject, type JsonValue } from '../../../model/json.js';
import type { RequestContract, Shape } from '../contract.js';

/**
 * A body as a server binds it: members are read without regard to case (`spaceId` is `SpaceId`), and `spaceName`, which
 * the vendor's own client leaves in what it sends to a space, is no member of anything.
 */
export const received = ({ members }: RequestContract, body: JsonObject): JsonObject =>
  folded(members, Object.fromEntries(Object.entries(body).filter(([field]) => field !== 'spaceName')));

const folded = (members: Readonly<Record<string, Shape>>, value: JsonObject): JsonObject => {
  const names = new Map(Object.keys(members).map((name) => [name.toLowerCase(), name]));
  const entries = Object.entries(value).map(([field, member]): [string, JsonValue] => {
    const name = field in members ? field : (names.get(field.toLowerCase()) ?? field);
    return [name, foldedIn(members[name], member)];
  });
  return Object.fromEntries(entries);
};

const foldedIn = (shape: Shape | undefined, value: JsonValue): JsonValue => {
  if (shape?.is === 'list' && isList(value)) return value.map((item) => foldedIn(shape.of, item));
  if (!isObject(value)) return value;
  switch (shape?.is) {
    case 'object':
      return folded(shape.members, value);
    case 'map':
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, foldedIn(shape.of, member)]));
    case 'variant': {
      const all = Object.assign({}, shape.members, ...Object.values(shape.variants)) as Readonly<Record<string, Shape>>;
      return folded({ ...all, [shape.by]: { is: 'string' } }, value);
    }
    default:
      return value;
  }
};
