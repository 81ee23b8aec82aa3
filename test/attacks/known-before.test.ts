import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { settingsFrom } from '../../src/commands/flags/diff-flags.js';
import { diff } from '../../src/diff/index.js';
import type { RunningInstance } from '../../src/sandbox/server/index.js';
import { readSnapshot } from '../../src/snapshot/read.js';
import { apiOf } from '../e2e/api.js';
import { everything } from '../builders/everything.js';
import { applyTo, idNamed, rehearse, withServer, writesIn } from '../faults/whole-space.js';

let folder: string;
let changeset: Changeset;

/** A destination that has everything but the projects and the tenants: those are what the changeset brings. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'octosync-known-'));
  const later = ['projects', 'tenants', 'triggers'];
  const others = Object.fromEntries(Object.entries(everything).filter(([flag]) => !later.includes(flag)));
  const { source } = await rehearse(folder, { rules: { ...others, 'clone-team-user-role-scoping': 'false' } });
  const destination = await readSnapshot(join(folder, 'after'));
  changeset = diff(source, destination, settingsFrom(undefined, everything));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const rename = async (server: RunningInstance, path: string, name: string): Promise<void> => {
  const { get, put } = apiOf(server);
  const route = `${path}/${idNamed(server, path, name)}`;
  await put(route, { ...(await get(route)), Name: 'Renamed since' });
};

describe('What the destination lost since the diff, although no change is about it, is known before the first write', () => {
  it('the changeset itself can be applied', () =>
    withServer(join(folder, 'after'), async (server) => {
      expect(changeset.changes.map(({ id }) => id)).toContain('projects/OctoFX');
      await applyTo(server, changeset);
      expect(writesIn(server.requests).length).toBeGreaterThan(10);
    }));

  it.each([
    ['lifecycles', 'QA Lifecycle'],
    ['environments', 'Test'],
    ['projectgroups', 'OctoFX'],
    ['workerpools', 'OctoFX Linux'],
    ['feeds', 'OctoFX NuGet'],
    ['libraryvariablesets', 'Global'],
    ['actiontemplates', 'OctoFX - Announce'],
  ])('%s: "%s" has another name now', (path, name) =>
    withServer(join(folder, 'after'), async (server) => {
      await rename(server, path, name);
      server.requests.length = 0;
      const applied = applyTo(server, changeset);
      await expect(applied).rejects.toMatchObject({
        name: 'DriftError',
        details: expect.arrayContaining([expect.stringContaining(`"${name}"`)]) as unknown,
      });
      expect(writesIn(server.requests)).toEqual([]);
    }),
  );
});
