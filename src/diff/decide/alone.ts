import type { ObjectList } from '../../catalogue/index.js';
import { objectsOf, type JsonObject } from '../../model/json.js';
import { pointerOf } from '../../model/pointer.js';
import { describe } from '../terms/look-up.js';
import { translate } from '../terms/translate.js';
import { judge } from './judge.js';
import { placedUnder } from './labelled.js';
import type { Case, PartOutcome } from './strategies/strategy.js';

interface Sifted {
  /** The item without what is blocked of it. */
  readonly input: Case;
  readonly parts: readonly PartOutcome[];
}

/**
 * Items of a list that stand by themselves: one that needs what the destination lacks is blocked alone, and the others come
 * (rules needs-alone).
 */
export const withoutBlocked = (input: Case): Sifted =>
  Object.entries(input.type.fields).reduce<Sifted>(
    (sifted, [field, rule]) => (rule.kind === 'list' && rule.alone ? siftList(sifted, field, rule) : sifted),
    { input, parts: [] },
  );

const siftList = ({ input, parts }: Sifted, field: string, rule: ObjectList): Sifted => {
  const judged = objectsOf(input.source[field]).map((item, index) => ({
    item,
    part: blockedPart(input, rule, item, [field, index]),
  }));
  const kept = judged.filter(({ part }) => part === undefined).map(({ item }) => item);
  return {
    input: { ...input, source: { ...input.source, [field]: kept } },
    parts: [...parts, ...judged.flatMap(({ part }) => part ?? [])],
  };
};

const blockedPart = (
  input: Case,
  rule: ObjectList,
  item: JsonObject,
  at: readonly [field: string, index: number],
): PartOutcome | undefined => {
  const { missing, reasons } = judge(translate(rule.fields, item, input), input.settings);
  if (missing.length === 0) return undefined;
  const part = `${rule.alone?.called ?? at[0]} "${describe(item[rule.alone?.field ?? ''] ?? '')}"`;
  return { verdict: 'blocked', part, reasons, missing: missing.map((one) => placedUnder(pointerOf(at), one)) };
};
