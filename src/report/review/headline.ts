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
  { decisions, tasks }: { readonly decisions: number; readonly tasks: number },
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
    ...(decisions > 0 ? [`${figure(decisions)} ${decisions === 1 ? 'needs' : 'need'} your decision`] : []),
    ...(tasks > 0 ? [`${figure(tasks)} to do by hand`] : []),
  ];
  return `${subjectOf(material)}: ${parts.join(', ')}`;
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
