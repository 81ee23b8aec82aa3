import type { Entry } from '../changeset/changeset.js';
import { ROOT } from '../model/pointer.js';
import { thingsOfCreation } from './deletions.js';
import { stepOf } from './in-order.js';
import { leftAs, type Creation } from './sort-out.js';
import type { TakenBack } from './take-back.js';
import { meet, thingsIn, type Things } from './things.js';

/** What goes back and what stays as it is, once each has its word about the others. */
export interface Settled {
  readonly taken: readonly TakenBack[];
  readonly going: readonly Creation[];
  readonly left: readonly Entry[];
}

/**
 * Which of the updates can be taken back and which creations go, and why others do not (rules undo-left): something that stays
 * refers to what would go, or they refer to what comes back as another thing. What stays may hold the next thing, so it is
 * asked until nothing more stays. `asIs` are the things that documents refer to that are not taken back at all.
 */
export const keptBack = (all: readonly TakenBack[], { creations, stays: asked, asIs }: Candidates): Settled => {
  const stays = [...asked];
  const held: Entry[] = [];
  for (;;) {
    const why = new Map(all.map((one) => [one, whyNot(one, all, stays)]));
    const kept = all.filter((one) => why.get(one) !== undefined);
    const holders: readonly Holder[] = [
      ...asIs,
      ...kept.map(({ change, now }) => ({
        id: change.id,
        refersTo: thingsIn(change.type, change.names, now).refersTo,
      })),
      ...stays.map((one) => ({ id: one.change.id, refersTo: thingsOfCreation(one).refersTo })),
    ];
    const going = creations.filter((one) => !stays.includes(one));
    const more = going.flatMap((one) => {
      const { publishes } = thingsOfCreation(one);
      const holder = holders.find(({ refersTo }) => meet(publishes, refersTo));
      return holder ? [{ one, holder }] : [];
    });
    if (more.length === 0) {
      const left = kept.map((one) => leftAs(one.change, why.get(one) ?? ''));
      return { taken: all.filter((one) => !kept.includes(one)).map(withNewIds), going, left: [...held, ...left] };
    }
    stays.push(...more.map(({ one }) => one));
    held.push(...more.map(({ one, holder }) => leftAs(one.change, holds(holder))));
  }
};

/** What may stay, and what does in any case. */
interface Candidates {
  readonly creations: readonly Creation[];
  readonly stays: readonly Creation[];
  readonly asIs: readonly Holder[];
}

/** Something that stays, and what it refers to. */
export interface Holder {
  readonly id: string;
  readonly refersTo: Things['refersTo'];
}

const holds = ({ id }: Holder): string => `The run created it, and it stays: ${id} stays as it is, and refers to it.`;

const whyNot = (one: TakenBack, all: readonly TakenBack[], stays: readonly Creation[]): string | undefined => {
  const { goes } = stepOf(one);
  const holder = stays.find((creation) => meet(goes.publishes, thingsOfCreation(creation).refersTo));
  if (holder)
    return `What the run added here stays: ${holder.change.id}, which the run created and which stays, refers to it.`;
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
