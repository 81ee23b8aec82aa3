import { existsSync, readFileSync } from 'node:fs';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { build, inContext, stagesOf, whyNot } from './image.js';
import { root } from './installed.js';

const stages = stagesOf(readFileSync(join(root, 'Dockerfile'), 'utf8'));
const steps = stages.flatMap((stage) => stage.steps);
const image = stages.at(-1);

describe('The Dockerfile', () => {
  it('builds in one stage and runs in another, of one base that is pinned to a version and a digest', () => {
    expect(stages).toHaveLength(2);
    const bases = [...new Set(stages.map(({ from }) => from))];
    expect(bases).toEqual([expect.stringMatching(/^node:\d+\.\d+\.\d+-[a-z-]+@sha256:[0-9a-f]{64}$/)]);
  });

  it('runs as somebody who is not root, by number', () => {
    const users = image?.steps.filter(({ word }) => word === 'USER').map(({ text }) => text);
    expect(users).toEqual([expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/)]);
  });

  it('fetches nothing by itself: no ADD, no curl, no script of others piped into a shell', () => {
    expect(steps.filter(({ word }) => word === 'ADD')).toEqual([]);
    expect(steps.filter(({ word, text }) => word === 'RUN' && /https?:|curl|wget|\|\s*(?:ba)?sh/.test(text))).toEqual(
      [],
    );
  });

  it('copies what there is, and .dockerignore lets in just that', () => {
    const copied = steps
      .filter(({ word, flags }) => word === 'COPY' && flags.length === 0)
      .flatMap(({ words }) => words.slice(0, -1));
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect([...new Set(copied.map((path) => path.split('/')[0]))].sort()).toEqual([...inContext()].sort());
  });

  it('has labels with which a registry leads to the source, the version and the licence', () => {
    const labels = image?.steps.find(({ word }) => word === 'LABEL')?.text ?? '';
    const { license, repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly license: string;
      readonly repository: { readonly url: string };
    };
    expect(labels).toContain(`org.opencontainers.image.licenses="${license}"`);
    const source = repository.url.replace(/^git\+|\.git$/g, '');
    expect(labels).toContain(`org.opencontainers.image.source="${source}"`);
    expect(labels).toContain('org.opencontainers.image.version="${VERSION}"');
  });
});

const reason = whyNot();

describe.skipIf(reason !== undefined)(`The image${reason === undefined ? '' : `: not run, ${reason}`}`, () => {
  it('runs the packed product with a read-only root, as a user who is not root, with signed approvals', async () => {
    const { image: built, folders } = await build(stages);
    const work = await mkdtemp(join(tmpdir(), 'octosync-mounted-'));
    onTestFinished(async () => {
      for (const folder of [...folders, work]) await rm(folder, { recursive: true, force: true });
    });
    // As `--user` says whose the folder is: Git trusts no other.
    await chown(work, 1000, 1000);
    const shell = (script: string) => built.run(work, ['/bin/sh', '-c', script]);

    expect(await built.run(work, ['--version'])).toMatch(/^octosync\/\d/);
    expect(await built.run(work, ['demo'])).toContain('Done.');
    const sides = ['dev-test', 'staging-prod'].map((name) => `/opt/octosync/snapshots/${name}`);
    const select = ['--projects', 'OctoFX*', '--dependencies', 'include'];
    await built.run(work, ['diff', ...sides, ...select, '--out', 'changeset.json']);
    await shell('ssh-keygen -q -t ed25519 -N "" -f key && octosync approve changeset.json --by ada --key key');
    expect((await readdir(work)).sort()).toEqual(
      expect.arrayContaining(['changeset.approvals.json', 'changeset.json', 'changeset.log.jsonl']),
    );
    await shell('git init --quiet && git status --short');

    expect((await shell('id -u')).trim()).toBe('1000');
    for (const path of ['/opt/octosync/x', '/etc/x', '/usr/x', '/x'])
      await expect(shell(`: > ${path}`)).rejects.toThrow(/Read-only file system/);
    await chown(work, 4711, 4711);
    expect(await built.run(work, ['--version'], '4711:4711')).toMatch(/^octosync\/\d/);
    // As docs/releasing.md says: this one program wants to know who runs it.
    const key = ['/bin/sh', '-c', 'ssh-keygen -q -t ed25519 -N "" -f other'];
    await expect(built.run(work, key, '4711:4711')).rejects.toThrow(/No user exists for uid 4711/);
  });
});
