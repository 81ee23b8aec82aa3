import { pairingOf, ruleOf, type Fields } from '../../../catalogue/index.js';
import { isNothing, sameJson, type JsonObject } from '../../../model/json.js';
import { pointerOf } from '../../../model/pointer.js';
import { chosen } from '../../../settings/chosen.js';
import type { Case, PartOutcome } from '../strategies/strategy.js';
import { elementPart, fieldPart, type Step } from '../three-way/element-part.js';
import { labelOf as stepLabel } from '../strategies/process/notes.js';
import { alignAt, type Touched } from './align.js';
import { putFrom, saidAt } from './put.js';
import type { Ignoring, Means } from './rules.js';
import { ignoredPart, sinceOf, type Decision } from './said.js';

/** What an item would say if all of a source document followed; undefined where that cannot be. */
export type Follows = (input: Case) => JsonObject | undefined;

/** Places that a rule points at along fields and names (rules ignore-place). */
export const ignorePlaces = (
  input: Case,
  ignoring: Ignoring,
  paths: readonly (readonly Means[])[],
  { follows, isNew }: { readonly follows: Follows; readonly isNew: boolean },
): Decision => {
  const { base, existing } = input;
  const destination = existing?.document ?? {};
  const touched: Touched[] = [];
  const work = { ignoring, touched, isNew, addsLone: chosen(input.settings, 'processCloningOption') === 'SourceOnly' };
  const sides = { source: input.source, base: base?.document, moved: base?.moved };
  const aligned = paths.reduce((now, path) => alignAt(input.type.fields, path, now, destination, work), sides);
  const places = outermost(touched);
  if (places.length === 0) return { input, parts: [] };
  const before = base ? base.document : input.source;
  return {
    input: {
      ...input,
      source: aligned.source,
      base: base && { ...base, document: aligned.base, moved: aligned.moved },
    },
    parts: partsOf(input, places, follows),
    restore: (document) =>
      existing ? places.reduce((now, { at }) => putFrom(destination, now, at), document) : document,
    restoreNext: (next) => places.reduce((now, { at }) => putFrom(before, now, at), next),
  };
};

/** Where a step of its name is meant, wherever a list has names: a step, an action, a template. */
export const pathsToNamed = (fields: Fields, means: Means): readonly (readonly Means[])[] =>
  namedLists(fields).flatMap(([field, items]) => [
    [only(field), means],
    ...namedLists(items).map(([inner]) => [only(field), () => true, only(inner), means]),
  ]);

const namedLists = (fields: Fields): readonly (readonly [string, Fields])[] =>
  Object.keys(fields).flatMap((field) => {
    const pairing = pairingOf(ruleOf(fields, field));
    return pairing.by === 'name' ? [[field, pairing.fields] as const] : [];
  });

const only =
  (field: string): Means =>
  (name) =>
    name === field;

/** Each place once, and none within another. */
const outermost = (touched: readonly Touched[]): readonly Touched[] => {
  const keys = touched.map(({ at }) => pointerOf(names(at)));
  return touched.filter((_, index) => {
    const own = keys[index] ?? '';
    return !keys.some((key, other) => (key === own ? other < index : own.startsWith(`${key}/`)));
  });
};

const names = (at: readonly Step[]): readonly string[] =>
  at.map((step) => (typeof step === 'string' ? step : step.name));

const partsOf = (input: Case, places: readonly Touched[], follows: Follows): readonly PartOutcome[] => {
  const current = input.existing?.document;
  const inTerms = places.some(({ where }) => where === 'both') ? follows(input) : undefined;
  const before = input.base?.document;
  const wasThere =
    before && places.some(({ at }) => !sameJson(saidAt(before, at), saidAt(input.source, at)))
      ? follows({ ...input, source: before })
      : undefined;
  return places.flatMap(({ ignoring, at, where }): readonly PartOutcome[] => {
    const [own, there] = [saidAt(input.source, at), saidAt(current, at)];
    const isSame =
      where === 'both'
        ? sameJson(saidAt(inTerms, at) ?? own, there)
        : isNothing(own ?? null) && isNothing(there ?? null);
    if (isSame) return [];
    const unit = unitOf(at);
    const since = sinceOf(input.base, unit.part, {
      sameAsBase: () => sameJson(saidAt(before, at), own),
      destinationHasNone: there === undefined,
      sameAsDestination: () => sameJson(saidAt(wasThere, at), there),
    });
    // Without a base all of the step or field is left open: that is what the next sync can ask for.
    const part = since === 'unknown' ? unit.part : unit.inside(at);
    return [ignoredPart(ignoring, where, { part, since, at: pointerOf(names(at)) })];
  });
};

interface UnitAt {
  /** The part that is decided at once: a field, a step, an action. */
  readonly part: string;
  readonly inside: (at: readonly Step[]) => string;
}

const unitOf = (at: readonly Step[]): UnitAt => {
  const [field, step, inner, action] = at;
  if (field === 'Steps' && typeof step === 'object') {
    const isAction = inner === 'Actions' && typeof action === 'object';
    const part = stepLabel({ Name: step.name }, { Name: isAction ? action.name : step.name });
    const outer = isAction ? 4 : 2;
    return { part, inside: (place) => (place.length === outer ? part : elementPart(part, place.slice(outer))) };
  }
  return {
    part: fieldPart(typeof field === 'string' ? field : ''),
    inside: (place) => elementPart(undefined, place),
  };
};
