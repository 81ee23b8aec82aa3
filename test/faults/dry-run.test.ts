import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlannedRequest } from '../../src/apply/index.js';
import { octosync } from '../e2e/cli.js';
import { makeKeptSecrets } from './kept-secrets.js';
import { certificateFile, emptyServer, neededSecrets, rehearse, withServer, writesIn } from './whole-space.js';
import type { RunningInstance } from '../../src/sandbox/server/index.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'octosync-dry-'));
  await rehearse(folder, { prepare: makeKeptSecrets });
  await writeFile(join(folder, 'secrets.json'), JSON.stringify(neededSecrets));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A path without the IDs in it, made up or not, so that what was planned compares with what was sent. */
const withoutIds = (path: string): string =>
  decodeURIComponent(path)
    .replace(/^\/api\//, '')
    .replaceAll(/<[^>]*>/g, '*')
    .replaceAll(/(?<=\/)[A-Za-z]+(?:-[A-Za-z]+)*-(?:\*|[A-Za-z]*-?\d+)(?=\/|$)/g, '*');

const apply = (server: RunningInstance, ...more: readonly string[]) =>
  octosync(
    [
      'apply',
      'changeset.json',
      '--url',
      server.url,
      '--yes',
      '--secrets',
      'secrets.json',
      '--concurrency',
      '1',
      ...more,
    ],
    { cwd: folder },
  );

describe('--dry-run', () => {
  it('tells every request of the run to come, in its order, and sends none of them (rules apply-dry-run)', () =>
    withServer(emptyServer, async (server) => {
      await makeKeptSecrets(server);
      const before = JSON.stringify(server.dump());
      const ran = await apply(server, '--dry-run', '--json');
      expect(ran.code, ran.stdout + ran.stderr).toBe(0);
      const { requests } = JSON.parse(ran.stdout) as { readonly requests: readonly PlannedRequest[] };
      expect(JSON.stringify(server.dump())).toBe(before);
      expect(requests.length).toBeGreaterThanOrEqual(60);
      const certificate = (await readFile(certificateFile)).toString('base64');
      expect(ran.stdout).not.toContain(certificate);
      server.requests.length = 0;
      const run = await apply(server, '--json');
      expect(run.code, run.stderr).toBe(0);
      const { alreadyApplied } = JSON.parse(run.stdout) as { readonly alreadyApplied: readonly string[] };
      // A server makes some things along with others, just as they should be: those are not sent after all.
      const needed = requests.filter(({ about }) => !alreadyApplied.includes(about));
      expect(needed.map(({ method, path }) => `${method} ${withoutIds(path)}`)).toEqual(
        writesIn(server.requests).map(({ method, path }) => `${method} ${withoutIds(path)}`),
      );
    }));
});
