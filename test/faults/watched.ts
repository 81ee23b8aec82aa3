import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

export interface Watched {
  readonly code: number;
  /** Everything that was printed. */
  readonly said: string;
  /** The argument list of the process, as other users of the machine see it. */
  readonly commandLine: string;
}

/** Runs the built CLI and looks at its argument list while it runs, where the system shows it (`/proc`). */
export const watched = (args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Watched> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [bin, ...args], { cwd, env: { ...process.env, NO_COLOR: '1', ...env } });
    const seen = new Set<string>();
    const look = (): void => {
      readFile(`/proc/${child.pid ?? 0}/cmdline`, 'utf8').then(
        (line) => seen.add(line.replaceAll('\0', ' ')),
        () => undefined,
      );
    };
    const looking = setInterval(look, 20);
    look();
    let said = '';
    child.stdout.on('data', (data: Buffer) => (said += data.toString()));
    child.stderr.on('data', (data: Buffer) => (said += data.toString()));
    child.on('close', (code) => {
      clearInterval(looking);
      resolve({ code: code ?? -1, said, commandLine: [...seen].join('\n') });
    });
  });
