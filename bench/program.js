// Runs a program as a user does, in a process of its own, and says what it cost.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const usage = new URL('usage.js', import.meta.url).href;

/** A folder for this run of the benchmark, which removes it: in memory where that can be, for disks vary most of all. */
const memory = '/dev/shm';
export const workFolder = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'octosync-bench-'));

let runs = 0;

/**
 * Runs node with arguments; gives milliseconds from its start to its exit, the most memory it had (megabytes), and its
 * lines with the millisecond each came. Throws for any exit code but those `allowed`.
 */
export const runNode = (args, { env = {}, allowed = [0] } = {}) =>
  new Promise((resolve, reject) => {
    const file = join(workFolder, `usage-${(runs += 1)}.json`);
    const begun = performance.now();
    const child = spawn(process.execPath, [...profiling(), '--import', usage, ...args], {
      env: { ...process.env, NO_COLOR: '1', OCTOPUS_API_KEY: 'API-SANDBOX', ...env, BENCH_USAGE: file },
      cwd: workFolder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines = [];
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (text) => lines.push({ text, ms: performance.now() - begun }));
    child.on('error', reject);
    child.on('close', (code) => {
      if (allowed.includes(code)) resolve({ ...JSON.parse(readFileSync(file, 'utf8')), lines });
      else reject(new Error(`${args.join(' ')} ended with ${code}:\n${lines.map(({ text }) => text).join('\n')}`));
    });
  });

/** `BENCH_PROFILES=DIR` leaves a CPU profile of every program that is measured. */
export const profiling = () =>
  process.env.BENCH_PROFILES === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILES}`];

/** Runs a command of octosync. */
export const octosync = (args, options) => runNode([here('../bin/run.js'), ...args], options);

/** Runs one of the jobs of the benchmark with a JSON argument; gives what it said as JSON, with what it cost. */
export const runJob = async (name, argument) => {
  const { lines, ...cost } = await runNode([here(`jobs/${name}.js`), JSON.stringify(argument)]);
  return { ...cost, ...JSON.parse(lines.at(-1)?.text ?? '{}') };
};
