import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The program as it is installed. */
export const bin = new URL('../../bin/run.js', import.meta.url);

/** How a run of the CLI ended, and what it printed. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built CLI as a process of its own. */
export const runProgram = (
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Ran> =>
  new Promise((resolve) => {
    const options = { cwd, env, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [fileURLToPath(bin), ...args], options, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr });
    });
  });
