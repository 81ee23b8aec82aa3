import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sandboxKey } from '../../src/commands/flags/load-instances.js';
import { pack } from '../../scripts/pack.js';

const execute = promisify(execFile);

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The Node that users have; `npm run test:nodes` names others. */
const node = process.env['OCTOSYNC_NODE'] ?? process.execPath;

/** Nothing of npm's own script, whose variables would speak of this folder. */
const surroundings = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'))),
  PATH: `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}`,
  NO_COLOR: '1',
  OCTOPUS_API_KEY: sandboxKey,
});

/** The package, installed in an empty folder as a user does it. */
export interface Installed {
  readonly folder: string;
  /** Runs the command that npm has put there; throws if it fails. */
  readonly octosync: (...args: readonly string[]) => Promise<string>;
  /** Runs a file of that folder. */
  readonly run: (...args: readonly string[]) => Promise<string>;
}

/** Packs what was built, and installs it offline: it needs no other package. */
export const installed = async (): Promise<Installed> => {
  const folder = await mkdtemp(join(tmpdir(), 'octosync-installed-'));
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const options = { cwd: folder, env: surroundings(), maxBuffer: 64 * 1024 * 1024 };
  await execute('npm', ['install', '--engine-strict', '--offline', '--no-audit', pack(folder)], options);
  const told = async (file: string, args: readonly string[]): Promise<string> =>
    (await execute(file, [...args], options)).stdout;
  return {
    folder,
    octosync: (...args) => told(join(folder, 'node_modules', '.bin', 'octosync'), args),
    run: (...args) => told(node, args),
  };
};
