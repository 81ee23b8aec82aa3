import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import {
  expectBaseUsed,
  expectEvidence,
  expectPlanLog,
  expectReceipt,
  forgeApproval,
  moveApart,
  notOfThePolicy,
  refuseSnapshots,
} from './base.js';
import { namesOn, setStage, twoServers, writesOn, type Stage } from './stage.js';

const folder = fileURLToPath(new URL('../../docs/ci/octopus-runbook', import.meta.url));

/** What Octopus puts before a script of bash: functions that ask for variables and tell the server things. */
const functions = `
get_octopusvariable() { cat "variables/$1" 2> /dev/null || true; }
set_octopusvariable() { printf '%s' "$2" > "$HOME/outputs/$1"; }
new_octopusartifact() { test -f "$1"; echo "artifact $2"; }
write_highlight() { echo "highlight $1"; }
write_warning() { echo "warning $1"; }
fail_step() { echo "failed $1"; exit 1; }
`;

const runStep = async (stage: Stage, script: string, variables: Readonly<Record<string, string>>) => {
  const { temp } = await stage.machine();
  await mkdir(join(temp, 'variables'));
  await mkdir(join(stage.folder, 'outputs'), { recursive: true });
  const all = {
    'Octosync.Source': 'dev',
    'Octosync.Destination': 'prod',
    'Octosync.Sync': 'main',
    'Octosync.Repository': stage.remote,
    'Octosync.Version': '0.1.0',
    'Octosync.GitToken': 'the-git-token',
    ...variables,
  };
  for (const [name, value] of Object.entries(all)) await writeFile(join(temp, 'variables', name), value);
  const text = functions + (await readFile(join(folder, script), 'utf8'));
  const ran = await stage.bash({ script: text, cwd: temp, env: { RETRY_SECONDS: '0', TMPDIR: temp } });
  return { temp, ...ran };
};

const plan = (stage: Stage) =>
  runStep(stage, 'octosync-plan.sh', {
    'Octosync.SourceReadApiKey': 'API-SANDBOX',
    'Octosync.DestinationReadApiKey': 'API-SANDBOX',
  });

const apply = (stage: Stage, digest: string, approver = 'grace') =>
  runStep(stage, 'octosync-apply.sh', {
    'Octosync.DestinationWriteApiKey': 'API-SANDBOX',
    'Octopus.Action[Plan].Output.Digest': digest,
    'Octopus.Action[Approve].Output.Manual.ResponsibleUser.Username': approver,
    'Octopus.Action[Approve].Output.Manual.Notes': 'CHG-1234,\nseen with the team',
  });

it('Octopus runbook: shows what differs, applies what was approved, and has nothing left to do', async () => {
  const stage = await setStage(twoServers);
  const [dev, prod] = stage.servers;
  const output = (name: string) => readFile(join(stage.folder, 'outputs', name), 'utf8');

  const first = await plan(stage);
  expect([first.code, first.stdout]).toEqual([0, expect.stringContaining('artifact changeset.html')]);
  expect(first.stdout).toContain('artifact changeset.log.jsonl');
  await expectPlanLog(stage, first.temp);
  expect(await output('Code')).toBe('2');
  expect(await readFile(join(first.temp, 'changeset.md'), 'utf8')).toMatch(/Environments[^]*Test/);
  expect(writesOn(prod)).toBe(0);

  const other = await apply(stage, `sha256:${'0'.repeat(64)}`);
  expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('digest')]);
  expect(writesOn(prod)).toBe(0);

  await forgeApproval(stage);
  const refused = await apply(stage, await output('Digest'), 'eve');
  expect([refused.code, refused.stderr + refused.stdout]).toEqual([1, expect.stringMatching(notOfThePolicy('eve'))]);
  expect(writesOn(prod)).toBe(0);

  const applied = await apply(stage, await output('Digest'));
  expect([applied.code, applied.stderr]).toEqual([
    0,
    expect.stringMatching(/Approved by grace, .*: CHG-1234, seen with the team/),
  ]);
  expect(namesOn(prod, 'environments')).toEqual(namesOn(dev, 'environments'));
  expect(applied.stdout).toContain('artifact changeset.cleanup.md');
  expect(applied.stdout).toContain('artifact changeset.receipt.json');
  expect(applied.stdout).toContain('artifact evidence.zip');
  await expectEvidence(join(applied.temp, 'evidence.zip'), 'complete');
  const { work } = await stage.machine();
  expect(await stage.git(work, 'tag', '--list', 'octosync-applied/*')).toMatch(/^octosync-applied\/[0-9a-f]{12}$/m);

  expect((await plan(stage)).stdout).toContain('nothing to approve');
  expect(await output('Code')).toBe('0');
});

it('Octopus runbook: compares a second time with the base that the first run committed', async () => {
  const stage = await setStage(twoServers);
  const digest = () => readFile(join(stage.folder, 'outputs', 'Digest'), 'utf8');
  await plan(stage);
  const allow = await refuseSnapshots(stage);
  const refused = await apply(stage, await digest());
  expect([refused.code, refused.stdout]).toEqual([
    1,
    expect.stringContaining('failed The changes are applied, but their receipt is not on octosync/snapshots'),
  ]);
  await allow();
  const before = writesOn(stage.servers[1]);
  expect((await apply(stage, await digest())).code).toBe(0);
  expect(writesOn(stage.servers[1])).toBe(before);
  await expectReceipt(stage);

  await moveApart(stage);
  const second = await plan(stage);
  expect([second.code, second.stderr]).toEqual([0, expect.stringMatching(/^Base: [0-9a-f]+:snapshots\/dev/m)]);
  await expectBaseUsed(stage, await readFile(join(second.temp, 'changeset.json'), 'utf8'));
});
