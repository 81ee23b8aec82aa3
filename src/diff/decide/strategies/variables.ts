import { dimensionOf } from '../../../catalogue/labels.js';
import type { Fields, ResourceType } from '../../../catalogue/index.js';
import { isList, objectsOf, sameJson, textOf, type JsonObject, type JsonValue } from '../../../model/json.js';
import { foldName } from '../../../model/names.js';
import { chosen, withChoice } from '../../../settings/chosen.js';
import type { SyncSettings } from '../../../settings/settings.js';
import { describe } from '../../terms/look-up.js';
import { staysFor, waitsFor } from '../../terms/renamed-inside.js';
import { translate } from '../../terms/translate.js';
import { judge } from '../judge.js';
import { withoutLost } from '../three-way/lost.js';
import { identityOf, nameOf, scopeOf } from '../pair-variables.js';
import { pairWithBase } from './variables/base-pairs.js';
import { collapse } from './variables/collapse.js';
import type { SourceVariable } from './variables/decided.js';
import { decideFates } from './variables/fate.js';
import { decideWithBase } from './variables/with-base.js';
import { settingsOf } from './variables/scope-options.js';
import type { Case, PartOutcome, PiecesOf, Strategy } from './strategy.js';

/** Variable sets (rules variable-order): translate, collapse, pair one to one, decide value by value. */
export const variablesStrategy: Strategy = (input) => {
  const fields = variableFields(input.type);
  const { elsewhere } = input;
  const own = variablesOf(input.source).map((source) => judgedVariable(source, fields, input));
  const beside = variablesOf(elsewhere?.source ?? {}).map((source) => judgedVariable(source, fields, input, true));
  const all = calledApart(own);
  const waiting = all.flatMap((one) => partWaiting(one, input));
  const judged = [...all.filter(({ label }) => !waiting.some(({ part }) => part === label)), ...calledApart(beside)];
  const base = input.existing && isFollowed(input) ? baseVariables(input.base) : undefined;
  // Most values are what they were: they are not brought to the destination's terms twice.
  const oldOf = (source: JsonObject, index: number): SourceVariable => {
    const same = own[index];
    return same && sameJson(same.source, source) ? same : judgedVariable(source, fields, input);
  };
  const olds = base && calledApart(base.map(oldOf));
  const oldsBeside = baseVariables(elsewhere?.base).map((source) => judgedVariable(source, fields, input, true));
  const stays = ({ source }: Pick<SourceVariable, 'source'>): boolean =>
    staysFor(input.renamedInside, textOf(source['Name']));
  const before = olds && [...olds.filter((one) => !stays(one)), ...calledApart(oldsBeside)];
  const pairs = before && pairWithBase(judged, before);
  const found = pairs ? judged.map((one) => ({ ...one, before: pairs.get(one) })) : judged;
  const ofItself = found.filter(({ isElsewhere }) => !isElsewhere);
  const missing = ofItself.flatMap((one) => one.judged.missing);
  if (missing.length > 0)
    return { kind: 'blocked', missing, reasons: ofItself.flatMap((one) => one.judged.reasons), parts: waiting };

  const { kept, passedOver, parts } = sift(found);
  const { unique, collapsed } = collapse(kept);
  const existing = {
    own: variablesOf(input.existing?.document ?? {}),
    elsewhere: variablesOf(elsewhere?.existing?.document ?? {}),
  };
  const held = existing.own.filter((source) => stays({ source })).length;
  const values = { incoming: unique, passedOver };
  const decided = before
    ? decideWithBase(values, gone(before, pairs), existing, { ...input, fields })
    : { ...decideFates(values, existing, { ...input, fields }), ...asNew(all, unique) };
  const since = input.base ? 'source' : 'unknown';
  return {
    kind: 'decided',
    document: { ...(input.existing?.document ?? input.source), Variables: decided.variables },
    warnings: decided.warnings,
    cleanUp: decided.cleanUp,
    reasons: decided.reasons,
    needs: [...new Set(unique.flatMap((one) => (one.isElsewhere ? [] : one.judged.needs)))].sort(),
    differing: decided.left.length,
    parts: [
      ...waiting,
      ...parts,
      ...collapsed,
      ...decided.left.map((part) => ({ since, ...part }) as const),
      ...decided.parts,
    ],
    since: decided.since,
    own: Math.max(0, decided.own - held),
    next: { ...input.source, Variables: [...decided.next, ...(olds ?? []).filter(stays).map(({ source }) => source)] },
  };
};

/** Its values. Of several of one name and scope, one only comes (rules variable-collapse). */
export const variablePieces: PiecesOf = (type, source) => {
  const values = variablesOf(source);
  const fields = variableFields(type);
  return areApart(values) ? values.map((value) => ({ fields, value })) : undefined;
};

/** Whether no two values are of one name and scope. Most have a name of their own: of these nobody need know the scope. */
const areApart = (values: readonly JsonObject[]): boolean => {
  const byName = new Map<string, JsonObject>();
  const identities = new Set<string>();
  for (const value of values) {
    const name = nameOf(value);
    const first = byName.get(name);
    if (!first) byName.set(name, value);
    else {
      identities.add(identityOf(first));
      const identity = identityOf(value);
      if (identities.has(identity)) return false;
      identities.add(identity);
    }
  }
  return true;
};

/** The values of the base; of what a person has made the destination's own, what the source said then (rules base-resolve). */
const baseVariables = (base: Case['base']): readonly JsonObject[] => {
  const isOwn = (variable: JsonObject): boolean => base?.isOwn(variableLabel(variable)) === true;
  const before = variablesOf(base?.document ?? {}).filter((variable) => !isOwn(variable));
  return [...before, ...variablesOf(base?.moved ?? {}).filter(isOwn)];
};

/** A value of a name that is probably a new one for what the destination has: it is not added (rules rename-inside). */
const partWaiting = ({ label, source }: SourceVariable, { renamedInside }: Case): readonly WaitingPart[] => {
  const reasons = waitsFor(renamedInside, textOf(source['Name']));
  return reasons ? [{ verdict: 'blocked', part: label, reasons, missing: [] }] : [];
};

type WaitingPart = Extract<PartOutcome, { verdict: 'blocked' }>;

/** Values that only the base has. */
const gone = (
  before: readonly SourceVariable[],
  pairs: ReadonlyMap<SourceVariable, unknown> | undefined,
): readonly SourceVariable[] => {
  const paired = new Set(pairs?.values());
  return before.filter((one) => !paired.has(one));
};

const isFollowed = ({ base, settings }: Case): boolean =>
  base !== undefined && !base.isUnknown() && chosen(settings, 'follow') === 'changes';

/** Without a base, nobody knows who changed what; what was lost on the way has not arrived. */
const asNew = (found: readonly SourceVariable[], incoming: readonly SourceVariable[]) => {
  const coming = new Set(incoming.map(({ source }) => source));
  return {
    next: found.map((one) => (coming.has(one.source) ? withoutLost(one.source, one.judged.lost) : one.source)),
    own: 0,
    since: 'unknown',
    parts: [],
  } as const;
};

const judgedVariable = (source: JsonObject, fields: Fields, input: Case, isElsewhere = false): SourceVariable => {
  const { strategy } = input.type.merging;
  const own = settingsOf(source, input);
  const settings = 'valuesFollow' in strategy && strategy.valuesFollow ? alwaysOverwrite(own) : own;
  const translation = translate(fields, source, input);
  const isWhole = translation.statements.every(({ kind }) => kind !== 'lost-members');
  return {
    settings,
    label: variableLabel(source),
    source,
    judged: judge(translation, settings),
    isWhole,
    inPlaceOf: [],
    isElsewhere,
  };
};

const variableFields = (type: ResourceType): Fields => {
  const rule = type.fields['Variables'];
  return rule?.kind === 'list' ? rule.fields : {};
};

const variablesOf = (document: JsonObject): readonly JsonObject[] => objectsOf(document['Variables']);

/** For types whose values always follow the source (rules variable-script-module). */
const alwaysOverwrite = (settings: SyncSettings): SyncSettings =>
  withChoice(settings, 'overwriteExistingVariables', 'true');

/** A variable value as a person would point at it: `variable "Db" (environment: Test, Prod; target tag: web)`. */
export const variableLabel = (variable: JsonObject): string => {
  const dimensions = Object.entries(scopeOf(variable)).map(
    ([dimension, members]) => `${dimensionOf(dimension)}: ${text(members)}`,
  );
  return `variable "${textOf(variable['Name'])}" (${dimensions.length > 0 ? dimensions.join('; ') : 'unscoped'})`;
};

/** Values of one name and scope are different elements: what is said of one is not said of another. */
const calledApart = (values: readonly SourceVariable[]): readonly SourceVariable[] => {
  const counts = new Map<string, number>();
  return values.map((one) => {
    const nth = (counts.get(foldName(one.label)) ?? 0) + 1;
    counts.set(foldName(one.label), nth);
    return nth === 1 ? one : { ...one, label: `${one.label}, the ${ordinal(nth)}` };
  });
};

const ordinal = (nth: number): string => ['first', 'second', 'third'][nth - 1] ?? `${nth}th`;

const text = (members: JsonValue): string => (isList(members) ? members.map(describe).join(', ') : '');

interface Sifted {
  readonly kept: readonly SourceVariable[];
  /** Those that are skipped or in error. */
  readonly passedOver: readonly SourceVariable[];
  readonly parts: readonly PartOutcome[];
}

const sift = (found: readonly SourceVariable[]): Sifted => {
  const passedOver = found.filter(({ judged }) => judged.errors.length + judged.skips.length > 0);
  const parts = passedOver.flatMap(({ label, judged, isElsewhere }): readonly PartOutcome[] => {
    const reasons = [...judged.errors, ...judged.skips];
    if (isElsewhere) return [];
    return [{ verdict: judged.errors.length > 0 ? 'error' : 'skipped', part: label, reasons }];
  });
  return { kept: found.filter((one) => !passedOver.includes(one)), passedOver, parts };
};
