import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Prints lines; those that are more than the terminal holds go through `$PAGER`, `less` unless it says so, as git does it.
 * Without a pager that starts, they are printed.
 */
export const page = async (
  lines: AsyncIterable<string> | Iterable<string>,
  print: (line: string) => void,
): Promise<void> => {
  const all: string[] = [];
  for await (const line of lines) all.push(...line.split('\n'));
  const command = process.env['OCTOSYNC_PAGER'] ?? process.env['PAGER'] ?? 'less';
  const isLong = all.length >= process.stdout.rows;
  if (isLong && command !== '' && command !== 'cat' && (await paged(all, command))) return;
  for (const line of all) print(line);
};

/** True once a person has read it to the end or left; false where the pager does not start. */
const paged = async (lines: readonly string[], command: string): Promise<boolean> => {
  // Colours as they are; nothing for what fits on one screen; the text stays when it is left.
  const env = { LESS: 'FRX', LV: '-c', ...process.env };
  const child = spawn(command, { shell: true, stdio: ['pipe', 'inherit', 'inherit'], env });
  // Who leaves before the end closes the pipe.
  child.stdin.on('error', () => undefined);
  child.stdin.end(`${lines.join('\n')}\n`);
  await once(child, 'close');
  return child.exitCode !== 127 && child.exitCode !== 126;
};
