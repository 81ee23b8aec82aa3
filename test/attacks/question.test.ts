import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { examples, octosync, workFolder } from '../e2e/cli.js';
import { emptyServer, withServer, writesIn } from '../faults/whole-space.js';

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

interface Answered {
  readonly code: number | null;
  readonly said: string;
}

/** Runs apply on a terminal, and types keys once it asks. */
const answered = (url: string, cwd: string, keys: string): Promise<Answered> =>
  new Promise((resolve) => {
    const line = `'${process.execPath}' '${bin}' apply changeset.json --url ${url}`;
    const env = { ...process.env, OCTOPUS_API_KEY: 'API-SANDBOX', NO_COLOR: '1', TERM: 'xterm-256color' };
    const running = spawn('script', ['-qec', line, '/dev/null'], { cwd, env });
    let [said, isAsked] = ['', false];
    running.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      if (isAsked || !said.includes('Go on?')) return;
      isAsked = true;
      running.stdin.write(keys);
    });
    running.on('close', (code) => resolve({ code, said }));
  });

describe('At the question before the first write', () => {
  it.each([
    ['Ctrl-C', '\u0003', 130, 'Interrupted: nothing was written'],
    ['Ctrl-D', '\u0004', 130, 'Interrupted: nothing was written'],
    ['no', 'no\r', 0, 'nothing written'],
    ['nothing', '\r', 0, 'nothing written'],
  ])('%s: exit code and no write', (_what, keys, code, says) =>
    withServer(emptyServer, async (server) => {
      const cwd = await workFolder();
      const run = (...args: readonly string[]) => octosync(args, { cwd });
      await run('snapshot', '--url', server.url, '--out', 'prod');
      await run('diff', join(examples, 'dev-test'), 'prod', '--project-groups', 'all', '--proxies', 'all');
      const ran = await answered(server.url, cwd, keys);
      expect(ran.code, ran.said).toBe(code);
      expect(ran.said).toContain(says);
      expect(writesIn(server.requests)).toEqual([]);
    }),
  );
});
