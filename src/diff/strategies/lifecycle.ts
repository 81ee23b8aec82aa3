import { isList, isObject, sameJson, type JsonObject, type JsonValue } from '../../model/json.js';
import { documentStrategy } from './document.js';
import type { Outcome, Strategy } from './strategy.js';

/**
 * Lifecycles: environments that the destination lacks leave their phases. A phase without any stands for all that no
 * other phase names, so at most one may be left like that (sync-rules §9; lifecycles page).
 */
export const lifecycleStrategy: Strategy = (input) => {
  const outcome = documentStrategy(input);
  if (outcome.kind !== 'says') return outcome;
  const phases = phasesOf(outcome.document);
  const emptied = phases.filter(isEmpty);
  const isWritten = !sameJson(input.existing?.document, outcome.document);
  if (isWritten && emptied.length > 1) return tooManyEmpty(emptied, outcome);
  const warnings = outcome.warnings.filter(({ kind, at }) => kind !== 'scope-widened' || isEmpty(phases[phaseIn(at)]));
  return { ...outcome, warnings };
};

const tooManyEmpty = (emptied: readonly JsonObject[], outcome: Outcome): Outcome => {
  const names = emptied.map((phase) => JSON.stringify(phase['Name'])).join(', ');
  const says = `The phases ${names} would have no environments here; Octopus allows one such phase.`;
  return { kind: 'error', reasons: [{ rule: 'lifecycle phases', says }, ...outcome.reasons], parts: [] };
};

const phasesOf = (document: JsonObject): readonly JsonObject[] => {
  const phases = document['Phases'];
  return isList(phases) ? phases.filter(isObject) : [];
};

const isEmpty = (phase: JsonObject | undefined): boolean =>
  phase !== undefined &&
  listIsEmpty(phase['AutomaticDeploymentTargets']) &&
  listIsEmpty(phase['OptionalDeploymentTargets']);

const listIsEmpty = (value: JsonValue | undefined): boolean => !isList(value) || value.length === 0;

/** The phase a pointer such as `/Phases/1/OptionalDeploymentTargets` is in. */
const phaseIn = (pointer: string): number => Number(pointer.split('/')[2] ?? -1);
