import { isList, objectsOf, sameJson, textOf, type JsonObject, type JsonValue } from '../../../model/json.js';
import { pointerOf, segmentsOf, type Pointer } from '../../../model/pointer.js';
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
  const outcome = documentStrategy(withPhases({ ...input, source: capped.document }));
  if (outcome.kind !== 'decided') return outcome;
  const phases = phasesOf(outcome.document);
  const emptied = phases.filter(isEmpty);
  const isWritten = !sameJson(input.existing?.document, outcome.document);
  if (isWritten && emptied.length > 1) return tooManyEmpty(emptied, outcome);
  const warnings = outcome.warnings.filter(({ kind, at }) => kind !== 'scope-widened' || isEmpty(phases[phaseIn(at)]));
  return explained(input, { ...outcome, warnings: [...warnings, ...(isWritten ? capped.warnings : [])] });
};

/**
 * `overwriteExistingLifecyclesPhases`: phases of existing lifecycles stay, follow, or are never taken over at all
 * (rules lifecycle-phases).
 */
const withPhases = (input: Case): Case => {
  const mode = phaseMode(input);
  const { source } = input;
  const without = {
    ...input,
    source: Object.fromEntries(Object.entries(source).filter(([field]) => field !== PHASES)),
  };
  if (mode === 'NeverCloneLifecyclePhases') return without;
  return !input.existing || mode === 'true' ? following(input) : without;
};

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
  return outcome.kind === 'decided' && sameJson(phasesOf(outcome.document), current);
};

const tooManyEmpty = (emptied: readonly JsonObject[], outcome: Outcome): Outcome => {
  const names = emptied.map((phase) => `"${textOf(phase['Name'])}"`).join(', ');
  const says = `The phases ${names} would have no environments here; Octopus allows one such phase.`;
  return { kind: 'error', reasons: [{ rule: 'lifecycle phases', says }, ...outcome.reasons], parts: [] };
};

const phasesOf = (document: JsonObject): readonly JsonObject[] => objectsOf(document[PHASES]);

const isEmpty = (phase: JsonObject | undefined): boolean =>
  phase !== undefined &&
  listIsEmpty(phase['AutomaticDeploymentTargets']) &&
  listIsEmpty(phase['OptionalDeploymentTargets']);

const listIsEmpty = (value: JsonValue | undefined): boolean => !isList(value) || value.length === 0;

/** The phase a pointer such as `/Phases/1/OptionalDeploymentTargets` is in. */
const phaseIn = (place: Pointer): number => Number(segmentsOf(place)[1] ?? -1);
