import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findBrowser } from '../../scripts/find-browser.js';
import { beforeAll, describe, expect, it } from 'vitest';

interface Row {
  readonly what: string;
  readonly value: number;
}

/** What must come, whatever the sizes: numbers in the names are left out. */
const expected = [
  'snapshot: requests ÷ fewest',
  'snapshot: per request at _ ms',
  'snapshot: time ÷ latency bound at _ ms',
  'snapshot: time ÷ bare program at _ ms',
  'snapshot again: requests, nothing changed',
  'snapshot again: requests, _ projects changed',
  'snapshot: memory at _ projects',
  'snapshot: memory of the bare program at _ projects',
  'snapshot: memory per project',
  'diff: time ÷ read and parse, _ projects',
  'diff: time ÷ read and parse, _ of _ projects changed',
  'diff: time ÷ bare program, _ projects',
  'diff: time ÷ bare program, _ of _ projects changed',
  'diff: growth, _ to _ projects',
  'diff: memory at _ projects',
  'diff with a base: time ÷ without, _ projects',
  'diff with a base: growth, _ to _ projects',
  'changeset with a base: size ÷ without, _ projects',
  'apply of _ in _ projects: requests beyond its writes',
  'apply: writes ÷ changes',
  'apply: time ÷ latency bound at _ ms',
  'apply: time ÷ bare program at _ ms',
  'budget: time ÷ what _ % of it allows',
  'budget: refusals with _ %',
  'budget: estimate off by, _ %',
  'start-up: --version ÷ bare node',
  'start-up: --version ÷ empty oclif',
  'start-up: show of _ changes, first line ÷ --version',
  'start-up: show of _ changes, first line ÷ bare program',
  'page of _ changes: made',
];

/** What a machine without a browser cannot tell. */
const inBrowser = ['first paint', 'opened', 'filtered by a kind', 'first search', 'searched again', 'cleared'].map(
  (figure) => `page of _ changes: ${figure}`,
);

const nameless = ({ what }: Row): string => what.replaceAll(/\d+/g, '_');

describe.runIf(process.env['OCTOSYNC_LONG'] === '1')('The benchmark, with a small space', () => {
  let rows: readonly Row[] = [];
  beforeAll(async () => {
    const run = fileURLToPath(new URL('../../bench/run.js', import.meta.url));
    const bench = () => promisify(execFile)(process.execPath, [run, '--short', '--json']);
    // It starts dozens of programs and a browser, on a machine that runs all other tests beside it: once more, before it is a failure.
    const { stdout } = await bench().catch(bench);
    rows = JSON.parse(stdout) as readonly Row[];
  });

  const valuesOf = (name: string): readonly number[] =>
    rows.filter((row) => nameless(row) === name).map(({ value }) => value);

  it('prints every row of the table', () => {
    const all = findBrowser() === undefined ? expected : [...expected, ...inBrowser];
    expect(new Set(rows.map(nameless))).toEqual(new Set(all));
  });

  it('measures a figure in each', () => {
    expect(rows.filter(({ value }) => !Number.isFinite(value))).toEqual([]);
  });

  it('finds one write for each changed document and order', () => {
    expect(valuesOf('apply: writes ÷ changes')).toEqual([1]);
  });

  it('is never refused by a server that states its budget', () => {
    expect(valuesOf('budget: refusals with _ %')).toEqual([0, 0]);
  });
});
