import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { root } from './installed.js';

const execute = promisify(execFile);

/** A network of its own in which there is only loopback: Linux, where users may have one. */
const alone = ['--map-root-user', '--net', '--', '/bin/sh', '-c', 'ip link set lo up && exec env -i "$@"', 'sh'];
const mayBeAlone = spawnSync('unshare', [...alone, '/bin/true']).status === 0;

describe('The standalone build', () => {
  it.skipIf(!mayBeAlone)(
    'runs the demo with no Node and no npm on the PATH, where no other machine can be reached (no call home)',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'octosync-standalone-'));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      const made = (await execute(process.execPath, ['scripts/package.js', folder], { cwd: root })).stdout.trim();
      await execute('tar', ['-xzf', made, '-C', folder]);
      const name = (await readdir(folder)).find((entry) => !entry.includes('.tar')) ?? '';
      const path = await mkdtemp(join(folder, 'nothing-'));
      const linked = join(folder, 'octosync');
      await symlink(join(folder, name, 'octosync'), linked);
      const { stdout } = await execute('unshare', [...alone, `HOME=${folder}`, `PATH=${path}`, linked, 'demo']);
      expect(stdout).toContain('Done.');
    },
  );
});
