import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

/** What a person does at a terminal: told what stands there, they type. */
export type Typing = (said: string, type: (text: string) => void) => void;

interface Sitting {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Runs the built CLI on a terminal (util-linux' `script`), and answers one numbered question after the other. Gives what stood on the
 * terminal, without its control characters.
 */
export const onTerminal = (
  args: readonly string[],
  { answers = [], ...sitting }: Sitting & { readonly answers?: readonly string[] },
): Promise<string> => {
  let answered = 0;
  return typedOnTerminal(`octosync ${args.map((word) => `'${word}'`).join(' ')}`, {
    ...sitting,
    hears: (said, type) => {
      const asked = said.match(/^\d+\. .*\] /gm)?.length ?? 0;
      if (asked > answered) type(`${answers[answered++] ?? ''}\r`);
    },
  });
};

/** The same for a line as a person types it, `octosync …`, which a shell reads. */
export const typedOnTerminal = (
  line: string,
  { cwd, env = {}, hears }: Sitting & { readonly hears?: Typing },
): Promise<string> =>
  new Promise((resolve, reject) => {
    const program = `octosync() { '${process.execPath}' '${bin}' "$@"; }`;
    const around = {
      ...process.env,
      OCTOPUS_API_KEY: 'API-SANDBOX',
      TERM: 'xterm-256color',
      PAGER: 'cat',
      NO_COLOR: '1',
      ...env,
    };
    const running = spawn('script', ['-qec', `stty cols 200; ${program}; ${line}`, '/dev/null'], { cwd, env: around });
    let said = '';
    running.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      hears?.(stripVTControlCharacters(said), (text) => running.stdin.write(text));
    });
    running.on('error', reject);
    running.on('close', () => {
      resolve(stripVTControlCharacters(said).replaceAll('\r', ''));
    });
  });
