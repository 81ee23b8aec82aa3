import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlockedError } from '../model/errors.js';
import { isCode } from '../model/node-errors.js';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs ssh-keygen, never through a shell, with a text as its input. Throws BlockedError where there is none. */
export const sshKeygen = (args: readonly string[], input: string): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn('ssh-keygen', args, { stdio: ['pipe', 'pipe', 'pipe'], shell: false, windowsHide: true });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', (error) => reject(isCode(error, 'ENOENT') ? absent(error) : error));
    child.on('close', (code) =>
      resolve({
        code: code ?? 1,
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
      }),
    );
    // It may end before it has read all.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });

const absent = (cause: Error): BlockedError =>
  new BlockedError(
    {
      what: 'There is no ssh-keygen on this machine, so that no approval can be signed, and no signature be checked.',
      remedy: 'Install OpenSSH, 8.2 or later, and put ssh-keygen on the PATH.',
    },
    { cause },
  );

/** Does work with files that only this user may read, in a folder that is gone afterwards. */
export const withPrivateFiles = async <Name extends string, Result>(
  texts: Readonly<Record<Name, string>>,
  work: (path: (name: Name) => string) => Promise<Result>,
): Promise<Result> => {
  const folder = await mkdtemp(join(tmpdir(), 'octosync-'));
  try {
    for (const [name, text] of Object.entries<string>(texts))
      await writeFile(join(folder, name), text, { mode: 0o600, flag: 'wx' });
    return await work((name) => join(folder, name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
