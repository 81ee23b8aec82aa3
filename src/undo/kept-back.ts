import type { Entry } from '../changeset/changeset.js';
import { ROOT } from '../model/pointer.js';
import { thingsOfCreation } from './deletions.js';
import { stepOf } from './in-order.js';
import { leftAs, type Creation } from './sort-out.js';
import type { TakenBack } from './take-back.js';
import { meet, thingsIn } from './things.js';

/**
 * Which of the updates can be taken back, and why others cannot (rules undo-left): something that stays refers to what would go,
 * or they refer to what comes back as another thing.
 */
export const keptBack = (
  all: readonly TakenBack[],
  stays: readonly Creation[],
): { readonly taken: readonly TakenBack[]; readonly left: readonly Entry[] } => {
  const why = new Map(all.map((one) => [one, whyNot(one, all, stays)]));
  return {
    taken: all.filter((one) => why.get(one) === undefined).map(withNewIds),
    left: all.flatMap((one) => {
      const says = why.get(one);
      return says === undefined ? [] : [leftAs(one.change, says)];
    }),
  };
};

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
