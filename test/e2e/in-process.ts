import { Console } from 'node:console';
import { globalAgent } from 'node:http';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { runCommandLine } from '../../src/cli.js';
import { bin, type Ran } from './program.js';

/** Where and with what a command line runs. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

const built = new URL('../../dist/cli.js', import.meta.url).href;

/** A process has one working folder, one environment and one exit code: calls wait for each other. */
let last: Promise<unknown> = Promise.resolve();

/** Runs what `bin/run.js` runs, in this process, with streams that are no terminals. Leaves nothing of it behind. */
export const runInProcess = (args: readonly string[], surroundings: Surroundings): Promise<Ran> => {
  const { env } = surroundings;
  if ((env['FORCE_COLOR'] ?? '') !== '' && (env['NO_COLOR'] ?? '') === '')
    throw new Error('Colours are settled when a process starts: use octosyncProcess.');
  const turn = last.then(() => runAlone(args, surroundings));
  last = turn.catch(() => undefined);
  return turn;
};

const runAlone = async (args: readonly string[], { cwd, env }: Surroundings): Promise<Ran> => {
  const out = captured();
  const err = captured();
  const restore = [
    ...[inFolder(cwd), inEnvironment(env), listenersKept()],
    ...[set(process, 'stdout', out.stream), set(process, 'stderr', err.stream), set(process.stdin, 'isTTY', false)],
    // oclif prints by the console, which is the test runner's here.
    set(globalThis, 'console', new Console(out.stream, err.stream)),
    set(process, 'argv', [process.execPath, fileURLToPath(bin), ...args]),
    set(process, 'exitCode', undefined),
  ];
  try {
    const { runCommandLine: run } = (await import(built)) as { readonly runCommandLine: typeof runCommandLine };
    await run(args, bin.href);
    return { code: Number(process.exitCode ?? 0), stdout: out.text(), stderr: err.text() };
  } finally {
    for (const undo of restore) undo();
    // A process that ends closes its connections; those that others use just now stay.
    for (const sockets of Object.values(globalAgent.freeSockets)) for (const one of sockets ?? []) one.destroy();
  }
};

type Undo = () => void;

/** A stream that is no terminal and keeps what is written to it. */
const captured = (): { readonly stream: Writable; readonly text: () => string } => {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    highWaterMark: Number.MAX_SAFE_INTEGER,
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
};

/** Sets a property, or what stands behind it; gives what sets it back. */
const set = <Of extends object>(object: Of, name: keyof Of & string, value: unknown): Undo => {
  const before = Object.getOwnPropertyDescriptor(object, name);
  const held: unknown = object[name];
  if (before?.set) Reflect.set(object, name, value);
  else Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: true });
  return () => {
    if (before?.set) Reflect.set(object, name, held);
    else if (before) Object.defineProperty(object, name, before);
    else Reflect.deleteProperty(object, name);
  };
};

const inFolder = (cwd: string): Undo => {
  const before = process.cwd();
  process.chdir(cwd);
  return () => {
    process.chdir(before);
  };
};

const inEnvironment = (env: NodeJS.ProcessEnv): Undo => {
  const before = { ...process.env };
  replaceEnvironment(env);
  return () => {
    replaceEnvironment(before);
  };
};

const replaceEnvironment = (env: NodeJS.ProcessEnv): void => {
  for (const name of Object.keys(process.env)) if (env[name] === undefined) Reflect.deleteProperty(process.env, name);
  for (const [name, value] of Object.entries(env)) if (value !== undefined) process.env[name] = value;
};

/** Listeners for signals would end the process of the tests, or pile up. */
const listenersKept = (): Undo => {
  const signals = ['SIGINT', 'SIGTERM', 'warning'] as const;
  const before = new Map(signals.map((signal) => [signal, process.listeners(signal as 'SIGINT')]));
  return () => {
    for (const signal of signals)
      for (const listener of process.listeners(signal as 'SIGINT'))
        if (!before.get(signal)?.includes(listener)) process.removeListener(signal, listener);
  };
};
