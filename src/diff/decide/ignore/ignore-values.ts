import { canonicalText } from '../../../model/canonical.js';
import { objectsOf, sameJson, type JsonObject } from '../../../model/json.js';
import { looseName } from '../../../model/names.js';
import { translate } from '../../terms/translate.js';
import type { Case, PartOutcome } from '../strategies/strategy.js';
import { alignAt } from './align.js';
import { saidAt } from './put.js';
import type { Ignoring, Means, Where } from './rules.js';
import { ignoredPart, sinceOf, type Decision } from './said.js';
import { valueListsOf, valuesNamed, withoutValues, withValues, type ValueList } from './values.js';

/**
 * Values that a rule means by name: none of that name takes part, and those of the destination stay as they are
 * (rules ignore-values). What is new on the source is meant only where the rule means any side.
 */
export const ignoreValues = (input: Case, ignoring: Ignoring, list: ValueList, means: Means): Decision => {
  const { source, existing, base } = input;
  const there = namesIn(existing?.document, list, means);
  const known = base?.document && namesIn(base.document, list, means);
  const all = new Set([...namesIn(source, list, means), ...there]);
  if (all.size > 0) ignoring.found();
  const names = new Set([...all].filter((name) => ignoring.isAny || there.has(name) || known?.has(name)));
  if (names.size === 0) return { input, parts: [] };
  const without = (document: JsonObject): JsonObject => withoutValues(document, list, names);
  return {
    input: {
      ...input,
      source: without(source),
      existing: existing && { ...existing, document: without(existing.document) },
      base: base && {
        ...base,
        document: base.document && without(base.document),
        moved: base.moved && without(base.moved),
      },
    },
    parts: [...names].flatMap((name) => partsNamed(input, ignoring, list, new Set([name]))),
    restore: (document) =>
      existing
        ? withValues(document, list, names, valuesNamed(existing.document, list, names), existing.document)
        : document,
    restoreNext: (next) => nextWith(next, input, list, names),
  };
};

const namesIn = (document: JsonObject | undefined, { field, nameOf }: ValueList, means: Means): ReadonlySet<string> =>
  new Set(objectsOf(document?.[field]).map(nameOf).filter(means).map(looseName));

/** From now on the base says of them what it said; what the source says, where there is none. */
const nextWith = (next: JsonObject, input: Case, list: ValueList, names: ReadonlySet<string>): JsonObject => {
  const before = input.base ? input.base.document : input.source;
  return withValues(next, list, names, valuesNamed(before, list, names), input.source);
};

/** What is different of the values of one name: each value that has no equal on the other side. */
const partsNamed = (
  input: Case,
  ignoring: Ignoring,
  list: ValueList,
  names: ReadonlySet<string>,
): readonly PartOutcome[] => {
  const { source, existing, base } = input;
  const [own, there] = [valuesNamed(source, list, names), valuesNamed(existing?.document, list, names)];
  const inTerms = own.map((value) => translate(list.fields, value, input).value);
  const pairs = new Map(list.pair(inTerms, there));
  const paired = new Set(pairs.values());
  const since = (label: string) =>
    sinceOf(base, label, {
      sameAsBase: () => sameJson(own, valuesNamed(base?.document, list, names)),
      destinationHasNone: there.length === 0,
      sameAsDestination: (document) => {
        const before = valuesNamed(document, list, names).map((value) => translate(list.fields, value, input).value);
        return saysAll(list, before, there);
      },
    });
  const part = (value: JsonObject, where: Where): PartOutcome => {
    const label = list.labelOf(value);
    return ignoredPart(ignoring, where, { part: label, since: since(label) });
  };
  return [
    ...own.flatMap((value, index) => {
      const found = pairs.get(index);
      const other = found === undefined ? undefined : there[found];
      if (!other) return [part(value, 'source')];
      return list.isSame(inTerms[index] ?? {}, other) ? [] : [part(value, 'both')];
    }),
    ...there.flatMap((value, index) => (paired.has(index) ? [] : [part(value, 'destination')])),
  ];
};

const saysAll = (list: ValueList, ones: readonly JsonObject[], others: readonly JsonObject[]): boolean => {
  const pairs = list.pair(ones, others);
  return (
    pairs.length === ones.length &&
    ones.length === others.length &&
    pairs.every(([one, other]) => list.isSame(ones[one] ?? {}, others[other] ?? {}))
  );
};

/**
 * A field of values that both sides have, such as what they apply to: the source's says what the destination's says, and all
 * else of the value is decided (rules ignore-values). What is new comes whole.
 */
export const ignoreInValues = (
  input: Case,
  ignoring: Ignoring,
  list: ValueList,
  [means, path]: readonly [Means, readonly Means[]],
): Decision => {
  const there = objectsOf(input.existing?.document[list.field]);
  const aligned = alignList(input, list, { there, means, path, ignoring });
  const { touched, values } = aligned(input.source);
  if (touched.length === 0) return { input, parts: [] };
  const withList = (document: JsonObject | undefined): JsonObject | undefined =>
    document && { ...document, [list.field]: aligned(document).values };
  const { base } = input;
  const names = new Set(touched.map(({ source }) => looseName(list.nameOf(source))));
  return {
    input: {
      ...input,
      source: { ...input.source, [list.field]: values },
      base: base && { ...base, document: withList(base.document), moved: withList(base.moved) },
    },
    parts: touched.flatMap(({ source, inTerms, current, at }) => {
      if (at.every((place) => sameJson(saidAt(inTerms, place), saidAt(current, place)))) return [];
      const label = list.labelOf(source);
      const was = base?.document && objectsOf(base.document[list.field]).some((one) => sameJson(one, source));
      const since = sinceOf(base, label, {
        sameAsBase: () => was === true,
        destinationHasNone: false,
        sameAsDestination: () => false,
      });
      return [ignoredPart(ignoring, 'both', { part: label, since })];
    }),
    restore: (document) => {
      const own = valuesNamed(document, list, names);
      const isKept = touched.every(({ current, at }) =>
        at.every((place) => own.some((value) => sameAt(value, current, place))),
      );
      const original = valuesNamed(input.existing?.document, list, names);
      return isKept ? document : withValues(document, list, names, original, input.existing?.document);
    },
    restoreNext: (next) => nextWith(next, input, list, names),
  };
};

type Place = Parameters<typeof saidAt>[1];

/** Whether a value that is called so says the same there. */
const sameAt = (value: JsonObject, current: JsonObject, place: Place): boolean =>
  canonicalText(saidAt(value, place) ?? null) === canonicalText(saidAt(current, place) ?? null);

interface ValuePlace {
  readonly there: readonly JsonObject[];
  readonly means: Means;
  readonly path: readonly Means[];
  readonly ignoring: Ignoring;
}

interface TouchedValue {
  readonly source: JsonObject;
  readonly inTerms: JsonObject;
  readonly current: JsonObject;
  readonly at: readonly Place[];
}

const alignList =
  (input: Case, list: ValueList, { there, means, path, ignoring }: ValuePlace) =>
  (document: JsonObject): { readonly values: readonly JsonObject[]; readonly touched: readonly TouchedValue[] } => {
    const own = objectsOf(document[list.field]);
    const inTerms = own.map((value) => translate(list.fields, value, input).value);
    // What they apply to may be what is ignored: then it does not tell them apart.
    const pairs = new Map(list.pair(inTerms, there, path[0]?.('Scope') === true));
    const touched: TouchedValue[] = [];
    const values = own.map((source, index) => {
      const found = pairs.get(index);
      const current = found === undefined ? undefined : there[found];
      if (!current || !means(list.nameOf(source))) return source;
      const work = { ignoring, touched: [], isNew: false, addsLone: false };
      const sides = { source, base: undefined, moved: undefined };
      const aligned = alignAt(list.fields, path, sides, current, work);
      const at = placesOf(work.touched);
      if (at.length > 0) touched.push({ source, inTerms: inTerms[index] ?? {}, current, at });
      return aligned.source;
    });
    return { values, touched };
  };

const placesOf = (touched: readonly { readonly at: Place }[]): readonly Place[] => touched.map(({ at }) => at);

/** The values that a path begins at: `/Variables/NAME`, and a field of them where it goes on. */
export const listsAt = (input: Case, [field]: readonly Means[]): readonly ValueList[] =>
  valueListsOf(input).filter((list) => field?.(list.field));
