import { describe, expect, it } from 'vitest';
import { allTypes, catalogue } from '../../src/catalogue/all-types.js';
import {
  childTypesOf,
  orderOf,
  parentOf,
  syncedTypes,
  type FieldRule,
  type Fields,
  type ResourceType,
} from '../../src/catalogue/index.js';
import { options, selectable } from '../../src/config/options.js';
import { policies } from '../../src/settings/options.js';
import { childrenOf } from '../../src/catalogue/walk.js';
import { isList, isObject, textOf, type JsonObject } from '../../src/model/json.js';
import { isTypeName, publishedNames, typeNames } from '../../src/model/type-names.js';
import older from '../../src/sandbox/server/contract/2020.5.json' with { type: 'json' };
import newer from '../../src/sandbox/server/contract/2026.json' with { type: 'json' };
import { atLeastOne } from '../builders/at-least-one.js';

/*
 * Every name that a declaration says leads somewhere, and every name that has to be one of a kind is. The compiler knows
 * the names of types; what it cannot know is asked here.
 */

/** Every rule in a declaration, with its place and the fields beside it. */
interface Placed {
  readonly rule: FieldRule;
  readonly at: string;
  readonly beside: Fields;
}

const rulesAt = (fields: Fields, at = ''): readonly Placed[] =>
  Object.entries(fields).flatMap(([field, rule]) => withInner({ rule, at: `${at}/${field}`, beside: fields }));

const withInner = (placed: Placed): readonly Placed[] => {
  const { rule, at, beside } = placed;
  const inner =
    'fields' in rule
      ? rulesAt(rule.fields, rule.kind === 'list' ? `${at}/*` : at)
      : childrenOf(rule).flatMap((child) => withInner({ rule: child, at: `${at}/*`, beside }));
  return [placed, ...inner];
};

const everywhere = allTypes.flatMap((type) => rulesAt(type.fields).map((placed) => ({ ...placed, type })));
const where = (holds: (placed: (typeof everywhere)[number]) => boolean): readonly string[] =>
  everywhere.filter(holds).map(({ type, at }) => `${type.name}${at}`);

const option = (name: string) => options.find((one) => one.name === name);
const isSwitch = (name: string): boolean => option(name)?.values.join() === 'true,false';

/** Those that more than one says. */
const twice = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);

const contracts: readonly JsonObject[] = [newer, older];

/** Members of the vendor's model of a type, of either generation; undefined where the contract knows no answers of it. */
const membersOf = (path: string): ReadonlySet<string> | undefined => {
  const found = contracts
    .flatMap((contract) => Object.entries(contract))
    .flatMap(([name, said]) => (name.toLowerCase() === path.toLowerCase() && isObject(said) ? [said] : []));
  const readable = found.flatMap(({ readable: fields }) => (isList(fields) ? fields.map(textOf) : []));
  return readable.length === 0 ? undefined : new Set([...found.flatMap(membersIn), ...readable]);
};

/** The members of every shape in a contract, and of the variants of each. */
const membersIn = (said: JsonObject): readonly string[] =>
  Object.values(said).flatMap((shape) => {
    const members = isObject(shape) && isObject(shape['members']) ? shape['members'] : {};
    const isVariants = isObject(shape) && typeof shape['field'] === 'string';
    return isVariants
      ? Object.values(members).flatMap((own) => Object.keys(isObject(own) ? own : {}))
      : Object.keys(members);
  });

describe('A declaration of the catalogue', () => {
  it('stands under its own name, and there is one for every name', () =>
    expect(Object.entries(catalogue).map(([name, type]) => [name, type.name])).toEqual(
      Object.keys(catalogue).map((name) => [name, name]),
    ));

  it('is one of a kind by name, words and file', () => {
    for (const said of [
      allTypes.map(({ name }) => name),
      allTypes.map(({ singular }) => singular),
      allTypes.map(({ file, parent }) => file.replace('{parent}', parent?.type ?? '')),
      [...typeNames, ...publishedNames],
    ])
      expect(twice(said)).toEqual([]);
  });

  it('shares the prefix of its IDs only with types of the same collection', () => {
    const pathOf = new Map(allTypes.map(({ reading: { idPrefix, path } }) => [idPrefix, path]));
    expect(allTypes.filter(({ reading: { idPrefix, path } }) => pathOf.get(idPrefix) !== path)).toEqual([]);
    const beginnings = new Set(allTypes.map(({ reading: { idPrefix } }) => idPrefix.split('-')[0]));
    expect([...beginnings].filter((one) => one === '' || one === undefined)).toEqual([]);
  });

  it('shares a collection only with types whose documents say otherwise, or belong to others', () => {
    const kept = allTypes.map(({ reading: { path, listing, only, where: says = {} }, parent }) =>
      JSON.stringify([path, listing.kind === 'inGitOnly', only === 'ofServer', parent?.type, says]),
    );
    expect(twice(kept)).toEqual([]);
  });
});

/** The types that something is true of, as rows of a table. */
const typesThat = (holds: (type: ResourceType) => boolean) =>
  allTypes.filter(holds).map((type) => [type.name, type] as const);

describe('A type that belongs to another', () => {
  it.each(atLeastOne(typesThat(({ parent }) => parent !== undefined)))('%s is written after it', (name, type) => {
    const owner = parentOf(type);
    expect(owner?.lookupOnly ?? false).toBe(false);
    expect(owner && orderOf(owner.name)).toBeLessThanOrEqual(orderOf(name));
    expect(allTypes.findIndex((one) => one === owner)).toBeLessThan(allTypes.indexOf(type));
    expect(owner && childTypesOf(owner.name)).toContain(type);
  });

  const byParent = ['ofOwner', 'ofParent', 'gathered', 'templateValues'];
  it('is one whose identity, listing, selection or file is by parent', () => {
    const isByParent = ({
      identity,
      reading: { listing },
      selecting: { how: selected },
      file,
    }: ResourceType): boolean =>
      identity.kind === 'onePerParent' ||
      byParent.includes(listing.kind) ||
      selected !== 'byFilter' ||
      file.includes('{parent}');
    expect(allTypes.filter(isByParent)).toEqual(allTypes.filter(({ parent }) => parent !== undefined));
  });

  it('finds its own document by a field that its owner keeps to its server', () => {
    const ids = allTypes.flatMap((type) =>
      type.reading.listing.kind === 'ofOwner' ? [parentOf(type)?.fields[type.reading.listing.idIn]] : [],
    );
    expect(new Set(ids)).toEqual(new Set([{ kind: 'volatile' }]));
  });
});

describe.each(atLeastOne(typesThat(() => true)))('%s', (name, type) => {
  const {
    identity,
    parent,
    reading: { listing },
  } = type;
  const own = (type.merging.later ?? []).flatMap(({ fields }) => fields);

  it('has a file of its own in a snapshot', () => {
    expect(type.file.includes('{parent}')).toBe(parent !== undefined);
    expect(type.file.includes('{name}')).toBe(identity.kind === 'named' && !type.lookupOnly);
    expect(type.file).toMatch(/^[^/]+.*[a-z}]\.json$/);
  });

  it('is turned on and off by options that there are', () => {
    const switches = [
      type.selecting.when,
      type.merging.existing.updateWhen,
      switchedIn(type)?.when,
      ...(type.merging.later ?? []).map(({ when }) => when),
    ].filter((one) => one !== undefined);
    expect(switches.filter((one) => !isSwitch(one))).toEqual([]);
  });

  it('says of each part what only that part says', () => {
    expect(twice((type.merging.later ?? []).map(({ part }) => part))).toEqual([]);
    expect(twice(own)).toEqual([]);
    const astray = (type.merging.later ?? []).filter(({ part, fields, initially, bornAs = [] }) => {
      const isOwn = (field: string): boolean => fields.includes(field);
      const said = [...Object.keys(initially), ...bornAs.flatMap(({ says }) => Object.keys(says))];
      return fields.length === 0 || !said.every(isOwn) || orderOf(name, part) < orderOf(name);
    });
    expect(astray).toEqual([]);
  });

  it('names fields that the vendor describes', () => {
    const known = membersOf(type.reading.path);
    const said = [
      ...Object.keys(type.fields),
      ...own,
      ...Object.keys(type.reading.where ?? {}),
      ...Object.keys(type.merging.bornWithParent?.marked ?? {}),
      ...(type.merging.bornWithParent?.saying ?? []).flatMap(({ says }) => Object.keys(says)),
      ...Object.keys(type.merging.existing.always ?? {}),
      ...Object.keys(type.merging.existing.merge ?? {}),
      ...Object.keys(type.merging.onCreate?.fields ?? {}),
      ...(type.reading.superseded?.fields ?? []),
      ...(switchedIn(type)?.fields ?? []),
      ...(type.writing.routes?.replace?.sends ?? []),
      ...(type.merging.unsupported ?? []).map(({ field: [first = ''] }) => first),
      type.merging.onCreate?.appended?.field,
      type.merging.onCreate?.when?.field[0],
      type.writing.routes?.install?.field,
      type.writing.routes?.replace?.when,
      type.writing.versionToken,
      type.merging.onlyOne,
      parent?.field,
      identity.kind === 'named' ? identity.field : undefined,
    ].filter((field) => field !== undefined && !field.startsWith('$') && field !== gatheredIn(listing));
    expect(said.filter((field) => known?.has(field ?? '') === false)).toEqual([]);
  });

  it('is selected by a filter that there is', () => {
    const filtered = type.selecting.withFilterOf ?? name;
    expect(selectable.some((one) => one.type === filtered)).toBe(
      type.selecting.how !== 'withParent' && syncedTypes.includes(type),
    );
  });

  it('publishes lists of objects that have names', () => {
    const rules = rulesAt(type.fields);
    const unnamed = (type.publishes ?? []).filter((rule) => {
      if (rule.kind !== 'members') return false;
      const list = rules.find(({ at }) => at === `/${rule.at.join('/*/')}`)?.rule;
      return list?.kind !== 'list' || list.by !== rule.name;
    });
    expect(unnamed).toEqual([]);
  });
});

const switchedIn = ({ merging: { strategy } }: ResourceType) =>
  'switched' in strategy ? strategy.switched : undefined;

const gatheredIn = (listing: ResourceType['reading']['listing']): string | undefined =>
  listing.kind === 'gathered' ? listing.into : undefined;

it.each(atLeastOne(typesThat(({ reading: { superseded } }) => superseded !== undefined)))(
  '%s is superseded by a document that each of its own has',
  (name, { reading: { superseded } }) => {
    expect(superseded && catalogue[superseded.by].parent?.type).toBe(name);
    expect(superseded?.fields).not.toEqual([]);
  },
);

describe('A rule of a field', () => {
  it('refers to things that something publishes, or that are read', () => {
    const published = new Set(allTypes.flatMap(({ publishes = [] }) => publishes.map(({ type }) => type)));
    expect([...published].sort()).toEqual([...publishedNames].sort());
    const meant = everywhere.flatMap(({ rule }) => (rule.kind === 'reference' ? rule.to : []));
    expect(meant.filter((one) => !isTypeName(one) && !published.has(one))).toEqual([]);
    expect(publishedNames.filter((one) => !meant.includes(one))).toEqual([]);
  });

  it('is looked up for a type that is only looked up', () => {
    const meant = new Set(everywhere.flatMap(({ rule }) => (rule.kind === 'reference' ? rule.to : [])));
    expect(allTypes.filter(({ name, lookupOnly }) => lookupOnly && !meant.has(name))).toEqual([]);
  });

  it('is governed by a policy that there is, and that has a partial match where it has more than one member', () => {
    const policyOf = (rule: FieldRule): string | undefined =>
      rule.kind === 'reference' && typeof rule.need === 'object' && 'policy' in rule.need
        ? rule.need.policy
        : undefined;
    const inLists = new Set(everywhere.flatMap(({ rule }) => (rule.kind === 'references' ? [rule.reference] : [])));
    const wrong = where(({ rule }) => {
      const policy = policyOf(rule);
      if (policy === undefined) return false;
      const values = option(policy)?.values ?? [];
      const isList = rule.kind === 'reference' && inLists.has(rule);
      return values.length === 0 || (isList && values.join() !== policies.join());
    });
    expect(wrong).toEqual([]);
  });

  it('names a field beside it that names a resource', () => {
    const refers = (beside: Fields, field: string): boolean => beside[field]?.kind === 'reference';
    expect(
      where(
        ({ rule, beside }) => rule.kind === 'reference' && rule.within !== undefined && !refers(beside, rule.within),
      ),
    ).toEqual([]);
    expect(where(({ rule, beside }) => rule.kind === 'currentVersion' && !refers(beside, rule.of))).toEqual([]);
  });
});

it('every type has a place in the selection: by a filter, or along with one that has', () => {
  const isReached = (type: (typeof syncedTypes)[number]): boolean => {
    const owner = parentOf(type);
    return type.selecting.how === 'byFilter' || (owner !== undefined && isReached(owner));
  };
  expect(syncedTypes.filter((type) => !isReached(type))).toEqual([]);
});

describe('Permissions', () => {
  const known = JSON.stringify(older);

  /** Types that the older contract has, too: the newer one says less of roles. */
  const named = allTypes
    .filter(({ reading: { since } }) => since === undefined || since < '2020')
    .flatMap(({ name, reading, writing: { permission } }) =>
      [reading.permission, permission?.create, permission?.edit, permission?.delete].flatMap((one) =>
        one === undefined ? [] : [[name, one] as const],
      ),
    );

  it.each(atLeastOne(named))('of %s: %s is one that the vendor knows (octopus-api user-roles)', (_type, permission) =>
    expect(known).toContain(`"${permission}"`),
  );
});
