import chalk from 'chalk';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { htmlReport } from '../../src/report/html/page.js';
import { jsonReport } from '../../src/report/json/json.js';
import { markdownReport } from '../../src/report/markdown/markdown.js';
import { reviewChangeset } from '../../src/report/review/review-changeset.js';
import { reviewComparison } from '../../src/report/review/review-comparison.js';
import type { Review } from '../../src/report/review/review.js';
import { headings } from '../../src/report/review/words.js';
import { visible } from '../../src/report/visible.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { tableLines } from './lines-of.js';
import { richChangeset, richComparison } from './rich-changeset.js';
import { alsoSaid, partsOf } from './said-in.js';

/** A page as it is read: without its script and its style, entities as what they stand for. */
const readPage = (html: string): string =>
  html
    .replaceAll(/<(script|style)>[^]*?<\/\1>/g, '')
    // Marks stand within words, everything else around them.
    .replaceAll(/<\/?mark>/g, '')
    .replaceAll(/<(?:"[^"]*"|[^">])*>/g, ' ')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"' })[name] ?? '&')
    // What breaks up mentions and links. One in a name would be an escape.
    .replaceAll('\u200b', '');

/** Wide enough that no word is broken. */
const width = 20_000;

const formats: Readonly<Record<string, (review: Review) => Promise<string> | string>> = {
  table: async (review) => (await tableLines(review, { extent: 'all', width })).join('\n'),
  Markdown: (review) =>
    readPage(
      micromark(markdownReport(review, { extent: 'all' }), {
        allowDangerousHtml: true,
        extensions: [gfm()],
        htmlExtensions: [gfmHtml()],
      }),
    ),
  HTML: (review) => readPage(htmlReport(review)),
};

/** Words that belong to a format rather than to what is reviewed: its headings, controls and labels. */
const furniture: Readonly<Record<string, string>> = {
  table: 'because who after empty line ends new changed removed added',
  Markdown: 'Digest Step by step CAUTION IMPORTANT WARNING because who after empty line ends new changed removed added',
  HTML: `Skip to the changes Light or dark Octopus Digest snapshot Copy Show only the changes with this How many of what Type
    In which order from top to bottom; a line leads down to what waits for it; a box shows its changes after of Things that change What things
    Needs your eyes create update delete changed added removed new findings says usual as unchanged unsupported errors
    Search Belongs to all Clear Esc Open all shown Close all j k next, previous Field Before After Why: reason reasons empty line ends not known who`,
};

const reviewed: readonly (readonly [string, Review])[] = [
  ['a changeset', reviewChangeset(richChangeset)],
  ['a comparison', reviewComparison(richComparison)],
];
const cases = reviewed.flatMap(([what, review]) =>
  Object.entries(formats).map(([name, show]) => ({ what, review, name, show })),
);

/** What cannot be seen is an escape here, a line of its own there (see injection.test.ts): neither is compared. */
const seen = (text: string): string => visible(text).replaceAll(/\\u(?:[\da-f]{4}|\{[\da-f]+\})/g, ' ');

/** Breaks of lines and columns aside. */
const squeezed = (text: string): string => seen(text).replaceAll(/\s|→/g, '');

const wordsIn = (text: string): readonly string[] => seen(text).match(/\p{L}{2,}/gu) ?? [];

const { level } = chalk;
beforeEach(() => {
  chalk.level = 0;
});
afterEach(() => {
  chalk.level = level;
});

describe('Of one review', () => {
  it.each(atLeastOne(cases))('the $name of $what says all, in the same words', async ({ review, name, show }) => {
    const text = squeezed(await show(review));
    const parts = partsOf(review, name === 'HTML' ? 'page' : 'lines');
    const unsaid = parts.filter((part) => !text.includes(squeezed(part)));
    expect(unsaid).toEqual([]);
  });

  it.each(atLeastOne(cases))('the $name of $what says no more', async ({ review, name, show }) => {
    const known = new Set([...partsOf(review), ...alsoSaid(review), furniture[name] ?? ''].flatMap(wordsIn));
    const unknown = new Set(wordsIn(await show(review)).filter((word) => !known.has(word)));
    expect([...unknown]).toEqual([]);
  });

  it.each(reviewed)('the JSON of %s says all, in the same words, as values', (_, review) => {
    const text = squeezed(textsIn(JSON.parse(jsonReport(review))).join(' '));
    const unsaid = partsOf(review).filter(
      (part) => !/^\d+ lines are the same$/.test(part) && !text.includes(squeezed(part)),
    );
    expect(unsaid.filter((part) => part !== headings.cleanUp)).toEqual([]);
  });
});

/** The texts of JSON, without the names of its fields. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};
