import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applied, branch, changesetOf, inGit, writesOf } from './fixture.js';

/** What a run may meet. */
const met = fc.record({
  write: fc.constantFrom('branch' as const, 'ref' as const),
  patterns: fc.subarray(['main', 'octosync/*', 'release/*', '*']),
  isDefaultProtected: fc.boolean(),
  isThere: fc.boolean(),
  ref: fc.constantFrom('refs/heads/main', 'refs/heads/release/1', 'refs/heads/next', 'refs/tags/v1'),
  fault: fc.constantFrom(undefined, 'commit-then-reset' as const, 400 as const, 503 as const),
  runs: fc.integer({ min: 1, max: 2 }),
});

/** The names of branches in the paths of writes: what a run has committed to. */
const committedTo = (writes: readonly string[]): readonly string[] =>
  writes.flatMap((one) => /\/refs\/(heads\/(?:octosync\/\w+|release\/1|\w+)|tags\/\w+)\//.exec(one)?.[1] ?? []);

it('No run writes to a protected branch, to a tag, or to another branch than was told (rules git-branch)', async () => {
  let commits = 0;
  await fc.assert(
    fc.asyncProperty(met, async ({ write, patterns, isDefaultProtected, isThere, ref, fault, runs }) => {
      const s = await inGit({}, { ProtectedBranchNamePatterns: patterns, ProtectedDefaultBranch: isDefaultProtected });
      const [first = ''] = s.repository.branches();
      const head = s.repository.branch(first);
      if (!head) throw new Error('The project was converted.');
      for (const name of ['main', 'release/1', 'next', ...(isThere ? [branch] : [])])
        s.repository.startBranch(name, head);
      s.repository.setTag('v1', head);
      const from = s.instance.requests.length;
      if (fault !== undefined) s.instance.faults.add({ does: fault, method: 'PUT', times: 1 });
      for (let run = 0; run < runs; run += 1) await applied(s, changesetOf(s, { write, ref })).catch(() => undefined);
      const isProtected = (name: string): boolean =>
        (isDefaultProtected && name === 'main') ||
        patterns.some(
          (pattern) => pattern === name || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1))),
        );
      const told = write === 'branch' ? `heads/${branch}` : ref.replace('refs/', '');
      const to = committedTo(writesOf(s, from));
      commits += to.length;
      expect(to.filter((one) => one !== told || !one.startsWith('heads/'))).toEqual([]);
      expect(to.filter((one) => isProtected(one.replace('heads/', '')))).toEqual([]);
    }),
    { numRuns: 20 },
  );
  expect(commits).toBeGreaterThan(0);
}, 60_000);
