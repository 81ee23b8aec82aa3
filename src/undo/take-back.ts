import { ownerOf, pairingOf, ruleOf, typeNamed, type Fields, type ResourceType } from '../catalogue/index.js';
import type { BlockedEntry, Entry, UpdateChange } from '../changeset/changeset.js';
import { broughtBy, type Operation } from '../changeset/operation.js';
import { checkWidening } from '../changeset/rules/widening.js';
import { placeholdersIn } from '../diff/decide/placeholders.js';
import { widenedBy } from '../diff/decide/widened.js';
import { outlined } from '../diff/patch/outline.js';
import { makePatch } from '../diff/patch/patch.js';
import { renamingInside } from '../diff/plan/renaming-inside.js';
import { isList, sameJson, type JsonObject } from '../model/json.js';
import { itemId, keyOf, partId, type ChangeId } from '../model/names.js';
import { below, fieldOf, ROOT, type Pointer } from '../model/pointer.js';
import type { Warning } from '../model/reason.js';
import { writable } from './bring-back.js';
import type { NamesBack } from './names-back.js';
import { leftAs, type WrittenUpdate } from './sort-out.js';

/** What takes an update back: without its place in the order, which is not known yet. */
export interface TakenBack {
  readonly change: Omit<UpdateChange, 'order' | 'dependsOn'>;
  /** The document as it is now, and as it will be. */
  readonly now: JsonObject;
  readonly then: JsonObject;
  readonly files: Readonly<Record<string, string>>;
}

export interface Outcome {
  readonly taken?: TakenBack;
  readonly left?: Entry;
  readonly blocked?: BlockedEntry;
}

/**
 * The change that brings a document back to what it said before, place by place, or why that cannot be (rules undo-updates). Only
 * what the change itself may say is brought back: the fields of its part, and nothing of the server's own.
 */
export const takeBack = (update: WrittenUpdate, names: NamesBack): Outcome => {
  const { change: undone, before, after, files } = update;
  const type = typeNamed(undone.type);
  const own = names.named(undone.type, undone.names);
  const part = undone.id.split('#')[1];
  const id = partOf(itemId(undone.type, own), part);
  const inTerms = (document: JsonObject): JsonObject => names.inTerms(undone.type, undone.names, document);
  const nameNow = names.nameNow(undone.type, undone.names);
  const existing = inTerms(after);
  const now =
    nameNow === undefined || type.identity.kind !== 'named'
      ? existing
      : { ...existing, [type.identity.field]: nameNow };
  const content = contentFields(type);
  const isSaid = (field: string): boolean => Object.hasOwn(before, field) || touches(undone, field);
  const isBack = (field: string): boolean => isOwn(type, part, field) && !content.includes(field) && isSaid(field);
  const then = withFields(now, inTerms(before), isBack);
  const followed = names.membersOf(undone.type, undone.names);
  const item = { type: undone.type, names: own, key: keyOf(own), document: existing };
  const first = renamingInside(item, then, { followed })?.patch ?? [];
  const patch = writable(type.fields, [...first, ...patchOf(type.fields, now, then)], then);
  const about = { id, type: undone.type, names: [...own], ...ownerOf(undone.type, own) };
  const isReplaced = content.some((field) => !sameJson(before[field], after[field]));
  const left = isReplaced
    ? leftAs(
        about,
        `The old content of the ${type.singular} cannot be brought back: no server gives it. Enter it by hand.`,
      )
    : undefined;
  if (patch.every(({ op }) => op === 'test')) return { ...(left && { left }) };
  const { warnings, refusals } = widenedBy(type.fields, now, then);
  if (refusals.length > 0) return { blocked: { ...leftAs(about, ''), reasons: [...refusals], missing: [] } };
  const made: TakenBack['change'] = {
    action: 'update',
    ...about,
    reasons: [{ rule: 'undo', says: `The ${type.singular} says again what it said before the run.` }],
    warnings: [...warnings],
    cleanUp: broughtBy(patch)
      .flatMap(({ path, value }) => placeholdersIn(value, path))
      .map(keptByNobody),
    patch: [...patch],
    ...outlined(type.fields, then, patch),
  };
  const change = { ...made, warnings: [...warnings, ...unsaidWidening(made)] };
  return { ...(left && { left }), taken: { now, then, files, change } };
};

/**
 * The steps from one document to the other. Items that are told apart by their places alone, and of which some hold secrets, go as a
 * whole where places shift: no secret comes under another name.
 */
const patchOf = (fields: Fields, now: JsonObject, then: JsonObject): readonly Operation[] => {
  const shifting = Object.keys(now).filter((field) => {
    const [one, other] = [now[field], then[field]];
    if (pairingOf(ruleOf(fields, field)).by !== 'place' || !isList(one) || !isList(other)) return false;
    const isPrefix = one.every((item, index) => sameJson(item, other[index]));
    return !isPrefix && JSON.stringify([one, other]).includes('"$secret":true');
  });
  const without = (document: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(document).filter(([field]) => !shifting.includes(field)));
  return [
    ...makePatch(fields, without(now), without(then)),
    ...shifting.flatMap((field): readonly Operation[] => [
      { op: 'test', path: below(ROOT, field), value: now[field] ?? null },
      { op: 'replace', path: below(ROOT, field), value: then[field] ?? null },
    ]),
  ];
};

/** What the patch empties inside a list whose items have no names: a value that was limited, and is not any more. */
const unsaidWidening = (change: TakenBack['change']): readonly Warning[] => {
  const places: Pointer[] = [];
  checkWidening({ ...change, order: 0, dependsOn: [] }, (_what, found, below) => {
    if (below === '/warnings' && typeof found === 'string') places.push(found as Pointer);
  });
  const says = 'It was limited to something by the run; after this it applies as widely as before.';
  return places.map((at) => ({ kind: 'scope-widened', at, says }));
};

/** A field that came although nobody brought it is the server's own: older documents lack some. */
const touches = (change: WrittenUpdate['change'], field: string): boolean =>
  change.action !== 'update' || change.patch.some(({ op, path }) => op !== 'test' && fieldOf(path) === field);

const partOf = (id: ChangeId, part: string | undefined): ChangeId => (part === undefined ? id : partId(id, part));

const keptByNobody = (cleanUp: UpdateChange['cleanUp'][number]): UpdateChange['cleanUp'][number] => ({
  ...cleanUp,
  says: 'The secret that was here went with the run, and nobody has kept it: enter it.',
});

/** What a PUT cannot bring back: the content that a route of its own took. */
const contentFields = ({ writing: { routes } }: ResourceType): readonly string[] =>
  routes?.replace ? [routes.replace.when, ...routes.replace.sends] : [];

/** Whether a change of a part may say a field; of the item as a whole, what waits for no part. */
const isOwn = ({ fields, merging: { later = [] } }: ResourceType, part: string | undefined, field: string): boolean => {
  const kind = ruleOf(fields, field)?.kind;
  if (kind === 'readOnly' || kind === 'createOnly') return false;
  if (part !== undefined) return later.find((one) => one.part === part)?.fields.includes(field) === true;
  return !later.some((one) => one.fields.includes(field) && one.repeated !== true);
};

/** A document whose fields say what another one says of them, or nothing where that says nothing. */
const withFields = (document: JsonObject, other: JsonObject, isMeant: (field: string) => boolean): JsonObject =>
  Object.fromEntries([
    ...Object.entries(document).filter(([field]) => !isMeant(field)),
    ...Object.entries(other).filter(([field]) => isMeant(field)),
  ]);

/** The steps of a patch that change something. */
export const changing = (patch: readonly Operation[]): readonly Operation[] => patch.filter(({ op }) => op !== 'test');
