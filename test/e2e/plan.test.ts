import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadInstances, sandboxKey } from '../../src/commands/flags/load-instances.js';
import { startSandbox, type RunningInstance } from '../../src/sandbox/server/index.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { examples, octosync, workFolder } from './cli.js';

/* octosync plan (ways-in, repeat): each instance once, a changeset for each sync, one summary. */

const regions = ['eu', 'us', 'uk', 'apac', 'br'];

/** A source, five destinations, and a configuration with a sync for each. */
const fleet = async () => {
  const cwd = await workFolder();
  const sources = [join(examples, 'dev-test'), ...regions.map(() => join(examples, 'staging-prod'))];
  const sandbox = await startSandbox(await loadInstances(sources, sandboxKey, 0));
  onTestFinished(() => sandbox.close());
  const [source, ...destinations] = sandbox.instances as [RunningInstance, ...RunningInstance[]];
  const sync =
    '{ source: source, destination: NAME, dependencies: include, select: { projects: OctoFX, channels: "!*", environments: "!*" } }';
  const config = [
    `instances:`,
    `  source: { url: "${source.url}" }`,
    ...regions.map((name, index) => `  ${name}: { url: "${destinations[index]?.url ?? ''}" }`),
    'syncs:',
    ...regions.map((name) => `  ${name}: ${sync.replace('NAME', name)}`),
  ];
  await writeFile(join(cwd, 'octosync.yml'), config.join('\n'));
  return { cwd, source, destinations };
};

/** How often a listing was asked for: a reading asks once. */
const readings = ({ requests }: RunningInstance): number =>
  requests.filter(({ path }) => /\/projects\/all\b/.test(path)).length;

interface PlannedSync {
  readonly sync: string;
  readonly file?: string;
  readonly failed?: string;
  readonly new?: number;
}

const planned = (stdout: string): readonly PlannedSync[] =>
  (JSON.parse(stdout) as { readonly syncs: readonly PlannedSync[] }).syncs;

describe('octosync plan', () => {
  it('--all reads the source once and each destination once, and writes a changeset for each sync', async () => {
    const { cwd, source, destinations } = await fleet();
    const { code, stdout } = await octosync(['plan', '--all', '--json'], { cwd });
    expect(code).toBe(0);
    expect([source, ...destinations].map(readings)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(planned(stdout).map(({ sync, file }) => [sync, file])).toEqual(
      regions.map((name) => [name, join('changesets', `${name}.json`)]),
    );
    for (const { file = '' } of atLeastOne(planned(stdout))) {
      const text = await readFile(join(cwd, file), 'utf8');
      expect(JSON.parse(text)).toMatchObject({ format: expect.stringContaining('octosync-changeset') as string });
    }
  });

  it('makes the changeset that snapshot and diff make', async () => {
    const { cwd } = await fleet();
    await octosync(['plan', '--sync', 'eu'], { cwd });
    await octosync(['diff', '--sync', 'eu', '--out', 'by-hand.json'], { cwd });
    expect(await readFile(join(cwd, 'changesets/eu.json'), 'utf8')).toBe(
      await readFile(join(cwd, 'by-hand.json'), 'utf8'),
    );
  });

  it('reads only what the named syncs need, and shows a row for each', async () => {
    const { cwd, destinations } = await fleet();
    const { code, stdout } = await octosync(['plan', '--sync', 'us', '--sync', 'br', '--exit-code'], { cwd });
    expect(code).toBe(2);
    expect(destinations.map(readings)).toEqual([0, 1, 0, 0, 1]);
    expect(stdout).toMatch(/us +\d+/);
    expect(stdout).toContain(`br: ${join('changesets', 'br.json')}`);
  });

  it('goes on where one destination cannot be read, and ends as that did', async () => {
    const { cwd } = await fleet();
    const config = (await readFile(join(cwd, 'octosync.yml'), 'utf8')).replace(
      /uk: \{ url: "[^"]+"/,
      'uk: { url: "http://127.0.0.1:9"',
    );
    await writeFile(join(cwd, 'octosync.yml'), config);
    const { code, stdout, stderr } = await octosync(['plan', '--all'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^uk: Error: .+127\.0\.0\.1:9/m);
    expect(stdout).toContain('uk: not planned: ');
    const quiet = await octosync(['plan', '--all', '--quiet'], { cwd });
    expect(quiet.stderr.split('\n').filter((line) => line !== '')).toEqual([
      expect.stringMatching(/^uk: Error: /) as string,
    ]);
    expect(stdout).toContain(`br: ${join('changesets', 'br.json')}`);
  });

  it('reads nothing where changesets cannot be written, and says where and what to do', async () => {
    const { cwd, source } = await fleet();
    await writeFile(join(cwd, 'taken'), '');
    const { code, stderr } = await octosync(['plan', '--sync', 'eu', '--out', 'taken'], { cwd });
    expect(stderr).toMatch(/^Error: The folder cannot be written to \(is no directory\)\. \[taken\] Give yourself/);
    expect([code, readings(source)]).toEqual([1, 0]);
  });

  it('ends as the highest: what cannot be applied counts more than changes', async () => {
    const { cwd } = await fleet();
    const config = (await readFile(join(cwd, 'octosync.yml'), 'utf8')).replace(
      /(apac: \{ source: source.+) \}$/m,
      '$1, gates: { max-changes: 1 } }',
    );
    await writeFile(join(cwd, 'octosync.yml'), config);
    expect((await octosync(['plan', '--all', '--exit-code'], { cwd })).code).toBe(3);
  });

  it.each([
    ['one of several has to be named', ['plan'], '--sync'],
    ['a name that nothing has', ['plan', '--sync', 'eux'], 'eu'],
    ['not both', ['plan', '--all', '--sync', 'eu'], '--all'],
  ])('%s', async (_case, args, says) => {
    const { cwd } = await fleet();
    const { code, stderr } = await octosync(args, { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain(says);
  });
});
