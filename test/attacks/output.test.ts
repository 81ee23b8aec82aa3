import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { examples, octosync } from '../e2e/cli.js';

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

interface Ended {
  readonly code: number;
  readonly stderr: string;
}

const inShell = (line: string, cwd: string): Promise<Ended> =>
  promisify(execFile)('bash', ['-c', `set -o pipefail; octosync() { '${process.execPath}' '${bin}' "$@"; }; ${line}`], {
    cwd,
    env: { ...process.env, NO_COLOR: '1' },
  }).then(
    ({ stderr }) => ({ code: 0, stderr }),
    (error: unknown) => error as Ended,
  );

describe('Where results go', () => {
  let cwd = '';
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'octosync-output-'));
    await octosync(['diff', join(examples, 'dev-test'), join(examples, 'staging-prod'), '--projects', 'OctoFX'], {
      cwd,
    });
  });

  afterAll(() => rm(cwd, { recursive: true, force: true }));

  it.each(['show changeset.json', 'show changeset.json --format html', 'show changeset.json --format json', '--help'])(
    'octosync %s, to a disk that is full: one line, exit 1',
    async (command) => {
      const { code, stderr } = await inShell(`octosync ${command} > /dev/full`, cwd);
      expect([code, stderr]).toEqual([
        1,
        expect.stringMatching(/^Error: The result cannot be written: ENOSPC[^\n]*\n$/),
      ]);
    },
  );

  it.each(['show changeset.json --details', 'show changeset.json --format json'])(
    'octosync %s, to somebody who reads a line of it: nothing is said, exit 0',
    async (command) => {
      expect(await inShell(`octosync ${command} | head -1 > /dev/null`, cwd)).toMatchObject({ code: 0, stderr: '' });
    },
  );
});
