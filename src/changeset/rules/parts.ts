import { sameJson } from '../../model/json.js';
import type { Changeset, Entry, Part } from '../changeset.js';
import { itemOf } from '../pick/keeps.js';
import { pickReason, pickRule } from '../pick/skipped-entry.js';
import type { Defect } from './defect.js';

type LeftOut = Part['leftOut'][number];

/**
 * A part says what was left out of it everywhere in the same way (rules pick-checked): once, as something that it does not do, that was
 * skipped, for the reason that is given, and with a base that does not move for it. Only a part does so.
 */
export const checkPart = (changeset: Changeset): readonly Defect[] => {
  const { part, skipped, stillOpen } = changeset;
  const told = skipped
    .map((entry, index) => ({ entry, at: `/skipped/${index}` }))
    .filter(({ entry }) => isPicked(entry));
  if (!part)
    return [
      ...told.map(({ entry, at }) => ({ at, what: 'it was left out of a part, and this is none', found: entry.id })),
      ...(stillOpen ? [{ at: '/stillOpen', what: 'only a part has what was open of what is left out' }] : []),
    ];
  const known = new Map(part.leftOut.map((one) => [one.id, one]));
  const left = new Set(known.keys());
  return [
    ...(left.size === 0 ? [{ at: '/part/leftOut', what: 'nothing was left out of this part' }] : []),
    ...part.leftOut.flatMap((one, index) =>
      wrongWith(one, index, changeset, known).map((what) => ({ at: `/part/leftOut/${index}`, what, found: one.id })),
    ),
    ...told
      .filter(({ entry }) => !known.has(changeOf(entry)))
      .map(({ entry, at }) => ({ at, what: 'the part does not say that it was left out', found: entry.id })),
    ...taken(changeset, left),
  ];
};

const isPicked = ({ reasons }: Entry): boolean => reasons.some(({ rule }) => rule === pickRule);

/** The change that an entry was. */
const changeOf = ({ id, part }: Entry): string => (part === undefined ? id : `${id}#${part}`);

const wrongWith = (
  one: LeftOut,
  index: number,
  { part, changes, skipped, base, keeps = [] }: Changeset,
  known: ReadonlyMap<string, LeftOut>,
): readonly string[] => {
  const { id, because } = one;
  const entry = skipped.find((skip) => changeOf(skip) === id && isPicked(skip));
  const isKept = keeps.some((kept) => kept.id === itemOf(id) && kept.base !== undefined);
  return [
    ...(part?.leftOut.findIndex((other) => other.id === id) === index ? [] : ['it was left out before']),
    ...(changes.some((change) => change.id === id) ? ['it is not left out: there is such a change'] : []),
    ...(because === undefined || known.has(because) ? [] : ['it goes with something that was not left out']),
    ...(entry ? [] : ['it is not among what is skipped']),
    ...(entry && !sameJson(entry.reasons, [pickReason(one)]) ? ['what is skipped says another reason'] : []),
    ...(base && !isKept ? ['it keeps no base, so that it would never come'] : []),
  ];
};

/** What a change brings that was left out is not brought. */
const taken = ({ conflicts, renames }: Changeset, left: ReadonlySet<string>): readonly Defect[] => [
  ...conflicts.flatMap(({ id, takes }, index) =>
    left.has(id) && takes !== 'destination'
      ? [{ at: `/conflicts/${index}/takes`, what: 'what would bring this was left out', found: takes }]
      : [],
  ),
  ...renames.flatMap(({ id, follows }, index) =>
    left.has(id) && follows
      ? [{ at: `/renames/${index}/follows`, what: 'what would bring this name was left out', found: follows }]
      : [],
  ),
];
