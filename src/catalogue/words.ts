import type { JsonValue } from '../model/json.js';
import type { ThingName, TypeName } from '../model/names.js';
import type { PolicyOption, SwitchOption } from '../settings/options.js';
import type {
  ByField,
  Cleared,
  CreateOnly,
  CurrentVersion,
  FieldRule,
  Fields,
  FixedPolicy,
  Found,
  Need,
  Nested,
  ObjectList,
  Plain,
  PlainSet,
  ReadOnly,
  Reference,
  ReferenceList,
  ReferenceMap,
  ResourceType,
  SecretField,
  Volatile,
} from './vocabulary.js';

/* Short words for declarations: each makes one rule of the vocabulary. */

type OneOrMore = ThingName | readonly [ThingName, ...ThingName[]];

const referenceTo = (to: OneOrMore, need: Need, pulls: boolean): Reference => ({
  kind: 'reference',
  to: typeof to === 'string' ? [to] : to,
  need,
  stored: 'id',
  pulls,
});

/** A reference without which the item is blocked; `dependencies: include` brings its target along. */
export const required = (to: OneOrMore): Reference => referenceTo(to, 'required', true);

/** A reference that is dropped, with a reason, when its target is missing. */
export const optional = (
  to: OneOrMore,
  { pulls = false, cleanUp }: { pulls?: boolean; cleanUp?: string } = {},
): Reference => ({ ...referenceTo(to, 'optional', pulls), ...(cleanUp !== undefined && { cleanUp }) });

/** A step of the project, which the server stores by its slug: each server gives its own (rules process-slug-references). */
export const bySlug = (to: ThingName): Reference => ({ ...referenceTo(to, 'required', false), stored: 'slug' });

/** A reference to something inside what the field beside it names: a template of a library variable set. */
export const withinSibling = (to: ThingName, field: string): Reference => ({
  ...referenceTo(to, 'required', false),
  within: field,
});

/** The same, to something within the project that is written down by its name. */
export const byName = (reference: Reference): Reference => ({ ...reference, stored: 'name' });

/** A reference whose missing target a policy option decides (rules scope-policy). */
export const governed = (to: ThingName, policy: PolicyOption, { pulls = false } = {}): Reference =>
  referenceTo(to, { policy }, pulls);

/** The same, where only some kinds of the target will do (rules seen-in-diff). */
export const ofKind = (kinds: readonly string[], reference: Reference): Reference => ({ ...reference, kinds });

interface ListOptions {
  readonly ordered?: boolean;
  readonly written?: 'list' | 'text';
  readonly empty?: ReferenceList['empty'];
  readonly whenEmptied?: { readonly members: readonly string[]; readonly cleanUp: string };
}

/** A list of references; its order means nothing unless `ordered`. */
export const listOf = (reference: Reference, options: ListOptions = {}): ReferenceList => ({
  kind: 'references',
  reference,
  ordered: options.ordered ?? false,
  written: options.written ?? 'list',
  empty: options.empty ?? 'nothing',
  ...(options.whenEmptied && { whenEmptied: options.whenEmptied }),
});

/** A scoped list: an empty one means everywhere, and a policy option decides about missing members. */
export const scopedTo = (to: ThingName, policy: PolicyOption): ReferenceList =>
  listOf(governed(to, policy), { empty: 'everything' });

/** What a scoped list leaves out: losing what does not exist anyway widens nothing (rules scope-exclusion-of-nothing). */
export const excludedFrom = (to: ThingName, policy: PolicyOption): ReferenceList => ({
  ...scopedTo(to, policy),
  excludes: true,
});

/** A list that limits who or what may use something (rules scope-permission): it never becomes empty. */
export const restrictedTo = (to: ThingName, policy: PolicyOption): ReferenceList =>
  listOf(governed(to, policy), { empty: 'permits' });

/** A scoped list whose policy is not a matter of choice (rules scope-fixed). */
export const always = (to: ThingName, policy: FixedPolicy, empty: ReferenceList['empty']): ReferenceList =>
  listOf(referenceTo(to, { always: policy }, false), { empty });

/** Tenant tags are stored by their canonical name `Set/Tag`, so they need no look-up, but they must exist. */
export const tags = (need: Need, empty: ReferenceList['empty']): ReferenceList =>
  listOf({ kind: 'reference', to: ['tags'], need, stored: 'name', pulls: true }, { empty });

export const mapOf = (keys: Reference, values: FieldRule): ReferenceMap => ({ kind: 'referenceMap', keys, values });

export const volatile: Volatile = { kind: 'volatile' };
/** Counts when an item is created; afterwards each server goes on with its own. */
export const createOnly: CreateOnly = { kind: 'createOnly', told: false };
/** Fixed once an item is created: a difference is reported, and stays. */
export const fixed: CreateOnly = { kind: 'createOnly', told: true };
export const readOnly: ReadOnly = { kind: 'readOnly' };
/** The same, of an object that refers to something. */
export const readOnlyWith = (fields: Fields): ReadOnly => ({ kind: 'readOnly', fields });
export const plain: Plain = { kind: 'plain' };
/** A property of a step, template or package that may hold IDs. */
export const found: Found = { kind: 'found' };
export const set: PlainSet = { kind: 'set' };
/** A list of names that narrows where something applies: target tags in the scope of a variable. */
export const narrowing: PlainSet = { kind: 'set', empty: 'everything' };

export const secretObject = (placeholder: string): SecretField => ({ kind: 'secret', placeholder, written: 'object' });
export const secretText = (placeholder: string): SecretField => ({ kind: 'secret', placeholder, written: 'flat' });
/** A secret that nothing can stand in for: a person supplies it, or the item cannot be written. */
export const suppliedSecret: SecretField = { kind: 'secret', placeholder: undefined, written: 'object' };

export const cleared = (to: JsonValue, cleanUp: string): Cleared => ({ kind: 'cleared', to, cleanUp });

export const nested = (
  fields: Fields,
  { others = 'text', dropEmptyLists = false }: { others?: Nested['others']; dropEmptyLists?: boolean } = {},
): Nested => ({ kind: 'nested', fields, others, dropEmptyLists });

/** A list of objects told apart by their name. */
export const named = (fields: Fields, options: { by?: string; position?: string } = {}): ObjectList => ({
  kind: 'list',
  by: options.by ?? 'Name',
  fields,
  ...(options.position && { position: options.position }),
});

/** A list of objects told apart by their position only; `called` where several may be called the same. */
export const positional = (fields: Fields, called?: string): ObjectList => ({
  kind: 'list',
  fields,
  ...(called !== undefined && { called }),
});

/** A list of objects whose order means nothing and which have no name either. */
export const unordered = (fields: Fields): ObjectList => ({ kind: 'list', fields, unordered: true });

/** The same, where each item stands by itself (rules needs-alone): what it is called, and the field that names it. */
export const eachAlone = (called: string, field: string, fields: Fields): ObjectList => ({
  ...unordered(fields),
  alone: { called, field },
});

/** A list that comes with those of its members that exist; without any, its item is blocked (rules needs-some). */
export const someOf = (reference: Reference): ReferenceList =>
  listOf({ ...reference, need: { always: 'IgnoreMismatch' } }, { empty: 'refused' });

/** A list of objects each of which is about something that may not be there (rules seen-in-diff). */
export const each = (about: ThingName, fields: Fields): ObjectList => ({ kind: 'list', fields, about });

/** The version that the resource named beside it has on the server at hand (rules process-template). */
export const currentVersion = (of: string, types: readonly TypeName[], field: string): CurrentVersion => ({
  kind: 'currentVersion',
  of,
  types,
  field,
});

/** The field in which a normalized document has its own picture. */
export const LOGO = '$logo';

/**
 * What the sandbox shows of a resource that nobody gave a picture. The vendor's servers show one of their own, and nothing says
 * that it is theirs (octopus-api projects): such a picture is sent, and found to be there.
 */
const standardPicture = { $file: 'sha256:6bea0af1a1d9ef3e7bb7f0e13535b51e0f86d9dd43bd1ff1ad6a809f86182a66' };

/** A type whose items have a picture of their own, which follows the source if `when` is on. */
export const withLogo = (when: SwitchOption, type: ResourceType): ResourceType => ({
  ...type,
  fields: { ...type.fields, [LOGO]: { kind: 'picture' } },
  merging: {
    ...type.merging,
    later: [
      ...(type.merging.later ?? []),
      {
        part: 'logo',
        fields: [LOGO],
        initially: {},
        bornAs: [{ says: { [LOGO]: standardPicture } }],
        when,
        existing: 'replace',
        writtenAs: 'logo',
      },
    ],
  },
});

export const byField = (
  field: string,
  cases: Readonly<Record<string, FieldRule>>,
  otherwise: FieldRule,
  member?: string,
): ByField => ({ kind: 'byField', field, cases, otherwise, ...(member !== undefined && { member }) });

/** A type that is only looked up: its names are in the snapshot, so that references to it can be matched. */
export const lookUp = (type: {
  readonly name: TypeName;
  readonly singular: string;
  readonly plural: string;
  readonly path: string;
  readonly idPrefix: string;
  readonly reach: 'space' | 'server';
  readonly field: string;
  readonly only?: 'ofServer';
  /** Listed in pages only: the server has no `/all` of it. */
  readonly inPages?: boolean;
  /** A person may map its names. */
  readonly mappable?: boolean;
}): ResourceType => ({
  name: type.name,
  singular: type.singular,
  plural: type.plural,
  reading: {
    path: type.path,
    reach: type.reach,
    idPrefix: type.idPrefix,
    listing: { kind: type.inPages ? 'pages' : 'all' },
    ...(type.only && { only: type.only }),
  },
  identity: { kind: 'named', field: type.field },
  file: `names/${type.path}.json`,
  fields: {},
  ...neverSynced,
  lookupOnly: true,
  ...(type.mappable && { mappable: true }),
});

/** A type that is in snapshots and compared, but never synced: what it says of selecting, merging and writing is nothing. */
export const comparedOnly = (
  type: Omit<ResourceType, 'selecting' | 'merging' | 'writing' | 'compareOnly' | 'lookupOnly' | 'mappable'>,
): ResourceType => ({ ...type, ...neverSynced, compareOnly: true });

const neverSynced = {
  selecting: { how: 'byFilter' },
  merging: { strategy: { kind: 'document' }, existing: { default: 'leave', fixed: true } },
  writing: {},
} as const;
