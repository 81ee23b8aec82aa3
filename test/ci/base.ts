import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { Manifest } from '../../src/evidence/manifest.js';
import { filesIn } from '../../src/evidence/zip.js';
import type { RunningInstance } from '../../src/sandbox/server/index.js';
import { octosync } from '../e2e/cli.js';
import { namesOn, type Stage } from './stage.js';

/** Somebody changes an environment on the source, and somebody else another one on the destination. */
export const moveApart = async ({ servers: [dev, prod] }: Stage): Promise<void> => {
  const [first, second] = namesOn(dev, 'environments');
  await describe(dev, first, 'Changed on dev.');
  await describe(prod, second, 'Made our own on prod.');
};

const describe = async (server: RunningInstance | undefined, name: string | undefined, Description: string) => {
  const one = server?.dump()['environments']?.find(({ Name }) => Name === name);
  const headers = { 'X-Octopus-ApiKey': 'API-SANDBOX', 'Content-Type': 'application/json' };
  const address = `${server?.url ?? ''}/api/Spaces-1/environments/${typeof one?.['Id'] === 'string' ? one['Id'] : ''}`;
  const body = JSON.stringify({ ...one, Description });
  expect((await fetch(address, { method: 'PUT', headers, body })).status).toBe(200);
};

/** What the last commit of the branch of the snapshots is, and what its receipt says. */
const committedReceipt = async (stage: Stage, sync = 'main') => {
  const receiptFile = `receipts/${sync}/changeset.receipt.json`;
  const { work } = await stage.machine('octosync/snapshots');
  const receipt = JSON.parse(await readFile(join(work, receiptFile), 'utf8')) as Readonly<{
    changeset: string;
    outcome: string;
    source: { digest: string };
    base: { moved: boolean };
  }>;
  return { receipt, subject: await stage.git(work, 'log', '-1', '--format=%s', '--', receiptFile) };
};

/** The bundle of evidence that a job keeps passes its check, and says how the apply ended. */
export const expectEvidence = async (file: string, outcome: Manifest['outcome']): Promise<void> => {
  const { code, stdout, stderr } = await octosync(['evidence', '--check', file, '--json'], { cwd: dirname(file) });
  expect([code, stderr]).toEqual([0, '']);
  const { manifest } = JSON.parse(stdout) as { readonly manifest: Manifest };
  expect(manifest).toMatchObject({ outcome, approvedBy: [expect.stringContaining('grace')] });
  const bytes = filesIn(await readFile(file))?.get('changeset.receipt.json') ?? new Uint8Array();
  expect(JSON.parse(Buffer.from(bytes).toString('utf8'))).toMatchObject({
    outcome,
    policy: { approvals: 1, from: [expect.stringContaining('Ada'), expect.stringContaining('Grace')], when: 'always' },
    approvals: [{ by: expect.stringContaining('grace') as unknown }],
  });
  expect(manifest.asMeant).toBe(outcome === 'complete' ? true : undefined);
  expect(manifest.files.map(({ name }) => name)).toContain('changeset.log.jsonl');
};

/** Somebody who may push puts records into the plan's branch that say that Grace approves. They are not signed. */
export const forgeApproval = async (stage: Stage): Promise<void> => {
  const { work } = await stage.machine('octosync/plan');
  const script = 'octosync approve changeset.json --by grace@example.com --comment Forged';
  expect((await stage.bash({ script, cwd: work })).code).toBe(0);
  await stage.git(work, 'add', '--force', 'changeset.approvals.json');
  await stage.git(work, 'commit', '--quiet', '--message', 'As if Grace had approved');
  await stage.git(work, 'push', '--quiet', 'origin', 'octosync/plan');
};

/** What `apply` says where the only one who approved is none of those whom the policy names. */
export const notOfThePolicy = (by: string): RegExp =>
  new RegExp(
    ['Required: 1 approval, of Ada', `The approval of ${by} does not count`, 'Refused: the policy']
      .map((says) => `(?=[^]*${says})`)
      .join(''),
  );

/** A first run has committed its receipt: complete, and with a message that names the sync and the changeset. */
export const expectReceipt = async (stage: Stage, sync = 'main'): Promise<void> => {
  const { receipt, subject } = await committedReceipt(stage, sync);
  expect(receipt).toMatchObject({ outcome: 'complete', base: { moved: true } });
  expect(subject).toBe(`Receipt of ${sync}: ${receipt.changeset} [skip ci]`);
};

/** A second plan, after both sides moved apart, knows the base of the first run: only the source's change is in it. */
export const expectBaseUsed = async (stage: Stage, changeset: string): Promise<void> => {
  const { base, changes } = JSON.parse(changeset) as Readonly<{
    base?: { digest: string; revision: string };
    changes: readonly { id: string; since: string }[];
  }>;
  const { receipt } = await committedReceipt(stage);
  expect(base?.digest).toBe(receipt.source.digest);
  const [first = ''] = namesOn(stage.servers[0], 'environments');
  expect(changes).toMatchObject([{ id: `environments/${first}`, since: 'source' }]);
};

/** Lets somebody else push to the branch of the snapshots just when this machine does for the first time. */
export const raceWith = async (stage: Stage, work: string): Promise<void> => {
  const { work: other } = await stage.machine('octosync/snapshots');
  await writeFile(join(other, 'note.md'), `From ${other}.\n`);
  await stage.git(other, 'add', '.');
  await stage.git(other, 'commit', '--quiet', '--message', 'Something else');
  const hook = `#!/bin/sh\nrm "$0"\nunset GIT_DIR\ncd '${other}' && git push --quiet origin HEAD:refs/heads/octosync/snapshots\n`;
  await executable(join(await stage.git(work, 'rev-parse', '--absolute-git-dir'), 'hooks', 'pre-push'), hook);
};

/** The server refuses what anybody pushes to the branch of the snapshots, until the function that this gives is called. */
export const refuseSnapshots = async (stage: Stage): Promise<() => Promise<void>> => {
  const hook = join(stage.folder, 'remote.git', 'hooks', 'update');
  await executable(hook, '#!/bin/sh\ncase "$1" in */octosync/snapshots) echo "Not yours." >&2; exit 1 ;; esac\n');
  return () => executable(hook, '#!/bin/sh\n');
};

const executable = async (file: string, text: string): Promise<void> => {
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, text);
  await chmod(file, 0o755);
};

/** The log of diff lies beside the changeset that the plan keeps as an artifact, and is in no commit. */
export const expectPlanLog = async (stage: Stage, folder: string, branch = 'octosync/plan'): Promise<void> => {
  const lines = (await readFile(join(folder, 'changeset.log.jsonl'), 'utf8')).trim().split('\n');
  const [first = ''] = lines;
  expect(JSON.parse(first)).toMatchObject({ command: 'diff' });
  expect(lines.length).toBeGreaterThan(1);
  const { work } = await stage.machine(branch);
  expect(await stage.git(work, 'ls-files', '*.jsonl')).toBe('');
};
