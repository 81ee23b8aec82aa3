import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

/**
 * Runs the built CLI on a terminal (util-linux' `script`), and answers one numbered question after the other. Gives what stood on the
 * terminal, without its control characters.
 */
export const onTerminal = (
  args: readonly string[],
  { cwd, answers = [] }: { readonly cwd: string; readonly answers?: readonly string[] },
): Promise<string> =>
  new Promise((resolve, reject) => {
    const line = [process.execPath, bin, ...args].map((word) => `'${word}'`).join(' ');
    const env = { ...process.env, OCTOPUS_API_KEY: 'API-SANDBOX', TERM: 'xterm-256color', NO_COLOR: '1' };
    const running = spawn('script', ['-qec', `stty cols 200; ${line}`, '/dev/null'], { cwd, env });
    let answered = 0;
    let said = '';
    running.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      const asked = stripVTControlCharacters(said).match(/^\d+\. .*\] /gm)?.length ?? 0;
      if (asked > answered) running.stdin.write(`${answers[answered++] ?? ''}\r`);
    });
    running.on('error', reject);
    running.on('close', () => {
      resolve(stripVTControlCharacters(said).replaceAll('\r', ''));
    });
  });
