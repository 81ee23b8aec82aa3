import { secretKept } from './placeholders.js';
import { quoted } from '../../model/sentences.js';
import { placeInWords } from '../../catalogue/labels.js';
import { nounOf, nounsOf } from '../../catalogue/called.js';
import type { Need, OtherKind, ReferenceList } from '../../catalogue/index.js';
import type { Missing } from '../../changeset/changeset.js';
import { because, chosen } from '../../settings/chosen.js';
import type { Policy } from '../../settings/options.js';
import type { Mapping, SyncSettings } from '../../settings/settings.js';
import { pointerOf } from '../../model/pointer.js';
import type { CleanUp, Reason, Warning } from '../../model/reason.js';
import type { LostMembers, LostReference, Path, Statement } from '../terms/statements.js';
import type { Translation } from '../terms/translate.js';
import { judgeScope } from './scope-policy.js';

/** What the destination lacks, at a place of the source's item. */
export interface Lost {
  readonly at: Path;
  /** The members of a list that it lacks; all that stands there, where nothing is said. */
  readonly names?: readonly string[];
}

/**
 * What the statements of a translation mean for the item, which is the unit that a policy keeps, skips or faults
 * (rules scope-whole-item).
 */
interface Judgement {
  readonly reasons: readonly Reason[];
  readonly warnings: readonly Warning[];
  readonly cleanUp: readonly CleanUp[];
  /** Why the item is skipped or in error: every list that does not let it through, the first one first. */
  readonly skips: readonly Reason[];
  readonly errors: readonly Reason[];
  readonly missing: readonly Missing[];
  /** What was lost of its lists and references, in the source's own terms: it has not arrived (rules base-by-element). */
  readonly lost: readonly Lost[];
  /** Fields (paths from the item) that stay as they are on the destination, if the item exists there. */
  readonly keepsExisting: readonly Path[];
}

/** A translated item with its judgement. */
export type Judged = Omit<Translation, 'statements'> & Judgement;

/** Says what the statements of a translation mean for the item under these settings, in their order. */
export const judge = ({ value, needs, statements }: Translation, settings: SyncSettings): Judged => {
  const judging: Judging = {
    reasons: [],
    warnings: [],
    cleanUp: [],
    skips: [],
    errors: [],
    missing: [],
    lost: [],
    keepsExisting: [],
  };
  for (const statement of statements) judgeOne(statement, settings, judging);
  return { value, needs, ...judging };
};

/** A judgement under way. */
type Judging = {
  readonly [List in keyof Judgement]: Judgement[List][number][];
};

const judgeOne = (statement: Statement, settings: SyncSettings, judging: Judging): void => {
  const { at } = statement;
  judging.lost.push(...lostIn(statement));
  switch (statement.kind) {
    case 'mapped':
      judging.reasons.push(mappingReason(statement.type, statement.mapping));
      return;
    case 'lost-reference':
      judgeReference(statement, at, settings, judging);
      return;
    case 'lost-members':
      judgeMembers(statement, at, settings, judging);
      if (statement.found === 0) judgeEmptied(statement.list, statement.lost, at, judging);
      return;
    case 'lost-name': {
      const { reference, name } = statement;
      const type = reference.to[0];
      if (reference.need === 'required') judging.missing.push({ type, name, at: pointerOf(at) });
      else judging.reasons.push(dropped(type, name));
      return;
    }
    case 'unresolved': {
      const says = `"${statement.id}" is an ID that nothing in the source has; it was dropped.`;
      judging.warnings.push({ kind: 'unresolved-dropped', at: pointerOf(at), says });
      judging.keepsExisting.push(at);
      return;
    }
    case 'secret':
      judging.cleanUp.push(secretToEnter(statement.placeholder, at));
      return;
    case 'cleared':
      judging.cleanUp.push({ kind: 'replace-value', at: pointerOf(at), says: statement.cleanUp });
  }
};

const lostIn = (statement: Statement): readonly Lost[] => {
  if (statement.kind === 'lost-members') return [{ at: statement.at, names: statement.lost }];
  return statement.kind === 'lost-reference' ? [{ at: statement.at }] : [];
};

const mappingReason = (type: string, { from, to, origin }: Mapping): Reason => ({
  rule: `map.${type}`,
  value: `${from} → ${to.join(', ')}`,
  origin,
  says: `The ${nounOf(type)} "${from}" is called ${quoted(...to)} here.`,
});

const sayOtherKind = (type: string, name: string, { here, wanted }: OtherKind): string =>
  `The ${nounOf(type)} "${name}" is of the kind "${here}" here, not "${wanted}": map the name, or make one of that kind under another name.`;

const dropped = (type: string, name: string): Reason => ({
  rule: 'optional data',
  says: `The ${nounOf(type)} "${name}" does not exist here and was dropped.`,
});

const secretToEnter = (placeholder: string | undefined, at: Path): CleanUp =>
  placeholder === undefined
    ? {
        kind: 'supply-secret',
        at: pointerOf(at),
        says: `Nothing can stand in for the ${placeInWords(at)}: supply it when the changeset is applied (--secrets).`,
      }
    : {
        kind: 'replace-secret',
        at: pointerOf(at),
        says: secretKept(at),
      };

/** What is missing decides about the item: it is blocked, goes on without, or its policy says (rules scope-single, needs-required). */
const judgeReference = (
  { reference, name, isUnknown, other, dangles = false }: LostReference,
  at: Path,
  settings: SyncSettings,
  judging: Judging,
): void => {
  const { need, to } = reference;
  const type = to[0];
  const says = other ? sayOtherKind(type, name, other) : `The ${nounOf(type)} "${name}" does not exist here.`;
  if (dangles && !isUnknown) judging.keepsExisting.push(at);
  if (need === 'required' || isUnknown) {
    judging.missing.push({ type, name, at: pointerOf(at) });
    if (other) judging.reasons.push({ rule: 'same name, other kind', says });
    return;
  }
  if (need === 'optional') {
    judging.reasons.push(dropped(type, name));
    judging.keepsExisting.push(at);
    const { cleanUp } = reference;
    if (cleanUp !== undefined)
      judging.cleanUp.push({ kind: 'replace-value', at: pointerOf(at), says: `${cleanUp} It was "${name}".` });
    return;
  }
  const reason = policyReason(need, settings, says);
  const verdict = judgeScope(reason.value, 1, 0);
  reasonsOf(verdict, judging).push(reason);
  if (verdict !== 'skip' && verdict !== 'error')
    judging.cleanUp.push({ kind: 'replace-value', at: pointerOf(at), says: `Choose a value: ${reason.says}` });
};

/** What losing some members means for the item that carries the list (rules scope-policy). */
const judgeMembers = (
  { list, found, lost, kinds = [], isUnknown, dangles = false }: LostMembers,
  at: Path,
  settings: SyncSettings,
  judging: Judging,
): void => {
  const { need, to } = list.reference;
  const type = to[0];
  if (dangles && !isUnknown) judging.keepsExisting.push(at);
  if (need === 'required' || isUnknown) {
    lost.forEach((name, index) => judging.missing.push({ type: kinds[index] ?? type, name, at: pointerOf(at) }));
    return;
  }
  const members = found + lost.length;
  const says = existHere(type, found, lost);
  if (need === 'optional') {
    judging.reasons.push({
      rule: 'optional data',
      says: `${says} ${lost.length === 1 ? 'It was' : 'They were'} dropped.`,
    });
    return;
  }
  const reason = policyReason(need, settings, says);
  const verdict = judgeScope(reason.value, members, found);
  reasonsOf(verdict, judging).push(reason);
  if (verdict === 'keep-unless-existing') judging.keepsExisting.push(at);
};

const reasonsOf = (verdict: ReturnType<typeof judgeScope>, { skips, errors, reasons }: Judging): Reason[] =>
  verdict === 'skip' ? skips : verdict === 'error' ? errors : reasons;

/**
 * What it means that a list lost all its members: on the server an empty list may mean "everywhere" (rules scope-widened).
 * Of an exclusion, only what does not exist here was lost: it excludes what it did (rules scope-exclusion-of-nothing).
 */
const judgeEmptied = (list: ReferenceList, lost: readonly string[], at: Path, judging: Judging): void => {
  const place = pointerOf(at);
  if (list.whenEmptied) {
    judging.cleanUp.push({
      kind: 'check',
      at: place,
      says: `${list.whenEmptied.cleanUp} Missing: ${quoted(...lost)}.`,
    });
  } else if (list.empty === 'permits' || list.empty === 'refused') {
    for (const name of lost) judging.missing.push({ type: list.reference.to[0], name, at: place });
  } else if (list.empty === 'everything' && !list.excludes && judging.missing.length === 0) {
    const says = `Was limited to ${quoted(...lost)}; without them it applies everywhere.`;
    judging.warnings.push({ kind: 'scope-widened', at: place, says });
  }
};

/** How many of the members of a list exist, and which do not. */
const existHere = (type: string, found: number, lost: readonly string[]): string =>
  found === 0 && lost.length === 1
    ? `The ${nounOf(type)} ${quoted(...lost)} does not exist here.`
    : `${found} of ${found + lost.length} ${nounsOf(type)} ${found === 1 ? 'exists' : 'exist'} here; missing: ${quoted(...lost)}.`;

type Policed = Exclude<Need, string>;

const policyReason = (need: Policed, settings: SyncSettings, says: string): Reason & { readonly value: Policy } => {
  if ('always' in need) return { rule: 'scope match policy', value: need.always, origin: 'not configurable', says };
  return { ...because(settings, need.policy, says), value: chosen(settings, need.policy) };
};
