import type { Ask, AskGroup, Finding } from './review.js';
import { findingGroups } from './findings.js';

const words: Readonly<Record<Ask, Pick<AskGroup, 'title' | 'means' | 'tone'>>> = {
  allow: { title: 'Refused until allowed', means: 'Apply stops until somebody allows each.', tone: 'danger' },
  cannot: {
    title: 'Cannot be done',
    means: 'Apply stops until it is mended, or leaves it out with --skip-blocked.',
    tone: 'danger',
  },
  conflict: { title: 'Conflicts', means: 'Both sides changed it: somebody decides.', tone: 'danger' },
  know: { title: 'Know this', means: 'It is done as it stands.', tone: 'warn' },
};

/** What a kind of finding asks. */
export const askOf = (kind: string): Ask => {
  if (kind === 'gate') return 'allow';
  if (kind === 'error' || kind === 'blocked') return 'cannot';
  return kind === 'conflict' ? 'conflict' : 'know';
};

/** True for what apply does not do without a person's word. */
export const needsDecision = ({ kind }: Finding): boolean => askOf(kind) !== 'know';

/** Findings by what they ask, the gravest first. */
export const askGroups = (findings: readonly Finding[]): readonly AskGroup[] =>
  (['allow', 'cannot', 'conflict', 'know'] as const).flatMap((ask) => {
    const own = findings.filter(({ kind }) => askOf(kind) === ask);
    return own.length === 0 ? [] : [{ ask, ...words[ask], count: own.length, groups: findingGroups(own) }];
  });
