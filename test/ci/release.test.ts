import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { atLeastOne } from '../builders/at-least-one.js';
import { runJob } from './github.js';
import { setStage, twoServers, type Stage } from './stage.js';

/* The workflows of this repository itself (ways-in, packages). */

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, '.github/workflows');
const file = join(folder, 'release.yml');

interface Workflow {
  readonly permissions: object;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions: Readonly<Record<string, string>>;
        readonly needs?: string | readonly string[];
        readonly 'timeout-minutes'?: number;
        readonly strategy?: { readonly matrix: { readonly node: readonly string[] } };
        readonly steps: readonly { readonly run?: string; readonly uses?: string }[];
      }
    >
  >;
}

const read = (name: string): Workflow => parse(readFileSync(join(folder, name), 'utf8')) as Workflow;

/** The commits of actions that the files for users name: no other has been looked at. */
const known = new Set(
  readdirSync(join(root, 'docs/ci/github-actions')).flatMap((name) =>
    [...readFileSync(join(root, 'docs/ci/github-actions', name), 'utf8').matchAll(/uses: (\S+)/g)].map(
      ([, one]) => one,
    ),
  ),
);

describe.each(atLeastOne(readdirSync(folder)))('%s', (name) => {
  it('has nothing wrong, says GitHub itself', async () => {
    const content = readFileSync(join(folder, name), 'utf8');
    const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
    if (value) await convertWorkflowTemplate(context, value);
    expect(context.errors.getErrors()).toEqual([]);
  });

  it('gives each job what it needs and no more, an end, pinned actions, and scripts without contexts', () => {
    const { permissions, jobs } = read(name);
    expect(permissions).toEqual({});
    for (const [job, one] of atLeastOne(Object.entries(jobs))) {
      expect([job, one['timeout-minutes']]).toEqual([job, expect.any(Number)]);
      const uses = one.steps.flatMap((step) => step.uses ?? []);
      expect(uses.filter((action) => !/@[0-9a-f]{40}$/.test(action) || !known.has(action))).toEqual([]);
      const scripts = atLeastOne(one.steps.flatMap((step) => step.run ?? []));
      expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
      expect(scripts.filter((script) => !script.startsWith('set -euo pipefail\n'))).toEqual([]);
    }
  });

  it('uses no secret of the repository', () => {
    expect(readFileSync(join(folder, name), 'utf8')).not.toMatch(/\bsecrets\b/);
  });
});

it('only what writes something may write, and nothing is published before all was checked', () => {
  const { jobs } = read('release.yml');
  const rights = Object.fromEntries(Object.entries(jobs).map(([name, { permissions }]) => [name, permissions]));
  expect(rights).toEqual({
    build: { contents: 'read' },
    npm: { 'id-token': 'write' },
    image: { contents: 'read', packages: 'write' },
    release: { contents: 'write' },
  });
  for (const name of ['npm', 'image', 'release']) expect([jobs[name]?.needs].flat()).toContain('build');
  expect(Object.values(read('check.yml').jobs).map(({ permissions }) => permissions)).toEqual(
    Object.values(read('check.yml').jobs).map(() => ({ contents: 'read' })),
  );
});

it('changes are checked with the oldest Node that the package says, and with those that npm run test:nodes takes', () => {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly engines: { readonly node: string };
  };
  const oldest = engines.node.replace(/^>=(\d+\.\d+)\..*$/, '$1');
  expect(read('check.yml').jobs['test']?.strategy?.matrix.node).toEqual([oldest, '22', '24', '26']);
});

/** A clone of a commit that says a version, on a machine of GitHub. */
const checkout = async (stage: Stage, version: string, changelog: string) => {
  const machine = await stage.machine();
  await mkdir(join(machine.work, 'scripts'));
  await copyFile(join(root, 'scripts/release-notes.js'), join(machine.work, 'scripts/release-notes.js'));
  await writeFile(join(machine.work, 'package.json'), JSON.stringify({ type: 'module', version }));
  await writeFile(join(machine.work, 'CHANGELOG.md'), changelog);
  return machine;
};

const changelog = `# Changelog

## [Unreleased]

- Not yet.

## [1.2.3] - 2026-01-01

### Fixed

- What was wrong.

## [1.2.2]

- Older.

[1.2.3]: https://example.com
`;

const tag = (ref_name: string) => ({
  github: { ref_name, repository: 'Example/Octosync', actor: 'ada', sha: 'c0ffee', token: 'the-job-token' },
});

describe('A release', () => {
  it('has the notes of its version, and checksums of what was packed', async () => {
    const stage = await setStage(twoServers);
    const machine = await checkout(stage, '1.2.3', changelog);
    const release = join(machine.work, 'release');
    await mkdir(release);
    const made = ['octosync-1.2.3.tgz', 'octosync-1.2.3-linux-x64.tar.gz', 'octosync.cdx.json'];
    for (const name of [...made, 'octosync-1.2.3-linux-x64.tar.gz.sha256']) await writeFile(join(release, name), name);
    const built = await runJob(stage, file, 'build', machine, tag('v1.2.3'));
    expect([built.conclusion, built.outputs]).toEqual(['success', { version: '1.2.3' }]);
    expect(await readFile(join(release, 'notes.md'), 'utf8')).toBe('### Fixed\n\n- What was wrong.\n');
    const sums = (await readFile(join(release, 'SHA256SUMS'), 'utf8')).trim().split('\n').sort();
    const of = (name: string) => `${createHash('sha256').update(name).digest('hex')}  ${name}`;
    expect(sums).toEqual(made.map(of).sort());
    expect(await stage.calls('npm')).toEqual([
      ['ci'],
      ['run', 'check'],
      ['run', 'demo'],
      ['pack', '--pack-destination', 'release'],
      ['run', 'package', '--', 'release'],
      ['run', 'sbom', '--', 'release/octosync.cdx.json'],
    ]);

    const needs = { build: { outputs: built.outputs } };
    expect((await runJob(stage, file, 'npm', machine, { ...tag('v1.2.3'), needs })).conclusion).toBe('success');
    expect((await stage.calls('npm')).at(-1)).toEqual(
      'publish ./octosync-1.2.3.tgz --provenance --access public --ignore-scripts --tag latest'.split(' '),
    );
    expect((await runJob(stage, file, 'image', machine, { ...tag('v1.2.3'), needs })).conclusion).toBe('success');
    const docker = await stage.calls('docker');
    expect(docker.map(([word, next]) => (word === 'buildx' ? `${word} ${next ?? ''}` : word))).toEqual([
      'buildx create',
      'buildx build',
      'run',
      'login',
      'buildx build',
    ]);
    expect(docker.at(-1)).toEqual(
      expect.arrayContaining(['--provenance', 'mode=max', 'ghcr.io/example/octosync:1.2.3', '--push']),
    );
    expect(JSON.stringify(docker)).not.toContain('the-job-token');
    expect((await runJob(stage, file, 'release', machine, { ...tag('v1.2.3'), needs })).conclusion).toBe('success');
    const [created] = await stage.calls('gh');
    expect(created?.slice(0, 5)).toEqual(['release', 'create', 'v1.2.3', '--repo', 'Example/Octosync']);
    expect(created?.slice(-4)).toEqual([made[0], made[1], made[2], 'SHA256SUMS']);
  });

  it('that is a trial becomes npm’s next and a pre-release', async () => {
    const stage = await setStage(twoServers);
    const machine = await checkout(stage, '2.0.0-rc.1', changelog);
    await mkdir(join(machine.work, 'release'));
    const sum = createHash('sha256').update('').digest('hex');
    await writeFile(join(machine.work, 'release/x.tgz'), '');
    await writeFile(join(machine.work, 'release/SHA256SUMS'), `${sum}  x.tgz\n`);
    const context = { ...tag('v2.0.0-rc.1'), needs: { build: { outputs: { version: '2.0.0-rc.1' } } } };
    for (const job of ['npm', 'image', 'release'])
      expect((await runJob(stage, file, job, machine, context)).conclusion).toBe('success');
    expect((await stage.calls('npm')).at(-1)?.slice(-2)).toEqual(['--tag', 'next']);
    expect((await stage.calls('docker')).at(-1)?.filter((one) => one.startsWith('ghcr.io'))).toEqual([
      'ghcr.io/example/octosync:2.0.0-rc.1',
    ]);
    expect((await stage.calls('gh')).at(-1)).toContain('--prerelease');
  });

  it.each([
    [
      'the tag is another version than the package says',
      '1.2.3',
      'v1.2.4',
      'The tag is v1.2.4, and package.json says 1.2.3',
    ],
    ['the tag has no v', '1.2.3', 'x1.2.3', 'The tag is x1.2.3'],
    ['the changelog says nothing of the version', '1.2.4', 'v1.2.4', 'CHANGELOG.md says nothing of 1.2.4'],
  ])('is not begun where %s', async (_what, version, ref, says) => {
    const stage = await setStage(twoServers);
    const machine = await checkout(stage, version, changelog);
    const { conclusion, log } = await runJob(stage, file, 'build', machine, tag(ref));
    expect([conclusion, log]).toEqual(['failure', expect.stringContaining(says)]);
    expect(await stage.calls('npm')).toEqual([]);
  });

  it('is not published where what was packed has another checksum', async () => {
    const stage = await setStage(twoServers);
    const machine = await checkout(stage, '1.2.3', changelog);
    await mkdir(join(machine.work, 'release'));
    await writeFile(join(machine.work, 'release/octosync-1.2.3.tgz'), 'changed');
    const sum = createHash('sha256').update('packed').digest('hex');
    await writeFile(join(machine.work, 'release/SHA256SUMS'), `${sum}  octosync-1.2.3.tgz\n`);
    const context = { ...tag('v1.2.3'), needs: { build: { outputs: { version: '1.2.3' } } } };
    expect((await runJob(stage, file, 'npm', machine, context)).conclusion).toBe('failure');
    expect(await stage.calls('npm')).toEqual([]);
  });
});
