import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
const preload = new URL('./kill-at.js', import.meta.url).href;

interface Killing {
  readonly cwd: string;
  /** Right before which step with a file it is killed; 0 for none. */
  readonly at: number;
}

interface Ended {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly errors: string;
}

/** Runs the built CLI with a watch on what it does with files below `cwd`. */
const runWatched = (args: readonly string[], { cwd, at }: Killing, more: NodeJS.ProcessEnv = {}): Promise<Ended> => {
  const env = { ...process.env, NO_COLOR: '1', KILL_AT: String(at), KILL_BELOW: cwd, ...more };
  return new Promise((resolve) => {
    const stdio = ['ignore', 'ignore', 'pipe'] as const;
    const child = spawn(process.execPath, ['--import', preload, bin, ...args], { cwd, env, stdio: [...stdio] });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.on('close', (code) => {
      resolve({ code, errors });
    });
  });
};

/** What a command does with files, step by step, when nobody kills it. */
export const stepsOf = async (
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Promise<readonly string[]> => {
  const log = join(cwd, '..', 'steps.log');
  rmSync(log, { force: true });
  const { code, errors } = await runWatched(args, { cwd, at: 0 }, { ...env, KILL_LOG: log });
  // A changeset with blocked entries is one, too.
  if (code !== 0 && code !== 3) throw new Error(`octosync ${args.join(' ')} ended with ${String(code)}: ${errors}`);
  return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [];
};

/** Runs a command and kills it right before a step. Throws if it came to its end. */
export const killedAt = async (
  args: readonly string[],
  killing: Killing,
  env: NodeJS.ProcessEnv = {},
): Promise<void> => {
  const { code, errors } = await runWatched(args, killing, env);
  if (code === null) return;
  throw new Error(`octosync ${args.join(' ')} was not killed at step ${killing.at}: it ended with ${code}. ${errors}`);
};

/** Something is there by its name, or is gone from it, from this step on. */
const decides = /^(rename|link)/;

/** All of the steps in a long run; else the first, and those before and after which the names on the disk lead to something else. */
export const sampled = (steps: readonly string[]): readonly number[] => {
  const all = steps.map((_step, index) => index + 1);
  if (process.env['OCTOSYNC_LONG'] === '1') return all;
  const isDecided = (at: number): boolean => [at - 1, at].some((one) => decides.test(steps[one - 1] ?? ''));
  return all.filter((at) => at === 1 || isDecided(at));
};
