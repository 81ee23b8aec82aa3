import { isList, isObject, type JsonObject, type JsonValue } from '../../../model/json.js';
import { contractOf, forVariant, type CollectionContract, type RequestContract, type Shape } from '../contract.js';
import { defaultsFor } from '../defaults/defaults.js';

type Members = Readonly<Record<string, Shape>>;

/**
 * A body for an older server without what only newer ones know and what says nothing there: empty members, and those that
 * are what a newer server takes where nothing is said. The vendor's current client sends whole resources to servers of any
 * age, and cannot do otherwise. A value that somebody chose stays, and is refused.
 */
export const withoutNewer = (
  path: string,
  contract: CollectionContract,
  request: RequestContract,
  body: JsonObject,
): JsonObject => {
  const newer = contractOf('2026')[path];
  if (!newer) return body;
  const type = typeIn(contract, body) ?? typeIn(newer, body);
  const known = forVariant(contract, request, type).members;
  const all = forVariant(newer, newer.create ?? newer.update, type).members;
  return stripped({ ...all, ...newer.update.members }, known, body, defaultsFor(path, '2026'));
};

const typeIn = ({ variants }: CollectionContract, body: JsonObject): JsonValue | undefined =>
  variants && body[variants.field];

const stripped = (newer: Members, known: Members, value: JsonObject, defaults: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(value)
      .filter(([field, member]) => field in known || !(field in newer) || !saysNothing(field, member, defaults))
      .map(([field, member]): [string, JsonValue] => {
        const [now, then] = [newer[field], known[field]];
        return [field, now && then ? strippedIn(now, then, member, defaults[field]) : member];
      }),
  );

const strippedIn = (newer: Shape, known: Shape, value: JsonValue, defaults: JsonValue | undefined): JsonValue => {
  if (newer.is === 'list' && known.is === 'list' && isList(value))
    return value.map((item) => strippedIn(newer.of, known.of, item, undefined));
  if (!isObject(value) || !hasMembers(newer) || !hasMembers(known)) return value;
  return stripped(membersOf(newer, value), membersOf(known, value), value, isObject(defaults) ? defaults : {});
};

type WithMembers = Extract<Shape, { readonly is: 'object' | 'variant' }>;

const hasMembers = (shape: Shape): shape is WithMembers => shape.is === 'object' || shape.is === 'variant';

const membersOf = (shape: WithMembers, value: JsonObject): Members => {
  if (shape.is === 'object') return shape.members;
  const type = value[shape.by];
  const own = typeof type === 'string' ? shape.variants[type] : undefined;
  return { ...shape.members, ...own, [shape.by]: { is: 'string' } };
};

/** What follows from other members of the same object. */
const derived: ReadonlySet<string> = new Set(['Strategy']);

/** What the vendor's client says of a member where nobody has said anything, besides what is empty (MachineRpcCallRetryPolicy.cs). */
const unsaid: Readonly<Record<string, JsonValue>> = {
  Unit: 'Items',
  KubernetesAgentUpdateBehavior: 'NeverUpdate',
  MachineRpcCallRetryPolicy: { Enabled: true, RetryDuration: '00:02:30', HealthCheckRetryDuration: '00:02:30' },
};

const saysNothing = (field: string, value: JsonValue, defaults: JsonObject): boolean =>
  derived.has(field) || isEmpty(value) || isSame(value, defaults[field]) || isSame(value, unsaid[field]);

const isEmpty = (value: JsonValue): boolean => {
  if (isList(value)) return value.length === 0;
  if (isObject(value)) return Object.entries(value).every(([field, member]) => derived.has(field) || isEmpty(member));
  return value === null || value === '' || value === false || value === 0;
};

/** Whether two values are the same, in whatever order the members of an object are. */
const isSame = (one: JsonValue, other: JsonValue | undefined): boolean =>
  isObject(one) && isObject(other)
    ? Object.keys({ ...one, ...other }).every((field) => JSON.stringify(one[field]) === JSON.stringify(other[field]))
    : JSON.stringify(one) === JSON.stringify(other);
