import { ruleOf, type CalledAnew, type Fields, type ResourceType } from '../../catalogue/index.js';
import { canonicalText } from '../../model/canonical.js';
import { isList, isObject, objectsOf, textOf, type JsonObject, type JsonValue } from '../../model/json.js';
import { foldName, looseName } from '../../model/names.js';
import { areEqual, areLike, elementsInside, type Elements } from './likeness.js';

/** A document on the three sides; without a base, nobody knows what is new and what is gone. */
export interface DocumentSides {
  readonly source: JsonObject;
  readonly destination: JsonObject;
  readonly base: JsonObject | undefined;
  /** Whether no base tells of what is called so, because a sync without one left it open. */
  readonly isUnknown: (name: string) => boolean;
}

/** Something inside a document of the source that is probably on the destination under another name. */
export interface ProbableMember {
  /** What the source calls it. */
  readonly name: string;
  /** What the destination may call it. */
  readonly candidates: readonly string[];
  /** Other new ones that may have been called so. */
  readonly rivals: readonly string[];
  /** Whether a base tells who has renamed it. */
  readonly hasBase: boolean;
  /** The new names that the candidate gets, its own first, and those of what is inside it. */
  readonly destination: readonly CalledAnew[];
  /** The same for what the base has of it. */
  readonly base: readonly CalledAnew[];
}

/** What may get another name inside documents of a kind, and how one is known again. */
interface Kind<One> {
  readonly of: (document: JsonObject, fields: Fields) => readonly (One & { readonly name: string })[];
  readonly fits: (
    fresh: One,
    gone: One,
    before: One | undefined,
    source: readonly One[],
    freshOnes: readonly One[],
  ) => boolean;
  readonly renamings: (from: One, to: One) => readonly CalledAnew[];
}

/** The steps of a process that have probably got another name (rules rename-inside). */
export const probableSteps = ({ fields }: ResourceType, sides: DocumentSides): readonly ProbableMember[] =>
  probable(steps, fields, sides);

/** The variables of a set that have probably got another name (rules rename-inside). */
export const probableVariables = ({ fields }: ResourceType, sides: DocumentSides): readonly ProbableMember[] =>
  probable(variables, fields, sides);

const probable = <One extends object>(
  kind: Kind<One>,
  fields: Fields,
  { source, destination, base, isUnknown }: DocumentSides,
): readonly ProbableMember[] => {
  const [here, there] = [kind.of(source, fields), kind.of(destination, fields)];
  const before = base && kind.of(base, fields);
  const fresh = here
    .filter(({ name }) => !called(there, name))
    .map((one) => ({ one, was: isUnknown(one.name) ? undefined : before }))
    .filter(({ one, was }) => !was || !called(was, one.name));
  const gone = there.filter(({ name }) => !called(here, name));
  if (fresh.length === 0 || gone.length === 0) return [];
  const freshOnes = fresh.map(({ one }) => one);
  const pairs = fresh.map(({ one, was }) => {
    const candidates = gone.filter((other) => {
      const old = was && called(was, other.name);
      return (!was || old !== undefined) && kind.fits(one, other, old, here, freshOnes);
    });
    return { one, was, candidates };
  });
  return pairs
    .filter(({ candidates }) => candidates.length > 0)
    .map(({ one, was, candidates }): ProbableMember => {
      const [candidate] = candidates;
      const old = candidate && was && called(was, candidate.name);
      return {
        name: one.name,
        candidates: candidates.map(({ name }) => name),
        rivals: pairs
          .filter((other) => other.one !== one && other.candidates.some((name) => candidates.includes(name)))
          .map((other) => other.one.name),
        hasBase: was !== undefined,
        destination: candidate ? kind.renamings(candidate, one) : [],
        base: old ? kind.renamings(old, one) : [],
      };
    });
};

const called = <One extends { readonly name: string }>(all: readonly One[], name: string): One | undefined =>
  all.find((one) => foldName(one.name) === foldName(name)) ??
  all.find((one) => looseName(one.name) === looseName(name));

interface Step {
  readonly name: string;
  readonly actions: readonly JsonObject[];
  readonly elements: Elements;
}

const nameOf = (one: JsonObject): string => textOf(one['Name']);

/** What a step says, but for its own name, which its only action mostly has as well. */
const elementsOf = (fields: Fields, step: JsonObject): Elements => {
  const actions = objectsOf(step['Actions']);
  const nameless = actions.map((action) =>
    actions.length === 1 || foldName(nameOf(action)) === foldName(nameOf(step)) ? { ...action, Name: '' } : action,
  );
  return elementsInside(fields, { ...step, Name: '', Actions: nameless });
};

const steps: Kind<Step> = {
  of: (document, fields) => {
    const rule = ruleOf(fields, 'Steps');
    const inStep = rule?.kind === 'list' ? rule.fields : {};
    return objectsOf(document['Steps']).map((step) => {
      let known: Elements | undefined;
      return {
        name: nameOf(step),
        actions: objectsOf(step['Actions']),
        // Only what has probably got another name is looked into.
        get elements() {
          return (known ??= elementsOf(inStep, step));
        },
      };
    });
  },
  fits: (fresh, gone, before, source, freshOnes) => {
    const [own, theirs] = [slugsOf(fresh), slugsOf(before ?? gone)];
    if (own !== undefined && theirs !== undefined) return own === theirs;
    const others = source.filter((one) => one !== fresh && !(freshOnes.includes(one) && said(one) === said(fresh)));
    const isShared = (at: string, value: string): boolean =>
      others.some(({ elements }) => elements.get(at)?.value === value);
    return [gone, ...(before ? [before] : [])].some(
      ({ elements }) => areEqual(fresh.elements, elements, isShared) || areLike(fresh.elements, elements, isShared),
    );
  },
  renamings: (from, to) => [
    { at: ['Steps'], from: from.name, to: to.name },
    ...actionPairs(from, to)
      .filter(([one, other]) => nameOf(one) !== nameOf(other))
      .map(([one, other]) => ({ at: ['Steps', 'Actions'], from: nameOf(one), to: nameOf(other) })),
  ],
};

const said = ({ elements }: Step): string => canonicalText([...elements].map(([at, { value }]) => [at, value]));

/** By its actions, where all of them have slugs. */
const slugsOf = ({ actions }: Step): string | undefined => {
  const slugs = actions.map((action) => foldName(textOf(action['Slug'])));
  return slugs.length > 0 && slugs.every((slug) => slug !== '') ? canonicalText([...slugs].sort()) : undefined;
};

/** The actions of both that are one, but for those of one name: the one of the step's own name, or the only one that is left. */
const actionPairs = (from: Step, to: Step): readonly (readonly [JsonObject, JsonObject])[] => {
  const has = ({ actions }: Step, name: string): boolean =>
    actions.some((action) => foldName(nameOf(action)) === foldName(name));
  const gone = from.actions.filter((action) => !has(to, nameOf(action)));
  const fresh = to.actions.filter((action) => !has(from, nameOf(action)));
  const isOwn = ({ name }: Step, action: JsonObject): boolean => foldName(nameOf(action)) === foldName(name);
  const one = gone.length === 1 ? gone[0] : gone.find((action) => isOwn(from, action));
  const other = fresh.length === 1 ? fresh[0] : fresh.find((action) => isOwn(to, action));
  return one && other ? [[one, other]] : [];
};

interface Variable {
  readonly name: string;
  readonly values: readonly JsonObject[];
}

const variables: Kind<Variable> = {
  of: (document) => {
    const byName = new Map<string, JsonObject[]>();
    for (const value of objectsOf(document['Variables'])) {
      const key = looseName(nameOf(value));
      byName.set(key, [...(byName.get(key) ?? []), value]);
    }
    return [...byName.values()].map((values) => ({ name: nameOf(values[0] ?? {}), values }));
  },
  fits: (fresh, gone, before, source, freshOnes) => {
    const own = valuesOf(fresh);
    const others = source.filter((one) => one !== fresh && !(freshOnes.includes(one) && valuesOf(one) === own));
    const isSaidBeside = (value: JsonValue): boolean =>
      others.some(({ values }) => values.some((one) => canonicalText(one['Value'] ?? null) === canonicalText(value)));
    const isTold = fresh.values.some(({ IsSensitive: isSecret, Value: value = null }) =>
      isSecret === true || isSaidBeside(value) ? false : before ? isSaid(value) : isMadeUp(value),
    );
    return isTold && [gone, ...(before ? [before] : [])].some((one) => valuesOf(one) === own);
  },
  renamings: (from, to) => [{ at: ['Variables'], from: from.name, to: to.name }],
};

/** What a variable says under which scopes. */
const valuesOf = ({ values }: Variable): string =>
  canonicalText(
    values
      .map(({ IsSensitive: isSecret, Value: value, Scope: scope }) =>
        canonicalText([isSecret === true, value ?? null, scopeOf(scope ?? null)]),
      )
      .sort(),
  );

const scopeOf = (scope: JsonValue): JsonValue =>
  isObject(scope)
    ? Object.fromEntries(
        Object.entries(scope)
          .map(
            ([dimension, members]) =>
              [dimension, isList(members) ? members.map(canonicalText).sort() : members] as const,
          )
          .filter(([, members]) => !isList(members) || members.length > 0),
      )
    : {};

/** Of two variables that came and went since the base: a value that is more than a switch. */
const isSaid = (value: JsonValue): boolean => typeof value === 'string' && !/^(|true|false|\d)$/i.test(value.trim());

/** A value that no two variables have by chance. */
const isMadeUp = (value: JsonValue): boolean => typeof value === 'string' && /[^A-Za-z0-9.\s]/.test(value);
