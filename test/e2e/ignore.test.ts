import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/config-file.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import { examples, octosync, workFolder } from './cli.js';

/* Rules of ignore, from the configuration to the review (rules ignore-rule, ignore-until). */

const config = (...rules: readonly string[]): string => `instances:
  dev: { url: https://dev.example.com }
  prod: { url: https://prod.example.com }
syncs:
  main:
    source: dev
    destination: prod
    select: { projects: all }
    options: { existing: { projects: update } }
    ignore:
${rules.map((rule) => `      - ${rule}`).join('\n')}
`;

const ended = '{ at: projects/OctoFX#/Description, reason: CHG-7, until: 2027-03-01 }';

const configured = async (...rules: readonly string[]) => {
  const cwd = await workFolder();
  await writeFile(join(cwd, 'octosync.yml'), config(...rules));
  const sides = [join(examples, 'dev-test'), join(examples, 'staging-prod')];
  return { cwd, run: (...flags: readonly string[]) => octosync(['diff', ...sides, ...flags], { cwd }) };
};

describe('Ignoring a difference', () => {
  it('holds through its last day, and is said with its reason in every format', async () => {
    const { cwd, run } = await configured(ended);
    const done = await run('--today', '2027-03-01');
    expect(done.stdout, done.stderr).toContain('ignored');
    const changeset = JSON.parse(await readFile(join(cwd, 'changeset.json'), 'utf8')) as Changeset;
    const touched = changeset.changes.flatMap((change) =>
      change.id === 'projects/OctoFX' && change.action === 'update' ? change.patch.map(({ path }) => path) : [],
    );
    expect(touched).not.toContain('/Description');
    expect(changeset.today).toBe('2027-03-01');
    expect(changeset.ignored).toMatchObject([
      { id: 'projects/OctoFX', part: 'field "description"', at: '/Description', why: 'CHG-7', until: '2027-03-01' },
    ]);
    for (const format of ['table', 'markdown', 'html', 'json']) {
      const { stdout } = await octosync(['show', 'changeset.json', '--details', '--format', format], { cwd });
      expect(stdout, format).toContain('1 ignored');
      expect(stdout.replaceAll(/\s+/g, ' '), format).toContain('CHG-7, until 2027-03-01');
    }
  });

  it('is an error that names the rule once its day is over', async () => {
    const { run } = await configured(ended);
    const { code, stderr } = await run('--today', '2027-03-02');
    expect(code).toBe(1);
    expect(stderr).toContain('projects/OctoFX#/Description (octosync.yml:11; until 2027-03-01; CHG-7)');
  });

  it('takes no day that no calendar has', async () => {
    const { run } = await configured(ended);
    const { code, stderr } = await run('--today', '2027-02-30');
    expect([code, stderr]).toEqual([1, expect.stringContaining('"2027-02-30" is no day.')]);
  });
});

describe('A rule of ignore', () => {
  it.each([
    ['without a reason', '{ at: projects/A }', 'gives no reason'],
    ['with an empty reason', '{ at: projects/A, reason: "" }', 'reason is empty'],
    ['without a place', '{ reason: x }', 'does not say where'],
    ['with an unknown key', '{ at: projects/A, reason: x, untill: 2027-01-01 }', 'There is no key "untill"'],
    ['with an unknown type', '{ at: project/A, reason: x }', 'There is no type "project"'],
    ['with an unknown side', '{ at: projects/A, reason: x, side: source }', 'There is no side "source"'],
    ['with no day', '{ at: projects/A, reason: x, until: soon }', '"soon" is no day'],
    ['with a type alone', '{ at: projects, reason: x }', '"projects" is no item'],
    ['with nothing after the #', '{ at: "projects/A#", reason: x }', 'says nothing after the #'],
    ['with two #', '{ at: "projects/A#B#C", reason: x }', 'more than one #'],
    ['that excludes', '{ at: "!projects/A", reason: x }', 'begins with "!"'],
  ])('%s is an error', (_, rule, says) => {
    expect(() => parseConfig(config(rule), 'octosync.yml')).toThrow(says);
  });

  it('of the file holds for each sync, after those of the sync', () => {
    const text = `${config('{ at: projects/A, reason: own }')}ignore:\n  - { at: projects/*, side: any, reason: all }\n`;
    const sync = parseConfig(text, 'octosync.yml').syncs.get('main');
    expect(sync?.settings.ignore?.map(({ at, side, reason }) => [at, side, reason])).toEqual([
      ['projects/A', 'destination', 'own'],
      ['projects/*', 'any', 'all'],
    ]);
  });
});
