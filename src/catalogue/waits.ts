import type { ThingName } from '../model/names.js';
import { allTypes, catalogue } from './all-types.js';
import { orderOf, phases, splitWritten, type Written } from './order.js';
import type { Fields, Reference } from './vocabulary.js';
import { rulesIn } from './walk.js';

/** A reference in what is written, and the numbers of the phases that write what it may mean. */
export interface Waiting {
  readonly written: Written;
  readonly reference: Reference;
  readonly on: readonly number[];
}

/** What a phase refers to: each reference of the fields that are written in it. */
export const waitingIn = (order: number): readonly Waiting[] =>
  writtenIn(order).flatMap((written) =>
    referencesOf(written).map((reference) => ({ written, reference, on: reference.to.flatMap(ordersOf) })),
  );

/** The earlier phases that a phase waits for: they write what it refers to, and what its items belong to. */
export const waitsFor = (order: number): ReadonlySet<number> => {
  const owners = writtenIn(order).map((written) => {
    const { type, part } = splitWritten(written);
    return orderOf(part === undefined ? (catalogue[type].parent?.type ?? type) : type);
  });
  const on = [...owners, ...waitingIn(order).flatMap((one) => one.on)];
  return new Set(on.filter((other) => other < order));
};

const writtenIn = (order: number): readonly Written[] => (phases[order] ?? []).flatMap(({ writes }) => writes);

const referencesOf = (written: Written): readonly Reference[] => {
  const { type, part } = splitWritten(written);
  const {
    fields,
    merging: { later = [] },
  } = catalogue[type];
  const waiting = new Set(later.flatMap((one) => (one.repeated ? [] : one.fields)));
  const ofPart = later.find((one) => one.part === part)?.fields;
  const own: Fields = Object.fromEntries(
    Object.entries(fields).filter(([field]) => ofPart?.includes(field) ?? !waiting.has(field)),
  );
  return rulesIn(own).flatMap((rule) => (rule.kind === 'reference' ? [rule] : []));
};

/** Things inside documents are written with what publishes them. */
const ordersOf = (thing: ThingName): readonly number[] =>
  allTypes
    .filter(({ name, publishes = [] }) => name === thing || publishes.some(({ type }) => type === thing))
    .map(({ name }) => orderOf(name));
