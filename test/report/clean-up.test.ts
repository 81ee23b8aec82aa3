import { describe, expect, it } from 'vitest';
import type { Changeset, Entry } from '../../src/changeset/changeset.js';
import { pointerOf } from '../../src/model/pointer.js';
import { cleanUpAsCsv } from '../../src/report/csv/clean-up.js';
import { cleanUpAsMarkdown } from '../../src/report/markdown/clean-up.js';
import { cleanUpList, type CleanUpList } from '../../src/report/review/clean-up-list.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { injections } from './injection.js';
import { smallChangeset } from './small-changeset.js';

const small = smallChangeset();

const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
  id,
  type: id.replace(/\/.*/, ''),
  names: id.split('/').slice(1),
  reasons: [{ rule: 'rule', says: 'A reason.' }],
  ...more,
});

const kindsIn = (changeset: Changeset, known = {}): readonly string[] =>
  cleanUpList(changeset, known).groups.flatMap(({ kind, tasks }) => tasks.map(({ id }) => `${kind} ${id}`));

describe('On the clean-up list (rules apply-clean-up)', () => {
  it.each<readonly [string, Partial<Changeset>, readonly string[]]>([
    [
      'what was selected and skipped',
      {
        skipped: [entry('runbooks/Shop/Restart'), entry('projectVariables/Shop', { part: 'variable "A" (unscoped)' })],
      },
      ['skipped runbooks/Shop/Restart', 'skipped projectVariables/Shop'],
    ],
    [
      'not what only came along and is not needed',
      { skipped: [entry('teams/QA', { reasons: [{ rule: 'dependencies', value: 'include', says: 'Not needed.' }] })] },
      [],
    ],
    [
      'what is blocked and left out',
      {
        blocked: [{ ...entry('channels/Shop/QA'), missing: [{ type: 'lifecycles', name: 'Slow', at: pointerOf([]) }] }],
      },
      ['blocked channels/Shop/QA'],
    ],
    ['what cannot be carried over', { unsupported: [entry('triggers/Shop/Hook')] }, ['unsupported triggers/Shop/Hook']],
    [
      'not what every server makes by itself',
      { unsupported: [entry('teams/Everyone', { reasons: [{ rule: 'built in', says: 'Made by the server.' }] })] },
      [],
    ],
    [
      'what is plain here and a secret there',
      {
        left: [
          entry('projectVariables/Shop', {
            part: 'variable "A" (unscoped)',
            warnings: [{ kind: 'plain-beside-secret', at: pointerOf(['Variables', 0]), says: 'Make it one kind.' }],
          }),
          entry('environments/Dev'),
        ],
      },
      ['check projectVariables/Shop'],
    ],
  ])('is %s', (_, more, kinds) => {
    expect(kindsIn({ ...small, changes: [], ...more })).toEqual(kinds);
  });

  it('are secrets, scopes that were lost and runbooks to publish, in the order of what is to be done first', () => {
    expect(kindsIn(small)).toEqual([
      'replace-secret projectVariables/Shop',
      'scope-lost projectVariables/Shop',
      'publish-runbook runbooks/Mail/Restart',
    ]);
  });

  it('is no secret that was supplied', () => {
    expect(kindsIn(small, { isSupplied: (id: string) => id === 'projectVariables/Shop' })).not.toContain(
      'replace-secret projectVariables/Shop',
    );
  });

  it('is nothing of a change that was not made; what was skipped or blocked is', () => {
    const changeset = { ...small, skipped: [entry('runbooks/Shop/Old')] };
    expect(kindsIn(changeset, { isThere: () => false })).toEqual(['skipped runbooks/Shop/Old']);
  });

  it('each has the page that there is of it', () => {
    const pageOf = ({ type }: Pick<Entry, 'type'>): string | undefined =>
      type === 'runbooks' ? undefined : `https://prod.example.com/${type}`;
    const { groups } = cleanUpList({ ...small, skipped: [entry('channels/Shop/QA')] }, { pageOf });
    expect(groups.flatMap(({ tasks }) => tasks.map(({ page }) => page))).toEqual([
      'https://prod.example.com/projectVariables',
      'https://prod.example.com/projectVariables',
      undefined,
      'https://prod.example.com/channels',
    ]);
  });
});

const listOf = (text: string): CleanUpList => ({
  destination: { url: text, space: text },
  digest: text,
  groups: [
    {
      kind: 'check',
      title: 'To check',
      means: 'Look at it.',
      says: `1 thing to check in 1 ${text}`,
      count: 1,
      tasks: [{ kind: 'check', id: text, thing: text, type: text, called: text, says: text, page: text }],
    },
  ],
});

/** A CSV reader by RFC 4180: quoted cells only. */
const cellsIn = (csv: string): readonly (readonly string[])[] =>
  csv
    .split('\r\n')
    .slice(0, -1)
    .map((line) => [...line.matchAll(/(?:^|,)"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"')));

describe('As CSV', () => {
  it('is a row for each, by RFC 4180', () => {
    const rows = cellsIn(cleanUpAsCsv(cleanUpList(small)));
    expect(rows[0]).toEqual(['what', 'thing', 'where', 'place', 'to do', 'page']);
    expect(rows[1]).toEqual([
      'Secrets to enter',
      'projects/Shop',
      'variables of project "Shop"',
      '/Variables/1/Value',
      'variable "Db.Password" (unscoped): The source keeps the secret value to itself: enter it.',
      '',
    ]);
    expect(rows).toHaveLength(4);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1+1', "' =1+1"],
    ['\t=1+1', "'\\u0009=1+1"],
    ['\r=1+1', "'\\u000d=1+1"],
    ['\n@x', "'\\u000a@x"],
    ['\u00a0=1+1', "'\u00a0=1+1"],
    ['\u200b=1+1', "'\\u200b=1+1"],
    ['＝1+1', "'＝1+1"],
    ['a=1', 'a=1'],
    ['1-1', '1-1'],
    ['', ''],
    ['say "x", or not', 'say "x", or not'],
  ])('%j is no formula in a spreadsheet', (text, cell) => {
    expect(cellsIn(cleanUpAsCsv(listOf(text)))[1]?.[1]).toBe(cell);
  });

  it.each(atLeastOne(Object.entries(injections)))('%s stays in its cell', (_, text) => {
    const csv = cleanUpAsCsv(listOf(text));
    const rows = cellsIn(csv);
    expect(rows.map((row) => row.length)).toEqual([6, 6]);
    expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const cell of atLeastOne(rows.flat())) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/u);
  });
});

describe('As Markdown', () => {
  it('reads as a list to work through', async () => {
    const pageOf = (): string => 'https://prod.example.com/app#/Spaces-1/projects/Projects-1';
    await expect(cleanUpAsMarkdown(cleanUpList(small, { pageOf }))).toMatchFileSnapshot('golden/small-clean-up.md');
  });

  it('says that there is nothing', () => {
    expect(cleanUpAsMarkdown(cleanUpList({ ...small, changes: [] }))).toContain('\nNothing.\n');
  });
});
