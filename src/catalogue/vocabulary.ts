import type { PublishedName, TypeName } from '../model/names.js';
import type { Fields } from './field-rules.js';
import type { Condition } from './vocabulary/condition.js';
import type { ApartFrom } from './vocabulary/in-git.js';
import type { Merging } from './vocabulary/merging.js';
import type { Reading } from './vocabulary/reading.js';
import type { Selecting } from './vocabulary/selecting.js';
import type { Writing } from './vocabulary/writing.js';

export * from './field-rules.js';
export * from './vocabulary/condition.js';
export * from './vocabulary/in-git.js';
export * from './vocabulary/merging.js';
export * from './vocabulary/reading.js';
export * from './vocabulary/selecting.js';
export * from './vocabulary/writing.js';

/*
 * The language in which a resource type is declared. A declaration is data: a person who knows Octopus but not
 * our code can check it against the page of the API. Engines read declarations and name no type.
 */

/** A resource type, in the order in which a person checks it: how it is read, what it is, and what is done with it. */
export interface ResourceType {
  readonly name: TypeName;
  /** One of them, in Octopus' own words: `library variable set`. */
  readonly singular: string;
  /** Several of them; with a capital at its beginning, the heading over them in the portal: `library variable sets`. */
  readonly plural: string;
  /** How it is called where what it belongs to is named already: `variables`, beside a project. */
  readonly beside?: string;
  /** What a person counts of one: the steps of a process. */
  readonly parts?: CountedParts;
  readonly reading: Reading;
  readonly identity:
    /** `then` follows the name: `Acme.Web@1.2.0`. */
    | {
        readonly kind: 'named';
        readonly field: string;
        readonly then?: NameSuffix;
        /** Two items that say the same here are one thing, whatever they are called (rules names-same-origin). */
        readonly origin?: string;
      }
    /** One per parent, identified by it. */
    | { readonly kind: 'onePerParent' };
  readonly subType?: SubType;
  readonly parent?: { readonly type: TypeName; readonly field: string };
  readonly apartFrom?: ApartFrom;
  /** Files in a snapshot; `{name}` and `{parent}` (the parent's folder) are filled in. */
  readonly file: string;
  readonly fields: Fields;
  /** Things inside the document that others refer to: tags of a tag set, actions of a process. */
  readonly publishes?: readonly Published[];
  readonly selecting: Selecting;
  readonly merging: Merging;
  readonly writing: Writing;
  /** In a snapshot, and compared with another one; never synced. */
  readonly compareOnly?: boolean;
  /** Read for its names only: referred to, never synced. */
  readonly lookupOnly?: boolean;
  /** A person may map its names, although it is only looked up. */
  readonly mappable?: boolean;
}

/** Things inside a document that a person counts, one line each (rules review-things). */
export interface CountedParts {
  /** The lists that hold them. */
  readonly at: readonly string[];
  readonly one: string;
  readonly many: string;
  /** The fields that say how one is called, the first that is there; its name, unless said. */
  readonly called?: readonly string[];
  /** The field that says where one applies. */
  readonly scope?: string;
  /** Where, within one, a text lists names that limit it: the target tags of a step. */
  readonly limits?: readonly [string, ...string[]];
  /** The field that says that its value is a secret. */
  readonly secret?: string;
}

/** What kind of its type an item is, which a server fixes when it is created: an account of AWS or of Azure. */
export interface SubType {
  /** The field that says so: `AccountType`. Other fields that a document has depend on it. */
  readonly field: string;
  /** Kinds of which one may stand for another where something refers to them: with keys, or without any. */
  readonly alike?: readonly (readonly string[])[];
}

/** Tells apart what may share a name, by another field; `unless` the document says this. */
export interface NameSuffix {
  readonly field: string;
  readonly unless?: Condition;
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
      /**
       * `withinItem`: below the item's own names (actions of a process); `withinMember`: below those and the name of the member
       * that has it (packages of an action); `canonical`: `Owner/Name` (tags).
       */
      readonly named: 'withinItem' | 'withinMember' | 'canonical';
      /** An item that says this has a member of every name: a tag set of free text. */
      readonly any?: Condition;
    }
  /** Something that every item has, for which its own ID stands: a project, as owner of its process. */
  | { readonly kind: 'within'; readonly type: PublishedName; readonly called: string }
  /** The item itself, meant as something else too: a runbook, as owner of its process. `{name}` is its name. */
  | { readonly kind: 'self'; readonly type: PublishedName; readonly called: string };
