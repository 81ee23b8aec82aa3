import { isList, isObject, type JsonObject, type JsonValue } from '../../../model/json.js';
import type { RequestContract, Shape } from '../contract.js';

/** Says everything in which a body is not what the contract accepts; an empty list for a good one. */
export const faultsInBody = (contract: RequestContract, body: JsonObject): readonly string[] => [
  ...contract.required.filter((field) => isAbsent(body[field])).map((field) => `'${field}' is required.`),
  ...faultsInObject(contract.members, undefined, body, ''),
];

/** What a member says where nobody has said anything: the empty value of its shape. */
export const emptyOf = (shape: Shape | undefined): JsonValue => {
  if (shape?.is === 'boolean') return false;
  if (shape?.is === 'list') return [];
  if (shape?.is === 'secret') return { HasValue: false, NewValue: null, Hint: null };
  return null;
};

const isAbsent = (value: JsonValue | undefined): boolean => value === undefined || value === null || value === '';

const faultsInObject = (
  members: Readonly<Record<string, Shape>>,
  required: readonly string[] | undefined,
  value: JsonObject,
  at: string,
): readonly string[] => [
  ...(required ?? []).filter((field) => isAbsent(value[field])).map((field) => `'${at}${field}' is required.`),
  ...Object.entries(value).flatMap(([field, member]) => {
    const shape = Object.hasOwn(members, field) ? members[field] : undefined;
    return shape ? faultsIn(shape, member, `${at}${field}`) : [`The request has an unknown member '${at}${field}'.`];
  }),
];

const faultsIn = (shape: Shape, value: JsonValue, at: string): readonly string[] => {
  if (value === null) return [];
  switch (shape.is) {
    case 'any':
      return [];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`'${at}' must be true or false.`];
    case 'integer':
      return Number.isInteger(value) ? [] : [`'${at}' must be a whole number.`];
    case 'string':
      return faultsInText(shape, value, at);
    case 'enum': {
      const fits = typeof value === 'string' && shape.of.some((one) => one.toLowerCase() === value.toLowerCase());
      return fits ? [] : [`'${at}' must be one of ${shape.of.join(', ')}.`];
    }
    case 'list':
      if (!isList(value)) return [`'${at}' must be a list.`];
      return value.flatMap((item, index) => faultsIn(shape.of, item, `${at}[${index}]`));
    case 'map':
      if (!isObject(value)) return [`'${at}' must be an object.`];
      return Object.entries(value).flatMap(([field, member]) => faultsIn(shape.of, member, `${at}.${field}`));
    case 'object':
      if (!isObject(value)) return [`'${at}' must be an object.`];
      return faultsInObject(shape.members, shape.required, value, `${at}.`);
    case 'variant':
      return isObject(value) ? faultsInVariant(shape, value, at) : [`'${at}' must be an object.`];
    case 'secret':
      return isSensitiveValue(value) ? [] : [`'${at}' must be a sensitive value: { HasValue, NewValue }.`];
    case 'textOrSecret':
      return typeof value === 'string' || isSensitiveValue(value) ? [] : [`'${at}' must be text or a sensitive value.`];
  }
};

type Variant = Extract<Shape, { readonly is: 'variant' }>;

/** The members of a variant, with those that its type adds; undefined for a type that there is not. */
const membersOf = ({ by, members, variants }: Variant, value: JsonObject): Variant['members'] | undefined => {
  const type = value[by];
  const wanted = typeof type === 'string' ? type.toLowerCase() : '';
  const [, own] = Object.entries(variants).find(([name]) => name.toLowerCase() === wanted) ?? [];
  return own && { ...members, [by]: { is: 'string' }, ...own };
};

const faultsInVariant = (shape: Variant, value: JsonObject, at: string): readonly string[] => {
  if (isAbsent(value[shape.by])) return [`'${at}.${shape.by}' is required.`];
  const members = membersOf(shape, value);
  if (!members) return [`'${at}.${shape.by}' must be one of ${Object.keys(shape.variants).join(', ')}.`];
  return faultsInObject(members, undefined, value, `${at}.`);
};

/** A value with the members that its type has and it does not name. */
export const completed = (shape: Shape | undefined, value: JsonValue | undefined): JsonValue => {
  if (shape?.is !== 'variant' || !isObject(value)) return value ?? null;
  const members = membersOf(shape, value) ?? {};
  const all = Object.entries(members).map(([name, member]) => [
    name,
    completed(member, value[name] ?? emptyOf(member)),
  ]);
  return { ...value, ...(Object.fromEntries(all) as JsonObject) };
};

const faultsInText = (
  shape: { readonly min?: number; readonly max?: number },
  value: JsonValue,
  at: string,
): readonly string[] => {
  if (typeof value !== 'string') return [`'${at}' must be text.`];
  if (shape.max !== undefined && value.length > shape.max) return [`'${at}' must be at most ${shape.max} characters.`];
  if (shape.min !== undefined && value.length < shape.min) return [`'${at}' must be at least ${shape.min} characters.`];
  return [];
};

/** `{ HasValue, NewValue, Hint }`: how the API writes sensitive values. */
export const isSensitiveValue = (value: JsonValue | undefined): value is JsonObject =>
  isObject(value) &&
  (Object.hasOwn(value, 'HasValue') || Object.hasOwn(value, 'NewValue')) &&
  Object.keys(value).every((field) => ['HasValue', 'NewValue', 'Hint'].includes(field));
