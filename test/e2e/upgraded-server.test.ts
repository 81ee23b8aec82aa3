import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import { startSandbox } from '../../src/sandbox/server/index.js';
import { examples, octosync, workFolder } from './cli.js';

/** An empty server of a version; each is the same installation. */
const serverOf = async (version: string) => {
  const sandbox = await startSandbox(await loadInstances([`empty:${version}`], 'API-SANDBOX', 0));
  onTestFinished(() => sandbox.close());
  const [server] = sandbox.instances;
  if (!server) throw new Error('One instance was started.');
  return server;
};

it.each([
  { to: '2026.3.9', more: [], code: 0, says: '', writes: 1 },
  { to: '2026.4.1', more: [], code: 4, says: 'The destination runs Octopus 2026.4.1', writes: 0 },
  { to: '2026.4.1', more: ['--allow-drift'], code: 0, says: '', writes: 1 },
])('a server that was upgraded to $to since its snapshot: apply $more', async ({ to, more, code, says, writes }) => {
  const cwd = await workFolder();
  const run = (...args: readonly string[]) => octosync(args, { cwd });
  expect((await run('snapshot', '--url', (await serverOf('2026.3.1')).url, '--out', 'prod')).code).toBe(0);
  expect((await run('diff', join(examples, 'dev-test'), 'prod', '--environments', 'Test')).code).toBe(0);
  const upgraded = await serverOf(to);
  const applied = await run('apply', 'changeset.json', '--url', upgraded.url, '--yes', ...more);
  expect([applied.code, applied.stderr]).toEqual([code, expect.stringContaining(says)]);
  expect(upgraded.requests.filter(({ method }) => method !== 'GET')).toHaveLength(writes);
  // Nothing was written: then what the changeset means is not there.
  expect((await run('verify', 'changeset.json', '--url', upgraded.url)).code).toBe(writes > 0 ? 0 : 4);
});
