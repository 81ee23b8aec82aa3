import { describe, expect, it } from 'vitest';
import { octopus } from '../../../src/octopus/index.js';
import { verify } from '../../../src/apply/verify.js';
import { putAt } from '../../sandbox/git/git-fixture.js';
import {
  applied,
  branch,
  change,
  changes,
  changesetOf,
  contentsAt,
  inGit,
  ref,
  strayWrites,
  writesOf,
} from './fixture.js';

const all = changes.map(({ id }) => id);

describe('Changes of a project in Git (rules git-commits)', () => {
  it('go, one by one, to a branch of their own; the branch that was read stays as it is', async () => {
    const s = await inGit();
    const [before, from] = [await contentsAt(s, 'refs/heads/main'), s.instance.requests.length];
    const outcome = await applied(s, changesetOf(s), { approvedBy: ['Ada', 'Grace'] });
    expect(outcome).toMatchObject({ result: { written: all, failed: [], alreadyApplied: [] } });
    expect(outcome.kind === 'applied' && [...outcome.result.storedOtherwise]).toEqual([]);
    expect(strayWrites(s, from)).toEqual([]);
    expect(await contentsAt(s, 'refs/heads/main')).toEqual(before);
    expect(await contentsAt(s, ref)).toMatchObject({
      steps: ['Deploy', 'Smoke test'],
      values: ['blue', 'here'],
      runbooks: ['Restart', 'Rotate logs'],
    });
    const by = 'approved by Ada, Grace';
    expect(s.repository.log(branch).map(({ message }) => message)).toEqual([
      `octosync 3f2a1b4c5d6e: projectGitVariables/Web; ${by}`,
      `octosync 3f2a1b4c5d6e: runbookProcesses/Web/Rotate logs; ${by}`,
      `octosync 3f2a1b4c5d6e: deploymentProcesses/Web; ${by}`,
      `octosync 3f2a1b4c5d6e: runbooks/Web/Rotate logs; ${by}`,
      ...s.repository.log('main').map(({ message }) => message),
    ]);
  });

  it('are made once: a second run finds the branch, and all done (rules git-read-live)', async () => {
    const s = await inGit();
    await applied(s, changesetOf(s));
    const [commits, from] = [s.repository.log(branch).length, s.instance.requests.length];
    expect(await applied(s, changesetOf(s))).toMatchObject({ result: { written: [], alreadyApplied: all } });
    expect(writesOf(s, from)).toEqual([]);
    expect(s.repository.log(branch)).toHaveLength(commits);
  });

  it('are all there by verify: before the merge, after it, and when the branch is gone (rules git-verify)', async () => {
    const s = await inGit();
    await applied(s, changesetOf(s));
    const client = octopus({ url: s.instance.url, apiKey: 'API-TEST' });
    const differing = async () =>
      (await verify(changesetOf(s), client, { space: 'Default', progress: () => undefined })).differing;
    expect(await differing()).toEqual([]);
    s.repository.merge(branch, 'main');
    expect(await differing()).toEqual([]);
    s.repository.deleteBranch(branch);
    expect(await differing()).toEqual([]);
    const from = s.instance.requests.length;
    expect(await applied(s, changesetOf(s))).toMatchObject({ result: { written: [], alreadyApplied: all } });
    expect(writesOf(s, from)).toEqual([]);
  });

  it('go to the branch that was read where that was asked for', async () => {
    const s = await inGit();
    await applied(s, changesetOf(s, { write: 'ref' }));
    expect(s.repository.branches()).toEqual(['main']);
    expect(await contentsAt(s, 'refs/heads/main')).toMatchObject({ steps: ['Deploy', 'Smoke test'] });
    expect(await applied(s, changesetOf(s, { write: 'ref' }))).toMatchObject({ result: { written: [] } });
  });

  it('are told beforehand, with the branch and their messages, and none is sent (rules apply-dry-run)', async () => {
    const s = await inGit();
    const from = s.instance.requests.length;
    const outcome = await applied(s, changesetOf(s), { dryRun: true, approvedBy: ['Ada'] });
    expect(writesOf(s, from)).toEqual([]);
    const planned = outcome.kind === 'dry-run' ? outcome.requests : [];
    expect(planned.map(({ method, path }) => `${method} /api/${path.replace(/<.*>/, 'rotate-logs')}`)).toEqual(
      await (async () => {
        await applied(s, changesetOf(s), { approvedBy: ['Ada'], concurrency: 1 });
        return writesOf(s, from);
      })(),
    );
    expect(planned.map(({ body }) => body?.['ChangeDescription'] ?? body?.['NewBranchName'])).toEqual([
      branch,
      ...s.repository
        .log(branch)
        .slice(0, all.length)
        .map(({ message }) => message)
        .reverse(),
    ]);
  });

  it('are announced with all requests that they take (rules apply-pace)', async () => {
    const s = await inGit();
    const notes: string[] = [];
    let checked = 0;
    await applied(s, changesetOf(s), {
      progress: (event) => {
        if (event.kind === 'note') notes.push(event.says);
      },
      confirm: () => {
        checked = s.instance.requests.length;
        return Promise.resolve(true);
      },
    });
    expect(notes).toContainEqual(expect.stringContaining(`About ${s.instance.requests.length - checked} requests`));
  });

  it('are made on what a person has put on the branch meanwhile', async () => {
    const s = await inGit();
    await applied(s, changesetOf(s, {}, changes.slice(0, 1)));
    await putAt({ ...s, ref: `${s.at}/${encodeURIComponent(ref)}` }, 'deploymentsettings', {
      ReleaseNotesTemplate: 'By hand',
    });
    await applied(s, changesetOf(s));
    const settings = await s.call('GET', `${s.at}/${encodeURIComponent(ref)}/deploymentsettings`);
    expect(settings.body['ReleaseNotesTemplate']).toBe('By hand');
    expect(await contentsAt(s, ref)).toMatchObject({ steps: ['Deploy', 'Smoke test'] });
  });

  it('give a runbook its new name in its own file (rules rename-follow)', async () => {
    const s = await inGit();
    const names = ['Web', 'Restart all'];
    const patch = [
      { op: 'test', path: '/Name', value: 'Restart' },
      { op: 'replace', path: '/Name', value: 'Restart all' },
    ];
    const renamed = changesetOf(s, {}, [change({ type: 'runbooks', names, action: 'update', patch })]);
    const rename = { follows: true, id: 'runbooks/Web/Restart all', type: 'runbooks', names, candidates: ['Restart'] };
    const changeset = { ...renamed, renames: [rename] as unknown as typeof renamed.renames };
    expect(await applied(s, changeset)).toMatchObject({ result: { failed: [], notAttempted: [] } });
    expect((await contentsAt(s, ref)).runbooks).toEqual(['Restart all']);
    expect(Object.keys(s.repository.branch(branch)?.files ?? {})).toContain('.octopus/runbooks/restart.ocl');
    expect(await applied(s, changeset)).toMatchObject({ result: { written: [] } });
  });
});
