import type { CleanUp } from '../../model/reason.js';
import type { JsonObject } from '../../model/json.js';
import type { SwitchOption } from '../../settings/options.js';
import type { Condition } from './condition.js';
import type { WrittenAs } from './writing.js';

/** What becomes of an item, new or there already: `diff` decides by it. */
export interface Merging {
  readonly strategy: StrategyFacts;
  readonly existing: Existing;
  readonly bornWithParent?: BornWithParent;
  /** A flag that at most one sibling (of a parent, or of the space) carries: `IsDefault`. */
  readonly onlyOne?: string;
  readonly later?: readonly LaterPart[];
  readonly onCreate?: OnCreate;
  readonly unsupported?: readonly Unsupported[];
}

/**
 * What a server makes by itself together with a new parent (rules project-born). A child of the source that says no more is no
 * change (rules no-no-ops).
 */
export interface BornWithParent {
  /** The one among its siblings whose fields say this; nothing where a parent has but one. */
  readonly marked?: JsonObject;
  /** What the server calls it. */
  readonly called?: string;
  /** What stays of that name when it is called otherwise. */
  readonly renamed?: string;
  readonly saying: Defaults;
}

/**
 * What a server says where nobody has said anything; `since` for what is known of servers from a version on. Where another
 * server may say otherwise it is not in here: the change stays.
 */
export type Defaults = readonly { readonly since?: string; readonly says: JsonObject }[];

/** The merging strategy in `diff/decide/strategies/`, with what it has to be told. */
export type StrategyFacts =
  | { readonly kind: 'document'; readonly switched?: Switched }
  | { readonly kind: 'lifecycle' }
  /** `valuesFollow`: values follow the source, whatever `overwriteExistingVariables` says. */
  | { readonly kind: 'variables'; readonly valuesFollow?: boolean }
  | { readonly kind: 'process' }
  | { readonly kind: 'templateValues' };

export type StrategyName = StrategyFacts['kind'];

/**
 * What a strategy does about an item that exists: `whole` leaves or updates it, as `existing.TYPE` says; `inside` looks
 * at what is in it each time, and writes what is new there.
 */
export const merges: Readonly<Record<StrategyName, 'whole' | 'inside'>> = {
  document: 'whole',
  lifecycle: 'whole',
  variables: 'inside',
  process: 'inside',
  templateValues: 'inside',
};

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
  /**
   * How a field follows in an update; as in `always`, or `replace`, where nothing is said. `addInOrder`: the source's members
   * in its order, then those that only the destination has.
   */
  readonly merge?: Readonly<Record<string, 'addMembers' | 'addInOrder' | 'mergeByName' | 'mergeKeys'>>;
  /** Fields (paths into the document) that belong to a secret: who signs in, and where (rules secret-beside). */
  readonly besideSecret?: readonly (readonly string[])[];
  /** Of an item that says this, the server may act on an update at once. */
  readonly actsWhen?: Condition;
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
  readonly bornAs?: Defaults;
  /** The switch that turns the part on; without one it is always written. */
  readonly when?: SwitchOption;
  /** How the part is sent, where it is not a PUT of its item. */
  readonly writtenAs?: WrittenAs;
  /** How the part follows on an item that exists already; `asItem`: as `existing.<type>` says. */
  readonly existing: 'leave' | 'replace' | 'mergeKeys' | 'asItem';
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
  /** What kind of a thing that is to do; something to check, unless said. */
  readonly todo?: CleanUp['kind'];
  /** Only for items that say this. */
  readonly when?: Condition;
  /** Only for items in which something stands in for a secret. */
  readonly whenPlaceholder?: true;
  /** Only for items of the database: what is in Git is done once it is merged. */
  readonly inDatabase?: true;
}

/**
 * Fields that follow the source only if a switch is on; until then a new item has what the server gives it
 * (rules project-born).
 */
export interface Switched {
  readonly fields: readonly string[];
  readonly when: SwitchOption;
}

/** What cannot be synced, and why (rules never-cloned): evaluated on the normalized document. */
export interface Unsupported extends Condition {
  readonly reason: string;
  /** Every server makes it by itself: nothing is left for a person to do. */
  readonly isBuiltIn?: boolean;
}
