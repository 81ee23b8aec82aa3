import fc from 'fast-check';
import type { Change, Changeset } from '../../src/changeset/changeset.js';
import { isChangeset } from '../../src/changeset/checks.js';
import { changesetDigest } from '../../src/changeset/digest.js';
import { ruleDefects } from '../../src/changeset/rules/index.js';
import { isList, isObject, type JsonValue } from '../../src/model/json.js';

/*
 * Changesets that somebody else edited: one place or a few of `changes` say something else, and the digest fits again.
 */

/** Where, and what is done there; numbers are taken modulo what there is. */
interface Mutation {
  readonly change: number;
  readonly place: number;
  readonly does: 'remove' | 'replace' | 'add' | 'swap' | 'repeat' | 'step' | 'member';
  readonly other: number;
  readonly name: string;
  readonly value: JsonValue;
}

const noFile = { $file: `sha256:${'0'.repeat(64)}` };
const names = [
  'Name',
  'Description',
  'Extra',
  'Id',
  'SpaceId',
  'Links',
  'Version',
  'Icon',
  '$logo',
  'TeamId',
  'OwnerId',
];
const more = ['ProjectId', 'TenantId', 'Roles', 'Common', 'Projects', 'Tags', 'Steps', 'Variables', 'SortOrder'];
const values: readonly JsonValue[] = [
  ...['', 'text', 'Dev', 'Spaces-9', 'Projects-2001', '#{x}', null, true, 7, 'IsSystem'],
  ...[[], {}, ['text'], { Name: 'text' }, [{ Name: 'text', Extra: 1 }], { Extra: 'text' }],
  ...[{ $placeholder: 'DUMMY VALUE' }, { $secret: true }, { $secret: false }, { $expression: '#{x}' }, noFile],
  ...[{ $reference: { type: 'environments', names: ['Dev'] } }, { $json: { FeedId: 'text' } }, { $json: 'text' }],
];

const mutation: fc.Arbitrary<Mutation> = fc.record({
  change: fc.nat(),
  place: fc.nat(),
  does: fc.constantFrom('remove', 'replace', 'add', 'swap', 'repeat', 'step', 'step', 'member', 'member'),
  other: fc.nat(),
  name: fc.constantFrom(...names, ...more),
  value: fc.constantFrom(...values),
});

/** Edits of one changeset, each of a place or two. */
export type Edits = readonly (readonly Mutation[])[];

export const edits: fc.Arbitrary<Edits> = fc.array(fc.array(mutation, { minLength: 1, maxLength: 2 }), {
  minLength: 60,
  maxLength: 60,
});

/** The first so many edits of a changeset that schema and rules accept. */
export const accepted = (good: Changeset, made: Edits, most: number): readonly Changeset[] => {
  const found: Changeset[] = [];
  for (const mutations of made) {
    if (found.length === most) break;
    const edited = JSON.parse(JSON.stringify(good)) as Changeset;
    for (const one of mutations) mutate(edited.changes, one);
    const sealed: unknown = { ...edited, digest: changesetDigest(edited) };
    if (isChangeset(sealed) && sealed.digest !== good.digest && ruleDefects(sealed).length === 0) found.push(sealed);
  }
  return found;
};

/** One of them, each type as often as any other. */
const oneOf = (changes: readonly Change[], nth: number): Change | undefined => {
  const types = [...new Set(changes.map(({ type }) => type))];
  const ofType = changes.filter(({ type }) => type === types[nth % types.length]);
  return ofType[Math.floor(nth / types.length) % ofType.length];
};

/** A place in a value that can be changed: what holds it, and where in it. */
interface Place {
  readonly holder: JsonValue[] | Record<string, JsonValue>;
  readonly at: string;
}

const mutate = (changes: readonly Change[], { change: nth, place, does, other, name, value: made }: Mutation): void => {
  const change = oneOf(changes, nth);
  // What is made is made for all cases: who writes into it would change others, and could put it into itself.
  const value = structuredClone(made);
  if (!change) return;
  if (does === 'step' && change.action === 'update' && isList(change.patch)) {
    const within = String(change.patch[0]?.path).split('/')[1] ?? '';
    const path = place % 2 === 0 ? `/${name}` : `/${within}/${name}`;
    Object.assign(change, { patch: [...change.patch, { op: 'add', path, value }] });
    return;
  }
  if ((does === 'member' || does === 'step') && change.action === 'create') {
    Object.assign(change, { document: { ...change.document, [name]: value } });
    return;
  }
  const all = placesIn(change);
  const [one, two] = [all[place % all.length], all[other % all.length]];
  if (one && two) mutatePlace(one, two, { does, name, value });
};

const mutatePlace = (
  one: Place,
  two: Place,
  { does, name, value }: Pick<Mutation, 'does' | 'name' | 'value'>,
): void => {
  const [first, second] = [read(one), read(two)];
  switch (does) {
    case 'remove':
      if (Array.isArray(one.holder)) one.holder.splice(Number(one.at), 1);
      else Reflect.deleteProperty(one.holder, one.at);
      return;
    case 'swap':
      write(one, second);
      write(two, first);
      return;
    case 'repeat':
      if (Array.isArray(one.holder)) one.holder.push(structuredClone(first));
      else write(one, second);
      return;
    case 'add':
    case 'member':
      if (Array.isArray(one.holder)) one.holder.push(value);
      else one.holder[name] = value;
      return;
    case 'replace':
    case 'step':
      write(one, value);
  }
};

const read = ({ holder, at }: Place): JsonValue => (Array.isArray(holder) ? holder[Number(at)] : holder[at]) ?? null;

const write = ({ holder, at }: Place, value: JsonValue): void => {
  if (Array.isArray(holder)) holder[Number(at)] = structuredClone(value);
  else holder[at] = structuredClone(value);
};

/** Every place within a change, outer ones first. What was just parsed is nobody else's: it may be written to. */
const placesIn = (value: unknown): readonly Place[] => {
  if (!isObject(value) && !isList(value as JsonValue)) return [];
  const holder = value as Place['holder'];
  return Object.entries(holder).flatMap(([at, inner]) => [{ holder, at }, ...placesIn(inner)]);
};
