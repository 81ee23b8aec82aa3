import chalk from 'chalk';
import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import stringWidth from 'string-width';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { canonicalFile } from '../../src/model/canonical.js';
import { markdownReport } from '../../src/report/markdown/markdown.js';
import type { Review } from '../../src/report/review/review.js';
import { visibleJson } from '../../src/report/visible.js';
import { injections, steering } from './injection.js';
import { tableLines } from './lines-of.js';
import { reviewOf } from './review-of.js';
import { atLeastOne } from '../builders/at-least-one.js';

const corpus = Object.entries(injections);

const { level } = chalk;
afterEach(() => {
  chalk.level = level;
});

describe('In the table', () => {
  it.each(atLeastOne(corpus))('%s is text', async (_, text) => {
    for (const width of [80, 100]) {
      const lines = await tableLines(reviewOf(text), { extent: 'all', width });
      expect(lines.filter((line) => steering.test(line))).toEqual([]);
      expect(lines.filter((line) => /^[=+\-@]/.test(line))).toEqual([]);
      expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
    }
  });

  it('nothing but our colours steers the terminal, and they take no room', async () => {
    chalk.level = 1;
    for (const [, text] of atLeastOne(corpus)) {
      for (const line of atLeastOne(await tableLines(reviewOf(text, 'comparison'), { extent: 'all' }))) {
        const plain = stripVTControlCharacters(line);
        expect(plain).not.toMatch(steering);
        expect(stringWidth(plain)).toBeLessThanOrEqual(80);
        // eslint-disable-next-line no-control-regex -- the codes of colours
        expect(line.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain);
      }
    }
  });

  it('no name that anybody could make up breaks a line or steers the terminal', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes)),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 40, max: 120 }), async (name, width) => {
        for (const line of atLeastOne(await tableLines(reviewOf(name), { extent: 'all', width }))) {
          expect(line).not.toMatch(steering);
          expect(stringWidth(line)).toBeLessThanOrEqual(width);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('In Markdown', () => {
  /** As GitHub would, but for what it takes out afterwards: HTML stays HTML. */
  const rendered = (review: Review): string =>
    micromark(markdownReport(review, { extent: 'all' }), {
      allowDangerousHtml: true,
      extensions: [gfm()],
      htmlExtensions: [gfmHtml()],
    });
  const elements = (html: string): readonly string[] => [...html.matchAll(/<[!/?]?[a-z]*/gi)].map(([tag]) => tag);
  const harmless = {
    changeset: elements(rendered(reviewOf('x'))),
    comparison: elements(rendered(reviewOf('x', 'comparison'))),
  };

  it.each(atLeastOne(corpus))('%s makes no element, and breaks none', (_, text) => {
    expect(elements(rendered(reviewOf(text)))).toEqual(harmless.changeset);
    expect(elements(rendered(reviewOf(text, 'comparison')))).toEqual(harmless.comparison);
  });

  it.each(atLeastOne(corpus))('%s calls nobody and links nothing', (_, text) => {
    const prose = rendered(reviewOf(text))
      .replaceAll(/<pre>.*?<\/pre>|<code>.*?<\/code>/gs, '')
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll('&#8203;', '\u200b');
    expect(prose).not.toMatch(/@\w|(?<!&)#\d|GH-\d|https?:|www\.|mailto:|:\w+:/);
  });

  it('shows what cannot be seen', () => {
    for (const [, text] of atLeastOne(corpus))
      expect(markdownReport(reviewOf(text), { extent: 'all' }).replaceAll(/[\n\t]/g, '')).not.toMatch(steering);
  });
});

describe('In JSON for the terminal', () => {
  it.each(atLeastOne(corpus))('%s is escaped, and the same when parsed', (_, text) => {
    const value = { [`name ${text}`]: [text] };
    const shown = visibleJson(canonicalFile(value));
    expect(JSON.parse(shown)).toEqual(value);
    expect(shown.replaceAll('\n', '')).not.toMatch(steering);
  });
});
