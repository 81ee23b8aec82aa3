import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RunningInstance } from '../../src/sandbox/server/index.js';
import { startProxy, type Fate, type Forwarded } from './proxy.js';

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

/** How a run of the CLI ended: with an exit code, or killed. */
export type Ended =
  { readonly killed: true } | { readonly killed: false; readonly code: number; readonly said: string };

export interface MortalApply {
  /** Runs `octosync apply` as a process of its own; `fateOf` says at which write it is killed, and when. */
  readonly run: (fateOf: (forwarded: readonly Forwarded[]) => Fate) => Promise<Ended>;
  /** The writes that reached the server, of all runs. */
  readonly forwarded: readonly Forwarded[];
  readonly close: () => Promise<void>;
}

/**
 * Prepares runs of `octosync apply` in a folder that holds `changeset.json` and `secrets.json`. A run whose write is
 * dropped or swallowed gets SIGKILL at that moment, and is gone before anything else happens; so is what it sent
 * meanwhile.
 */
export const mortalApply = async (server: RunningInstance, cwd: string, concurrency: number): Promise<MortalApply> => {
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
  const args = ['apply', 'changeset.json', '--url', proxy.url, '--yes', '--secrets', 'secrets.json'];
  const env = { ...process.env, OCTOPUS_API_KEY: server.apiKey, NO_COLOR: '1' };
  const run: MortalApply['run'] = (fateOf) =>
    new Promise((resolve) => {
      isKilled = false;
      decide = fateOf;
      const started = spawn(process.execPath, [bin, ...args, '--concurrency', String(concurrency)], { cwd, env });
      child = started;
      let said = '';
      started.stdout.on('data', (data: Buffer) => (said += data.toString()));
      started.stderr.on('data', (data: Buffer) => (said += data.toString()));
      started.on('close', (code, signal) => {
        resolve(signal === 'SIGKILL' ? { killed: true } : { killed: false, code: code ?? -1, said });
      });
    });
  return { run, forwarded: proxy.forwarded, close: proxy.close };
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
