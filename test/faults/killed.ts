import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { RunningInstance } from '../../src/sandbox/server/index.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { startProxy, type Fate, type Forwarded } from './proxy.js';

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

/** How a run of the CLI ended: with an exit code, or killed. */
export type Ended =
  { readonly killed: true } | { readonly killed: false; readonly code: number; readonly said: string };

/** Where a run is killed: before the server hears of the n-th write, or once it has done it and has not answered. */
export interface Kill {
  readonly boundary: number;
  readonly how: 'before' | 'after';
}

/** What becomes of each write, so that the run is killed there. */
export const when = ({ boundary, how }: Kill) => {
  return (forwarded: readonly Forwarded[]): Fate => {
    if (forwarded.length + 1 < boundary) return 'pass';
    return how === 'before' ? 'drop' : 'swallow';
  };
};

type Write = Pick<Forwarded, 'method' | 'path'>;

/** Every write in turn, before and after by turns. */
export const everyBoundary = (writes: readonly Write[], first: Kill['how'] = 'before'): readonly Kill[] => {
  const second = first === 'before' ? 'after' : 'before';
  return writes.map((_write, index) => ({ boundary: index + 1, how: index % 2 === 0 ? first : second }));
};

/** The first of each way to write, before and after the server has done it by turns; the first write, both; the last one. */
export const sampled = (writes: readonly Write[], wayOf: (write: Write) => string): readonly Kill[] => {
  const ways = writes.map(wayOf);
  const last = ways.length;
  const firsts = ways.flatMap((way, index) => (ways.indexOf(way) === index && index > 0 ? [index + 1] : []));
  const between = firsts.filter((boundary) => boundary < last);
  const both = (boundary: number): readonly Kill[] => [
    { boundary, how: 'before' },
    { boundary, how: 'after' },
  ];
  const turns = between.map((boundary, index): Kill => ({ boundary, how: index % 2 === 0 ? 'after' : 'before' }));
  return [...both(1), ...turns, { boundary: last, how: 'after' }];
};

/** What was written, whatever numbers the server gave: what waits for another change of its order may come later. */
export const kindsOf = (writes: readonly Write[]): readonly string[] =>
  writes.map(({ method, path }) => `${method} ${path.replaceAll(/-\d+/g, '')}`).sort();

/** What is applied, and how. */
export interface Applying {
  readonly file: string;
  readonly concurrency: number;
  /** Gates that are let through. */
  readonly allow?: readonly string[];
}

export interface MortalApply {
  /** Runs `octosync apply` as a process of its own; `fateOf` says at which write it is killed, and when. */
  readonly run: (fateOf: (forwarded: readonly Forwarded[]) => Fate) => Promise<Ended>;
  /** The same, killed at one place after the other; requires that it was, and had sent no more than that. */
  readonly runKilled: (kills: readonly Kill[]) => Promise<void>;
  /** The writes that reached the server, of all runs. */
  readonly forwarded: readonly Forwarded[];
  readonly close: () => Promise<void>;
}

/**
 * Prepares runs of `octosync apply` in a folder that holds what is applied and `secrets.json`. A run whose write is
 * dropped or swallowed gets SIGKILL at that moment, and is gone before anything else happens; so is what it sent
 * meanwhile.
 */
export const mortalApply = async (
  server: RunningInstance,
  cwd: string,
  { file, concurrency, allow = [] }: Applying,
): Promise<MortalApply> => {
  let child: ChildProcess | undefined;
  let isKilled = false;
  let decide: (forwarded: readonly Forwarded[]) => Fate = () => 'pass';
  const proxy = await startProxy(server.url, {
    fateOf: () => (isKilled ? 'drop' : decideNow()),
    onTrouble: () => killed(child),
  });
  const decideNow = (): Fate => {
    const fate = decide(proxy.forwarded);
    isKilled = fate !== 'pass';
    return fate;
  };
  const args = [
    ...['apply', file, '--url', proxy.url, '--yes', '--secrets', 'secrets.json'],
    ...['--concurrency', String(concurrency), ...allow.flatMap((gate) => ['--allow', gate])],
  ];
  const env = { ...process.env, OCTOPUS_API_KEY: server.apiKey, NO_COLOR: '1' };
  const run: MortalApply['run'] = (fateOf) =>
    new Promise((resolve) => {
      isKilled = false;
      decide = fateOf;
      const started = spawn(process.execPath, [bin, ...args], { cwd, env });
      child = started;
      let said = '';
      started.stdout.on('data', (data: Buffer) => (said += data.toString()));
      started.stderr.on('data', (data: Buffer) => (said += data.toString()));
      started.on('close', (code, signal) => {
        resolve(signal === 'SIGKILL' ? { killed: true } : { killed: false, code: code ?? -1, said });
      });
    });
  const runKilled: MortalApply['runKilled'] = async (kills) => {
    for (const kill of atLeastOne(kills)) {
      expect(await run(when(kill)), JSON.stringify(kill)).toEqual({ killed: true });
      expect(proxy.forwarded.length).toBe(kill.how === 'before' ? kill.boundary - 1 : kill.boundary);
    }
  };
  return { run, runKilled, forwarded: proxy.forwarded, close: proxy.close };
};

const killed = (child: ChildProcess | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (child?.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once('exit', () => {
      resolve();
    });
    child.kill('SIGKILL');
  });
