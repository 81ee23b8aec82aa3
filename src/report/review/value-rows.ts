import type { CountedParts } from '../../catalogue/index.js';
import { labelOf } from '../../catalogue/labels.js';
import { applies, type Operation } from '../../changeset/operation.js';
import { isObject, objectsOf, ownIn, sameJson, type JsonObject, type JsonValue } from '../../model/json.js';
import { byText } from '../../model/names.js';
import { below, pointerOf, ROOT, segmentsOf } from '../../model/pointer.js';
import { isAnySecret } from '../../model/markers.js';
import { fieldSections, type FieldChange } from './fields.js';
import { bracketed, limitsOf, scopeWords } from './limits.js';
import { sectionsIn, sectionsOf } from './row-sections.js';
import type { Row, ToldChange } from './row-types.js';
import { said, type Said } from './said.js';
import { shortly } from './short.js';

interface Pair {
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly operations?: readonly Operation[];
}

/** A list of values: each by its name and where it applies, with what it says before and after (rules review-things). */
export const valueRows = (change: ToldChange, parts: CountedParts, list: string): readonly Row[] =>
  pairsIn(change, parts, list)
    .map((pair) => rowOf(pair, parts, (item) => limitsOf(change.type, parts, list, item)))
    .sort((one, other) => byText(one.title, other.title));

const pairsIn = ({ document, action, patch = [] }: ToldChange, parts: CountedParts, list: string): readonly Pair[] => {
  if (document) {
    const items = objectsOf(ownIn(document, list));
    return items.map((item) => (action === 'delete' ? { before: item } : { after: item }));
  }
  const at = below(ROOT, list);
  const gone: JsonObject[] = [];
  const come: JsonObject[] = [];
  const changed: Pair[] = [];
  const tested = new Map<string, JsonValue>();
  const inside = new Map<number, Operation[]>();
  for (const operation of patch) {
    const { op, path } = operation;
    if (op === 'test') tested.set(path, operation.value);
    if (path === at && (op === 'add' || op === 'replace')) {
      const [before, after] = [objectsOf(tested.get(path)), objectsOf(operation.value)];
      gone.push(...before.filter((item) => !after.some((other) => sameJson(item, other))));
      come.push(...after.filter((item) => !before.some((other) => sameJson(item, other))));
    } else if (path === at && op === 'remove') gone.push(...objectsOf(tested.get(path)));
    if (!path.startsWith(`${at}/`)) continue;
    const segments = segmentsOf(path);
    const index = Number(segments[1]);
    if (segments.length === 2 && op === 'add' && isObject(operation.value)) come.push(operation.value);
    else if (segments.length === 2 && op === 'remove') gone.push(...objectsOf([tested.get(path) ?? null]));
    else if (segments.length > 2) inside.set(index, [...(inside.get(index) ?? []), operation]);
  }
  for (const [index, operations] of inside) {
    const before = tested.get(below(at, index));
    if (isObject(before ?? null)) changed.push({ ...changedBy(before as JsonObject, operations), operations });
  }
  return [...changed, ...paired(gone, come, parts)];
};

const changedBy = (before: JsonObject, operations: readonly Operation[]): Pair => {
  const after = structuredClone(before);
  for (const operation of operations) if (operation.op !== 'move') applies(after, seenFromItem(operation));
  return { before, after };
};

const seenFromItem = (operation: Operation): Operation => ({
  ...operation,
  path: pointerOf(segmentsOf(operation.path).slice(2)),
});

/** What went and what came under one name: in one place with another value, or one value in another place. */
const paired = (gone: readonly JsonObject[], come: readonly JsonObject[], parts: CountedParts): readonly Pair[] => {
  const left = [...come];
  const take = (fits: (item: JsonObject) => boolean): JsonObject | undefined => {
    const index = left.findIndex(fits);
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
  const pairs = gone.map((before): Pair => {
    const isCalledSo = (item: JsonObject): boolean => calledIn(item, parts) === calledIn(before, parts);
    const after =
      take((item) => isCalledSo(item) && sameJson(scopeIn(item, parts), scopeIn(before, parts))) ??
      take((item) => isCalledSo(item) && sameJson(ownIn(item, 'Value'), ownIn(before, 'Value')));
    return { before, ...(after && { after }) };
  });
  return [...pairs, ...left.map((after) => ({ after }))];
};

/** `limits` says what an item is limited to that has no scope: a role of a team. */
const rowOf = ({ before, after, operations }: Pair, parts: CountedParts, limits: (item: JsonObject) => string): Row => {
  const where = (of: JsonObject): string =>
    parts.scope === undefined ? limits(of) : bracketed(scopeWords(scopeIn(of, parts)));
  const item = after ?? before ?? {};
  const name = calledIn(item, parts);
  if (!before || !after)
    return {
      sign: after ? '+' : '-',
      title: `${name}${where(item)}`,
      says: valueWords(item, parts),
      counts: after ? 'added' : 'removed',
      isSecret: valueWords(item, parts) === hidden,
      field: () => valueField(before, after, parts),
      notes: '',
      sections: sectionsOf(item, after ? 'add' : 'remove'),
    };
  const [from, to] = [scopeIn(before, parts), scopeIn(after, parts)];
  const isRescoped = !sameJson(from, to);
  const [old, now] = [valueWords(before, parts), valueWords(after, parts)];
  const others = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => field !== 'Value' && field !== parts.scope && !sameJson(before[field], after[field]),
  );
  const scopes = isRescoped
    ? [`applies to ${scopeWords(to) || 'everything'}, was ${scopeWords(from) || 'everything'}`]
    : [];
  const values = sameJson(before['Value'], after['Value']) ? [] : [`${old} → ${now}`];
  const rest = others.length > 0 ? [`${others.map(labelOf).join(', ')} changed`] : [];
  const isMoved = isRescoped && values.length === 0;
  return {
    sign: '~',
    title: `${name}${where(after)}`,
    says: [...values, ...scopes, ...rest].join('; '),
    field: () => (isMoved ? scopeField(from, to) : values.length === 0 ? undefined : valueField(before, after, parts)),
    notes: [...(isMoved ? [] : scopes), ...rest].join('; '),
    counts: isMoved ? 'rescoped' : 'changed',
    sections: operations
      ? sectionsIn(operations.map(seenFromItem))
      : () => [...sectionsOf(before, 'remove')(), ...sectionsOf(after, 'add')()],
  };
};

const calledIn = (item: JsonObject, { called = ['Name'] }: CountedParts): string =>
  called
    .flatMap((field) => {
      const value = ownIn(item, field);
      return value === undefined || value === null ? [] : [typeof value === 'string' ? value : shortly(value)];
    })
    .join(' of ');

const scopeIn = (item: JsonObject, { scope }: CountedParts): JsonValue =>
  (scope === undefined ? undefined : ownIn(item, scope)) ?? {};

const valueWords = (item: JsonObject, { secret }: CountedParts): string => {
  const value = ownIn(item, 'Value') ?? null;
  if (isAnySecret(value) || (secret !== undefined && item[secret] === true)) return hidden;
  return Object.hasOwn(item, 'Value') ? shortly(value) : '';
};

const hidden = 'a secret';

/** The value of an item that comes, goes or changes; undefined for items that have none. */
const valueField = (
  before: JsonObject | undefined,
  after: JsonObject | undefined,
  parts: CountedParts,
): FieldChange | undefined => {
  const name = labelOf('Value');
  const old = before && valueSaid(before, parts);
  const now = after && valueSaid(after, parts);
  if (!before || !old) return now && { op: 'add', name, after: now };
  if (!after || !now) return { op: 'remove', name, before: old };
  if (isHidden(old) || isHidden(now)) return { op: 'replace', name, before: old, after: now };
  const values = { before: ownIn(before, 'Value') ?? null, after: ownIn(after, 'Value') ?? null };
  return fieldSections([{ op: 'replace', at: below(ROOT, 'Value'), place: ['Value'], ...values }])[0]?.fields[0];
};

const isHidden = (value: Said): boolean => value.kind === 'words' && value.text === hidden;

const valueSaid = (item: JsonObject, parts: CountedParts): Said | undefined => {
  const value = ownIn(item, 'Value');
  const isMarked = isObject(value ?? null);
  if (valueWords(item, parts) === hidden && !isMarked) return { kind: 'words', text: hidden, about: 'secret' };
  return value === undefined ? undefined : said(value);
};

/** Where a value applied, and where it does now. */
const scopeField = (from: JsonValue, to: JsonValue): FieldChange => {
  const [before, after] = [from, to].map((scope): Said => ({
    kind: 'words',
    text: `applies to ${scopeWords(scope) || 'everything'}`,
  })) as [Said, Said];
  return { op: 'replace', name: labelOf('Scope'), before, after };
};
