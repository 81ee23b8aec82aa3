import { bornLater, orderOf, otherOf, typeNamed, type ResourceType } from '../../catalogue/index.js';
import type { Since } from '../../changeset/format.js';
import type { Item } from '../../model/item.js';
import { sameJson, type JsonObject } from '../../model/json.js';
import { byText, foldName, itemId, keyOf, ownName, refOf, type ChangeId } from '../../model/names.js';
import { pointerOf, ROOT, segmentsOf } from '../../model/pointer.js';
import type { CleanUp } from '../../model/reason.js';
import { isAlreadySo } from '../decide/already-so.js';
import { idsInTexts } from '../decide/ids-in-texts.js';
import { mainDocument } from '../decide/parts.js';
import type { Warning } from '../../model/reason.js';
import { strategies } from '../decide/strategies/index.js';
import type { Case, Elsewhere, Outcome, PartOutcome } from '../decide/strategies/strategy.js';
import { isBorn } from '../select/tasks.js';
import { withoutUnseen } from '../terms/laid-out.js';
import type { Terms } from '../terms/terms.js';
import type { BaseOf } from '../decide/three-way/base.js';
import { comesByItself, isCalledAsBorn } from './born.js';
import { takenInUse, unmetDemands } from './demands.js';
import { renamingInside } from './renaming-inside.js';
import type { PlannedWrite, Refused, Ruling, Verdict } from './planned.js';
import { refusalOf, type Circumstances } from './refusals.js';
import { asIgnored, ignoreInItem } from '../decide/ignore/ignore-in-item.js';
import type { Follows } from '../decide/ignore/ignore-places.js';
import type { Ignoring } from '../decide/ignore/rules.js';
import { followingAll } from './following-all.js';
import { goneFrom } from './gone.js';
import { ignoredWhole } from './ignored-whole.js';
import type { Subject } from './subject.js';

/**
 * What becomes of an item: refused before anybody looks at its content, or as its strategy decides. `after` names a
 * change that has to be done before, whatever the item says.
 */
export const planItem = (
  subject: Subject,
  terms: Terms,
  circumstances: Circumstances,
  after: ChangeId | undefined,
): Ruling => {
  const { entry, selected } = subject;
  // What belongs to something that comes (anew) comes with it, whatever was there once.
  const comesWithNew = subject.parent?.item?.createdBy !== undefined;
  const base = comesWithNew ? undefined : circumstances.baseOf?.(selected.item, entry.id);
  const since = comesWithNew && circumstances.baseOf ? 'new' : sinceOf(base);
  const rules = circumstances.ignored?.about(entry.id) ?? [];
  const whole = ignoredWhole(subject, base, rules, (source) => followed(subject, terms, source));
  if (whole) return { entry, since, ...whole };
  const gone = goneFrom(subject, base, circumstances);
  if (gone) return { entry, since, ...gone };
  // What is not carried keeps the base that it had.
  const kept = base && { next: base.document ?? null };
  const refused = refusalOf(subject, circumstances);
  if (refused) return { entry, since, verdict: refused, parts: [], ...kept };
  if (rules.length === 0 && !circumstances.isThorough && saysAlready(subject, terms, base))
    return { entry, since, verdict: { kind: 'unchanged' }, parts: [] };
  const elsewhere = elsewhereOf(subject, terms, circumstances);
  const decided = decidedBy({ ...caseOf(subject, terms, base), elsewhere }, subject, rules);
  const { parts, own = 0 } = decided;
  if (decided.kind !== 'decided') return { entry, since, verdict: decided, parts, own, ...kept };
  const verdict = verdictOf(subject, reported(subject, decided, terms), after, terms, since);
  const isRefused = verdict.kind === 'blocked';
  return {
    entry,
    since,
    verdict: withTexts(verdict, subject, terms),
    parts: [...parts, ...leftBeside(decided, verdict)],
    own,
    ...(isRefused ? kept : decided.next && { next: decided.next }),
  };
};

/** Whether the destination says what the source says, under the very name that this has, and no change of this sync has to do with it. */
const saysAlready = (subject: Subject, { projection, oldNames, inside }: Terms, base: BaseOf | undefined): boolean => {
  const { selected, target, entry, existing, settings } = subject;
  const { type, item, addsOnly } = selected;
  if (!existing || addsOnly || existing.createdBy !== undefined || existing.renamedBy !== undefined) return false;
  if (called(type, item, target, existing) !== item.document) return false;
  const ref = refOf(type.name, existing.key);
  if (oldNames.has(ref) || inside.has(ref)) return false;
  const source = mainDocument(type, item.document);
  const both = {
    source,
    destination: existing.document === item.document ? source : mainDocument(type, existing.document),
    base,
    before: base?.document && mainDocument(type, base.document),
  };
  return isAlreadySo(both, { type, projection, settings, names: entry.names });
};

/** What its strategy decides of an item, but for what rules say not to look at (rules ignore-place). */
const decidedBy = (
  input: Case,
  { selected: { type }, existing, settings }: Subject,
  rules: readonly Ignoring[],
): Outcome => {
  const strategy = strategies[type.merging.strategy.kind];
  if (rules.length === 0) return strategy(input);
  const follows: Follows = (own) => {
    const outcome = strategy({ ...own, base: undefined, settings: followingAll(settings) });
    return outcome.kind === 'decided' ? { ...existing?.document, ...outcome.document } : undefined;
  };
  const ignored = ignoreInItem(input, rules, { follows, isNew: existing?.createdBy !== undefined || !existing });
  return asIgnored(strategy(ignored.input), ignored);
};

/** What an existing item would say if it followed a document of the source in everything; undefined where that cannot be. */
const followed = (subject: Subject, terms: Terms, source: JsonObject): JsonObject | undefined => {
  const { selected, existing, settings } = subject;
  const { type, item } = selected;
  const asSource = { ...subject, selected: { ...selected, item: { ...item, document: source } } };
  const input = { ...caseOf(asSource, terms, undefined), settings: followingAll(settings) };
  const outcome = strategies[type.merging.strategy.kind](input);
  const isWhole = outcome.kind === 'decided' && outcome.differing === 0 && outcome.parts.length === 0;
  return isWhole ? { ...existing?.document, ...outcome.document } : undefined;
};

/** Who made the difference, of an item of which nothing more is known. */
const sinceOf = (base: BaseOf | undefined): Since => {
  if (!base || base.isUnknown()) return 'unknown';
  return base.document ? 'source' : 'new';
};

/** What of an item stays as it is although its name follows is an entry of its own (rules existing-mode, rename-follow). */
const leftBeside = (decided: Outcome, verdict: Verdict): readonly PartOutcome[] => {
  if (decided.kind !== 'decided' || verdict.kind !== 'written' || verdict.write.action === 'create') return [];
  const { differing, parts, reasons } = decided;
  const isRenamed = verdict.write.warnings.some(
    ({ kind, at }) => kind === 'renamed-on-source' && segmentsOf(at).length === 1,
  );
  if (!isRenamed || differing === 0 || parts.some((part) => part.verdict === 'left')) return [];
  return [{ verdict: 'left', part: 'all but its name', differing, reasons }];
};

const caseOf = (
  { selected: { type, item, addsOnly = false }, target, entry, about, existing, settings }: Subject,
  terms: Terms,
  base: BaseOf | undefined,
): Case => {
  const mainOf = (document: JsonObject): JsonObject =>
    mainDocument(type, called(type, { ...item, document }, target, existing));
  return {
    ...terms,
    renamedInside: existing && terms.inside.get(refOf(type.name, existing.key)),
    type,
    source: mainOf(item.document),
    names: entry.names,
    about,
    existing: existing && { ...existing, document: mainDocument(type, existing.document) },
    settings,
    addsOnly,
    base: base && {
      ...base,
      document: base.document && mainOf(base.document),
      moved: base.moved && mainOf(base.moved),
    },
  };
};

/** What the destination keeps apart from an item that it would have in it elsewhere (rules git-two-sets). */
const elsewhereOf = (
  { selected: { type, item }, target, entry }: Subject,
  { sourceSide, asRead }: Terms,
  { baseOf }: Circumstances,
): Elsewhere | undefined => {
  const other = otherOf(type);
  const existing = other && asRead(other.name, entry.names);
  if (!other || !existing) return undefined;
  return {
    source: sourceSide.find(other.name, target)?.document,
    existing: withoutUnseen(other, existing),
    base: baseOf?.({ type: other.name, key: item.key }, itemId(other.name, entry.names)),
  };
};

/**
 * The source's document under the name that a mapping gives it; a server keeps no blanks around one, and where it has some
 * all the same they are no difference (rules names-fold).
 */
const called = (type: ResourceType, item: Item, target: readonly string[], existing: Item | undefined): JsonObject => {
  if (type.identity.kind !== 'named' || type.identity.then) return item.document;
  const trimmed = ownName(target).trim();
  const there = existing?.document[type.identity.field];
  const name = typeof there === 'string' && there.trim() === trimmed ? there : trimmed;
  if (name === item.names.at(-1)) return item.document;
  return { ...item.document, [type.identity.field]: name };
};

type Decided = Extract<Outcome, { kind: 'decided' }>;

const verdictOf = (
  subject: Subject,
  decided: Decided,
  after: ChangeId | undefined,
  terms: Terms,
  since: Since,
): Verdict => {
  const { entry, selected, parent, existing } = subject;
  const { warnings, cleanUp } = decided;
  const reasons = [selected.reason, ...decided.reasons];
  const above = terms.projection.renamedAbove(selected.type, entry.names);
  const needs = [...decided.needs, after, parent?.item?.createdBy, ...above].filter((id) => id !== undefined);
  const dependsOn = [...new Set(needs)].filter((id) => id !== entry.id).sort(byText);
  const made = existing ? (decided.since ?? 'unknown') : since === 'source' ? 'both' : since;
  const shared = { ...entry, since: made, order: orderOf(selected.type.name), dependsOn, reasons, warnings, cleanUp };
  const verdict = existing
    ? updated(decided, existing, shared, terms)
    : created(subject, decided.document, shared, terms);
  return verdict.kind === 'written' ? (refusedLater(selected.type, verdict.write, terms) ?? verdict) : verdict;
};

/** With the findings about texts that it carries (rules names-id-in-text). */
const withTexts = (verdict: Verdict, { selected: { type } }: Subject, { mentioned }: Terms): Verdict => {
  if (verdict.kind !== 'written') return verdict;
  const { write } = verdict;
  const [after, before] = write.action === 'create' ? [write.document, {}] : [write.after, write.before];
  const warnings = [...write.warnings, ...idsInTexts(type.fields, before, after, mentioned)];
  return { ...verdict, write: { ...write, warnings } };
};

/** What the server would refuse is not even tried (rules seen-in-diff). */
const refusedLater = (type: ResourceType, write: PlannedWrite, { projection }: Terms): Refused | undefined => {
  const unmet =
    write.action === 'create'
      ? unmetDemands(type, write.document, undefined)
      : [...unmetDemands(type, write.after, write.before), ...takenInUse(type, write.names, write, projection)];
  return unmet.length > 0 ? { kind: 'blocked', reasons: [...unmet, ...write.reasons], missing: [] } : undefined;
};

/** With what the source says and the destination's server does not know (rules version-fields). */
const reported = ({ selected: { type, item } }: Subject, decided: Decided, { unknownOf }: Terms): Decided => ({
  ...decided,
  warnings: [
    ...decided.warnings,
    ...unknownOf(item).map((field): Warning => ({
      kind: 'field-unknown',
      at: pointerOf(field.split('.').slice(0, 1)),
      says: `No ${type.singular} of the destination has "${field}"; its version seems not to know it. Not sent.`,
    })),
  ],
});

type Shared = Omit<PlannedWrite, 'action' | 'document' | 'before' | 'after'>;

const created = (subject: Subject, decided: JsonObject, shared: Shared, terms: Terms): Verdict => {
  const { selected, parent } = subject;
  const { type, item } = selected;
  const { version } = terms.destination;
  const document = { ...decided, ...initialParts(type, item.document) };
  const { names } = shared;
  const born: Item = {
    type: type.name,
    names,
    key: keyOf(names),
    document: { ...document, ...bornAs(type, item.document, version) },
  };
  const made = parent?.item?.createdBy;
  if (comesByItself(subject, document, version)) return { kind: 'unchanged', becomes: { item: born, createdBy: made } };
  const isRenamed = made !== undefined && isBorn(selected);
  const cleanUp = [...shared.cleanUp, ...(isRenamed ? leftOfBirth(type, ownName(names)) : [])];
  const write = { ...shared, cleanUp, action: 'create', document } as const;
  return { kind: 'written', write, becomes: { item: born, createdBy: shared.id, isBorn: isBorn(selected) } };
};

/** What stays of the name that the server gave to what it made with a new parent. */
const leftOfBirth = (type: ResourceType, name: string): readonly CleanUp[] => {
  const says = type.merging.bornWithParent?.renamed;
  return says === undefined || isCalledAsBorn(type, name) ? [] : [{ kind: 'check', at: ROOT, says }];
};

const updated = (
  { document, differing, parts }: Decided,
  existing: Item,
  shared: Shared,
  { oldNames, inside }: Pick<Terms, 'oldNames' | 'inside'>,
): Verdict => {
  const renamed = renaming(existing, oldNames);
  const before = { ...existing.document, ...renamed?.before };
  const after = { ...existing.document, ...document };
  const within = renamingInside(existing, after, inside.get(refOf(existing.type, existing.key)));
  if (within || !sameJson(before, after)) {
    const warnings = [...(renamed?.warnings ?? []), ...(within?.warnings ?? []), ...shared.warnings];
    const first = within && { first: within.patch };
    const reasons = [...shared.reasons, ...(within?.reasons ?? [])];
    const write = { ...shared, reasons, warnings, action: 'update', before, after, ...first } as const;
    const becomes = {
      item: { ...existing, document: after },
      changedBy: shared.id,
      ...(renamed && { renamedBy: shared.id }),
      ...(within && { newNames: new Set(within.names.map(foldName)) }),
    };
    return { kind: 'written', write, becomes };
  }
  if (differing === 0) return { kind: 'unchanged' };
  const saysItself = parts.some(({ verdict }) => verdict === 'left');
  return saysItself
    ? { kind: 'silent' }
    : { kind: 'left', since: shared.since ?? 'unknown', differing, reasons: shared.reasons };
};

/** What an item that gets another name says until then, and what a reviewer must see of that (rules rename-follow). */
const renaming = (
  { type: name, names, key }: Item,
  oldNames: Terms['oldNames'],
): { readonly before: JsonObject; readonly warnings: readonly Warning[] } | undefined => {
  const old = oldNames.get(refOf(name, key));
  const { identity, singular } = typeNamed(name);
  if (old === undefined || identity.kind !== 'named') return undefined;
  const says = `The ${singular} "${old}" of the destination gets the name "${ownName(names)}", as on the source; its ID, its slug and its history stay.`;
  return {
    before: { [identity.field]: old },
    warnings: [{ kind: 'renamed-on-source', at: pointerOf([identity.field]), says }],
  };
};

/** What later parts say until their order comes; only for fields that the source's version of the server has. */
const initialParts = (type: ResourceType, source: JsonObject): JsonObject =>
  Object.fromEntries(
    (type.merging.later ?? []).flatMap(({ initially }) =>
      Object.entries(initially).filter(([field]) => Object.hasOwn(source, field)),
    ),
  );

/** What the server says by itself of the parts of a new item; only for fields that the source's server has. */
const bornAs = ({ merging }: ResourceType, source: JsonObject, version: string): JsonObject =>
  Object.fromEntries(Object.entries(bornLater(merging, version)).filter(([field]) => Object.hasOwn(source, field)));
