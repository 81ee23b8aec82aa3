import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify, stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { emptySpace, startSandbox } from '../../src/sandbox/server/index.js';
import { octosync, workFolder } from './cli.js';

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
const columns = 48;

/** What `octosync snapshot` writes to a terminal of 48 columns, escape codes included. */
const onTerminal = async (url: string, out: string, ...flags: readonly string[]): Promise<string> => {
  const words = [process.execPath, bin, 'snapshot', '--url', url, '--out', out, ...flags];
  const line = `stty cols ${columns} rows 20; ${words.map((word) => `'${word}'`).join(' ')}`;
  const env = { ...process.env, OCTOPUS_API_KEY: 'API-SANDBOX', TERM: 'xterm-256color', NO_COLOR: '1' };
  const running = promisify(execFile)('script', ['-qec', line, '/dev/null'], { env });
  running.child.stdin?.end();
  return (await running).stdout;
};

describe('Progress', () => {
  let url = '';
  beforeAll(async () => {
    const spaces = [{ id: 'Spaces-1', name: 'Default', documents: emptySpace('2026.3.1') }];
    const only = { name: 'dev', version: '2026.3.1', installationId: 'dev', apiKey: 'API-SANDBOX', spaces };
    const sandbox = await startSandbox([only]);
    url = sandbox.instances[0]?.url ?? '';
    return () => sandbox.close();
  });

  it('is redrawn in its place on a terminal, and gone at the end', async () => {
    const written = await onTerminal(url, join(await workFolder(), 'dev'));
    const lines = stripVTControlCharacters(written).split(/[\r\n]+/);
    const [result, ...progress] = [lines.findIndex((line) => line.includes('of space "Default"')), ...lines];
    expect(lines.some((line) => /^Reading: \d+ of \d+ types/.test(line))).toBe(true);
    // Drawn over, not written below: each frame begins by erasing the one before.
    expect(written.split('\u001b[2K').length).toBeGreaterThan(2);
    expect(progress.slice(0, result).filter((line) => line.length >= columns)).toEqual([]);
    // The cursor is there again, before the result is.
    expect(written.lastIndexOf('\u001b[?25h')).toBeGreaterThan(written.lastIndexOf('\u001b[?25l'));
    expect(lines.slice(result).join('\n')).not.toContain('Reading');
  });

  it.each(['--no-progress', '--quiet', '--json'])('is not redrawn with %s', async (flag) => {
    const written = await onTerminal(url, join(await workFolder(), 'dev'), flag);
    expect(written).not.toContain('\u001b');
    expect(/^environments +\d+ read/m.test(written)).toBe(flag === '--no-progress');
  });

  it('is one plain line for each type where there is no terminal', async () => {
    const out = join(await workFolder(), 'dev');
    const { stderr, stdout } = await octosync(['snapshot', '--url', url, '--out', out]);
    expect(stderr).toMatch(/^environments +\d+ read, 1 request$/m);
    expect(stderr).not.toContain('\u001b');
    expect(stdout.split('\n')).toHaveLength(2);
  });
});
