import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GitRef } from '../../src/model/git-refs.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { takenFiles } from '../builders/taken-files.js';
import { inGit, putAt, putProcess, step, url, type InGit } from '../sandbox/git/git-fixture.js';
import { take } from './take.js';

const everyAt = (ref: string): readonly GitRef[] => [{ project: '*', ref }];

type Edit = (s: InGit, at: string, pick: number) => Promise<unknown>;

/** What people do at a ref, in the repository from outside, and in the database. */
const edits: Readonly<Record<string, Edit>> = {
  'commit steps': (s, at, pick) => putProcess(s, [step('Deploy'), step(`Step ${pick}`)], at),
  'commit settings': (s, at, pick) => putAt(s, 'deploymentsettings', { ReleaseNotesTemplate: `Notes ${pick}` }, at),
  'commit variables': (s, at, pick) =>
    putAt(s, 'variables', { Variables: [{ Name: `V${pick}`, Value: '1', Scope: {} }] }, at),
  'make a runbook': (s, at, pick) => s.call('POST', `${at}/runbooks/v2`, { Name: `Runbook ${pick}` }),
  'give a runbook a step': (s, at, pick) => putAt(s, 'runbookProcesses/restart', { Steps: [step(`Stop ${pick}`)] }, at),
  'push variables': (s, at, pick) => {
    const branch = at.endsWith('next') ? 'next' : 'main';
    s.instance.repositories.at(url).push(branch, 'From outside', (files) => ({
      ...files,
      '.octopus/variables.ocl': { Variables: [{ Name: `Pushed ${pick}`, Value: '1' }] },
    }));
    return Promise.resolve();
  },
  'lose the repository': (s, _, pick) => {
    s.instance.repositories.at(url).unreachable = pick % 2 === 0 ? 'The remote hung up.' : undefined;
    return Promise.resolve();
  },
  'make an environment': (s, _, pick) =>
    s.call('POST', '/Spaces-1/environments', { SpaceId: 'Spaces-1', Name: `Environment ${pick}` }),
  'describe the project': async (s, _, pick) => {
    const { body } = await s.call('GET', s.at);
    return s.call('PUT', s.at, { ...body, Description: `Description ${pick}` });
  },
  'change a secret': async (s, _, pick) => {
    const { body } = await s.call('GET', `${s.at}/variables`);
    const variable = { Name: `Secret ${pick}`, Type: 'Sensitive', IsSensitive: true, Value: 'hush', Scope: {} };
    return s.call('PUT', `${s.at}/variables`, { ...body, Variables: [variable] });
  },
};

const round = fc.record({
  edits: fc.array(
    fc.record({
      name: fc.constantFrom(...Object.keys(edits)),
      isNext: fc.boolean(),
      pick: fc.nat({ max: 20 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  /** The ref that is read then. */
  ref: fc.constantFrom('main', 'next'),
});

const isLong = process.env['OCTOSYNC_LONG'] === '1';

describe('An incremental snapshot of projects in Git (rules again-events, git-parts)', () => {
  it('has the same bytes as a full one, whatever was committed, pushed and edited since, at whichever ref', async () => {
    let unread = 0;
    const property = fc.asyncProperty(fc.array(round, { minLength: 2, maxLength: 4 }), async (rounds) => {
      const folder = await mkdtemp(join(tmpdir(), 'octosync-again-'));
      const s = await inGit();
      const repository = s.instance.repositories.at(url);
      const main = repository.branch('main');
      if (main) repository.startBranch('next', main);
      const [one, other] = [join(folder, 'one'), join(folder, 'other')];
      await take(s.instance, one, 'incremental', everyAt('main'));
      for (const { edits: some, ref } of atLeastOne(rounds)) {
        for (const { name, isNext, pick } of some)
          await edits[name]?.(s, isNext ? s.ref.replace(/main$/, 'next') : s.ref, pick);
        const { manifest, notes } = await take(s.instance, one, 'incremental', everyAt(ref));
        unread += manifest.unread?.length ?? 0;
        expect(notes.filter((note) => note.startsWith('Everything was read'))).toEqual([]);
        await take(s.instance, other, 'full', everyAt(ref));
        expect(await takenFiles(one)).toEqual(await takenFiles(other));
      }
      await rm(folder, { recursive: true, force: true });
    });
    await fc.assert(property, { numRuns: isLong ? 60 : 6 });
    expect(unread).toBeGreaterThan(0);
  });
});
