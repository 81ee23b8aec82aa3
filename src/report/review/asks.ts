import type { Ask, AskGroup, Finding } from './review.js';
import { findingGroups } from './findings.js';
import type { Decisions } from './headline.js';

const words: Readonly<Record<Ask, Pick<AskGroup, 'title' | 'means' | 'tone'>>> = {
  allow: { title: 'Refused until allowed', means: 'Apply stops until somebody allows each.', tone: 'danger' },
  cannot: {
    title: 'Cannot be done',
    means: 'Apply stops until it is mended; what is blocked is left out with --skip-blocked.',
    tone: 'danger',
  },
  conflict: {
    title: 'Conflicts',
    means: 'Source and destination have both changed these since the last sync: somebody decides.',
    tone: 'danger',
  },
  rename: {
    title: 'Probably renamed',
    means: 'Apply stops until somebody says whether they are the same, or leaves them out with --skip-blocked.',
    tone: 'danger',
  },
  know: { title: 'Know this', means: 'It is done as it stands.', tone: 'warn' },
};

/** The same under a policy: no flag lets anything pass (rules policy-accept). */
const underPolicy: Readonly<Partial<Record<Ask, Pick<AskGroup, 'means'>>>> = {
  allow: { means: 'Apply stops until whoever approves accepts each, with a reason.' },
  cannot: { means: 'Apply stops until it is mended; what is blocked is left out once whoever approves accepts that.' },
  rename: { means: 'Apply stops until somebody says whether they are the same, or whoever approves leaves them out.' },
};

/** What a kind of finding asks. */
export const askOf = (kind: string): Ask => {
  if (kind === 'gate') return 'allow';
  if (kind === 'error' || kind === 'blocked') return 'cannot';
  return kind === 'conflict' || kind === 'rename' ? kind : 'know';
};

/** True for what apply does not do without a person's word; a rule has given it where not the destination's word stands. */
export const needsDecision = ({ kind, three }: Finding): boolean =>
  askOf(kind) !== 'know' && (three === undefined || three.takes === 'destination');

/** How many findings need a person's word, and how many of them are conflicts and renames. */
export const decisionsOf = (findings: readonly Finding[]): Decisions => {
  const conflicts = new Set(findings.filter(({ three }) => three !== undefined).map(({ name }) => name));
  // A conflict that is an error as well (conflicts: error) is one thing to decide.
  const open = findings.filter((one) => needsDecision(one) && !(one.kind === 'error' && conflicts.has(one.name)));
  const countOf = (kind: string): number => open.filter((one) => one.kind === kind).length;
  return { all: open.length, conflicts: countOf('conflict'), renames: countOf('rename') };
};

/** Findings by what they ask: conflicts first of all, then the gravest (rules review-conflicts). */
export const askGroups = (findings: readonly Finding[], isUnderPolicy = false): readonly AskGroup[] =>
  (['conflict', 'allow', 'cannot', 'rename', 'know'] as const).flatMap((ask) => {
    const own = findings.filter(({ kind }) => askOf(kind) === ask);
    return own.length === 0
      ? []
      : [
          {
            ask,
            ...words[ask],
            ...(isUnderPolicy && underPolicy[ask]),
            count: own.length,
            groups: findingGroups(own),
          },
        ];
  });
