import { findType, parentOf, typeNamed, type CountedParts } from '../../catalogue/index.js';
import type { ReviewChange } from './review.js';
import type { Counted } from './row-types.js';
import { counted } from './words.js';

/** What a person counts, in words and how many of each were added, changed, removed. */
interface Tally {
  readonly one: string;
  readonly many: string;
  readonly counts: Readonly<Partial<Record<Counted, number>>>;
  readonly secrets: number;
}

/** The parts of a new thing, counted: `4 steps, 25 variables (5 secrets), 2 channels, 1 runbook` (rules review-things). */
export const newParts = (changes: readonly ReviewChange[]): string =>
  talliesOf(changes)
    .map(({ one, many, counts, secrets }) => {
      const count = (counts.added ?? 0) + (counts.changed ?? 0) + (counts.rescoped ?? 0);
      if (count === 0) return '';
      return `${countOf(count, one, many)}${secrets === 0 ? '' : ` (${counted(secrets, 'secret')})`}`;
    })
    .filter((words) => words !== '')
    .join(', ');

/** What becomes of a thing that is there: `9 steps added, 1 changed, order changed; 3 values added, 1 rescoped`. */
export const changedParts = (changes: readonly ReviewChange[]): string =>
  [
    ...ownFields(changes),
    ...talliesOf(changes).flatMap(({ one, many, counts }) => {
      const verbs = (['added', 'changed', 'rescoped', 'removed'] as const).flatMap((verb) => {
        const count = counts[verb] ?? 0;
        return count === 0 ? [] : [[count, verb] as const];
      });
      const words = verbs.map(([count, verb], index) =>
        index === 0 ? `${countOf(count, one, many)} ${verb}` : `${count.toLocaleString('en')} ${verb}`,
      );
      if ((counts.moved ?? 0) > 0) words.push(words.length === 0 ? `order of ${many} changed` : 'order changed');
      return words.length === 0 ? [] : [words.join(', ')];
    }),
  ].join('; ');

/** The fields of the thing itself that change: by name where they are few. */
const ownFields = (changes: readonly ReviewChange[]): readonly string[] => {
  const fields = changes
    .filter(({ below, action }) => below === '' && action === 'update')
    .flatMap(({ rows }) =>
      rows.filter(({ counts }) => counts === undefined).map(({ title }) => title.split(' › ')[0] ?? ''),
    );
  const names = [...new Set(fields)];
  if (names.length === 0) return [];
  return [`${names.length <= fewFields ? names.join(', ') : counted(names.length, 'field')} changed`];
};

const fewFields = 3;

/** What there is one of goes without a number: `deployment settings changed`. */
const countOf = (count: number, one: string, many: string): string => (one === many ? one : counted(count, one, many));

const talliesOf = (changes: readonly ReviewChange[]): readonly Tally[] => {
  const tallies = new Map<string, Tally>();
  const add = (one: string, many: string, kind: Counted, secrets = 0): void => {
    const known = tallies.get(one) ?? { one, many, counts: {}, secrets: 0 };
    const counts = { ...known.counts, [kind]: (known.counts[kind] ?? 0) + 1 };
    tallies.set(one, { ...known, counts, secrets: known.secrets + secrets });
  };
  const created = new Set<string>(changes.filter(({ action }) => action === 'create').map(({ id }) => id));
  for (const change of changes) {
    const type = findType(change.type);
    // What waits of something new belongs to its coming.
    const isOfNew = change.action === 'update' && created.has(change.id.replace(/#.*$/, ''));
    if (!type || isOfNew) continue;
    if (type.parts)
      for (const { counts, isSecret } of change.rows)
        if (counts !== undefined) add(...nounsIn(change, type.parts), counts, isSecret === true ? 1 : 0);
    if (change.below !== '' && (!type.parts || type.identity.kind !== 'onePerParent'))
      add(...ownNouns(type), change.action === 'create' ? 'added' : change.action === 'delete' ? 'removed' : 'changed');
  }
  return [...tallies.values()];
};

/** Steps of a runbook are not steps of its project. */
const nounsIn = (
  { type, action, depth }: ReviewChange,
  { one, many, scope }: CountedParts,
): readonly [string, string] => {
  // A variable has several values; of one that changes, the value is meant.
  const [noun, nouns] = action === 'update' && scope !== undefined ? ['value', 'values'] : [one, many];
  const owner = depth > 1 ? parentOf(typeNamed(type)) : undefined;
  return owner ? [`${noun} of ${owner.plural}`, `${nouns} of ${owner.plural}`] : [noun, nouns];
};

const ownNouns = ({
  singular,
  plural,
  beside,
}: {
  readonly singular: string;
  readonly plural: string;
  readonly beside?: string;
}): readonly [string, string] => (beside === undefined ? [singular, plural] : [beside, beside]);
