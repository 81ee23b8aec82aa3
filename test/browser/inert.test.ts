import { describe, expect, it } from 'vitest';
import { pointerOf } from '../../src/model/pointer.js';
import type { Operation } from '../../src/changeset/operation.js';
import { threeSides } from '../../src/report/review/three-sides.js';
import { finding } from '../../src/report/review/findings.js';
import { makeChange, makeReview } from '../../src/report/review/make-review.js';
import type { ToldChange } from '../../src/report/review/row-types.js';
import { groupedTasks } from '../../src/report/review/tasks.js';
import { htmlReport } from '../../src/report/html/page.js';
import { visible } from '../../src/report/visible.js';
import { installed, usingBrowser } from './page.js';
import { atLeastOne } from '../builders/at-least-one.js';

/** Names and values that would do something if anything took them for more than text. */
const corpus = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '</style><script>alert(1)</script>',
  '</textarea></title></template></noscript><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<img src="https://evil.example/pixel.png">',
  '<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x dur=1s></svg>',
  '<svg><script href="data:text/javascript,alert(1)"></script></svg>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<details open ontoggle=alert(1)>',
  '<a href="javascript:alert(1)">click</a>',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '"><script>alert(1)</script>',
  '" autofocus onfocus=alert(1) x="',
  "' onmouseover='alert(1)",
  '<!-- --><!--><script>alert(1)</script>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<base href="https://evil.example/"><link rel=stylesheet href=//evil.example>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<form action=https://evil.example><button>Clear</button></form>',
  '&lt;script&gt;alert(1)&lt;/script&gt; &#x3c;b&#x3e;',
  '${alert(1)} #{alert(1)} {{constructor.constructor("alert(1)")()}} <%= alert(1) %>',
  '`${alert(1)}`',
  '[click](javascript:alert(1)) ![x](https://evil.example/x.png) **bold** `code` | cell |',
  '@everyone #1 <!channel>',
  '=HYPERLINK("https://evil.example","x")',
  '+1+cmd|/C calc!A0',
  '\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007 \u001b[31mred\u001b[0m \u009b2J',
  'photo\u202Egnp.exe',
  '\u2066isolate\u2069 \u061c\u200b\u200f\ufeff\u00ad',
  'nul\u0000 cr\r lf\n end \u2028\u2029',
  'tags \u{e0041}\u{e0042}',
  'half \ud83d pair',
  '__proto__',
  'constructor',
  'c1',
  'q=x&kind=y',
  "'; DROP TABLE changes; --",
  'x'.repeat(5000),
  '<b>'.repeat(500),
] as const;

/** A variable, a step and fields that say a text, as something new or as something that changes. */
const toldOf = (index: number): ToldChange => {
  const text = corpus[index] ?? '';
  const value = { Name: text, Value: `${text}\n${text}`, Scope: { [text]: [text] } };
  const patch: readonly Operation[] = [
    { op: 'test', path: pointerOf(['Steps', 0, 'Name']), value: text },
    { op: 'test', path: pointerOf(['Steps', 0, text]), value: `a\n${text}\nb` },
    { op: 'replace', path: pointerOf(['Steps', 0, text]), value: `a\n${text}!\nb` },
    { op: 'test', path: pointerOf([text]), value: text },
    { op: 'replace', path: pointerOf([text]), value: `${text} ` },
    { op: 'add', path: pointerOf(['Object']), value: { $json: { [text]: text } } },
    { op: 'add', path: pointerOf(['File']), value: { $file: text } },
    { op: 'move', from: pointerOf([text]), path: pointerOf(['Moved']) },
  ];
  const outline = [{ at: pointerOf(['Steps']), names: [text] }];
  return index % 2 === 0
    ? {
        type: 'projectVariables',
        action: 'create',
        document: { Variables: [value], [text]: text, Empty: '', List: [text] },
      }
    : { type: 'deploymentProcesses', action: 'update', patch, outline };
};

const side = { url: 'https://a.example', installation: 'a', space: corpus[0], version: '2026.3.1', digest: '' };

const review = makeReview({
  kind: 'changeset',
  from: side,
  to: { ...side, space: corpus[1], url: corpus[11], version: corpus[4] },
  digest: corpus[3],
  summary: {
    columns: [{ title: 'update', total: corpus.length }],
    rows: corpus.map((type) => ({ type, heading: type, counts: [1] })),
    empty: '',
  },
  findings: [
    ...corpus.map((text) => ({
      ...finding('conflict', { name: text, about: text }, text),
      three: threeSides({
        ...{
          id: text,
          type: text,
          names: [text],
          part: text,
          reasons: [],
          at: pointerOf([text]),
          takes: 'destination',
        },
        ...{ base: text, source: { [text]: text }, destination: `${text}\n${text}`, merged: `a\n${text}` },
      }),
      lines: [{ command: text, purpose: text }],
    })),
    ...corpus.map((text, index) =>
      finding(text, { name: text, about: `${index} ${text}`, thing: text }, text, pointerOf([text])),
    ),
    finding('gate', { name: corpus[0], concerns: corpus }, corpus[0]),
  ],
  changes: corpus.map((text, index) =>
    makeChange('changeset', {
      id: `${index} ${text}`,
      action: 'update',
      type: text,
      names: [text],
      told: toldOf(index),
      group: text,
      order: index,
      dependsOn: [text, `${index} ${text}`, '0 <script>alert(1)</script>'],
      reasons: [text],
      warnings: [finding('scope-widened', { name: text }, text, pointerOf([text]))],
      cleanUp: [finding(text, { name: text }, text, pointerOf([text]))],
    }),
  ),
  lists: [
    {
      key: 'skipped',
      title: 'Skipped',
      entries: corpus.map((text) => ({ id: text, type: text, group: text, name: text, says: text })),
    },
  ],
  tasks: groupedTasks(
    corpus.map((text) => ({
      kind: 'check' as const,
      ...{ id: text, thing: text, type: text, called: text, says: text },
      ...{ at: pointerOf([text]), page: text },
    })),
  ),
});

const elements = [
  ...['a', 'article', 'b', 'body', 'button', 'code', 'dd', 'details', 'div', 'dl', 'dt', 'em', 'g', 'h1', 'h2', 'head'],
  ...['header', 'html', 'input', 'kbd', 'label', 'li', 'main', 'mark', 'meta', 'option', 'p', 'path', 'pre', 'rect'],
  ...['h4', 'nav', 'ol', 'optgroup'],
  ...['script', 'search', 'section', 'select', 'span', 'style', 'summary', 'svg', 'table', 'tbody', 'td', 'text', 'th'],
  ...['thead', 'title', 'tr', 'tspan', 'ul'],
];

describe.skipIf(installed === undefined)('Whatever names and values say, in the page they are text', () => {
  const html = htmlReport({ ...review, pictures: Object.fromEntries(corpus.map((text) => [text, text])) });
  const open = usingBrowser();

  it('nothing runs, loads, asks or leaves', async () => {
    const { page, misdeeds } = await open(html);
    const address = page.url();
    await page.getByRole('button', { name: 'Open all shown' }).click();
    await page.locator('.reasons > summary').first().click();
    await page.keyboard.press('f');
    await page.keyboard.type('ab');
    await page.getByRole('button', { name: /^Scope widened/ }).click();
    for (const text of corpus.slice(0, 12)) await page.locator('#q').fill(text);
    await page.keyboard.press('Escape');
    await page.mouse.move(300, 300);
    await page.waitForTimeout(200);
    expect(misdeeds).toEqual([]);
    expect(page.url().replace(/#$/, '')).toBe(address);
  });

  it('there is no element and no attribute but ours', async () => {
    const { page } = await open(html);
    const found = await page.evaluate(() => {
      const all = Array.from(document.querySelectorAll('*'));
      return {
        names: [...new Set(all.map(({ localName }) => localName))],
        scripts: document.scripts.length,
        handlers: all
          .flatMap((one) => one.getAttributeNames())
          .filter((name) => /^on|^style$|^src|^srcdoc|^form/.test(name)),
        links: Array.from(document.querySelectorAll('[href]'), (one) => one.getAttribute('href') ?? ''),
      };
    });
    expect(found.names.filter((name) => !elements.includes(name))).toEqual([]);
    expect(found.scripts).toBe(1);
    expect(found.handlers).toEqual([]);
    expect(found.links.filter((link) => !/^#([a-z]+$|[cte]\d+$|[a-z]+=)/.test(link))).toEqual([]);
  });

  it('each is there to be read, the invisible made visible', async () => {
    const { page } = await open(html);
    // A file in UTF-8 has no half of a pair.
    const shown = corpus.map((text) => visible(text).replace('\ud83d', '\ufffd')).sort();
    expect((await page.locator('.thing > details > summary .name').allTextContents()).sort()).toEqual(shown);
    expect((await page.locator('.reasons li').allTextContents()).sort()).toEqual(shown);
    const body = await page.evaluate(() => document.body.textContent);
    expect(body).not.toMatch(/[\p{Cf}]/u);
  });

  it('each can be filtered for as what it is', async () => {
    const { page } = await open(html);
    const options = await page
      .locator('#owner option')
      .evaluateAll((all) => all.map((one) => one.getAttribute('value') ?? ''));
    for (const option of atLeastOne(options.filter((one) => one !== ''))) {
      await page.locator('#owner').selectOption({ value: option });
      expect(await page.locator('.thing:visible').count(), option).toBe(1);
    }
    await page.reload();
    expect(await page.locator('.thing:visible').count()).toBe(1);
  });
});
