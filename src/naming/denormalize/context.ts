import type { CalledAnew } from '../../catalogue/index.js';
import type { JsonObject, JsonValue } from '../../model/json.js';
import type { ThingName, TypeName } from '../../model/names.js';
import type { Pointer } from '../../model/pointer.js';

/** A place whose name has no ID on the server, or whose value cannot be written at all. */
export interface Unwritable {
  /** Within the normalized document. */
  readonly pointer: Pointer;
  readonly why: string;
}

export interface Surroundings {
  /** The ID that the live server has for a name, or undefined. */
  readonly idOf: (type: ThingName, names: readonly string[]) => string | undefined;
  /** The slug that the live server has for a name, where it gives slugs. */
  readonly slugOf?: (type: ThingName, names: readonly string[]) => string | undefined;
  /** The names of the item, its parents' first. */
  readonly names: readonly string[];
  /** What has another name on the server until this is written: it keeps its ID (rules rename-inside). */
  readonly calledAnew?: readonly CalledAnew[];
  /** The ID of the parent, for types that have one. */
  readonly parentId?: string | undefined;
  /** A real value for a placeholder, if a person supplied one; the pointer is within the normalized document. */
  readonly secretFor?: (pointer: Pointer) => string | undefined;
  /** What a field of a live document says, for versions that each server counts for itself. */
  readonly fieldOf?: (type: TypeName, names: readonly string[], field: string) => JsonValue | undefined;
  /**
   * The document as a server would have it stored, not as a request: read-only fields are in it, and secrets are said to
   * be there without a value. For loading a snapshot into a sandbox.
   */
  readonly asStored?: boolean;
}

/** The document as the server has it now, and the same normalized: what a PUT starts from. */
export interface Base {
  readonly raw: JsonObject;
  readonly document: JsonObject;
}

/** The same of a value inside it. */
export interface ValueBase {
  readonly raw: JsonValue | undefined;
  readonly value: JsonValue | undefined;
}

/** What a document is written with, and what could not be written. */
export interface Context extends Surroundings {
  readonly unwritable: Unwritable[];
}

/** What a space has by itself has an ID of its own there, or the one that it has everywhere (rules names-built-in-feeds). */
export const builtInId = (types: readonly ThingName[], name: string, { idOf }: Context): string =>
  types.map((type) => idOf(type, [name])).find((id) => id !== undefined) ?? name;
