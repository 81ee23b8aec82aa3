import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/index.js';
import type { Review } from '../../src/report/review/review.js';
import { htmlReport } from '../../src/report/html/page.js';
import { layOutOrder } from '../../src/report/html/order-layout.js';
import { pictureSource } from '../../src/report/html/picture-source.js';
import { finding } from '../../src/report/review/findings.js';
import { makeChange, makeReview } from '../../src/report/review/make-review.js';
import { wordPieces } from '../../src/report/review/word-pieces.js';
import { reviewChangeset } from '../../src/report/review/review-changeset.js';
import { settings, space } from '../builders/space.js';

const hostile = '</script><img src=x onerror=alert(1)>"\' \u001b[31m \u202Egpj.exe \u061c';

const review = reviewChangeset(
  diff(
    space('dev').environments('Dev').project('OctoFX').variable(hostile, hostile).secret('Password').step('A').build(),
    space('prod').project('OctoFX').step('Own').build(),
    settings({ processCloningOption: 'SourceOnly' }),
  ),
);

const side = { ...review.from, digest: '' };

const comparison = makeReview({
  kind: 'comparison',
  from: side,
  to: side,
  summary: {
    columns: [{ title: 'removed', total: 1 }],
    rows: [{ type: 'environments', heading: 'Environments', counts: [1] }],
    empty: '',
  },
  findings: [finding('warning', { name: 'all' }, 'Another space.')],
  changes: [
    makeChange('comparison', {
      id: 'environments/Test',
      action: 'delete',
      type: 'environments',
      names: ['Test'],
      told: { type: 'environments', action: 'delete', document: { Name: 'Test' } },
      group: 'environments/Test',
      dependsOn: [],
      reasons: [],
      warnings: [],
      cleanUp: [],
    }),
  ],
  lists: [],
  tasks: [],
});

const inlined = (html: string, tag: 'script' | 'style'): string =>
  new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(html)?.[1] ?? '';

describe('The HTML page', () => {
  const html = htmlReport(review);

  it('is the same, byte for byte, whenever it is made', () => {
    expect(htmlReport(review)).toBe(html);
  });

  it('lets a browser run its own style and script by their hashes, and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    for (const tag of ['script', 'style'] as const) {
      const hash = createHash('sha256').update(inlined(html, tag)).digest('base64');
      expect(policy).toContain(`${tag}-src 'sha256-${hash}'`);
      expect(html.match(new RegExp(`<${tag}[ >]`, 'g'))).toHaveLength(1);
    }
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).toContain("base-uri 'none'; form-action 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('refers to nothing outside of itself, and styles and handles nothing in attributes', () => {
    const markup = html.replace(inlined(html, 'script'), '').replace(inlined(html, 'style'), '');
    const references = [...markup.matchAll(/ (?:href|src|action|srcset|data|poster)="([^"]*)"/g)].map(([, to]) => to);
    expect(references.filter((to) => !/^#[a-z]/.test(to ?? ''))).toEqual([]);
    expect(markup).not.toMatch(/<[^>]* (?:style|on\w+)=/);
    expect(inlined(html, 'style')).not.toMatch(/url\(|@import/);
  });

  it('escapes names and values, and makes visible what has no shape or turns the text', () => {
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;/script>&lt;img src=x onerror=alert(1)>');
    expect(html).toContain('\\u001b[31m \\u202egpj.exe \\u061c');
    // eslint-disable-next-line no-control-regex -- that is what must not be there
    expect(html).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e\u061c]/);
  });

  it('says in words what stands for a secret', () => {
    expect(html).toContain('secret: placeholder, to be replaced');
    expect(html).not.toContain('$placeholder');
  });

  it('shows a comparison as well: older and newer, no order, no digest', () => {
    const page = htmlReport(comparison);
    expect(page).toContain('1 thing removed</h1>');
    expect(page).toMatch(/<dt>Older<\/dt>.*<dt>Newer<\/dt>/);
    expect(page).toContain('<th scope="col">Older</th>');
    expect(page).not.toContain('<th scope="col">Newer</th>');
    expect(page).not.toContain('In which order');
    expect(page).not.toContain('class="digest"');
  });

  it('shows a picture that a change brings, and no other file', () => {
    const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    expect(pictureSource(pixel)).toBe(`data:image/png;base64,${pixel}`);
    expect(pictureSource(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64'))).toBeUndefined();
    expect(pictureSource(`${pixel}" onload="alert(1)`)).toBeUndefined();
  });
});

describe('Side by side', () => {
  it('of two texts the words that differ are marked', () => {
    expect(wordPieces('two cats sleep', 'two dogs sleep').after).toEqual([
      { text: 'two ', changed: false },
      { text: 'dogs', changed: true },
      { text: ' sleep', changed: false },
    ]);
  });

  it('texts that have next to nothing in common are not cut into words', () => {
    expect(wordPieces('abc def', 'xyz uvw').before).toEqual([{ text: 'abc def', changed: false }]);
  });
});

it('The picture of the order has a box for each type in each order, however many changes there are', () => {
  const change = (id: string, order: number, ...dependsOn: readonly string[]): Review['changes'][number] => ({
    ...(comparison.changes[0] ?? expect.fail()),
    id,
    type: id.replace(/\/.*/, ''),
    order,
    dependsOn,
  });
  const { nodes, edges } = layOutOrder([
    change('environments/A', 1),
    change('environments/B', 1),
    change('projects/P', 12, 'environments/A', 'environments/B'),
    change('projects/Q', 12, 'environments/A', 'projects/P'),
  ]);
  expect(nodes.map(({ order, type, count }) => `${order} ${type} ${count}`)).toEqual([
    '1 environments 2',
    '12 projects 2',
  ]);
  expect(edges.map(({ from, to, count }) => `${count} ${from.type} after ${to.type}`)).toEqual([
    '2 projects after environments',
  ]);
});
