import type { Compared, Material, Thing } from './review.js';
import { thingWords } from './thing-counts.js';
import { counted } from './words.js';

/**
 * One line that can be read aloud: `OctoFX to prod: 3 things new, 7 changed, 2 need your decision, 5 to do by hand`
 * (rules review-headline).
 */
export const headlineOf = (
  material: Pick<Material, 'kind' | 'from' | 'to' | 'made'>,
  things: readonly Thing[],
  { decisions, tasks, ignored }: { readonly decisions: Decisions; readonly tasks: number; readonly ignored: number },
): string => {
  const counts = (['create', 'update', 'delete'] as const).flatMap((action) => {
    const count = things.filter((thing) => thing.action === action).length;
    return count === 0 ? [] : [[count, thingWords[material.kind][action]] as const];
  });
  const parts = [
    ...counts.map(([count, word], index) =>
      index === 0 ? `${counted(count, 'thing')} ${word}` : `${figure(count)} ${word}`,
    ),
    ...(counts.length === 0 ? ['nothing changes'] : []),
    ...decisionsIn(decisions),
    ...(tasks > 0 ? [`${figure(tasks)} to do by hand`] : []),
    ...(ignored > 0 ? [`${figure(ignored)} ignored`] : []),
  ];
  return `${subjectOf(material)}: ${parts.join(', ')}`;
};

/** What asks for a person's word: how many in all, and how many of them are of a kind that is said by itself. */
export interface Decisions {
  readonly all: number;
  readonly conflicts: number;
  readonly renames: number;
}

/** `4 need your decision (2 conflicts, 1 rename)`. */
const decisionsIn = ({ all, conflicts, renames }: Decisions): readonly string[] => {
  if (all === 0) return [];
  const kinds = [
    ...(conflicts > 0 ? [counted(conflicts, 'conflict')] : []),
    ...(renames > 0 ? [counted(renames, 'rename')] : []),
  ];
  const which = kinds.length === 0 ? '' : ` (${kinds.join(', ')})`;
  return [`${figure(all)} ${all === 1 ? 'needs' : 'need'} your decision${which}`];
};

const figure = (count: number): string => count.toLocaleString('en');

/** The sync and where it goes; of a comparison, the space that it is about. */
const subjectOf = ({ kind, from, to, made }: Pick<Material, 'kind' | 'from' | 'to' | 'made'>): string => {
  if (kind === 'comparison') return sideName(to, from);
  return `${made?.sync ?? sideName(from, to)} to ${sideName(to, from)}`;
};

/** What a side is called: as the configuration calls it, else by its space, or by its server where both spaces are called the same. */
const sideName = ({ instance, space, url }: Compared, other: Compared): string =>
  instance ?? (space === other.space && url !== other.url ? hostOf(url) : space);

const hostOf = (url: string): string => url.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '');
