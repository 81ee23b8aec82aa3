import type { JsonObject, JsonValue } from '../model/json.js';
import type { PublishedName, TypeName } from '../model/names.js';
import type { SwitchOption } from '../settings/options.js';
import type { Fields } from './field-rules.js';

export * from './field-rules.js';

/*
 * The language in which a resource type is declared. A declaration is data: a person who knows Octopus but not
 * our code can check it against the page of the API. Engines read declarations and name no type.
 */

/** Where and how the documents of a type are read. Paths are below `/api/{spaceId}`. */
export type Listing =
  /** One list of all of them: `{path}/all`, or in pages where a server has no such route; `also` is a second pass. */
  | { readonly kind: 'all'; readonly query?: string; readonly also?: string }
  /** One list in pages; the path has no `/all`. */
  | { readonly kind: 'pages' }
  /** One document an owner: in bulk from `bulk`, singly from `{path}/{id}` with the ID the owner's field holds. */
  | {
      readonly kind: 'ofOwner';
      readonly bulk: string;
      readonly bulkIs: 'array' | 'pages';
      readonly idIn: string;
      /** Owners that may have none. */
      readonly unless?: Condition;
    }
  /** One document a parent, each with a GET of its own (`{parent}` in the path): the API has no list of them. */
  | { readonly kind: 'ofParent'; readonly route: string; readonly unless?: Condition }
  /** In pages; those of one parent are read and decided together, as one document that lists them. */
  | { readonly kind: 'gathered'; readonly into: string }
  /** The values of tenants, from whichever of their three documents a server has: every server `newerSince` has the newer two. */
  | { readonly kind: 'tenantVariables'; readonly newerSince: string }
  /** In pages, but only those a person asked for: what grows without end on a server. */
  | { readonly kind: 'asked'; readonly idQuery: string };

/** What a field (a path into the document) says. */
export interface Condition {
  readonly field: readonly string[];
  readonly equals: readonly JsonValue[];
}

/** What happens to an item that the destination already has (rules existing-mode). */
export interface Existing {
  /** `leave` reports how many fields differ; `update` takes the source's content. */
  readonly default: 'leave' | 'update';
  /** There is no choice: it is never updated. */
  readonly fixed?: boolean;
  /** The switch that makes it `update`. */
  readonly updateWhen?: SwitchOption;
  /**
   * Fields that follow the source even where the item is left, and how: `replace` takes the source's value,
   * `addMembers` adds to a list of references, `mergeByName` adds and updates list items and keeps the others.
   */
  readonly always?: Readonly<Record<string, 'replace' | 'addMembers' | 'mergeByName' | 'mergeKeys'>>;
  /** How a field follows in an update; `replace` where nothing is said. */
  readonly merge?: Readonly<Record<string, 'addMembers' | 'mergeByName' | 'mergeKeys'>>;
}

/** Fields that wait for a later phase of `order.ts`, because what they refer to does not exist before. */
export interface LaterPart {
  /** Names the part in change ids: `tenants/Internal#projects`. */
  readonly part: string;
  readonly fields: readonly string[];
  /** What the fields say until then. */
  readonly initially: JsonObject;
  /** Written with the item as far as it can be, and again once the rest of what it refers to exists. */
  readonly repeated?: boolean;
  /** What the server gives them when a new item says nothing: if the source says the same, nothing is to be done. */
  readonly bornAs?: JsonObject;
  /** The switch that turns the part on; without one it is always written. */
  readonly when?: SwitchOption;
  /** How the part follows on an item that exists already; `asItem`: as `existing.<type>` says. */
  readonly existing: 'leave' | 'replace' | 'mergeKeys' | 'asItem';
}

/** Tells apart what may share a name, by another field; `unless` the document says this. */
export interface NameSuffix {
  readonly field: string;
  readonly unless?: Condition;
}

/** What cannot be synced, and why (rules never-cloned): evaluated on the normalized document. */
export interface Unsupported extends Condition {
  readonly reason: string;
}

/**
 * What a new item says otherwise than the source, so that nothing happens before a person has looked
 * (rules apply-starts-nothing).
 */
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

/**
 * Fields that follow the source only if a switch is on; until then a new item has what the server gives it
 * (rules project-born).
 */
export interface Switched {
  readonly fields: readonly string[];
  readonly when: SwitchOption;
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
  /**
   * The first version of Octopus Server that has the type; every server with spaces (2019.1) has it where nothing is
   * said. Only of these types a 404 may say that the server has none (rules incomplete-404).
   */
  readonly since?: string;
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
  readonly selectedWhen?: SwitchOption;
  /** What its filter holds when nobody gives one; `all` for what comes along with a parent (rules select-children). */
  readonly selectedByDefault?: 'all' | 'none';
  /** Selected by the filter of another type: build information along with its package. */
  readonly selectedAs?: TypeName;
  /**
   * A person may map one of them to several on the destination (rules names-map-several): a parent project and its
   * children.
   */
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
      readonly type: PublishedName;
      /** Lists to walk into, outermost first: `['Steps', 'Actions']`. */
      readonly at: readonly string[];
      readonly id: string;
      readonly name: string;
      /** `withinItem`: below the item's own names (steps of a process); `canonical`: `Owner/Name` (tags). */
      readonly named: 'withinItem' | 'canonical';
    }
  /** Something that every item has, for which its own ID stands: a project, as owner of its process. */
  | { readonly kind: 'within'; readonly type: PublishedName; readonly called: string }
  /** The item itself, meant as something else too: a runbook, as owner of its process. `{name}` is its name. */
  | { readonly kind: 'self'; readonly type: PublishedName; readonly called: string };
