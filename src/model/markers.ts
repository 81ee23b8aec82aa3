import { isList, isObject, type JsonObject, type JsonValue } from './json.js';
import type { Digest, ThingName } from './names.js';
import { parseJson } from './parse-json.js';

/*
 * What a normalized document says where a plain name or value cannot stand. Each marker is an object with one
 * field whose name begins with `$`, which no field of the Octopus API does.
 */

/** A value the server keeps to itself (rules secret-never-read); `$secret: false` means that it has none. */
export interface Secret extends JsonObject {
  readonly $secret: boolean;
}
/** An expression in the place of a reference: never matched, carried as it is (rules names-expression). */
export interface Expression extends JsonObject {
  readonly $expression: string;
}
/** An ID that no resource of the snapshot has. */
export interface Unresolved extends JsonObject {
  readonly $unresolved: string;
}
/** A reference that needs its type or its parents said: in fields we know nothing of, or across parents. */
export interface TypedReference extends JsonObject {
  readonly $reference: { readonly type: ThingName; readonly names: readonly string[] };
}
/**
 * In changesets only: a secret the source cannot give, and what stands in for it until a person supplies it
 * (rules secret-placeholder).
 */
export interface Placeholder extends JsonObject {
  readonly $placeholder: string;
}

export const isSecret = (value: JsonValue | undefined): value is Secret => isObject(value) && '$secret' in value;
export const isExpression = (value: JsonValue | undefined): value is Expression =>
  isObject(value) && typeof value['$expression'] === 'string';
export const isUnresolved = (value: JsonValue | undefined): value is Unresolved =>
  isObject(value) && typeof value['$unresolved'] === 'string';
/** True for a whole one, with nothing in it or beside it: a file that people edit may hold something that is none. */
export const isTypedReference = (value: JsonValue | undefined): value is TypedReference => {
  if (!isObject(value)) return false;
  const reference = value['$reference'];
  return (
    isObject(reference) &&
    Object.keys(value).length === 1 &&
    Object.keys(reference).length === 2 &&
    typeof reference['type'] === 'string' &&
    isList(reference['names']) &&
    reference['names'].every((name) => typeof name === 'string')
  );
};
export const isPlaceholder = (value: JsonValue | undefined): value is Placeholder =>
  isObject(value) && typeof value['$placeholder'] === 'string';

export const secret = (hasValue: boolean): Secret => ({ $secret: hasValue });
export const placeholder = (text: string): Placeholder => ({ $placeholder: text });

/** True for text that Octopus evaluates when it deploys, such as `#{Project.Pool}`. */
export const holdsExpression = (text: string): boolean => text.includes('#{');

/**
 * IDs that are the same on every server (rules names-built-in): those of built-in teams and user roles. They are kept as they
 * are, in snapshots and in requests.
 */
export const isConstantId = (id: string): boolean =>
  /^(teams-(everyone|managers|administrators)|userroles-[a-z]+)$/.test(id);

/**
 * What every space or server has by itself is called so everywhere. Built-in feeds have IDs of their own in all spaces but
 * the first, and are called by those of the first (rules names-built-in-feeds).
 */
export const isBuiltInId = (id: string): boolean => isConstantId(id) || /^feeds-builtin(-releases)?$/.test(id);

/** Marks JSON that the API holds in a string: the value is unfolded, so that references in it are names. */
export const JSON_TEXT = '$json';
/** Marks IDs that the API holds in one string, separated by commas: a list of the references. */
export const LIST_TEXT = '$list';

/** A picture or file that is kept beside the document, by its SHA-256 (`sha256:…`). */
export interface StoredFile extends JsonObject {
  readonly $file: Digest;
}
/** In changesets only: a secret that nothing can stand in for. A person supplies it, or the item is not written. */
export interface Needed extends JsonObject {
  readonly $needed: string;
}

export const isStoredFile = (value: JsonValue | undefined): value is StoredFile =>
  isObject(value) && typeof value['$file'] === 'string';
export const isNeeded = (value: JsonValue | undefined): value is Needed =>
  isObject(value) && typeof value['$needed'] === 'string';

/** True for a secret in whatever form: what a server keeps to itself, and what stands in for one that is to be written. */
export const isAnySecret = (value: JsonValue | undefined): value is Secret | Placeholder | Needed =>
  isSecret(value) || isPlaceholder(value) || isNeeded(value);

/** Beside what a project says of its repository: at which ref it was read, and of which commit, where that is known (rules git-ref). */
export const GIT = '$git';

/** Marks, in a normalized document, a resource that every server has by itself: its constant ID. */
export const BUILT_IN = '$builtIn';

/** True for what stands in the place of a value: it has one field, and says nothing by half. Unfolded JSON is no marker. */
export const isMarker = (value: JsonObject): boolean => {
  const [field = '', ...others] = Object.keys(value);
  return others.length === 0 && field.startsWith('$') && field !== JSON_TEXT;
};

/** As a key of an object, which is a text, an ID that no resource has is the JSON of its marker. */
export const unresolvedKey = (key: string): Unresolved | undefined => {
  if (!key.startsWith('{"$unresolved":')) return undefined;
  const parsed = parseJson(key);
  return parsed.kind === 'value' && isUnresolved(parsed.json) ? parsed.json : undefined;
};
