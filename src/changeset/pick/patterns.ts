import { findType, parentNames, parentOf, type ResourceType } from '../../catalogue/index.js';
import { closestName } from '../../model/closest-name.js';
import { UsageError } from '../../model/errors.js';
import { matchesPattern, parseFilter } from '../../model/filter.js';
import { itemId, type TypeName } from '../../model/names.js';
import type { Change, Changeset } from '../changeset.js';
import { neededFor, selectionOf, type Left, type LeftOut } from './selection.js';

/** What people want of a changeset, and what not: each TYPE, or TYPE/NAME, with wildcards. */
export interface Patterns {
  readonly only: readonly string[];
  readonly except: readonly string[];
  readonly why?: string | undefined;
}

export interface Chosen {
  /** What is to be left out. */
  readonly leftOut: readonly LeftOut[];
  /** What nobody named, and what is named depends on. */
  readonly added: readonly string[];
  /** What nobody named, and goes with what is left out. */
  readonly follows: readonly Left[];
}

/**
 * The changes that patterns leave out (rules pick-patterns). With `only`, what is missing of what they depend on is added; with
 * `except`, what depends on what goes, goes too. A pattern means a thing with all that belongs to it: `projects/OctoFX` has
 * its process, variables, channels and runbooks. Throws UsageError for a pattern that no change fits, with what was
 * probably meant.
 */
export const chosenBy = (changeset: Pick<Changeset, 'changes'>, { only, except, why }: Patterns): Chosen => {
  const { changes } = changeset;
  const things = changes.map((change) => ({ id: change.id, called: thingsOf(change) }));
  const fitting = (patterns: readonly string[]): ReadonlySet<string> =>
    new Set(patterns.flatMap((pattern) => idsFitting(pattern, things)));
  const [wanted, unwanted] = [fitting(only), fitting(except)];
  const needed = only.length === 0 ? undefined : neededFor(changeset, without(wanted, unwanted));
  const isOut = (id: string): boolean => unwanted.has(id) || (needed !== undefined && !needed.has(id));
  const asked = things.flatMap(({ id }) => (isOut(id) ? [{ id, ...(why !== undefined && { why }) }] : []));
  const { leftOut } = selectionOf(changeset, asked);
  const gone = new Set(leftOut.map(({ id }) => id));
  return {
    leftOut: asked,
    added: [...(needed ?? [])].filter((id) => !wanted.has(id) && !gone.has(id)),
    follows: leftOut.filter(({ because }) => because !== undefined),
  };
};

const without = (ids: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...ids].filter((id) => !others.has(id)));

interface Thing {
  readonly type: TypeName;
  readonly names: readonly string[];
}

interface Called {
  readonly id: string;
  readonly called: readonly Thing[];
}

/** What a change is about, and what that belongs to, up to the top. */
const thingsOf = ({ type: name, names }: Pick<Change, 'type' | 'names'>): readonly Thing[] => {
  const above = (type: ResourceType | undefined, own: readonly string[]): readonly Thing[] => {
    const parent = type && parentOf(type);
    if (!type || !parent) return [];
    const called = parentNames(type, own);
    return [{ type: parent.name, names: called }, ...above(parent, called)];
  };
  return [{ type: name, names }, ...above(findType(name), names)];
};

/** The changes that a pattern means; a whole id, as decisions have it, means that change alone. */
const idsFitting = (pattern: string, things: readonly Called[]): readonly string[] => {
  const own = things.filter(({ id }) => id === pattern && id.includes('#'));
  if (own.length > 0) return own.map(({ id }) => id);
  const [type = '', ...rest] = pattern.split('/');
  const filter = rest.length === 0 ? undefined : parseFilter([rest.join('/')]);
  const isType = matchesPattern(type);
  const isMeant = (one: Thing): boolean =>
    isType(one.type) && (filter === undefined || filter.includes(one.names.join('/')) || filter.includes(idNames(one)));
  const found = things.filter(({ called }) => called.some(isMeant)).map(({ id }) => id);
  if (found.length === 0) throw fitsNothing(pattern, things);
  return found;
};

/** The names as an id has them, where a slash within a name is written otherwise. */
const idNames = ({ type, names }: Thing): string => itemId(type, names).slice(type.length + 1);

const fitsNothing = (pattern: string, things: readonly Called[]): UsageError => {
  const known = [
    ...new Set(
      things.flatMap(({ called }) => called.flatMap((one) => [one.type, `${one.type}/${one.names.join('/')}`])),
    ),
  ];
  const meant = closestName(pattern, known);
  const some = known.slice(0, 5).join(', ');
  return new UsageError({
    what: `No change of this changeset fits ${pattern}.`,
    remedy: meant === undefined ? `There are: ${some}${known.length > 5 ? ', …' : ''}.` : `Did you mean ${meant}?`,
  });
};
