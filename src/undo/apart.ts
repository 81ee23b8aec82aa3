import { itemId } from '../model/names.js';
import { awaited, circlesAmong } from './circles.js';
import { thingsOfCreation } from './deletions.js';
import type { Creation } from './sort-out.js';
import { meet, type Things } from './things.js';

/** A creation that goes, and what it refers to once its parts that go by themselves are gone. */
export interface Going {
  readonly creation: Creation;
  readonly things: Things;
}

/** Creations in which nothing has to go before itself, and those for which that cannot be. */
export interface Apart {
  readonly going: readonly Going[];
  readonly stuck: readonly (readonly Creation[])[];
}

/**
 * No server deletes what something else refers to. Where creations refer to each other in a circle, parts of them that can be
 * deleted alone go first (rules undo-order): the roles of a team that are limited to a project whose steps name the team. What is
 * in a circle even then is stuck.
 */
export const apart = (creations: readonly Creation[]): Apart => {
  const whole = creations.map(asWhole);
  const inCircles = new Set(circlesOf(whole).flat());
  const going = whole.flatMap((one) => (inCircles.has(one) ? inParts(one.creation) : [one]));
  const stuck = circlesOf(going).map((circle) =>
    creations.filter((one) => circle.some(({ creation }) => creation === one || one.parts.includes(creation))),
  );
  return { going, stuck };
};

const asWhole = (creation: Creation): Going => ({ creation, things: thingsOfCreation(creation) });

const circlesOf = (going: readonly Going[]): readonly (readonly Going[])[] =>
  circlesAmong(
    going,
    awaited(going, (one, other) => meet(one.things.publishes, other.things.refersTo)),
  );

/** The parts that nothing else in the whole refers to, and the whole without them. */
const inParts = (whole: Creation): readonly Going[] => {
  const without = (parts: readonly Creation[]): Creation => {
    const gone = new Set(parts.flatMap(({ change, inside }) => [change, ...inside.map((one) => one.change)].map(idOf)));
    return { ...whole, inside: whole.inside.filter(({ change }) => !gone.has(idOf(change))) };
  };
  const parts = whole.parts.filter((part) => {
    const { refersTo } = thingsOfCreation(without([part]));
    return part.created.length > 0 && !meet(thingsOfCreation(part).publishes, refersTo);
  });
  // The whole goes after its parts: it is what they belong to.
  return [...parts.map(asWhole), { creation: whole, things: thingsOfCreation(without(parts)) }];
};

const idOf = ({ type, names }: Creation['change']): string => itemId(type, names);
