import '../builders/fixed-seed.js';
import chalk from 'chalk';
import fc from 'fast-check';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Changeset, Conflict, Rename } from '../../src/changeset/changeset.js';
import { sinceWords, type Since } from '../../src/changeset/format.js';
import type { JsonValue } from '../../src/model/json.js';
import { pointerOf, ROOT } from '../../src/model/pointer.js';
import { cleanUpAsCsv } from '../../src/report/csv/clean-up.js';
import { htmlReport } from '../../src/report/html/page.js';
import { reviewFile } from '../../src/report/json/json.js';
import { markdownReport } from '../../src/report/markdown/markdown.js';
import { cleanUpList } from '../../src/report/review/clean-up-list.js';
import { onlySince } from '../../src/report/review/only-since.js';
import { inQuotes } from '../../src/report/review/in-quotes.js';
import { reviewChangeset } from '../../src/report/review/review-changeset.js';
import { inOneLine } from '../../src/report/review/said.js';
import { sinceTold } from '../../src/report/review/since.js';
import { fieldOf, threeSides } from '../../src/report/review/three-sides.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { injections } from './injection.js';
import { tableLines } from './lines-of.js';
import { smallChangeset } from './small-changeset.js';
import { baseSide, conflictOf, crowdedChangeset, entryOf, threeWayChangeset } from './three-way-changeset.js';

const { level } = chalk;
beforeEach(() => {
  chalk.level = 0;
});
afterEach(() => {
  chalk.level = level;
});

const review = reviewChangeset(threeWayChangeset());
const longestComment = 65_536;

describe('The header (rules review-since)', () => {
  it('says which base it was', () => {
    expect(review.header[2]).toMatchObject({
      label: 'Base',
      text: 'dev: space Default of https://dev.example.com, Octopus 2026.3.1, taken 2026-11-13 06:00 UTC, commit 3f2a91c, digest sha256:bbbbbbbbbbbb',
    });
  });

  it('says that there is none', () => {
    const { header } = reviewChangeset(smallChangeset());
    expect(header[2]).toMatchObject({ label: 'Base', text: 'no base: it cannot be told who changed' });
  });
});

describe('The headline', () => {
  it.each<readonly [string, Partial<Changeset>, string | undefined]>([
    ['conflicts and renames that wait', {}, '4 need your decision (2 conflicts, 1 rename)'],
    [
      'one conflict',
      { gates: [], renames: [], conflicts: [conflictOf('x', ROOT)] },
      '1 needs your decision (1 conflict)',
    ],
    [
      'no conflict that a rule has decided',
      { gates: [], renames: [], conflicts: [conflictOf('x', ROOT, { takes: 'source' })] },
      undefined,
    ],
    [
      'no rename that is followed',
      {
        gates: [],
        conflicts: [],
        renames: [{ ...entryOf('environments/QA'), candidates: ['T'], to: 'QA', follows: true }],
      },
      undefined,
    ],
  ])('counts %s', (_, more, says) => {
    const { headline } = reviewChangeset(threeWayChangeset(more));
    if (says === undefined) expect(headline).not.toContain('decision');
    else expect(headline).toContain(`, ${says}, `);
  });
});

describe('Conflicts (rules review-conflicts)', () => {
  it('stand above all other findings, each with three values, who wins and how to resolve it', async () => {
    const lines = await tableLines(review, { extent: 'details' });
    const from = lines.findIndex((line) => line.startsWith('Conflicts'));
    expect(lines.findIndex((line) => line.startsWith('Refused until allowed'))).toBeGreaterThan(from);
    expect(lines.slice(from, from + 22).join('\n')).toMatchInlineSnapshot(`
      "Conflicts: 3. Source and destination have both changed these since the last
        sync: somebody decides.
          variables of project "Shop", variable "Db.Name" (environment: Staging),
            value
            The destination’s stays until somebody decides. Conflicts are left.
            (conflicts: leave, by default) Changed on both sides since 2026-11-13.
            Open since 2026-11-06.
            base    "shop"
            source  "shop_v2"
            here    "shop_own"
            octosync approve changeset.json --by NAME --resolve
                'projectVariables/Shop#variable "Db.Name" (environment: Staging)'
                own|source  # to resolve it
          variables of project "Shop", variable "Key" (unscoped), value
            The destination’s stays until somebody decides. Conflicts are left.
            (conflicts: leave, by default) Changed on both sides since 2026-11-13.
            base    (secret: not shown)
            source  (secret: only the server knows it)
            here    (secret: not shown)
            octosync approve changeset.json --by NAME --resolve
                'projectVariables/Shop#variable "Key" (unscoped)' own|source  # to
                resolve it"
    `);
  });

  it('show what is merged as a difference to both sides', () => {
    const merged = review.findings.find(({ three }) => three?.takes === 'merged');
    expect(merged?.lines).toBeUndefined();
    expect(merged?.says).toMatch(/^Both are merged\. /);
    const changed = merged?.three?.compared.map(({ title, blocks }) => [
      title,
      ...blocks.flatMap((block) =>
        block.kind === 'changed' ? [`${block.before.join()} > ${block.after.join()}`] : [],
      ),
    ]);
    expect(changed).toEqual([
      ['base → source', 'echo first > echo FIRST'],
      ['base → here', 'echo last > echo LAST'],
      ['source → merged', 'echo last > echo LAST'],
      ['here → merged', 'echo first > echo FIRST'],
    ]);
  });

  it('are a table in Markdown, with a diff for texts of several lines', () => {
    const text = markdownReport(review, { extent: 'short', limit: longestComment });
    expect(text).toContain('>   | `"shop"` | `"shop_v2"` | `"shop_own"` |');
    expect(text).toMatch(/^> {3}```diff\n> {5}base → source\n> {3}- │ echo first\n> {3}\+ │ echo FIRST$/m);
    expect(text).toContain('--resolve \'projectVariables/Shop#variable "Db.Name" (environment: Staging)\' own|source');
  });

  it.each(['a|b', 'a\\|b', '`|`', '| --- |'])('keep %j in its cell', (value) => {
    const changeset = threeWayChangeset({
      conflicts: [conflictOf('x', ROOT, { base: value, source: 'plain', destination: 'own' })],
    });
    const row = /^> {3}\| (?!base|---)(.*) \|$/m.exec(markdownReport(reviewChangeset(changeset), { extent: 'short' }));
    expect(row?.[1]?.match(/\|/g)).toHaveLength(2);
  });

  it('are three columns on the page, that of whose word stands marked', () => {
    const page = htmlReport(review);
    expect(page).toContain(
      '<th scope="col">base</th><th scope="col">source</th><th scope="col" class="stands">here</th>',
    );
    expect(page).toMatch(/<td data-title="source"[^>]*><span class="text">shop_v2<\/span><\/td>/);
  });

  it.each(atLeastOne(Object.entries(injections)))('resolve %s as one word of a shell', (_, text) => {
    const changeset = threeWayChangeset({ conflicts: [conflictOf(text, ROOT)] });
    const command = reviewChangeset(changeset).findings[0]?.lines?.[0]?.command ?? '';
    // What shells make of that is tested in test/e2e/shell-words.test.ts.
    expect(command).toContain(`--resolve ${inQuotes(`projectVariables/Shop#${text}`)} own|source`);
  });

  it.each([
    [['Variables', 0, 'Value'], 'variable "A" (unscoped)', 'value'],
    [['Steps', 0, 'Properties', 'Octopus.Action.Script.ScriptBody'], 'step "A"', 'script'],
    [['Steps', 0, 'Properties', 'Octopus.Action.Script.ScriptBody'], 'step "A", script', ''],
    [['Variables', 0], 'variable "A" (unscoped)', ''],
    [[], undefined, ''],
    [['LifecycleId'], undefined, 'lifecycle'],
  ])('at %j of %s say that it is about %j', (at, part, says) => {
    expect(fieldOf({ at: pointerOf(at), ...(part !== undefined && { part }) })).toBe(says);
  });
});

describe('No secret is in a conflict', () => {
  const secret = { $secret: true };
  it.each<readonly [string, Partial<Conflict>]>([
    ['a value that is a secret on the source', { base: 'hunter2', source: secret, destination: 'hunter3' }],
    ['a value that was one in the base', { base: secret, source: 'hunter2', destination: 'hunter3' }],
    ['texts of several lines', { base: 'hunter2\nx', source: 'x\nhunter2', destination: secret, merged: 'hunter2' }],
    ['a variable that is one', { source: { Value: 'hunter2', IsSensitive: true }, destination: { Value: 'hunter2' } }],
    ['a variable by its type', { base: { Value: 'hunter2', Type: 'Sensitive' }, source: { Value: 'hunter2' } }],
    [
      'a template, by its control',
      { source: { DefaultValue: 'hunter2', DisplaySettings: { 'Octopus.ControlType': 'Sensitive' } } },
    ],
    [
      'a member of a list of the same name',
      { base: [{ Name: 'A', Value: 'hunter2' }], source: [{ Name: 'B' }, { Name: 'A', Value: secret }] },
    ],
    ['a field within', { base: { Deep: { Key: 'hunter2' } }, destination: { Deep: { Key: secret } } }],
  ])('%s', async (_, values) => {
    const changeset = threeWayChangeset({ conflicts: [conflictOf('x', ROOT, values)] });
    const shown = reviewChangeset(changeset);
    const texts = [
      (await tableLines(shown, { extent: 'all' })).join('\n'),
      markdownReport(shown, { extent: 'all' }),
      htmlReport(shown),
      JSON.stringify(reviewFile(shown)),
      cleanUpAsCsv(cleanUpList(changeset)),
    ];
    for (const text of texts) expect(text).not.toContain('hunter');
  });

  it('and what is none stays readable beside it', () => {
    const values: JsonValue = { Name: 'A', Value: { $secret: true }, Description: 'seen' };
    const { sides } = threeSides(conflictOf('x', ROOT, { source: values, destination: { ...values, Value: 'x' } }));
    expect(sides.map(({ value }) => inOneLine(value))).toEqual([
      '(not there)',
      '{Name: "A", Value: (secret: only the server knows it), Description: "seen"}',
      '{Name: "A", Value: (secret: only the server knows it), Description: "seen"}',
    ]);
  });
});

describe('Renames', () => {
  const renamed = (more: Partial<Rename>, blocked: Changeset['blocked'] = []) =>
    reviewChangeset(
      threeWayChangeset({
        renames: [{ ...entryOf('environments/QA'), candidates: ['Test'], to: 'QA', follows: false, ...more }],
        blocked: [...blocked],
      }),
    ).findings;

  it('have the two lines to paste', () => {
    const found = review.findings.find(({ kind }) => kind === 'rename');
    expect(found?.says).toBe(
      'Renames are reported. (renames: report, by default) Renamed on the source since 2026-11-13.',
    );
    expect(found?.lines?.map(({ command }) => command)).toEqual([
      'map: { environments: { QA: Test } }',
      'renames: follow',
    ]);
  });

  it.each([
    [['Test'], 'The source probably calls the environment "Test" "QA" now.'],
    [['One', 'Two'], 'The environment "QA" of the source may be each of "One", "Two": nothing is proposed.'],
  ])('without a reason say what %j may be', (candidates, says) => {
    const found = renamed({ candidates, reasons: [] }).find(({ kind }) => kind === 'rename');
    expect(found?.says).toBe(says);
    expect(found?.lines?.length).toBe(candidates.length === 1 ? 1 : undefined);
  });

  it('are told once where they block their item, which may be blocked for something else, too', () => {
    const blocked = { ...entryOf('environments/QA'), missing: [] };
    const missing = [{ type: 'accounts', name: 'A', at: ROOT }];
    const kinds = (entries: Changeset['blocked']) =>
      renamed({}, entries).flatMap(({ kind }) => (kind === 'blocked' || kind === 'rename' ? [kind] : []));
    expect(kinds([blocked])).toEqual(['rename']);
    expect(kinds([{ ...blocked, missing }])).toEqual(['blocked', 'rename']);
    expect(kinds([{ ...blocked, id: 'environments/Other' }])).toEqual(['blocked', 'rename']);
  });

  it('that are followed are told with their change, or by themselves', () => {
    expect(renamed({ follows: true }).filter(({ kind }) => kind === 'renamed-on-source')).toHaveLength(1);
  });
});

describe('On the clean-up list (rules apply-clean-up)', () => {
  const list = cleanUpList(threeWayChangeset(), {
    pageOf: ({ type, names }) => `https://x/${type}/${names.join('/')}`,
  });
  const tasksOf = (kind: string) => list.groups.find((group) => group.kind === kind)?.tasks ?? [];

  it('are the conflicts that are left, with their values', () => {
    expect(tasksOf('conflict').map(({ called }) => called)).toEqual([
      'variables of project "Shop", variable "Db.Name" (environment: Staging), value',
      'variables of project "Shop", variable "Key" (unscoped), value',
    ]);
    expect(tasksOf('conflict')[0]?.says).toContain('Base "shop", source "shop_v2", here "shop_own".');
  });

  it('is what the source has removed, with its page', () => {
    expect(tasksOf('removed').map(({ id, page }) => [id, page])).toEqual([
      ['environments/Old', 'https://x/environments/Old'],
      ['projectVariables/Shop', 'https://x/projectVariables/Shop'],
    ]);
    const rows = cleanUpAsCsv(list).split('\r\n');
    expect(rows.filter((row) => row.startsWith('"Removed on the source, still here"'))).toHaveLength(2);
  });
});

describe('Who changed something', () => {
  it.each<readonly [Since | undefined, string | undefined]>([
    ['source', 'changed on the source since 2026-11-13'],
    ['destination', 'the destination’s own'],
    ['both', 'changed on both sides since 2026-11-13'],
    ['new', 'new on the source since 2026-11-13'],
    ['unknown', undefined],
    [undefined, undefined],
  ])('%s is said as %j', (since, says) => {
    expect(sinceTold({ since }, baseSide()).sinceSays).toBe(says);
  });

  it('is counted from the last sync where a base has no day, and not said where there is no base', () => {
    expect(sinceTold({ since: 'source' }, {}).sinceSays).toBe('changed on the source since the last sync');
    expect(sinceTold({ since: 'new' }, undefined)).toEqual({ since: 'new' });
  });

  it('is said of every thing that changes, and of what is open', async () => {
    const text = (await tableLines(review, { extent: 'details', width: 400 })).join('\n');
    expect(text).toMatch(/^ {2}\+ Mail {2}.* \(new on the source\)$/m);
    expect(text).toMatch(/^ {2}~ Shop {2}.* \(changed on the source\)$/m);
    expect(text).toContain('who: changed on the source since 2026-11-13');
    expect(text).toContain('It stays. (follow: changes, by default) The destination’s own.');
    expect(text).toContain('Changed on both sides since 2026-11-13. Open since 2026-11-06.');
    expect(markdownReport(review, { extent: 'short' })).toMatch(/^- `~ Shop`: .* \(changed on the source\)$/m);
  });

  it('is not said without a base', async () => {
    const small = reviewChangeset(smallChangeset());
    expect((await tableLines(small, { extent: 'details' })).join('\n')).not.toMatch(/who:|on the source\)/);
    expect(htmlReport(small)).not.toContain('data-name="since"');
  });

  it('is a chip on the page for each answer that there is', () => {
    const chips = [...htmlReport(review).matchAll(/data-name="since" data-value="(\w+)"/g)].map(([, word]) => word);
    expect(chips).toEqual(['source', 'destination', 'new']);
  });
});

describe('A part of a review by who changed it', () => {
  it('has nothing else, and says so', () => {
    const part = onlySince(review, ['both']);
    expect(part.changes).toEqual([]);
    expect(part.findings.map(({ kind }) => kind)).toEqual(['partial', 'conflict', 'conflict', 'conflict', 'gate']);
    expect(part.findings[0]).toMatchObject({ name: '--since both' });
    expect(part.summary.columns).toEqual([{ title: 'conflicts', total: 3 }]);
    expect(part.tasks.map(({ kind }) => kind)).toEqual(['conflict']);
  });

  it('says where no base tells', () => {
    const [first] = onlySince(reviewChangeset(smallChangeset()), ['source']).findings;
    expect(first?.says).toContain('There is no base: it cannot be told who changed.');
  });

  it.each(atLeastOne(sinceWords))('all words together make the whole: %s is in no other', (word) => {
    const parts = sinceWords.map((one) => onlySince(review, [one]).changes.length);
    expect(parts.reduce((sum, count) => sum + count, 0)).toBe(review.changes.length);
    const others = onlySince(review, [word]).changes.filter(({ since = 'unknown' }) => since !== word);
    expect(others).toEqual([]);
  });
});

describe('What only the destination has', () => {
  it('is counted, and folded until somebody asks', async () => {
    const only = 'project "Own"';
    expect((await tableLines(review)).join('\n')).toContain('Only on the destination: 1.');
    expect((await tableLines(review)).join('\n')).not.toContain(only);
    expect((await tableLines(review, { extent: 'details' })).join('\n')).toContain(only);
    const summary = (await tableLines(review, { extent: 'summary', width: 160 })).join('\n');
    expect(summary).toMatch(/conflicts +removed +renames +own +only/);
    expect(review.changes.map(({ id }) => id)).not.toContain('projects/Own');
  });

  it('is in the JSON, beside conflicts, removals, renames and the base', () => {
    const file = reviewFile(review);
    expect(file.base?.digest).toBe(baseSide().digest);
    expect(file.only).toMatchObject({ key: 'only', count: 1, reasons: [{ members: [{ id: 'projects/Own' }] }] });
    expect(file.lists.map(({ key }) => key)).not.toContain('only');
    expect(file.removed.map(({ about }) => about)).toEqual(['environments/Old', 'projectVariables/Shop']);
    expect(file.renames[0]).toMatchObject({ about: 'environments/QA', lines: [{}, { command: 'renames: follow' }] });
    expect(file.conflicts[0]).toMatchObject({
      about: 'projectVariables/Shop',
      element: 'projectVariables/Shop#variable "Db.Name" (environment: Staging)',
      base: { kind: 'text', text: 'shop' },
      takes: 'destination',
      since: 'both',
    });
  });
});

describe('However much there is', () => {
  const counts = fc.record({
    conflicts: fc.constantFrom(0, 1, 2, 7, 500),
    removed: fc.constantFrom(0, 1, 300),
    only: fc.constantFrom(0, 1, 1000),
    renames: fc.constantFrom(0, 1, 3, 100),
  });

  it('the table fits on three screens (rules review-bounded)', async () => {
    await fc.assert(
      fc.asyncProperty(counts, async (given) => {
        const lines = await tableLines(reviewChangeset(crowdedChangeset(given)));
        expect(lines.length).toBeLessThanOrEqual(72);
        expect(lines.filter((line) => stripVTControlCharacters(line).length > 80)).toEqual([]);
        if (given.conflicts > 0) expect(lines.join('\n')).toContain(`Conflicts: ${given.conflicts}.`);
        if (given.conflicts === 500) expect(lines.join('\n')).toMatch(/… and 49\d more \(--details lists them\)/);
      }),
      { numRuns: 40 },
    );
  });

  it('Markdown keeps to its length, and names the conflicts first', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const changeset = crowdedChangeset(given);
        const text = markdownReport(reviewChangeset(changeset), { extent: 'short', limit: longestComment });
        expect(text.length).toBeLessThan(longestComment);
        const [conflicts = ''] = text.split('[!CAUTION]');
        const unnamed = changeset.conflicts.filter(({ part = '' }) => !conflicts.includes(part));
        expect(unnamed).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
