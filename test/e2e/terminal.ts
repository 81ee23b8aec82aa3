import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

/**
 * Runs the built CLI on a terminal (util-linux' `script`), and answers one question after the other. Gives what stood on the
 * terminal, without its control characters.
 */
export const onTerminal = (
  args: readonly string[],
  { cwd, answers = [] }: { readonly cwd: string; readonly answers?: readonly string[] },
): Promise<string> =>
  new Promise((resolve, reject) => {
    const line = [process.execPath, bin, ...args].map((word) => `'${word}'`).join(' ');
    const env = { ...process.env, OCTOPUS_API_KEY: 'API-SANDBOX', TERM: 'xterm-256color', NO_COLOR: '1' };
    const running = spawn('script', ['-qec', `stty cols 100; ${line}`, '/dev/null'], { cwd, env });
    const open = [...answers];
    let said = '';
    running.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      if (stripVTControlCharacters(said).endsWith('] ') && open.length > 0)
        running.stdin.write(`${open.shift() ?? ''}\r`);
    });
    running.on('error', reject);
    running.on('close', () => {
      resolve(stripVTControlCharacters(said).replaceAll('\r', ''));
    });
  });
