import type { Fields } from '../../../catalogue/index.js';
import { byPlainText, plainText } from '../../../model/canonical.js';
import { objectsOf, sameJson, textOf, type JsonObject } from '../../../model/json.js';
import { isSecret } from '../../../model/markers.js';
import { looseName } from '../../../model/names.js';
import { differingSettings, isSensitive, pairVariables, sameScope, sameValue, scopeOf } from '../pair-variables.js';
import type { Case } from '../strategies/strategy.js';
import { fieldsOf, keyOf, labelOf, lists } from '../strategies/template-values/source-value.js';
import { variableLabel } from '../strategies/variables.js';

/** A list of values, of which several may have one name: what is said by name is said of all of them. */
export interface ValueList {
  readonly field: string;
  readonly fields: Fields;
  readonly nameOf: (value: JsonObject) => string;
  readonly labelOf: (value: JsonObject) => string;
  /**
   * Which values of the source, in the destination's terms, are which of the destination, by their places;
   * `byName`: whatever they apply to.
   */
  readonly pair: (
    source: readonly JsonObject[],
    destination: readonly JsonObject[],
    byName?: boolean,
  ) => readonly (readonly [source: number, destination: number])[];
  /** Whether a pair says the same; of a secret nobody knows otherwise. */
  readonly isSame: (source: JsonObject, destination: JsonObject) => boolean;
  /** In what order a snapshot has them; nothing where that means nothing. */
  readonly order?: (one: JsonObject, other: JsonObject) => number;
}

/** The lists of values that documents of a type have. */
export const valueListsOf = ({ type }: Pick<Case, 'type'>): readonly ValueList[] =>
  byStrategy[type.merging.strategy.kind]?.(type) ?? [];

const templateValues = (type: Case['type']): readonly ValueList[] =>
  lists.map((list) => ({
    field: list.field,
    fields: fieldsOf(type, list.field),
    nameOf: (value) => plainText(value['TemplateId']),
    labelOf: (value) => labelOf(list, value),
    pair: (source, destination) => {
      const there = new Map(destination.map((value, index) => [keyOf(value, list), index]));
      return source.flatMap((value, index) => {
        const found = there.get(keyOf(value, list));
        return found === undefined ? [] : [[index, found] as const];
      });
    },
    isSame: (one, other) => isSecret(other['Value']) || sameJson(one['Value'], other['Value']),
    order: byPlainText,
  }));

const variables = (fields: Fields): ValueList => ({
  field: 'Variables',
  fields,
  nameOf: (value) => textOf(value['Name']),
  labelOf: variableLabel,
  pair: (source, destination, byName = false) =>
    pairVariables(source, destination, {
      ignored: (value) => new Set(byName ? dimensionsIn([value, ...source, ...destination]) : []),
      held: new Set(),
      moves: () => false,
    }).pairs.map((pair) => [pair.source, pair.destination] as const),
  isSame: (one, other) =>
    sameScope(one, other) &&
    (isSensitive(other) || sameValue(one, other)) &&
    differingSettings(one, other).length === 0,
});

const dimensionsIn = (values: readonly JsonObject[]): readonly string[] =>
  values.flatMap((value) => Object.keys(scopeOf(value)));

/** The values of a document that have one of the names. */
export const valuesNamed = (
  document: JsonObject | undefined,
  { field, nameOf }: ValueList,
  names: ReadonlySet<string>,
): readonly JsonObject[] => objectsOf(document?.[field]).filter((value) => names.has(looseName(nameOf(value))));

/** A document without the values that have one of the names. */
export const withoutValues = (document: JsonObject, list: ValueList, names: ReadonlySet<string>): JsonObject => {
  const own = objectsOf(document[list.field]);
  const kept = own.filter((value) => !names.has(looseName(list.nameOf(value))));
  return kept.length === own.length ? document : { ...document, [list.field]: kept };
};

/**
 * A document with other values of these names than it has; they stand where `like` has some of those names, so that what says the
 * same has the same order.
 */
export const withValues = (
  document: JsonObject,
  list: ValueList,
  names: ReadonlySet<string>,
  values: readonly JsonObject[],
  like: JsonObject | undefined,
): JsonObject => {
  const others = [...objectsOf(withoutValues(document, list, names)[list.field])];
  const own = [...values];
  const placed: JsonObject[] = [];
  for (const value of objectsOf(like?.[list.field])) {
    const next = (names.has(looseName(list.nameOf(value))) ? own : others).shift();
    if (next) placed.push(next);
  }
  const all = [...placed, ...others, ...own];
  if (all.length === 0 && document[list.field] === undefined) return document;
  const isOrdered = sameJson(all, objectsOf(like?.[list.field])) || !list.order;
  return { ...document, [list.field]: isOrdered ? all : all.toSorted(list.order) };
};

/** The strategies whose documents are lists of values. */
const byStrategy: Partial<
  Record<Case['type']['merging']['strategy']['kind'], (type: Case['type']) => readonly ValueList[]>
> = {
  variables: (type) => [variables(fieldsOf(type, 'Variables'))],
  templateValues,
};
