import { plainText } from '../../../model/canonical.js';
import { isList, objectsOf, sameJson, textOf, type JsonObject, type JsonValue } from '../../../model/json.js';
import { pointerOf, segmentsOf, type Pointer } from '../../../model/pointer.js';
import type { Reason, Warning } from '../../../model/reason.js';
import { because, chosen } from '../../../settings/chosen.js';
import { documentStrategy } from './document.js';
import { capRetention } from './retention.js';
import type { Case, Outcome, Strategy } from './strategy.js';

const PHASES = 'Phases';

/**
 * Lifecycles: whether phases follow is a choice of its own. Environments that the destination lacks leave their phases;
 * a phase without any stands for all that no other phase names, so at most one may be left like that
 * (rules lifecycle-empty-phase).
 */
export const lifecycleStrategy: Strategy = (input) => {
  const capped = capRetention(input.source, input.destination);
  const before = input.base?.document && capRetention(input.base.document, input.destination).document;
  const own = { ...input, source: capped.document, base: input.base && { ...input.base, document: before } };
  const decided = documentStrategy(withPhases(own));
  if (decided.kind !== 'decided') return decided;
  const outcome = {
    ...withPossibleMinimum(decided),
    ...(decided.next && { next: uncapped(decided.next, own, input) }),
  };
  const phases = phasesOf(outcome.document);
  const isWritten = !sameJson(input.existing?.document, outcome.document);
  const refused = isWritten ? refusal(phases, outcome) : undefined;
  if (refused) return refused;
  const warnings = outcome.warnings.filter(({ kind, at }) => kind !== 'scope-widened' || isEmpty(phases[phaseIn(at)]));
  return explained(input, { ...outcome, warnings: isWritten ? [...warnings, ...capped.warnings] : warnings });
};

/** What the base says from now on, with the retention that the source asks for; phases that stay out keep what they had. */
const uncapped = (next: JsonObject, capped: Case, { source, base }: Case): JsonObject => {
  const fields = Object.keys({ ...source, ...next }).flatMap((field): readonly (readonly [string, JsonValue])[] => {
    const isCarried = sameJson(next[field], capped.source[field]);
    const isOut = !(field in next);
    const value = isCarried ? source[field] : isOut ? (base ? base.document?.[field] : source[field]) : next[field];
    return value === undefined ? [] : [[field, value]];
  });
  return Object.fromEntries(fields);
};

type Decided = Extract<Outcome, { kind: 'decided' }>;

/**
 * A phase that is left with fewer environments than it asks for asks for all of those: the server takes no more
 * (rules lifecycle-minimum). A phase without any stands for others, and asks for what it asked for.
 */
const withPossibleMinimum = (outcome: Decided): Decided => {
  const phases = phasesOf(outcome.document);
  const lowered = phases.map(lowerMinimum);
  if (sameJson(phases, lowered)) return outcome;
  const warnings = phases.flatMap((phase, index) => (phase === lowered[index] ? [] : [minimumLowered(phase, index)]));
  return {
    ...outcome,
    document: { ...outcome.document, [PHASES]: lowered },
    warnings: [...outcome.warnings, ...warnings],
  };
};

const MINIMUM = 'MinimumEnvironmentsBeforePromotion';

const lowerMinimum = (phase: JsonObject): JsonObject => {
  const [count, minimum] = [environmentsOf(phase).length, phase[MINIMUM]];
  return typeof minimum === 'number' && count > 0 && minimum > count ? { ...phase, [MINIMUM]: count } : phase;
};

const minimumLowered = (phase: JsonObject, index: number): Warning => {
  const count = environmentsOf(phase).length;
  const says = `Phase "${textOf(phase['Name'])}" asks for ${plainText(phase[MINIMUM] ?? 0)} environments before promotion, and has ${String(count)} here: all of those are asked for.`;
  return { kind: 'minimum-lowered', at: pointerOf([PHASES, index, MINIMUM]), says };
};

/** What the server would refuse (rules seen-in-diff). */
const refusal = (phases: readonly JsonObject[], outcome: Outcome): Outcome | undefined => {
  const emptied = phases.filter(isEmpty);
  if (emptied.length > 1) return tooManyEmpty(emptied, outcome);
  if (phases.length > 0 && phases.every(isOptional)) return allOptional(phases, outcome);
  const twice = phases.flatMap((phase, index) =>
    environmentsOf(phase).flatMap((name) => {
      const other = phases
        .slice(index + 1)
        .find((one) => environmentsOf(one).some((another) => sameJson(name, another)));
      return other ? [inTwoPhases(plainText(name), phase, other)] : [];
    }),
  );
  return twice.length > 0 ? { kind: 'error', reasons: [...twice, ...outcome.reasons], parts: [] } : undefined;
};

/** Two environments of the source that are called the same here, each in a phase of its own. */
const inTwoPhases = (environment: string, one: JsonObject, other: JsonObject): Reason => ({
  rule: 'lifecycle phases',
  says: `The environment "${environment}" would be in two phases, "${textOf(one['Name'])}" and "${textOf(other['Name'])}"; Octopus allows one. Map the source's environments to different ones, or do without its phases (--overwrite-existing-lifecycles-phases NeverCloneLifecyclePhases).`,
});

const environmentsOf = (phase: JsonObject): readonly JsonValue[] =>
  ['AutomaticDeploymentTargets', 'OptionalDeploymentTargets'].flatMap((field) => {
    const value = phase[field];
    return isList(value) ? value : [];
  });

/**
 * `overwriteExistingLifecyclesPhases`: phases of existing lifecycles stay, follow, or are never taken over at all
 * (rules lifecycle-phases).
 */
const withPhases = (input: Case): Case => {
  const mode = phaseMode(input);
  const { source, base } = input;
  const without = {
    ...input,
    source: withoutPhases(source),
    base: base && { ...base, document: base.document && withoutPhases(base.document) },
  };
  if (mode === 'NeverCloneLifecyclePhases') return without;
  return !input.existing || mode === 'true' ? following(input) : without;
};

const withoutPhases = (document: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(document).filter(([field]) => field !== PHASES));

const following = (input: Case): Case => {
  const { type } = input;
  const { existing } = type.merging;
  const followed = { ...existing, always: { ...existing.always, [PHASES]: 'replace' as const } };
  return { ...input, type: { ...type, merging: { ...type.merging, existing: followed } } };
};

const phaseMode = ({ settings }: Case) => chosen(settings, 'overwriteExistingLifecyclesPhases');

/** Says what became of the phases where they were left out. */
const explained = (input: Case, outcome: Extract<Outcome, { kind: 'decided' }>): Outcome => {
  const mode = phaseMode(input);
  const isLeft = mode === 'NeverCloneLifecyclePhases' || (input.existing !== undefined && mode === 'false');
  const own = phasesOf(input.source);
  if (!isLeft || wouldBeSame(input)) return outcome;
  const why = `The phases of the source (${own.length}) are not taken over.`;
  const reason = because(input.settings, 'overwriteExistingLifecyclesPhases', why);
  const reasons = [...outcome.reasons, reason];
  if (input.existing) return { ...outcome, reasons, differing: outcome.differing + 1 };
  const says = 'A new lifecycle without phases stands for all environments: give it its phases.';
  return { ...outcome, reasons, cleanUp: [...outcome.cleanUp, { kind: 'check', at: pointerOf([PHASES]), says }] };
};

/** Whether the phases would be what they are, had they followed the source. */
const wouldBeSame = (input: Case): boolean => {
  const outcome = documentStrategy(following(input));
  const current = phasesOf(input.existing?.document ?? {});
  return outcome.kind === 'decided' && sameJson(phasesOf(outcome.document).map(lowerMinimum), current);
};

const tooManyEmpty = (emptied: readonly JsonObject[], outcome: Outcome): Outcome => {
  const names = emptied.map((phase) => `"${textOf(phase['Name'])}"`).join(', ');
  const says = `The phases ${names} would have no environments here; Octopus allows one such phase.`;
  return { kind: 'error', reasons: [{ rule: 'lifecycle phases', says }, ...outcome.reasons], parts: [] };
};

/** Each side makes another phase optional, or removes the one that was not: together none is left that must be passed (rules lifecycle-all-optional). */
const allOptional = (phases: readonly JsonObject[], outcome: Outcome): Outcome => {
  const names = phases.map((phase) => `"${textOf(phase['Name'])}"`).join(', ');
  const says = `All phases would be optional here: ${names}; Octopus wants one that is not. Make one of them required on either side.`;
  return { kind: 'error', reasons: [{ rule: 'lifecycle phases', says }, ...outcome.reasons], parts: [] };
};

const isOptional = (phase: JsonObject): boolean => phase['IsOptionalPhase'] === true;

const phasesOf = (document: JsonObject): readonly JsonObject[] => objectsOf(document[PHASES]);

const isEmpty = (phase: JsonObject | undefined): boolean => phase !== undefined && environmentsOf(phase).length === 0;

/** The phase a pointer such as `/Phases/1/OptionalDeploymentTargets` is in. */
const phaseIn = (place: Pointer): number => Number(segmentsOf(place)[1] ?? -1);
