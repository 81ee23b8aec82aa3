import { join } from 'node:path';
import { fewestRequests } from '../fewest.js';
import { octosync, workFolder } from '../program.js';
import { row } from '../rows.js';
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
      all.push({ latency, runs: await repeat(times, () => take(sandbox, latency)) });
    return all;
  });
  const { megabytes } = await withSandbox('source', { ...space, projects: large }, (sandbox) => take(sandbox, 0));
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
    row(`snapshot: memory at ${large} projects`, [megabytes], { unit: 'MB', most: 600 }),
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

const take = async ({ url, behave, tell }, latency) => {
  await behave({ latency });
  const out = join(workFolder, 'taken');
  const run = await octosync(['snapshot', '--url', url, '--space', 'Default', '--out', out]);
  return { ...run, ...(await tell()) };
};
