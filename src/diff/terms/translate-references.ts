import type { Reference, ReferenceList } from '../../catalogue/index.js';
import { byPlainText, canonicalText } from '../../model/canonical.js';
import { orThat, type JsonObject, type JsonValue } from '../../model/json.js';
import { isExpression, isUnresolved } from '../../model/markers.js';
import type { ThingName } from '../../model/names.js';
import { pointerOf } from '../../model/pointer.js';
import { describe, isUnknown, lookUp, type LookedUp } from './look-up.js';
import type { Path, Translating } from './statements.js';

/** States that a person mapped a name, where it was looked up. */
export const stateMapping = (rule: Reference, value: JsonValue, work: Translating, at: Path): void => {
  const { mapper } = work.from;
  if (mapper.isEmpty || typeof value !== 'string') return;
  for (const type of rule.to) {
    const mapping = mapper.mappingOf(type, value);
    if (mapping) work.statements.push({ kind: 'mapped', at, type, mapping });
  }
};

/** A single reference as the destination has it. One that is missing: required ones stay, so that a reviewer sees them. */
export const translateReference = (
  rule: Reference,
  value: JsonValue,
  siblings: JsonObject,
  work: Translating,
  at: Path,
): JsonValue => {
  if (value === null || isExpression(value) || (value === '' && rule.within === undefined)) return value;
  stateMapping(rule, value, work, at);
  const {
    names: [found],
    lost,
    kind,
  } = lookUp(rule, value, siblings, work.from);
  if (found !== undefined) return found;
  const unknown = isUnknown(rule, [value], work.from);
  const other = work.projection.otherKindOf(rule.to, lost.slice(0, 1), rule.kinds);
  work.statements.push({
    kind: 'lost-reference',
    at,
    reference: kind === undefined ? rule : { ...rule, to: [kind] },
    name: value === '' ? (lost[0] ?? '') : describe(value),
    isUnknown: unknown,
    other,
    dangles: isUnresolved(value),
  });
  if (rule.need === 'required' || unknown) return value;
  return rule.need === 'optional' ? null : '';
};

/** A list of references: the members that exist, each once; what stands in for a list that lost them all. */
export const translateList = (
  list: ReferenceList,
  members: readonly JsonValue[],
  siblings: JsonObject,
  work: Translating,
  at: Path,
): JsonValue => {
  const { reference, ordered, whenEmptied } = list;
  if (members.length === 0) {
    hearOf(members, members, work, at);
    return members;
  }
  const kept: JsonValue[] = [];
  const lost: string[] = [];
  const kinds: (ThingName | undefined)[] = [];
  for (const member of members) {
    stateMapping(reference, member, work, at);
    const found: LookedUp = isExpression(member)
      ? { names: [member], lost: [] }
      : lookUp(reference, member, siblings, work.from);
    kept.push(...found.names);
    lost.push(...found.lost);
    kinds.push(...found.lost.map(() => found.kind));
  }
  hearOf(members, kept, work, at);
  if (lost.length === 0 && isInOrder(kept)) return orThat(kept, members);
  if (lost.length > 0) {
    const unknown = isUnknown(reference, members, work.from);
    const dangles = members.every(isUnresolved);
    work.statements.push({
      kind: 'lost-members',
      at,
      list,
      found: kept.length,
      lost,
      kinds,
      isUnknown: unknown,
      dangles,
    });
    if (kept.length === 0) return whenEmptied ? [...whenEmptied.members] : [];
  }
  const unique = [...new Map(kept.map((name) => [keyOf(name), name])).values()];
  return orThat(ordered ? unique : sorted(unique), members);
};

const hearOf = (before: readonly JsonValue[], after: readonly JsonValue[], work: Translating, at: Path): void =>
  work.projection.hear?.({
    kind: 'scope',
    for: work.from.of(),
    at: pointerOf(at),
    before: before.map(describe),
    after: after.map(describe),
  });

/** Whether names stand in order already, each once. */
const isInOrder = (names: readonly JsonValue[]): boolean =>
  names.every((name, index) => {
    const before = names[index - 1];
    return typeof name === 'string' && (index === 0 || (typeof before === 'string' && before < name));
  });

/** A name as it is: in quotes, so that no text is taken for the JSON of a reference. */
const keyOf = (name: JsonValue): string => (typeof name === 'string' ? `"${name}` : canonicalText(name));

const sorted = (names: readonly JsonValue[]): readonly JsonValue[] => [...names].sort(byPlainText);
