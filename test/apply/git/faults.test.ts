import { describe, expect, it } from 'vitest';
import { noJournal } from '../../../src/changeset/journal.js';
import { PartialApplyError } from '../../../src/model/errors.js';
import { putAt } from '../../sandbox/git/git-fixture.js';
import { applied, branch, changes, changesetOf, contentsAt, errorOf, inGit, ref, strayWrites } from './fixture.js';

const all = changes.map(({ id }) => id);
const meant = { steps: ['Deploy', 'Smoke test'], values: ['blue', 'here'], runbooks: ['Restart', 'Rotate logs'] };
const lost = 'commit-then-reset' as const;

/** The commits of the branch beyond those it was made from, oldest first, by the id of the change. */
const committed = (s: Awaited<ReturnType<typeof inGit>>) =>
  s.repository
    .log(branch)
    .slice(0, -s.repository.log('main').length)
    .map(({ message }) => message.replace(/^octosync \w+: /, ''))
    .reverse();

describe('A commit whose answer is lost (rules apply-lost-answer)', () => {
  it.each([
    ['the branch', /git\/branches\/v2$/],
    ['a process', /deploymentprocesses$/],
    ['variables', /\/variables$/],
    ['a new runbook', /runbooks\/v2$/],
    ['the process of a runbook', /runbookProcesses\//],
  ])('is settled by reading: %s', async (_, path) => {
    const s = await inGit();
    s.instance.faults.add({ does: lost, method: 'PUT', path, times: 1 });
    s.instance.faults.add({ does: lost, method: 'POST', path, times: 1 });
    expect(await applied(s, changesetOf(s))).toMatchObject({ kind: 'applied', result: { failed: [] } });
    expect(await contentsAt(s, ref)).toEqual(meant);
    expect(committed(s)).toEqual(all);
  });
});

describe('A run that ends between two commits', () => {
  it.each([1, 2, 3])('after %d: what is left is committed once, by the next run', async (count) => {
    const s = await inGit();
    let begun = 0;
    // Nothing more of the run is sent once the journal takes nothing more, as after a kill. The first line is that of the branch.
    const journal = {
      ...noJournal,
      before: () => {
        begun += 1;
        if (begun > count) throw new Error('killed');
      },
    };
    await errorOf(applied(s, changesetOf(s), { openJournal: () => journal, concurrency: 1 }));
    expect(committed(s)).toEqual(all.slice(0, count - 1));
    await applied(s, changesetOf(s));
    expect(await contentsAt(s, ref)).toEqual(meant);
    expect(committed(s)).toEqual(all);
  });
});

describe('A repository that stops to answer while apply is running', () => {
  it('is told by what the server says of it, and commits are made as soon as it is back', async () => {
    const s = await inGit();
    const hungUp = () => {
      s.repository.unreachable = 'The remote hung up.';
      return Promise.resolve(true);
    };
    const error = await errorOf(applied(s, changesetOf(s), { confirm: hungUp }));
    expect(error.message).toContain(`Project "Web", branch ${branch}`);
    expect(error.message).toContain('The remote hung up.');
    s.repository.unreachable = undefined;
    await applied(s, changesetOf(s));
    expect(committed(s)).toEqual(all);
  });

  it('ends the run, with project, branch and what to do; the next run goes on (rules git-refused)', async () => {
    const s = await inGit();
    s.instance.faults.add({ does: 400, method: 'PUT', path: /refs.*deploymentprocesses$/, times: 1 });
    const error = await errorOf(applied(s, changesetOf(s)));
    expect(error).toBeInstanceOf(PartialApplyError);
    expect(error.message).toContain(`Project "Web", branch ${branch}`);
    await applied(s, changesetOf(s));
    expect(committed(s)).toEqual(all);
  });
});

describe('A commit by somebody else (rules git-drift)', () => {
  const byHand = async (s: Awaited<ReturnType<typeof inGit>>, path: string, more: object) =>
    putAt({ ...s, ref: `${s.at}/${encodeURIComponent(ref)}` }, path, more);

  it('to the document, between the first reading and the write, is not written over', async () => {
    const s = await inGit();
    await applied(s, changesetOf(s, {}, changes.slice(0, 1)));
    const error = await errorOf(
      applied(s, changesetOf(s), {
        confirm: async () => {
          await byHand(s, 'deploymentprocesses', { Steps: [] });
          return true;
        },
      }),
    );
    expect(error.message).toContain('deploymentProcesses/Web changed while apply was running');
    expect(await contentsAt(s, ref)).toMatchObject({ steps: [] });
  });

  it.each([
    ['to another document stays beside ours', true],
    ['that makes the branch first is built upon', false],
  ])('%s', async (_, isThere) => {
    const s = await inGit();
    if (isThere) await applied(s, changesetOf(s, {}, changes.slice(0, 1)));
    await applied(s, changesetOf(s), {
      confirm: async () => {
        const head = s.repository.branch(branch) ?? s.repository.branch('main');
        if (head) s.repository.startBranch(branch, head);
        await byHand(s, 'deploymentsettings', { ReleaseNotesTemplate: 'By hand' });
        return true;
      },
    });
    expect(await contentsAt(s, ref)).toEqual(meant);
    expect(s.repository.branch(branch)?.files['.octopus/deployment_settings.ocl']).toMatchObject({
      ReleaseNotesTemplate: 'By hand',
    });
  });

  it('that protects the branch meanwhile ends the run; nothing went elsewhere', async () => {
    const s = await inGit();
    const from = s.instance.requests.length;
    const error = await errorOf(
      applied(s, changesetOf(s), {
        confirm: async () => {
          const { body } = await s.call('GET', s.at);
          const settings = body['PersistenceSettings'] as object;
          await s.call('PUT', s.at, {
            ...body,
            PersistenceSettings: { ...settings, ProtectedBranchNamePatterns: ['octosync/*'] },
          });
          return true;
        },
      }),
    );
    expect(error.message).toContain('protected');
    expect(strayWrites(s, from).filter((one) => !one.endsWith(s.project.Id))).toEqual([]);
    expect(await contentsAt(s, 'refs/heads/main')).toMatchObject({ steps: ['Deploy'] });
  });
});
