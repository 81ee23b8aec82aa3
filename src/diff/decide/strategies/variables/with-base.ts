import type { Since } from '../../../../changeset/format.js';
import { isList, objectsOf, sameJson, textOf, type JsonObject } from '../../../../model/json.js';
import { pointerOf, segmentsOf, type Pointer } from '../../../../model/pointer.js';
import { because, chosen, withChoice } from '../../../../settings/chosen.js';
import type { SyncSettings } from '../../../../settings/settings.js';
import { withOwnScopes } from '../../existing-scopes.js';
import { identityOf, nameOf, sameScope, scopeOf } from '../../pair-variables.js';
import { translate } from '../../../terms/translate.js';
import { judge } from '../../judge.js';
import { keepAt } from '../../settle.js';
import { withoutLost } from '../../three-way/lost.js';
import { asWritten, conflictOf, removedOnSource } from '../../three-way/said.js';
import { decideUnit, nextByField } from '../../three-way/unit.js';
import type { PartOutcome } from '../strategy.js';
import { counterparts } from './counterparts.js';
import type { BaseVariable, Decided, Deciding, SourceVariable } from './decided.js';
import { add, leaveBeside, placeIn, type Existing, type Values } from './fate.js';
import { follow, following, rescope } from './paired.js';
import { compared, leftAlone } from './scope-options.js';

/** What the destination's values become, with what the base has to say from now on. */
export interface DecidedWithBase extends Decided {
  readonly next: readonly JsonObject[];
  readonly own: number;
  readonly since: Since;
  readonly parts: readonly PartOutcome[];
}

/** The decisions about a variable set under way. */
interface Deciders {
  readonly input: Deciding;
  /** The values of the destination: first its own, then those of the project's other set. */
  readonly existing: readonly JsonObject[];
  readonly own: readonly JsonObject[];
  readonly asCompared: readonly JsonObject[];
  readonly decided: Decided;
  /** Values of the destination that go, by their position. */
  readonly removed: Set<number>;
  /** What the base says from now on. */
  readonly next: JsonObject[];
  readonly since: Set<Since>;
  readonly parts: PartOutcome[];
  /** How many the destination has made its own. */
  ofItsOwn: number;
}

/**
 * Decides value by value what the source has changed since the base, and leaves what the destination has made of its own values
 * (rules three-way-table, three-way-values). `gone` are the values of the base that the source has not got any more.
 */
export const decideWithBase = (
  { incoming, passedOver }: Values,
  gone: readonly BaseVariable[],
  { own, elsewhere }: Existing,
  input: Deciding,
): DecidedWithBase => {
  const existing = [...own, ...elsewhere];
  const work: Deciders = {
    input,
    existing,
    own,
    asCompared: existing.map((variable) => compared(input.fields, variable, input)),
    decided: { variables: [...own], reasons: [], warnings: [], cleanUp: [], left: [] },
    removed: new Set(),
    next: [],
    since: new Set(),
    parts: [],
    ofItsOwn: 0,
  };
  const { pairOf, beside, alikeInScope } = counterparts({ incoming, passedOver }, gone, work.asCompared, input);
  const paired = new Set(pairOf.values());
  const isUnpaired = (_: unknown, index: number): boolean => !paired.has(index);
  const ownOnes = existing.filter(isUnpaired);
  incoming.forEach((variable, index) => {
    const [found, other] = [pairOf.get(variable), beside.get(index)];
    if (variable.isElsewhere) return;
    if (other !== undefined) standBeside(variable, other, work);
    else if (found !== undefined)
      decidePair(variable, { index: found, isAlikeInScope: alikeInScope.has(variable) }, work);
    else if (variable.before && !input.base?.mayCome(variable.label)) decideGone(variable, variable.before, work);
    else decideNew(variable, ownOnes, gone, work);
  });
  for (const one of gone) {
    const found = pairOf.get(one);
    if (found === undefined || one.isElsewhere) continue;
    if (isOtherKind(one, incoming)) work.next.push(one.source);
    else decideRemoved(one, found, work);
  }
  for (const { before, isElsewhere } of passedOver) if (before && !isElsewhere) work.next.push(before.source);
  work.ofItsOwn += own.filter(isUnpaired).length;
  return {
    ...withoutRemoved(work),
    next: work.next,
    own: work.ofItsOwn,
    since: sinceOf(work.since),
    parts: work.parts,
  };
};

const sinceOf = (since: ReadonlySet<Since>): Since =>
  since.has('unknown') ? 'unknown' : since.has('both') ? 'both' : since.has('destination') ? 'destination' : 'source';

const isUnknown = ({ label }: Pick<SourceVariable, 'label'>, { input: { base } }: Deciders): boolean =>
  base?.isUnknown(label) === true;

/** What the destination would say if it took all of a value. */
const settledAs = (
  { judged, settings }: Pick<BaseVariable, 'judged' | 'settings'>,
  current: JsonObject,
  { input }: Deciders,
): ReturnType<typeof withOwnScopes> => {
  const wanted = keepAt(judged.keepsExisting, judged.value, current);
  const next = { ...following(wanted, current), Scope: scopeOf(wanted) };
  return withOwnScopes(input.fields, next, current, { ...input, settings });
};

/** Both sides have it: whatever the source has changed follows, as the options for values and scopes let it. */
const decidePair = (
  variable: SourceVariable,
  { index, isAlikeInScope }: { readonly index: number; readonly isAlikeInScope: boolean },
  work: Deciders,
): void => {
  const { input, decided, asCompared } = work;
  const { label, source, before, judged, settings } = variable;
  const current = work.existing[index] ?? {};
  const settled = settledAs(variable, current, work);
  const unit = decideUnit(
    {
      fields: input.fields,
      part: label,
      at: pointerOf(['Variables', index]),
      source,
      base: before?.source,
      moved: movedOf(variable, input),
      destination: current,
      wholeLists: true,
      settled: (side) =>
        side === source ? settled.value : settledAs(asJudged(side, variable, input), current, work).value,
    },
    input.base,
    settings,
  );
  work.ofItsOwn += unit.own;
  // Where nobody knows who made the scopes differ, they are compared as they are without a base.
  const value = isAlikeInScope && isUnknown(variable, work) ? { ...unit.value, Scope: scopeOf(current) } : unit.value;
  if (!sameJson(value, current)) {
    const own = input.base?.bringsSources(label) === true ? asSource(settings) : settings;
    const merged = { ...variable, settings: own, judged: { ...judged, value, keepsExisting: [] } };
    const scope = { value: { ...current, Scope: scopeOf(value) }, warnings: settled.warnings };
    const before = decided.left.length;
    if (sameScope(value, current))
      follow(merged, current, index, leftAlone(variable, asCompared[index], input), decided);
    else if (isTaken(value, index, work)) leaveTaken(variable, current, index, work);
    else rescope(merged, current, index, scope, input, decided);
    const left = decided.left.splice(before);
    decided.left.push(...left.map((part) => ({ ...part, since: unit.since })));
  }
  const after = decided.variables[index] ?? {};
  // The third step of its place is the field of the value: /Variables/3/Value.
  const isWritten = (at: Pointer): boolean => {
    const [, , field = ''] = segmentsOf(at);
    return sameJson(value[field], after[field]);
  };
  work.parts.push(...asWritten(unit.parts, isWritten));
  if (!sameJson(after, current)) work.since.add(unit.since);
  work.next.push(
    withoutLost(
      nextByField(unit, (field) => sameJson(value[field], after[field])),
      judged.lost,
    ),
  );
};

/** Whether the destination has a value of its own of that name and scope: two of them would be one too many. */
const isTaken = (value: JsonObject, index: number, { existing }: Deciders): boolean =>
  existing.some((other, at) => at !== index && identityOf(other) === identityOf(value));

const leaveTaken = (variable: SourceVariable, current: JsonObject, index: number, work: Deciders): void => {
  const { label, judged, before, settings } = variable;
  const says = 'The destination has another value with the scope that the source has given this one: it stays.';
  work.parts.push({
    ...{ verdict: 'conflicts', since: 'both', part: label, takes: 'destination' },
    ...{ at: pointerOf(['Variables', index]), reasons: [because(settings, 'conflicts', says)] },
    ...(before && { base: before.judged.value }),
    ...{ source: judged.value, destination: current },
  });
};

/** Another side of a value, as the options judge it. */
const asJudged = (
  side: JsonObject,
  { before, settings }: SourceVariable,
  input: Deciding,
): Pick<BaseVariable, 'judged' | 'settings'> =>
  before?.source === side ? before : { judged: judge(translate(input.fields, side, input), settings), settings };

/** A person decided that the source's word is to stand, whatever is chosen. */
const asSource = (settings: SyncSettings): SyncSettings =>
  withChoice(withChoice(settings, 'overwriteExistingVariables', 'true'), 'variableScopeChanges', 'update');

/** What the source said of a value at the last sync, under the name and scope that it has now. */
const movedOf = ({ source }: SourceVariable, { base }: Deciding): JsonObject | undefined =>
  base?.hasAnyOwn === true
    ? objectsOf(base.moved?.['Variables']).find((one) => identityOf(one) === identityOf(source))
    : undefined;

const standBeside = (variable: SourceVariable, index: number, work: Deciders): void => {
  const { before, source } = variable;
  if (before && sameJson(before.source, source)) {
    work.ofItsOwn += 1;
    work.next.push(source);
    return;
  }
  leaveBeside(variable, placeIn(work.own, index), work.decided);
  if (before) work.next.push(before.source);
};

/** It came once, and the destination has not got it any more (rules three-way-gone). */
const decideGone = (variable: SourceVariable, before: BaseVariable, work: Deciders): void => {
  const { source, label } = variable;
  if (sameJson(before.source, source)) {
    work.ofItsOwn += 1;
    work.next.push(source);
    return;
  }
  const at = pointerOf(['Variables', label]);
  const place = { part: label, at, base: before.judged.value, source: variable.judged.value };
  const conflict = conflictOf({ base: work.input.base, settings: variable.settings }, place);
  work.parts.push(...conflict.parts);
  if (conflict.takes === 'source') addNew(variable, 'both', work);
  else work.next.push(before.source);
};

const addNew = (variable: SourceVariable, since: Since, work: Deciders): void => {
  add(variable, work.decided);
  work.since.add(since);
  work.next.push(withoutLost(variable.source, variable.judged.lost));
};

/**
 * New since the base. One that would apply everywhere does not come beside what the destination has made of the values that it
 * takes the place of on the source (rules three-way-replaced).
 */
const decideNew = (
  variable: SourceVariable,
  ownOnes: readonly JsonObject[],
  gone: readonly BaseVariable[],
  work: Deciders,
): void => {
  const { input } = work;
  const { label, judged, settings } = variable;
  const isNamedAlike = (one: JsonObject): boolean => nameOf(one) === nameOf(variable.source);
  const wasOpen = input.base?.open.some((part) => part.startsWith(`variable "${textOf(variable.source['Name'])}" (`));
  const replaces = wasOpen === true || gone.some(({ source }) => isNamedAlike(source));
  const here = ownOnes.filter(isNamedAlike);
  if (isUnknown(variable, work) || !replaces || here.length === 0 || !isUnscoped(judged.value)) {
    addNew(variable, isUnknown(variable, work) ? 'unknown' : 'source', work);
    return;
  }
  const place = { part: label, at: pointerOf(['Variables', label]), source: judged.value, destination: here };
  const conflict = conflictOf({ base: input.base, settings }, place);
  work.parts.push(...conflict.parts);
  if (conflict.takes === 'source') addNew(variable, 'both', work);
};

const isUnscoped = (variable: JsonObject): boolean =>
  Object.values(scopeOf(variable)).every((members) => !isList(members) || members.length === 0);

/** It is a secret on the source now, or none any more: it is not removed, and stands beside the destination's (rules variable-plain-beside-secret). */
const isOtherKind = ({ source }: BaseVariable, incoming: readonly SourceVariable[]): boolean =>
  incoming.some(({ before, source: other }) => !before && nameOf(other) === nameOf(source) && sameScope(other, source));

/** The source has removed it; the destination still has a value in its place. */
const decideRemoved = (one: BaseVariable, index: number, work: Deciders): void => {
  const { input, decided } = work;
  const { label, settings, source } = one;
  const current = work.existing[index] ?? {};
  const isAsItWas = sameJson(settledAs(one, current, work).value, current);
  const at = pointerOf(['Variables', label]);
  const remove = (since: Since): void => {
    work.removed.add(index);
    work.since.add(since);
    const says = `${label}: removed, as on the source.`;
    decided.warnings.push({ kind: 'removed-on-source', at, says });
    decided.reasons.push(because(settings, 'removals', says));
  };
  if (!isAsItWas) {
    const place = { part: label, at, base: one.judged.value, destination: current };
    const conflict = conflictOf({ base: input.base, settings }, place);
    work.parts.push(...conflict.parts);
    if (conflict.takes === 'source') remove('both');
    else work.next.push(source);
  } else if (chosen(settings, 'removals') === 'apply') remove('source');
  else {
    work.parts.push(removedOnSource(label, settings));
    work.next.push(source);
  }
};

/** The values that there will be; what was said of each, where it stands then. */
const withoutRemoved = ({ decided, removed }: Deciders): Decided => {
  if (removed.size === 0) return decided;
  const shifted = (index: number): number => index - [...removed].filter((one) => one < index).length;
  const moved = <Found extends { readonly at: Decided['warnings'][number]['at'] }>(found: Found): Found => {
    const [, index = '', rest = ''] = /^\/Variables\/(\d+)(.*)$/.exec(found.at) ?? [];
    return index === '' ? found : { ...found, at: `/Variables/${shifted(Number(index))}${rest}` as Found['at'] };
  };
  return {
    ...decided,
    variables: decided.variables.filter((_, index) => !removed.has(index)),
    warnings: decided.warnings.map(moved),
    cleanUp: decided.cleanUp.map(moved),
  };
};
