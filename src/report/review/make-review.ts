import { askGroups, decisionsOf } from './asks.js';
import { headerOf } from './header.js';
import { headlineOf } from './headline.js';
import { nextCommands } from './next.js';
import type { Compared, FoundChange, Material, Review, ReviewChange, ReviewKind, ReviewSide } from './review.js';
import { entriesByReason } from './same-reasons.js';
import { belowOwner, calledOf } from '../../catalogue/called.js';
import { rowsOf } from './rows.js';
import { depthOf, thingGroups } from './things.js';
import { actionWord, wordsOf } from './words.js';

/** Puts what was found into the groups and the words in which every format shows it. */
export const makeReview = (material: Material): Review => {
  const { kind, changes, findings, tasks, lists } = material;
  const { title, before, after } = wordsOf[kind];
  const things = thingGroups(changes);
  return {
    ...material,
    headline: headlineOf(
      material,
      things.flatMap((group) => group.things),
      {
        decisions: decisionsOf(findings),
        tasks: tasks.reduce((sum, { count }) => sum + count, 0),
        ignored: lists.find(({ key }) => key === 'ignored')?.entries.length ?? 0,
      },
    ),
    header: headerOf(material),
    title: title(changes.length),
    sides: sidesOf(material),
    before,
    after,
    asks: askGroups(findings, material.isUnderPolicy),
    things,
    lists: lists
      .filter(({ entries }) => entries.length > 0)
      .map((list) => ({ ...list, reasons: entriesByReason(list.entries) })),
    next: nextCommands(material),
  };
};

const sidesOf = ({ kind, from, to }: Material): Review['sides'] => {
  const [fromTitle, toTitle] = wordsOf[kind].sides;
  const side = (title: string, { space, url, version, digest }: Compared): ReviewSide => ({
    title,
    space,
    url,
    version,
    ...(kind === 'comparison' && digest !== '' && { digest }),
  });
  return [side(fromTitle, from), side(toTitle, to)];
};

/** A change in words. What is within it is worked out when it is first asked for: much may be shown before that. */
export const makeChange = (kind: ReviewKind, { told, ...found }: FoundChange): ReviewChange => {
  const rows = once(() => rowsOf(told));
  return {
    ...found,
    does: actionWord(kind, found.action),
    called: calledOf(found),
    below: belowOwner(found),
    depth: depthOf(found.type),
    get rows() {
      return rows();
    },
  };
};

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};
