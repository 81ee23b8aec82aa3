import type { Entry } from '../changeset/changeset.js';
import { ROOT } from '../model/pointer.js';
import { apart, type Going } from './apart.js';
import { thingsOfCreation } from './deletions.js';
import { stepOf } from './in-order.js';
import { leftAs, type Creation } from './sort-out.js';
import type { TakenBack } from './take-back.js';
import { meet, thingsIn, type Things } from './things.js';

/** What goes back and what stays as it is, once each has its word about the others. */
export interface Settled {
  readonly taken: readonly TakenBack[];
  readonly going: readonly Going[];
  readonly left: readonly Entry[];
}

/**
 * Which of the updates can be taken back and which creations go, and why others do not (rules undo-left): something that stays
 * refers to what would go, or they refer to what comes back as another thing. What stays may hold the next thing, so it is
 * asked until nothing more stays; nor does anything come back that refers to what the run has deleted; so do creations of which none can go first. `asIs` are the things that documents refer to that are not taken back at all.
 */
export const keptBack = (
  all: readonly TakenBack[],
  { creations, stays: asked, asIs, deleted }: Candidates,
): Settled => {
  const stays = [...asked];
  const kept = new Map<TakenBack, string>();
  const held: Entry[] = [];
  const stay = (more: readonly { readonly one: Creation; readonly says: string }[]): void => {
    stays.push(...more.map(({ one }) => one));
    held.push(...more.map(({ one, says }) => leftAs(one.change, says)));
  };
  for (;;) {
    const holders: readonly Holder[] = [
      ...asIs,
      ...[...kept.keys()].map(({ change, now }) => ({
        id: change.id,
        refersTo: thingsIn(change.type, change.names, now).refersTo,
      })),
      ...stays.map((one) => ({ id: one.change.id, refersTo: thingsOfCreation(one).refersTo })),
    ];
    const lost = new Set([...deleted, ...[...kept.keys()].flatMap((one) => [...stepOf(one).comes.publishes])]);
    const updates = all.flatMap((one) => {
      const says = kept.has(one) ? undefined : whyNot(one, all, { holders, lost });
      return says === undefined ? [] : [[one, says] as const];
    });
    const going = creations.filter((one) => !stays.includes(one));
    const more = going.flatMap((one) => {
      const { publishes } = thingsOfCreation(one);
      const holder = holders.find(({ refersTo }) => meet(publishes, refersTo));
      return holder ? [{ one, says: holds(holder) }] : [];
    });
    if (updates.length > 0 || more.length > 0) {
      for (const [one, says] of updates) kept.set(one, says);
      stay(more);
      continue;
    }
    const { going: inOrder, stuck } = apart(going);
    if (stuck.length === 0) {
      const left = [...kept].map(([{ change }, says]) => leftAs(change, says));
      return { taken: all.filter((one) => !kept.has(one)).map(withNewIds), going: inOrder, left: [...held, ...left] };
    }
    stay(stuck.flatMap((circle) => circle.map((one) => ({ one, says: holdEachOther(one, circle) }))));
  }
};

const holdEachOther = (one: Creation, circle: readonly Creation[]): string =>
  `The run created it, and it stays: it and ${circle.flatMap(({ change: { id } }) => (id === one.change.id ? [] : [id])).join(', ')} refer to each other, and a server deletes neither first. Take one of the references away, and delete them by hand.`;

/** What may stay, and what does in any case. */
interface Candidates {
  readonly creations: readonly Creation[];
  readonly stays: readonly Creation[];
  readonly asIs: readonly Holder[];
  /** What the run itself has deleted: an undo that is taken back. */
  readonly deleted: Things['publishes'];
}

/** Something that stays, and what it refers to. */
export interface Holder {
  readonly id: string;
  readonly refersTo: Things['refersTo'];
}

const holds = ({ id }: Holder): string => `The run created it, and it stays: ${id} stays as it is, and refers to it.`;

/** What speaks against taking something back. */
interface Against {
  readonly holders: readonly Holder[];
  /** What documents referred to once, and what does not come back. */
  readonly lost: Things['publishes'];
}

const whyNot = (one: TakenBack, all: readonly TakenBack[], { holders, lost }: Against): string | undefined => {
  const { goes, comes } = stepOf(one);
  if (meet(comes.refersTo, lost))
    return 'What it said refers to something that was deleted, or that does not come back: apply the first changeset again, or diff again.';
  const holder = holders.find(({ id, refersTo }) => id !== one.change.id && meet(goes.publishes, refersTo));
  if (holder) return `What the run added here stays: ${holder.id} stays as it is, and refers to it.`;
  // A thing inside a document that comes back is another one to the server: what referred to it refers to nothing.
  const { refersTo } = thingsIn(one.change.type, one.change.names, one.now);
  return all.some((other) => other !== one && meet(stepOf(other).comes.publishes, refersTo))
    ? 'It refers to something that the run removed, and that comes back under another ID: point it there again by hand, and set by hand what else the run has changed here.'
    : undefined;
};

const withNewIds = (taken: TakenBack): TakenBack => {
  if (stepOf(taken).comes.publishes.size === 0) return taken;
  const says =
    'What comes back here has another ID than before: point to it again what referred to it (values, rules of channels, triggers).';
  const { change } = taken;
  return { ...taken, change: { ...change, cleanUp: [...change.cleanUp, { kind: 'check', at: ROOT, says }] } };
};
