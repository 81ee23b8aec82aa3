import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { octosync, runJob, workFolder } from '../program.js';
import { bareRow, row } from '../rows.js';
import { withSandbox } from '../sandbox.js';
import { repeat } from '../statistics.js';
import { prepareBoth, rules } from './diff.js';

/** What `octosync apply` writes at once. */
const concurrency = 4;

/**
 * A changeset of updates (processes, variables) and creates (tenants), and the space it is for: the same one for all
 * who ask for the same.
 */
export const prepareChangeset = (space, editedEvery) => {
  const key = JSON.stringify([space, editedEvery]);
  const known = prepared.get(key) ?? prepare(space, editedEvery);
  prepared.set(key, known);
  return known;
};

const prepared = new Map();

const prepare = async (space, editedEvery, tenants = Math.floor(space.tenants / 2)) => {
  const poorer = { ...space, tenants };
  const both = await prepareBoth(space, editedEvery, poorer);
  // A gate ends with 3: `allowed` lets it pass when it is applied.
  await octosync(['diff', ...both.directories, ...rules, '--out', both.changeset], { allowed: [0, 3] });
  const { changes } = JSON.parse(readFileSync(both.changeset, 'utf8'));
  // One write a document and order: what is written in two orders is two changes already.
  return {
    ...both,
    changes: changes.length,
    destination: { ...poorer, edition: 'old', editedEvery, firstId: 500_000 },
  };
};

/**
 * Applies a changeset to a fresh destination each time: writes, and time at several latencies. Then one with few changes: it is to read
 * what it needs, and not the space.
 */
export const measureApply = async ({ space, applies, editedEvery, rarely }) => {
  const few = await prepare(space, rarely.editedEvery, space.tenants);
  const { requests, writes } = await applyOnce(few, { latency: 0 });
  const ready = await prepareChangeset(space, editedEvery);
  const measured = [];
  for (const { latency, times } of applies)
    // Side by side: what disturbs the one disturbs the other. What latency hides, a bare program need not show.
    measured.push({ latency, runs: await repeat(times, () => applyBoth(ready, { latency }, measured.length === 0)) });
  const all = measured.flatMap(({ runs }) => runs);
  return [
    row(`apply of 1 in ${rarely.editedEvery} projects: requests beyond its writes`, [requests - writes], {
      unit: 'requests',
      most: 60,
      of: `${requests} − ${writes}, ${space.projects} projects`,
    }),
    row(
      'apply: writes ÷ changes',
      all.map(({ writes }) => writes / ready.changes),
      {
        exactly: 1,
        of: `${all[0].writes} ÷ ${ready.changes} (a change is one document in one order)`,
      },
    ),
    ...measured.map(({ latency, runs }) =>
      row(
        `apply: time ÷ latency bound at ${latency} ms`,
        runs.map(({ ms, writes }) => ms / ((writes * latency) / concurrency)),
        {
          most: 1.4,
          of: `${runs[0].writes} writes, ${concurrency} at once; ${runs[0].requests} requests: ${Math.round(runs[0].ms)} ms`,
        },
      ),
    ),
    ...measured.slice(0, 1).map(({ latency, runs }) => bareRow('apply', latency, runs)),
  ];
};

/** A run of apply, and one of a program that sends the same requests and does nothing else. */
const applyBoth = async (ready, how, isCompared) => {
  const run = await applyOnce(ready, how);
  return isCompared ? { ...run, bare: await bareOnce(ready, how, run.log) } : run;
};

const bareOnce = ({ destination }, how, log) =>
  withSandbox('destination', destination, async ({ url, behave }) => {
    await behave(how);
    const plan = log.replace('.log.jsonl', '.plan.json');
    writeFileSync(plan, JSON.stringify(planIn(log)));
    return runJob('bare-apply', { url, plan, writesAtOnce: concurrency });
  });

/** What a run asked: what it read first, and then for each change its requests, order by order. */
const planIn = (log) => {
  const lines = readFileSync(log, 'utf8').trim().split('\n').map(JSON.parse);
  const orders = new Map(lines.flatMap((line) => (line.kind === 'deciding' ? [[line.id, line.change.order]] : [])));
  const reads = [];
  const stages = new Map([...new Set(orders.values())].map((order) => [order, new Map()]));
  for (const { kind, about, method, path, requestBody } of lines) {
    if (kind !== 'answered') continue;
    const changes = stages.get(orders.get(about));
    const asked = { method, path, ...(method === 'POST' && { body: JSON.stringify(requestBody) }) };
    if (changes) changes.set(about, [...(changes.get(about) ?? []), asked]);
    else reads.push(path);
  }
  return { reads, stages: [...stages.values()].map((changes) => [...changes.values()]) };
};

/** Half of all projects at once is what a gate is there to stop. */
const allowed = ['--allow', 'max-update-percent'];

let applies = 0;

/** Runs `octosync apply` with a journal of its own, a server that behaves in some way. */
export const applyOnce = ({ changeset, destination }, how, more = []) =>
  withSandbox('destination', destination, async ({ url, behave, tell }) => {
    await behave(how);
    const name = `apply-${(applies += 1)}`;
    const own = join(workFolder, `${name}.json`);
    copyFileSync(changeset, own);
    const args = ['apply', own, '--url', url, '--space', 'Default', '--yes', ...allowed, ...more];
    const run = await octosync(args);
    return { ...run, ...(await tell()), log: join(workFolder, `${name}.log.jsonl`) };
  });
