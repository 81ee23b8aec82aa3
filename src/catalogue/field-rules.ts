import type { JsonValue } from '../model/json.js';
import type { ThingName, TypeName } from '../model/names.js';
import type { PolicyOption } from '../settings/options.js';

/*
 * The part of the language that says what a field of a document is: a reference, a secret, a set, … The rest of the
 * language is in vocabulary.ts.
 */

/** A reference that names another resource: an ID on the server, a name in a snapshot. */
export interface Reference {
  readonly kind: 'reference';
  /** The types that may be meant; the first that has it wins. */
  readonly to: readonly [ThingName, ...ThingName[]];
  /**
   * What a missing target means for the item that refers to it: `required` blocks the item, `optional` drops the
   * reference with a reason (rules needs-required, needs-optional), a policy option decides for scoped values
   * (rules scope-policy).
   */
  readonly need: Need;
  /** How the server stores it: almost always by ID; tags by their canonical name `Set/Tag`; some steps by their slug. */
  readonly stored: 'id' | 'name' | 'slug';
  /** Whether `dependencies: include` adds the target to the selection. */
  readonly pulls: boolean;
  /** What a person has to do where the reference was dropped. */
  readonly cleanUp?: string;
  /** The field beside it that names the owner of the target: a template within its library variable set. */
  readonly within?: string;
  /** The kinds of its target that are accepted: accounts of AWS. All, where nothing is said. */
  readonly kinds?: readonly string[];
}

/** A `policy` is the name of an option; `always` is a policy that nobody can choose (rules scope-fixed). */
export type Need = 'required' | 'optional' | { readonly policy: PolicyOption } | { readonly always: FixedPolicy };
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
   * What an empty list means on the server: `everything` for scopes, so losing all members widens them
   * (rules scope-widened). `permits`: the same where the list limits a permission, so losing all members blocks the
   * item (rules scope-permission). `refused`: it says too little for a server to take, or for anybody to have meant, so the
   * item is blocked as well (rules seen-in-diff).
   */
  readonly empty: 'everything' | 'nothing' | 'permits' | 'refused';
  /**
   * The list says where something does *not* apply. What does not exist on the destination is excluded there without
   * being named, so losing it widens nothing (rules scope-exclusion-of-nothing).
   */
  readonly excludes?: true;
  /** The list beside it with which it makes up one scope: only when both are empty is there none. */
  readonly together?: string;
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

/** In snapshots and in a create; never changed afterwards. */
export interface CreateOnly {
  readonly kind: 'createOnly';
  /** Whether it is told that the two sides differ; not where each server goes on with its own. */
  readonly told: boolean;
}

/** In snapshots for the audit; never sent, because the API takes it in no request. */
export interface ReadOnly {
  readonly kind: 'readOnly';
  /** The rules of what stands in it, by which an auditor reads names in the place of IDs. */
  readonly fields?: Fields;
}

/** A value the server never returns. */
export interface SecretField {
  readonly kind: 'secret';
  /**
   * What a new item gets in its place (rules secret-placeholder); undefined where nothing can stand in: a certificate's
   * data.
   */
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

/**
 * A property of a step, template or package, whose meaning only the step knows: an ID that the space has is a reference in
 * it, alone, among others separated by commas, or in JSON at any depth (rules names-text-stays).
 */
export interface Found {
  readonly kind: 'found';
}

/** A list of plain values whose order means nothing. */
export interface PlainSet {
  readonly kind: 'set';
  /** An empty list means everything: emptying it widens where something applies (rules scope-widened-here). */
  readonly empty?: 'everything';
}

/** An object whose fields have rules of their own. */
export interface Nested {
  readonly kind: 'nested';
  readonly fields: Fields;
  /**
   * What holds for fields without a rule: they are properties of a step (`found`), or text but for those that are called
   * after an ID (`text`, the default).
   */
  readonly others: 'found' | 'text';
  /**
   * Drop members that are empty lists: an absent scope dimension and an empty one are the same
   * (rules variable-scope-compare).
   */
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
  /** The field that says what an item is called, where several may be called the same. */
  readonly called?: string;
  /** A field of the items that repeats their position; sent, never stored. */
  readonly position?: string;
  /** The server's order means nothing: sorted in a snapshot. */
  readonly unordered?: boolean;
  /** Each item stands by itself: a new one that lacks something is blocked alone, called by a field (rules needs-alone). */
  readonly alone?: { readonly called: string; readonly field: string };
  /**
   * What an item refers to is what it is about: one whose reference leads nowhere leaves the list, with a reason, and without
   * the last one there is nothing to write (rules seen-in-diff).
   */
  readonly about?: ThingName;
}

/** The rule depends on the value of a sibling field. */
export interface ByField {
  readonly kind: 'byField';
  readonly field: string;
  /** A member of that field, where it is an object. */
  readonly member?: string;
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
  | Found
  | PlainSet
  | Nested
  | ObjectList
  | ByField
  | CurrentVersion
  | Picture;

export type Fields = Readonly<Record<string, FieldRule>>;
