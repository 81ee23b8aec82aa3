import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { branchOf, commitsOf } from '../../src/changeset/commits.js';
import { carrying, convertShop, gitWrites, makeShop, shopAt, twoServers, type Converted } from './git-projects.js';
import { apiOf, idOf } from './api.js';
import { octosync } from './cli.js';
import { objectsOf, type JsonObject } from '../../src/model/json.js';
import type { Receipt } from '../../src/changeset/receipt.js';

const all = { VariablesAreInGit: true, RunbooksAreInGit: true };
const one = 'https://git.example.com/one.git';
const other = 'https://git.example.com/other.git';

const kept = (url: string, state = all): Converted => ({ url, ...state });

const second = {
  steps: ['Deploy web', 'Smoke test'],
  values: { Colour: 'blue', Password: null, Size: 'large' },
  runbooks: ['Restart', 'Rotate logs, which fails'],
  version: '2.#{Octopus.Version.NextPatch}',
  trigger: 'Nightly',
};

const rows: readonly [string, Converted | undefined, Converted | undefined][] = [
  ['from Git to Git, another repository', kept(one), kept(other)],
  ['from Git to the database', kept(one), undefined],
  ['from the database to Git', undefined, kept(other)],
  [
    'to Git where variables stayed in the database',
    kept(one),
    kept(other, { VariablesAreInGit: false, RunbooksAreInGit: true }),
  ],
  [
    'to Git where runbooks stayed in the database',
    undefined,
    kept(other, { VariablesAreInGit: true, RunbooksAreInGit: false }),
  ],
  [
    'from Git where nothing but the process is, to Git',
    kept(one, { VariablesAreInGit: false, RunbooksAreInGit: false }),
    kept(other),
  ],
];

const changesetIn = async (cwd: string, file = 'changeset.json'): Promise<Changeset> =>
  JSON.parse(await readFile(join(cwd, file), 'utf8')) as Changeset;

describe('A project goes', () => {
  it.each(rows)('%s: once, verified, merged, and then there is nothing to do', async (_, from, to) => {
    const s = await twoServers();
    await makeShop(s.dev, 2);
    await makeShop(s.prod, 1);
    if (from) await convertShop(s.dev, from);
    if (to) await convertShop(s.prod, to);
    await s.snapshot('dev');
    await s.snapshot('prod');
    await s.diff(...carrying);
    const before = await shopAt(s.prod);
    const asked = s.prod.requests.length;
    expect(await s.apply()).toContain('0 done already');
    await s.verify();
    const changeset = await changesetIn(s.cwd);
    const branch = branchOf(changeset.digest);
    expect(gitWrites(s.prod, asked).filter((write) => !write.includes(`/refs/heads/${branch}/`))).toEqual([]);
    if (to) {
      const repository = s.prod.repositories.at(to.url);
      const commits = repository.log(branch).length;
      expect((await shopAt(s.prod)).steps).toEqual(before.steps);
      expect(await shopAt(s.prod, `refs/heads/${branch}`)).toEqual(second);
      expect(await s.apply()).toMatch(/^0 written, \d+ done already/);
      expect(repository.log(branch)).toHaveLength(commits);
      repository.merge(branch, 'main');
      await s.verify();
    }
    expect(await shopAt(s.prod)).toEqual(second);
    await s.snapshot('prod');
    await s.diff(...carrying, '--out', 'again.json');
    expect((await changesetIn(s.cwd, 'again.json')).changes).toEqual([]);
  });
});

/** Both in Git, in repositories of their own, and a changeset from one to the other. */
const bothInGit = async (...more: readonly string[]) => {
  const s = await twoServers();
  await makeShop(s.dev, 2);
  await makeShop(s.prod, 1);
  await convertShop(s.dev, kept(one));
  await convertShop(s.prod, kept(other));
  await s.snapshot('dev');
  await s.snapshot('prod');
  await s.diff(...carrying, ...more);
  const changeset = await changesetIn(s.cwd);
  const repository = s.prod.repositories.at(other);
  return { ...s, changeset, repository, branch: branchOf(changeset.digest) };
};

describe('A changeset of a project in Git', () => {
  it('tells branch and commits beforehand, is rehearsed, and leaves a receipt and a branch to merge', async () => {
    const s = await bothInGit();
    const dry = await s.run('apply', 'changeset.json', '--url', s.prod.url, '--dry-run');
    expect(dry).toContain(`branch ${s.branch} from refs/heads/main`);
    expect(dry).toContain(`commit "octosync ${s.branch.slice('octosync/'.length)}: deploymentProcesses/Shop"`);
    expect(gitWrites(s.prod).filter((write) => write.includes('octosync'))).toEqual([]);
    expect(await s.run('rehearse', 'changeset.json', '--on', 'prod')).toContain('0 not. No server was touched.');
    await s.run('approve', 'changeset.json', '--by', 'Ada Lovelace');
    const { stderr } = await octosync(['apply', 'changeset.json', '--url', s.prod.url, '--yes', '--approvals', '1'], {
      cwd: s.cwd,
    });
    expect(stderr).toContain(`6 commits of project "Shop" on branch ${s.branch}.`);
    expect(s.repository.log(s.branch)[0]?.message).toContain('; approved by Ada Lovelace');
    const receipt = JSON.parse(await readFile(join(s.cwd, 'changeset.receipt.json'), 'utf8')) as Receipt;
    expect(receipt.git).toEqual([
      { project: 'Shop', branch: s.branch, from: 'refs/heads/main', changes: s.changeset.git?.[0]?.changes },
    ]);
    const left = await readFile(join(s.cwd, 'changeset.cleanup.json'), 'utf8');
    expect(left).toContain(`Merge ${s.branch} into main`);
    expect(left).not.toContain('publish-runbook');
    expect(await readFile(join(s.cwd, 'changeset.cleanup.md'), 'utf8')).toContain(`Merge \`${s.branch}\` into main`);
  });

  it('is taken back in the database; an undo leaves its commits, and says where they are (rules git-undo)', async () => {
    const s = await bothInGit();
    await s.apply();
    await s.run('undo', 'changeset.json', '--include-creations', '--out', 'undo.json');
    const { changes, left } = await changesetIn(s.cwd, 'undo.json');
    expect(changes.map(({ id }) => id).sort()).toEqual(['channels/Shop/Beta', 'triggers/Shop/Nightly']);
    expect(left.map(({ id }) => id).sort()).toEqual([...commitsOf(s.changeset).keys()].sort());
    expect(JSON.stringify(left)).toContain(`It is a commit on branch ${s.branch}`);
    const from = s.prod.requests.length;
    await s.run('apply', 'undo.json', '--url', s.prod.url, '--yes', '--allow', 'deletions');
    await s.run('verify', 'undo.json', '--url', s.prod.url);
    expect((await shopAt(s.prod)).trigger).toBeNull();
    expect(gitWrites(s.prod, from)).toEqual([]);
  });

  it('goes to the default branch where that was asked for, and nowhere else', async () => {
    const s = await bothInGit('--git-write', 'default-branch');
    await s.apply();
    await s.verify();
    expect(s.repository.branches()).toEqual(['main']);
    expect(await shopAt(s.prod)).toEqual(second);
  });

  it('is refused where the branch is protected, before anything is written (rules git-branch)', async () => {
    const s = await bothInGit();
    const before = s.prod.requests.length;
    await s.protect(['octosync/*']);
    const { code, stderr } = await octosync(['apply', 'changeset.json', '--url', s.prod.url, '--yes'], { cwd: s.cwd });
    expect([code, stderr]).toEqual([3, expect.stringContaining('is protected')]);
    expect(gitWrites(s.prod, before)).toEqual([]);
    expect(s.repository.branches()).toEqual(['main']);
  });
});

describe('A project of which only the database changes (rules git-read-live)', () => {
  /** On `release`, a step that a channel names has another name than on the default branch. */
  const atRelease = async (edition: 1 | 2) => {
    const s = await twoServers();
    await makeShop(s.dev, 2);
    await makeShop(s.prod, edition);
    await convertShop(s.dev, kept(one));
    await convertShop(s.prod, kept(other));
    for (const { repositories, url } of [
      { ...s.dev, url: one },
      { ...s.prod, url: other },
    ]) {
      const repository = repositories.at(url);
      const main = repository.branch('main');
      if (main) repository.startBranch('release', main);
      repository.push('release', 'Another name', (files) =>
        Object.fromEntries(
          Object.entries(files).map(([path, file]) => [
            path,
            JSON.parse(JSON.stringify(file).replaceAll('"Name":"Deploy web"', '"Name":"Bring it"')) as JsonObject,
          ]),
        ),
      );
    }
    const api = apiOf(s.dev);
    const beta = objectsOf((await api.get('channels'))['Items']).find(({ Name: name }) => name === 'Beta') ?? {};
    const [rule = {}] = objectsOf(beta['Rules']);
    await api.put(`channels/${idOf(beta)}`, { ...beta, Rules: [{ ...rule, VersionRange: '[1,3)' }] });
    for (const name of ['dev', 'prod'] as const) await s.snapshot(name, '--git-ref', '*=release');
    await s.diff(...carrying, '--existing-channels', 'update');
    return s;
  };

  it('is read at the ref of its snapshot, by apply, verify and undo', async () => {
    const s = await atRelease(2);
    const { changes, git, readAt } = await changesetIn(s.cwd);
    expect([changes.map(({ id }) => id), git]).toEqual([['channels/Shop/Beta#rules'], undefined]);
    expect(readAt).toEqual([{ project: 'Shop', refs: ['refs/heads/release'] }]);
    expect(await s.apply()).toContain('1 written, 0 done already');
    await s.verify();
    await s.run('undo', 'changeset.json', '--out', 'undo.json');
    await s.run('apply', 'undo.json', '--url', s.prod.url, '--yes');
    await s.run('verify', 'undo.json', '--url', s.prod.url);
  });

  it('is read there by a part that leaves its commits out', async () => {
    const s = await atRelease(1);
    expect((await changesetIn(s.cwd)).readAt).toBeUndefined();
    await s.run('pick', 'changeset.json', '--only', 'channels', '--out', 'part.json');
    const part = await changesetIn(s.cwd, 'part.json');
    expect([part.git, part.readAt]).toEqual([undefined, [{ project: 'Shop', refs: ['refs/heads/release'] }]]);
    await s.run('apply', 'part.json', '--url', s.prod.url, '--yes');
    await s.run('verify', 'part.json', '--url', s.prod.url);
  });
});

describe('A project', () => {
  it('of which both sides read one repository has no commits; what is in the database goes over', async () => {
    const s = await twoServers();
    await makeShop(s.dev, 2);
    await makeShop(s.prod, 1);
    await convertShop(s.prod, kept(one));
    await convertShop(s.dev, kept(one));
    await s.describe(s.dev, 'A new word');
    await s.snapshot('dev');
    await s.snapshot('prod');
    await s.diff(...carrying);
    expect((await changesetIn(s.cwd)).git).toBeUndefined();
    await s.apply();
    await s.verify();
    expect(s.prod.repositories.at(one).branches()).toEqual(['main']);
  });

  it('that is new on the destination is one of the database', async () => {
    const s = await twoServers();
    await makeShop(s.dev, 2);
    await convertShop(s.dev, kept(one));
    await s.snapshot('dev');
    await s.snapshot('prod');
    await s.diff(...carrying);
    await s.apply();
    await s.verify();
    expect(await shopAt(s.prod)).toEqual(second);
    await s.snapshot('prod');
    await s.diff(...carrying, '--out', 'again.json');
    expect((await changesetIn(s.cwd, 'again.json')).changes).toEqual([]);
  });
});
