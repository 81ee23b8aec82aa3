import type { JsonObject, JsonValue } from '../model/json.js';
import type { TypeName } from '../model/names.js';

/*
 * The language in which a resource type is declared. A declaration is data: a person who knows Octopus but not
 * our code can check it against the page of the API. Engines read declarations and name no type.
 */

/** A reference that names another resource: an ID on the server, a name in a snapshot. */
export interface Reference {
  readonly kind: 'reference';
  /** The types that may be meant; the first that has it wins. */
  readonly to: readonly TypeName[];
  /**
   * What a missing target means for the item that refers to it: `required` blocks the item, `optional` drops the
   * reference with a reason (sync-rules §8), a policy option decides for scoped values (sync-rules §3).
   */
  readonly need: Need;
  /** How the server stores it: almost always by ID; tags by their canonical name `Set/Tag`. */
  readonly stored: 'id' | 'name';
  /** Whether `dependencies: include` adds the target to the selection. */
  readonly pulls: boolean;
  /** The field beside it that names the owner of the target: a template within its library variable set. */
  readonly within?: string;
}

/** A `policy` is the name of an option; `always` is a policy that nobody can choose (options.md, last line). */
export type Need = 'required' | 'optional' | { readonly policy: string } | { readonly always: FixedPolicy };
export type FixedPolicy = 'SkipUnlessPartialMatch' | 'IgnoreMismatch';

/** A list of references. With a policy it is a scoped list: it narrows where its item applies. */
export interface ReferenceList {
  readonly kind: 'references';
  readonly reference: Reference;
  /** `true` where the server's order means something. */
  readonly ordered: boolean;
  /** `text` for IDs in one comma-separated string. */
  readonly written: 'list' | 'text';
  /** Kept in the place of a list that was left without members: the built-in managers for a manual intervention. */
  readonly whenEmptied?: { readonly members: readonly string[]; readonly cleanUp: string };
  /**
   * What an empty list means on the server: `everything` for scopes, so losing all members widens them. `permits`: the
   * same where the list limits a permission, so losing all members blocks the item (sync-rules §3).
   */
  readonly empty: 'everything' | 'nothing' | 'permits';
}

/** An object whose fields are named by references: `{ "Projects-1": ["Environments-2"] }`. */
export interface ReferenceMap {
  readonly kind: 'referenceMap';
  readonly keys: Reference;
  readonly values: FieldRule;
}

/** Decided by the server, or of no meaning elsewhere: not in snapshots, kept as it is by a PUT. */
export interface Volatile {
  readonly kind: 'volatile';
}

/** In snapshots and in a create; never compared afterwards, because each server goes on with its own. */
export interface CreateOnly {
  readonly kind: 'createOnly';
}

/** In snapshots for the audit; never sent, because the API takes it in no request. */
export interface ReadOnly {
  readonly kind: 'readOnly';
}

/** A value the server never returns. */
export interface SecretField {
  readonly kind: 'secret';
  /** What a new item gets in its place (sync-rules §7); undefined where nothing can stand in: a certificate's data. */
  readonly placeholder: string | undefined;
  /** `flat`: a string that reads as null; `object`: `{ HasValue, NewValue }`. */
  readonly written: 'flat' | 'object';
}

/** Emptied on create, with a clean-up entry: what has no meaning on another server, such as external groups. */
export interface Cleared {
  readonly kind: 'cleared';
  readonly to: JsonValue;
  readonly cleanUp: string;
}

/** Carried as it is, and never searched for IDs: a person wrote it. */
export interface Plain {
  readonly kind: 'plain';
}

/** A list of plain values whose order means nothing. */
export interface PlainSet {
  readonly kind: 'set';
}

/** An object whose fields have rules of their own. */
export interface Nested {
  readonly kind: 'nested';
  readonly fields: Fields;
  /** What holds for fields without a rule; `search` (the default) looks for IDs in them. */
  readonly others: 'search' | 'plain';
  /** Drop members that are empty lists: an absent scope dimension and an empty one are the same (sync-rules §4). */
  readonly dropEmptyLists: boolean;
}

/** The version that a referred resource has on the server at hand: each server counts for itself. */
export interface CurrentVersion {
  readonly kind: 'currentVersion';
  /** The field beside it that names the resource. */
  readonly of: string;
  /** The types it may be of, and the field of their documents that holds the version. */
  readonly types: readonly TypeName[];
  readonly field: string;
}

/** A picture of its own, which the API keeps beside the document: its SHA-256 in the document, its bytes in a file. */
export interface Picture {
  readonly kind: 'picture';
}

/** A list of objects in the server's order, told apart by a field or (without one) by position. */
export interface ObjectList {
  readonly kind: 'list';
  readonly by?: string;
  readonly fields: Fields;
  /** A field of the items that repeats their position; sent, never stored. */
  readonly position?: string;
  /** The server's order means nothing: sorted in a snapshot. */
  readonly unordered?: boolean;
}

/** The rule depends on the value of a sibling field. */
export interface ByField {
  readonly kind: 'byField';
  readonly field: string;
  readonly cases: Readonly<Record<string, FieldRule>>;
  readonly otherwise: FieldRule;
}

export type FieldRule =
  | Reference
  | ReferenceList
  | ReferenceMap
  | Volatile
  | CreateOnly
  | ReadOnly
  | SecretField
  | Cleared
  | Plain
  | PlainSet
  | Nested
  | ObjectList
  | ByField
  | CurrentVersion
  | Picture;

export type Fields = Readonly<Record<string, FieldRule>>;

/** Where and how the documents of a type are read. Paths are below `/api/{spaceId}`. */
export type Listing =
  /** One list of all of them: `{path}/all`, or in pages where a server has no such route; `also` is a second pass. */
  | { readonly kind: 'all'; readonly query?: string; readonly also?: string }
  /** One list in pages; the path has no `/all`. */
  | { readonly kind: 'pages' }
  /** One document an owner: in bulk from `bulk`, singly from `{path}/{id}` with the ID the owner's field holds. */
  | { readonly kind: 'ofOwner'; readonly bulk: string; readonly bulkIs: 'array' | 'pages'; readonly idIn: string }
  /** One document a parent, each with a GET of its own (`{parent}` in the path): the API has no list of them. */
  | { readonly kind: 'ofParent'; readonly at: string; readonly unless?: Condition }
  /** In pages; those of one parent are read and decided together, as one document that lists them. */
  | { readonly kind: 'gathered'; readonly into: string }
  /** The values of tenants, from whichever of their three documents a server has. */
  | { readonly kind: 'tenantVariables' }
  /** In pages, but only those a person asked for: what grows without end on a server. */
  | { readonly kind: 'asked'; readonly idQuery: string };

/** What a field (a path into the document) says. */
export interface Condition {
  readonly field: readonly string[];
  readonly equals: readonly JsonValue[];
}

/** What happens to an item that the destination already has (sync-rules §6). */
export interface Existing {
  /** `leave` reports how many fields differ; `update` takes the source's content. */
  readonly default: 'leave' | 'update';
  /** There is no choice: it is never updated. */
  readonly fixed?: boolean;
  /** The switch that makes it `update`. */
  readonly updateWhen?: string;
  /**
   * Fields that follow the source even where the item is left, and how: `replace` takes the source's value,
   * `addMembers` adds to a list of references, `mergeByName` adds and updates list items and keeps the others.
   */
  readonly always?: Readonly<Record<string, 'replace' | 'addMembers' | 'mergeByName' | 'mergeKeys'>>;
  /** How a field follows in an update; `replace` where nothing is said. */
  readonly merge?: Readonly<Record<string, 'addMembers' | 'mergeByName' | 'mergeKeys'>>;
}

/** Fields that wait for a later order, because what they refer to does not exist before. */
export interface LaterPart {
  /** Names the part in change ids: `tenants/Internal#projects`. */
  readonly part: string;
  readonly order: number;
  readonly fields: readonly string[];
  /** What the fields say until then. */
  readonly initially: JsonObject;
  /** Written with the item as far as it can be, and again once the rest of what it refers to exists. */
  readonly repeated?: boolean;
  /** What the server gives them when a new item says nothing: if the source says the same, nothing is to be done. */
  readonly bornAs?: JsonObject;
  /** The switch that turns the part on; without one it is always written. */
  readonly when?: string;
  /** How the part follows on an item that exists already; `asItem`: as `existing.<type>` says. */
  readonly existing: 'leave' | 'replace' | 'mergeKeys' | 'asItem';
}

/** Tells apart what may share a name, by another field; `unless` the document says this. */
export interface NameSuffix {
  readonly field: string;
  readonly unless?: Condition;
}

/** What cannot be synced, and why: evaluated on the normalized document. */
export interface Unsupported extends Condition {
  readonly reason: string;
}

/** What a new item says otherwise than the source, so that nothing happens before a person has looked. */
export interface OnCreate {
  readonly fields?: JsonObject;
  /** Text that follows that of a field. */
  readonly appended?: { readonly field: string; readonly text: string };
  readonly cleanUp: string;
  /** Only for items that say this. */
  readonly when?: Condition;
}

/** What comes out of a library that the server has: created by installing it there, never updated. */
export interface Installed {
  /** The field that names the entry of the library; null for items that are a space's own. */
  readonly field: string;
  /** Where to install it; `{id}` is the entry, `{space}` the space. Below `/api`. */
  readonly path: string;
}

/** What a PUT cannot change: a route of its own takes the new content. */
export interface Replaced {
  /** The field that tells one content from another. */
  readonly when: string;
  /** The route, below the resource. */
  readonly route: string;
  /** The secrets that are the content; sent as plain text. */
  readonly sends: readonly string[];
}

/** Fields that the same server keeps in a document of another type, where it has one for the item. */
export interface Superseded {
  readonly by: TypeName;
  readonly fields: readonly string[];
}

/** Fields that follow the source only if a switch is on; until then a new item has what the server gives it. */
export interface Switched {
  readonly fields: readonly string[];
  readonly when: string;
}

/** How a change of the type is sent: see `apply/writers/`. */
export type WrittenAs = 'document' | 'members' | 'tenantVariables' | 'package' | 'buildInformation';

export interface ResourceType {
  readonly name: TypeName;
  /** One of them, in Octopus' own words: `library variable set`. */
  readonly singular: string;
  /** Below `/api/{spaceId}`, or below `/api` for server-wide types. */
  readonly path: string;
  readonly reach: 'space' | 'server';
  /** What the server's IDs begin with: `Environments` of `Environments-1`. */
  readonly idPrefix: string;
  readonly listing: Listing;
  /** Only documents whose fields say this belong to the type (`ContentType: Variables`). */
  readonly where?: Readonly<Record<string, JsonValue>>;
  /** Only documents of this very space: a listing may hold system-wide ones too. */
  readonly ofThisSpaceOnly?: boolean;
  readonly identity:
    /** `then` follows the name: `Acme.Web@1.2.0`. */
    | { readonly kind: 'named'; readonly field: string; readonly then?: NameSuffix }
    /** One per parent, identified by it. */
    | { readonly kind: 'onePerParent' };
  readonly parent?: { readonly type: TypeName; readonly field: string };
  /** The server makes it together with its parent: the one whose fields say this. */
  readonly bornWithParent?: Readonly<Record<string, JsonValue>>;
  /** A flag that at most one sibling (of a parent, or of the space) carries: `IsDefault`. */
  readonly onlyOne?: string;
  /** Files in a snapshot; `{name}` and `{parent}` (the parent's folder) are filled in. */
  readonly file: string;
  readonly fields: Fields;
  /** Things inside the document that others refer to: tags of a tag set, actions of a process. */
  readonly publishes?: readonly Published[];
  /** When `apply` writes it: see `order.ts`. */
  readonly order: number;
  /** What an API key needs to write it; none is known where nothing is said. */
  readonly permission?: { readonly create: string; readonly edit: string };
  /** Its page in the Octopus portal, below the space; `{id}` is its own, `{parent}` its parent's. */
  readonly portal?: string;
  readonly later?: readonly LaterPart[];
  readonly existing: Existing;
  /** The merging strategy in `diff/strategies/`. */
  readonly strategy: 'document' | 'lifecycle' | 'variables' | 'process' | 'tenantVariables';
  /** Values of variables always follow the source, whatever `overwriteExistingVariables` says. */
  readonly valuesFollow?: boolean;
  readonly unsupported?: readonly Unsupported[];
  /** Read for its names only: referred to, never synced. */
  readonly lookupOnly?: boolean;
  /** How the type is selected: by a filter of its own, or always along with its parent. */
  readonly selected: 'byFilter' | 'withParent' | 'withParentByFilter';
  /** The switch that lets it come along with its parent. */
  readonly selectedWhen?: string;
  /** What its filter holds when nobody gives one; `all` for what comes along with a parent. */
  readonly selectedByDefault?: 'all' | 'none';
  /** Selected by the filter of another type: build information along with its package. */
  readonly selectedAs?: TypeName;
  /** A person may map one of them to several on the destination: a parent project and its children. */
  readonly mapsToSeveral?: boolean;
  /** How overrides call an item of the type; what belongs to it is called so too. */
  readonly overriddenAs?: 'project' | 'librarySet';
  /** Each one is named: `all` and wildcards are refused. */
  readonly selectedByNameOnly?: boolean;
  readonly onCreate?: OnCreate;
  readonly installed?: Installed;
  readonly replaced?: Replaced;
  readonly superseded?: Superseded;
  readonly switched?: Switched;
  /** `document` where nothing is said. */
  readonly writtenAs?: WrittenAs;
  /** The address a PUT goes to, where it is not `{path}/{id}`; `{parent}` is the parent's ID. */
  readonly writePath?: { readonly path: string; readonly since: string };
  /** A version token that the server checks: sent back as read. */
  readonly versionToken?: string;
}

/** Something with an ID that others refer to, without being a resource of its own. */
export type Published =
  | {
      readonly kind: 'members';
      readonly type: TypeName;
      /** Lists to walk into, outermost first: `['Steps', 'Actions']`. */
      readonly at: readonly string[];
      readonly id: string;
      readonly name: string;
      /** `withinItem`: below the item's own names (steps of a process); `canonical`: `Owner/Name` (tags). */
      readonly named: 'withinItem' | 'canonical';
    }
  /** Something that every item has, for which its own ID stands: a project, as owner of its process. */
  | { readonly kind: 'within'; readonly type: TypeName; readonly called: string }
  /** The item itself, meant as something else too: a runbook, as owner of its process. `{name}` is its name. */
  | { readonly kind: 'self'; readonly type: TypeName; readonly called: string };
