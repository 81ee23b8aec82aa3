import type { Reference, ReferenceList } from '../../catalogue/index.js';
import { byPlainText, canonicalText } from '../../model/canonical.js';
import { orThat, type JsonObject, type JsonValue } from '../../model/json.js';
import { isExpression, isUnresolved } from '../../model/markers.js';
import type { ThingName } from '../../model/names.js';
import { pointerOf } from '../../model/pointer.js';
import { mapperFor } from '../select/mapping.js';
import { describe, isUnknown, lookUp, type LookedUp } from './look-up.js';
import { seenFrom, type Path, type Translating } from './statements.js';

/** States that a person mapped a name, where it was looked up. */
export const stateMapping = (rule: Reference, value: JsonValue, work: Translating, at: Path): void => {
  const mapper = mapperFor(work.settings);
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
  } = lookUp(rule, value, siblings, seenFrom(work));
  if (found !== undefined) return found;
  const unknown = isUnknown(rule, [value], work.projection);
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
  const kept: JsonValue[] = [];
  const lost: string[] = [];
  const kinds: (ThingName | undefined)[] = [];
  for (const member of members) {
    stateMapping(reference, member, work, at);
    const found: LookedUp = isExpression(member)
      ? { names: [member], lost: [] }
      : lookUp(reference, member, siblings, seenFrom(work));
    kept.push(...found.names);
    lost.push(...found.lost);
    kinds.push(...found.lost.map(() => found.kind));
  }
  work.projection.hear?.({
    kind: 'scope',
    for: seenFrom(work).of(),
    at: pointerOf(at),
    before: members.map(describe),
    after: kept.map(describe),
  });
  if (lost.length > 0) {
    const unknown = isUnknown(reference, members, work.projection);
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

/** A name as it is: in quotes, so that no text is taken for the JSON of a reference. */
const keyOf = (name: JsonValue): string => (typeof name === 'string' ? `"${name}` : canonicalText(name));

const sorted = (names: readonly JsonValue[]): readonly JsonValue[] => [...names].sort(byPlainText);
