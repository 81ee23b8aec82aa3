import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '../../src/diff/patch/compare.js';
import { diff } from '../../src/diff/index.js';
import { markdownReport } from '../../src/report/markdown/markdown.js';
import { code, htmlSentence, sentence } from '../../src/report/markdown/markdown-text.js';
import { reviewChangeset } from '../../src/report/review/review-changeset.js';
import { reviewComparison } from '../../src/report/review/review-comparison.js';
import type { Review, Thing } from '../../src/report/review/review.js';
import { largeChangeset } from '../builders/large-changeset.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { anySettings } from '../property/generate/settings.js';
import { build, contents } from '../property/generate/space.js';
import { richChangeset } from './rich-changeset.js';
import { smallChangeset } from './small-changeset.js';

const longestComment = 65_536;

const thingsOf = (review: Review): readonly Thing[] => review.things.flatMap(({ things }) => things);

const lineOf = ({ sign, name }: Thing): string => `- ${code(`${sign} ${name}`)}`;

const unnamed = (review: Review, text: string): readonly string[] => {
  const named = new Set(text.split('\n').flatMap((line) => /^- (`+)[^`](?:.*?[^`])?\1(?=:|$)/.exec(line)?.[0] ?? []));
  return thingsOf(review)
    .map(lineOf)
    .filter((line) => !named.has(line));
};

describe('A small review in Markdown', () => {
  it.each(['short', 'details', 'summary'] as const)('reads as documentation does (%s)', async (extent) => {
    const text = markdownReport(reviewChangeset(smallChangeset()), { extent, limit: longestComment });
    await expect(`${text}\n`).toMatchFileSnapshot(`golden/small-review-${extent}.md`);
  });

  it('has no notation of changesets in it', () => {
    const text = markdownReport(reviewChangeset(smallChangeset()), { extent: 'all' });
    expect(text).not.toMatch(/\$(?:reference|secret|placeholder|file|needed|json|unresolved)\b|\[collapse\]|\{"/);
  });
});

describe('A long review in Markdown (rules review-bounded)', () => {
  const large = reviewChangeset(largeChangeset(240));
  const thousands = reviewChangeset(manyEnvironments(5000));

  it.each(['short', 'all'] as const)(
    'names every thing of a thousand changes, and fills the room there is (%s)',
    (extent) => {
      const text = markdownReport(large, { extent, limit: longestComment });
      expect(large.changes.length).toBeGreaterThan(970);
      expect(unnamed(large, text)).toEqual([]);
      expect(text.length).toBeLessThan(longestComment);
      expect(text.length).toBeGreaterThan(longestComment * 0.9);
      expect(text).toContain('**Shortened to 65,536 characters.** Left out: ');
      for (const { says } of atLeastOne(large.tasks)) expect(text).toContain(`- **${says}**. `);
    },
  );

  it('begins the details with what is dangerous', () => {
    const text = markdownReport(large, { extent: 'short', limit: longestComment });
    const [, details = ''] = text.split('### Step by step');
    const risky = large.things
      .flatMap(({ things }) => things)
      .filter(({ changes }) => changes.some(({ warnings }) => warnings.some(({ tone }) => tone === 'danger')));
    const first = /<summary>. \w+ <code>(.*?)<\/code>/.exec(details)?.[1];
    expect(risky.map(({ name }) => name)).toContain(first);
  });

  it('says how many things have no room where there are thousands, of each type', () => {
    const text = markdownReport(thousands, { extent: 'short', limit: longestComment });
    expect(text.length).toBeLessThan(longestComment);
    expect(text).toMatch(/^- … and [\d,]+ environments more \([\d,]+ new\)$/m);
    expect(text).toMatch(/Left out: [\d,]+ things; /);
    expect(text).toContain('<b>Environments</b>: 5,000 new');
  });

  it('has all of it without a limit', () => {
    const text = markdownReport(thousands, { extent: 'short' });
    expect(unnamed(thousands, text)).toEqual([]);
    expect(text).not.toContain('Shortened');
  });
});

function manyEnvironments(count: number): typeof richChangeset {
  const [first] = richChangeset.changes;
  if (first?.action !== 'create') throw new Error('The rich changeset begins with something new.');
  const changes = Array.from({ length: count }, (_, index) => {
    const name = `Environment number ${index}`;
    const id = `environments/${name}` as typeof first.id;
    return { ...first, id, type: 'environments' as const, names: [name], document: { Name: name }, reasons: [] };
  });
  return { ...richChangeset, changes };
}

describe('Of whatever is reviewed, with whatever limit', () => {
  const limits = fc.oneof(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 3000, max: longestComment }));
  const extents = fc.constantFrom('summary', 'short', 'details', 'all');
  /** Heads, the note on what is left out, and the frames of folds. */
  const furniture = (review: Review): number =>
    markdownReport(review, { extent: 'summary' }).length + 700 + review.things.length * 120;
  const holds = (review: Review, extent: 'summary' | 'short' | 'details' | 'all', limit: number): void => {
    const text = markdownReport(review, { extent, limit });
    expect(text.length).toBeLessThanOrEqual(Math.max(limit - 1, 0));
    const names = thingsOf(review).reduce((sum, thing) => sum + lineOf(thing).length + 1, 0);
    if (extent !== 'summary' && furniture(review) + names <= limit) expect(unnamed(review, text)).toEqual([]);
  };

  it('Markdown is no longer, and all things are named if their names have room', () => {
    fc.assert(
      fc.property(contents, contents, anySettings(), extents, limits, (from, to, given, extent, limit) => {
        holds(reviewChangeset(diff(build('a', from), build('b', to), given)), extent, limit);
        holds(reviewComparison(compare(build('a', from), build('a', to))), extent, limit);
      }),
      { numRuns: 40 },
    );
  });

  it('nor with names that are long or steer', () => {
    const review = reviewChangeset(richChangeset);
    fc.assert(
      fc.property(extents, limits, (extent, limit) => {
        holds(review, extent, limit);
      }),
      { numRuns: 30 },
    );
  });
});

describe('A sentence in Markdown', () => {
  it('has the branch of a changeset as people copy it, and breaks up what else looks like a commit (rules git-merge)', () => {
    const says = 'Merge octosync/baba3420cd85 into main, not baba3420cd85.';
    expect(sentence(says)).toBe('Merge `octosync/baba3420cd85` into main, not b&#8203;aba3420cd85.');
    expect(htmlSentence(says)).toBe('Merge <code>octosync/baba3420cd85</code> into main, not b&#8203;aba3420cd85.');
    expect(sentence('OCTOSYNC/BABA3420CD85')).toBe('`OCTOSYNC/BABA3420CD85`');
  });
});
