import type { Need, Reference, ReferenceList } from '../../catalogue/index.js';
import type { Policy } from '../../config/options.js';
import type { Mapping } from '../../config/settings.js';
import { type JsonObject, type JsonValue } from '../../model/json.js';
import { isExpression } from '../../model/markers.js';
import { byText } from '../../model/names.js';
import { pointerOf, type Pointer } from '../../model/pointer.js';
import type { Reason } from '../../model/reason.js';
import { type Path, type Work } from './findings.js';
import { describe, isUnknown, lookUp, type Viewpoint } from './look-up.js';
import { mapperFor } from '../select/mapping.js';
import { judgeScope } from '../decide/scope-policy.js';

type Policed = Exclude<Need, string>;

export const seenFrom = ({ projection, names, findings, settings }: Work): Viewpoint => ({
  projection,
  mapper: mapperFor(settings),
  names,
  needs: findings.needs,
});

/** Says that a person mapped a name, where it was looked up. */
export const noteMapping = (rule: Reference, value: JsonValue, work: Work, at: Path): void => {
  const mapper = mapperFor(work.settings);
  if (mapper.isEmpty || typeof value !== 'string') return;
  for (const type of rule.to) {
    const mapping = mapper.mappingOf(type, value);
    if (mapping) work.findings.reasons.push(mappingReason(type, mapping, pointerOf(at)));
  }
};

const mappingReason = (type: string, { from, to, origin }: Mapping, at: Pointer): Reason => ({
  rule: `map.${type}`,
  value: `${from} → ${to.join(', ')}`,
  origin,
  says: `${at}: "${from}" is called ${to.map((name) => `"${name}"`).join(', ')} here.`,
});

/**
 * A single reference as the destination has it; what is missing decides about the item
 * (rules scope-single, needs-required).
 */
export const translateReference = (
  rule: Reference,
  value: JsonValue,
  siblings: JsonObject,
  work: Work,
  at: Path,
): JsonValue => {
  if (value === null || value === '' || isExpression(value)) return value;
  noteMapping(rule, value, work, at);
  const [found] = lookUp(rule, value, siblings, seenFrom(work)).names;
  if (found !== undefined) return found;
  const name = describe(value);
  const type = rule.to[0];
  if (rule.need === 'required' || isUnknown(rule, work.projection)) {
    work.findings.missing.push({ type, name, at: pointerOf(at) });
    return value;
  }
  if (rule.need === 'optional') {
    work.findings.reasons.push({
      rule: 'optional data',
      says: `${pointerOf(at)}: ${type} "${name}" does not exist here and was dropped.`,
    });
    work.findings.keepsExisting.push([...at]);
    return null;
  }
  const reason = policyReason(rule.need, work, `${type} "${name}" does not exist here.`);
  const verdict = judgeScope(reason.value as Policy, 1, 0);
  if (verdict === 'skip') work.findings.skips.push(reason);
  if (verdict === 'error') work.findings.errors.push(reason);
  if (verdict !== 'skip' && verdict !== 'error') {
    work.findings.reasons.push(reason);
    work.findings.cleanUp.push({ kind: 'replace-value', at: pointerOf(at), says: `Choose a value: ${reason.says}` });
  }
  return '';
};

/**
 * A list of references: the members that exist, and what losing the others means (rules scope-policy, scope-widened).
 */
export const translateList = (
  rule: ReferenceList,
  members: readonly JsonValue[],
  siblings: JsonObject,
  work: Work,
  at: Path,
): JsonValue => {
  const { reference } = rule;
  const kept: JsonValue[] = [];
  const lost: string[] = [];
  for (const member of members) {
    noteMapping(reference, member, work, at);
    const found = isExpression(member)
      ? { names: [member], lost: [] }
      : lookUp(reference, member, siblings, seenFrom(work));
    kept.push(...found.names);
    lost.push(...found.lost);
  }
  const unique = [...new Map(kept.map((name) => [JSON.stringify(name), name])).values()];
  if (lost.length === 0) return rule.ordered ? unique : sorted(unique);
  const type = reference.to[0];
  const names = lost.map((name) => `"${name}"`).join(', ');
  const says = `${kept.length} of ${kept.length + lost.length} ${type} exist here; missing: ${names}.`;
  judgeList(reference, kept.length + lost.length, kept.length, says, lost, work, at);
  if (unique.length > 0) return rule.ordered ? unique : sorted(unique);
  if (rule.whenEmptied) {
    work.findings.cleanUp.push({ kind: 'check', at: pointerOf(at), says: rule.whenEmptied.cleanUp });
    return [...rule.whenEmptied.members];
  }
  if (rule.empty === 'permits') {
    for (const name of lost) work.findings.missing.push({ type, name, at: pointerOf(at) });
    return [];
  }
  if (rule.empty === 'everything' && work.findings.missing.length === 0) {
    work.findings.warnings.push({
      kind: 'scope-widened',
      at: pointerOf(at),
      says: `Was limited to ${names}; without them it applies everywhere.`,
    });
  }
  return [];
};

const judgeList = (
  reference: Reference,
  members: number,
  matched: number,
  says: string,
  lost: readonly string[],
  { findings, ...work }: Work,
  at: Path,
): void => {
  const { need, to } = reference;
  if (need === 'required' || isUnknown(reference, work.projection)) {
    for (const name of lost) findings.missing.push({ type: to[0], name, at: pointerOf(at) });
    return;
  }
  if (need === 'optional') {
    findings.reasons.push({ rule: 'optional data', says: `${pointerOf(at)}: ${says} The others were dropped.` });
    return;
  }
  const reason = policyReason(need, work, says);
  const verdict = judgeScope(reason.value as Policy, members, matched);
  if (verdict === 'skip') findings.skips.push(reason);
  else if (verdict === 'error') findings.errors.push(reason);
  else findings.reasons.push(reason);
  if (verdict === 'keep-unless-existing') findings.keepsExisting.push([...at]);
};

const policyReason = (need: Policed, { settings }: Pick<Work, 'settings'>, says: string): Reason => {
  if ('always' in need) return { rule: 'scope match policy', value: need.always, origin: 'not configurable', says };
  const rule = need.policy;
  const setting = settings.options[rule];
  return { rule, value: setting?.value ?? 'SkipUnlessPartialMatch', origin: setting?.origin ?? 'default', says };
};

const sorted = (names: readonly JsonValue[]): readonly JsonValue[] =>
  [...names].sort((one, other) => byText(describe(one), describe(other)));
