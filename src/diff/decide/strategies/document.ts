import { labelOf } from '../../../catalogue/labels.js';
import { ruleOf, type Fields } from '../../../catalogue/index.js';
import { isObject, type JsonObject } from '../../../model/json.js';
import { keyOf, ownName } from '../../../model/names.js';
import { below, fieldOf, ROOT, type Pointer } from '../../../model/pointer.js';
import type { Warning } from '../../../model/reason.js';
import { translate } from '../../terms/translate.js';
import { withoutLost } from '../three-way/lost.js';
import { withoutBlocked } from '../alone.js';
import { judge, type Judged } from '../judge.js';
import { decideExisting } from './document/existing.js';
import { missingMembers } from './document/merge-existing.js';
import { decided, refusal } from './document/outcome.js';
import { asCreated, installedFrom, isSwitchedOff } from './ways-of-writing.js';
import type { Case, Outcome, PiecesOf, Strategy } from './strategy.js';

/** Whole documents (rules existing-mode): created if missing; left or updated, field by field, if they exist. */
export const documentStrategy: Strategy = (input) => {
  const judged = (source: JsonObject): Judged => judge(translate(input.type.fields, source, input), input.settings);
  if (input.existing) {
    const { document } = input.existing;
    return decideExisting(input, judged(input.addsOnly ? missingMembers(input, document) : input.source), document);
  }
  const sifted = withoutBlocked(input);
  const found = judged(sifted.input.source);
  const outcome = decideNew(sifted.input, found);
  const next = withoutLost(sifted.input.source, found.lost);
  return { ...outcome, next, parts: [...outcome.parts, ...sifted.parts] };
};

export const documentPieces: PiecesOf = (type, source) => [{ fields: type.fields, value: source }];

const decideNew = (input: Case, judged: Judged): Outcome => {
  const { type, settings } = input;
  const installed = installedFrom(type, judged.value);
  const isSent = (field: string): boolean => (installed ? field in installed : !isSwitchedOff(type, field, settings));
  const refused = refusal(judged, isSent);
  if (refused) return refused;
  const { document, warnings } = keepOnlyOne(input, installed ?? only(sendable(type.fields, judged.value), isSent));
  const created = installed ? { document, cleanUp: [] } : asCreated(type, document);
  const sent = (at: Pointer): boolean => fieldOf(at) in created.document;
  return {
    ...decided(judged, created.document, 0, [...judged.warnings.filter(({ at }) => sent(at)), ...warnings]),
    cleanUp: [...judged.cleanUp.filter(({ at }) => sent(at)), ...created.cleanUp],
  };
};

const only = (document: JsonObject, wanted: (field: string) => boolean): JsonObject =>
  Object.fromEntries(Object.entries(document).filter(([field]) => wanted(field)));

/** What only the server can say is no part of what it is told. */
const sendable = (fields: Fields, document: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(document).flatMap(([field, value]) => {
      const rule = ruleOf(fields, field);
      if (rule?.kind === 'readOnly') return [];
      return [[field, rule?.kind === 'nested' && isObject(value) ? sendable(rule.fields, value) : value]];
    }),
  );

/** A flag of which there is one: a new item must not take it from the one that has it on the destination. */
const keepOnlyOne = (
  { type, projection, names }: Case,
  document: JsonObject,
): { document: JsonObject; warnings: readonly Warning[] } => {
  const flag = type.merging.onlyOne;
  if (flag === undefined || document[flag] !== true) return { document, warnings: [] };
  const parent = keyOf(names.slice(0, -1));
  const holder = [...projection.all(type.name)].find(
    (item) => item.document[flag] === true && keyOf(item.names.slice(0, -1)) === parent,
  );
  if (!holder) return { document, warnings: [] };
  const says = `The ${type.singular} "${ownName(holder.names)}" stays the one that ${labelOf(flag)}; on the source this one is.`;
  return {
    document: { ...document, [flag]: false },
    warnings: [{ kind: 'default-kept', at: below(ROOT, flag), says }],
  };
};
