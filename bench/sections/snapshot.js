import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fewestRequests } from '../fewest.js';
import { sandboxKey } from '../generate/spec.js';
import { octosync, runJob, workFolder } from '../program.js';
import { bareRow, row } from '../rows.js';
import { withSandbox } from '../sandbox.js';
import { repeat } from '../statistics.js';

/** What `octosync snapshot` has under way at once. */
const concurrency = 8;

/** Snapshots of a space: requests, time at several latencies, memory. */
export const measureSnapshot = async ({ space, snapshots, large }) => {
  const fewest = fewestRequests(space);
  const taken = await withSandbox('source', space, async (sandbox) => {
    const all = [];
    for (const { latency, times } of snapshots)
      // Side by side: what disturbs the one disturbs the other.
      all.push({ latency, runs: await repeat(times, () => takeBoth(sandbox, latency)) });
    return all;
  });
  const again = await withSandbox('source', space, takeAgain);
  const { megabytes, bare } = await withSandbox('source', { ...space, projects: large }, (sandbox) =>
    takeBoth(sandbox, 0),
  );
  const atOnce = taken[0]?.runs ?? [];
  const usual = Math.min(...atOnce.map((run) => run.megabytes));
  return [
    row(
      'snapshot: requests ÷ fewest',
      atOnce.map(({ requests }) => requests / fewest),
      {
        most: 1.05,
        of: `${atOnce[0]?.requests} ÷ ${fewest}, ${space.projects} projects`,
      },
    ),
    ...taken.map(({ latency, runs }) => timeRow(latency, runs)),
    ...taken.slice(1, 2).map(({ latency, runs }) => bareRow('snapshot', latency, runs)),
    row('snapshot again: requests, nothing changed', [again.unchanged.requests], {
      unit: 'requests',
      most: 60,
      of: `--incremental, ${space.projects} projects; ${again.full.requests} with --full`,
    }),
    row(`snapshot again: requests, ${again.edited} projects changed`, [again.changed.requests], {
      unit: 'requests',
      most: 100,
      of: `--incremental, ${space.projects} projects`,
    }),
    row(`snapshot: memory at ${large} projects`, [megabytes], { unit: 'MB', most: 600 }),
    row(`snapshot: memory of the bare program at ${large} projects`, [bare.megabytes], { unit: 'MB' }),
    row('snapshot: memory per project', [((megabytes - usual) / (large - space.projects)) * 1024], {
      unit: 'KB',
      of: `growth from ${space.projects} (${usual.toFixed(0)} MB)`,
    }),
  ];
};

const timeRow = (latency, runs) => {
  if (latency === 0)
    return row(
      'snapshot: per request at 0 ms',
      runs.map(({ ms, requests }) => ms / requests),
      {
        unit: 'ms',
        of: `${Math.round(runs[0].ms)} ms in all, start-up and files included`,
      },
    );
  return row(
    `snapshot: time ÷ latency bound at ${latency} ms`,
    runs.map(({ ms, requests }) => ms / ((requests * latency) / concurrency)),
    { most: 1.3, of: `${runs[0].requests} requests, ${concurrency} at once: ${Math.round(runs[0].ms)} ms` },
  );
};

/** A whole snapshot, one after nothing changed, and one after the settings of some projects did. */
const takeAgain = async (sandbox) => {
  // The audit of a real space is never empty.
  await edit(sandbox, 'projectgroups/ProjectGroups-1', { Description: 'Edited.' });
  const full = await take(sandbox, 0, '--full');
  const unchanged = await take(sandbox, 0, '--incremental');
  const projects = await (await ask(sandbox, 'projects?take=10')).json();
  for (const { Id: id } of projects.Items)
    await edit(sandbox, `projects/${id}/deploymentsettings`, { FailTargetDiscovery: true });
  return { full, unchanged, edited: projects.Items.length, changed: await take(sandbox, 0, '--incremental') };
};

const ask = async ({ url }, path, options = {}) => {
  const headers = { 'x-octopus-apikey': sandboxKey, 'content-type': 'application/json' };
  const answer = await fetch(`${url}/api/Spaces-1/${path}`, { headers, ...options });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
};

const edit = async (sandbox, path, change) => {
  const now = await (await ask(sandbox, path)).json();
  await ask(sandbox, path, { method: 'PUT', body: JSON.stringify({ ...now, ...change }) });
};

const take = async ({ url, behave, tell }, latency, ...more) => {
  await behave({ latency });
  const out = join(workFolder, 'taken');
  const args = ['snapshot', '--url', url, '--space', 'Default', '--out', out, ...more];
  const run = await octosync(args, { env: { BENCH_ASKED: askedFile } });
  return { ...run, ...(await tell()) };
};

const askedFile = join(workFolder, 'asked.json');

/** A snapshot, and a program that asks the same and does nothing else. */
const takeBoth = async (sandbox, latency) => {
  const run = await take(sandbox, latency);
  const out = join(workFolder, 'bare');
  const bare = await runJob('bare-snapshot', { url: sandbox.url, asked: askedFile, out, atOnce: concurrency });
  rmSync(out, { recursive: true });
  return { ...run, bare };
};
