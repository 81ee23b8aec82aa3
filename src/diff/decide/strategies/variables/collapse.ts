import { identityOf } from '../../pair-variables.js';
import type { PartOutcome } from '../strategy.js';
import type { SourceVariable } from './decided.js';

/**
 * Values that became equal in name, sensitivity and scope (rules variable-collapse): one that lost nothing of its scope stays
 * (rules variable-collapse-exact), among equals the first in source order.
 */
export const collapse = (
  kept: readonly SourceVariable[],
): { unique: readonly SourceVariable[]; collapsed: readonly PartOutcome[] } => {
  const identities = new Map(kept.map((one) => [one, identityOf(one.judged.value)]));
  const groups = new Map<string, readonly SourceVariable[]>();
  const groupOf = (one: SourceVariable): readonly SourceVariable[] => groups.get(identities.get(one) ?? '') ?? [];
  for (const [one, identity] of identities) groups.set(identity, [...groupOf(one), one]);
  const isWinner = (one: SourceVariable): boolean => winnerOf(one, groupOf(one)) === one;
  return {
    unique: kept.filter(isWinner).map((one) => ({ ...one, inPlaceOf: labelsBeside(one, groupOf(one)) })),
    collapsed: kept
      .filter((one) => !one.isElsewhere && !isWinner(one))
      .map((one) => collapsedInto(winnerOf(one, groupOf(one)), one)),
  };
};

const winnerOf = (one: SourceVariable, group: readonly SourceVariable[]): SourceVariable =>
  group.find(({ isWhole }) => isWhole) ?? group[0] ?? one;

const labelsBeside = (winner: SourceVariable, group: readonly SourceVariable[]): readonly string[] =>
  group.filter((one) => one !== winner).map(({ label }) => label);

const collapsedInto = (winner: SourceVariable, { label, judged, isWhole }: SourceVariable): PartOutcome => {
  const into = winner.isWhole && !isWhole ? 'that one, which lost nothing of its own' : 'the first';
  const says = `Has the same scope here as ${winner.label}: collapsed into ${into}.`;
  return { verdict: 'skipped', part: label, reasons: [...judged.reasons, { rule: 'collapse', says }] };
};
