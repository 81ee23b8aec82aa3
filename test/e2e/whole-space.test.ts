import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import { syncedTypes } from '../../src/catalogue/index.js';
import { startSandbox, type RunningInstance } from '../../src/sandbox/server/index.js';
import { applyAndVerify } from './apply-and-verify.js';
import { argumentsOf, everything as flags } from '../builders/everything.js';
import { examples, filesIn, octosync, workFolder } from './cli.js';

const everything = argumentsOf(flags);

/** What the server itself decides not to have on the destination: polling targets, roles and teams it makes by itself. */
const unsupported = /^(targets\/octofx-laptop|userRoles\/|teams\/Space Managers)/;

const begin = async () => {
  const cwd = await workFolder();
  const sandbox = await startSandbox(
    await loadInstances([join(examples, 'dev-test'), 'empty:2026.3.1'], 'API-SANDBOX', 0),
  );
  onTestFinished(() => sandbox.close());
  const [dev, prod] = sandbox.instances;
  if (!dev || !prod) throw new Error('Two instances were started.');
  const run = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await octosync(args, { cwd });
    expect(code, stderr).toBe(0);
    return stdout;
  };
  const certificate = { '/CertificateData': { file: join(examples, 'octofx-tls.pem') } };
  await writeFile(join(cwd, 'secrets.json'), JSON.stringify({ 'certificates/OctoFX TLS': certificate }));
  const snapshot = (instance: RunningInstance, out: string) =>
    run('snapshot', '--url', instance.url, '--out', out, '--quiet');
  const apply = () => applyAndVerify(cwd, prod.url, '--secrets', 'secrets.json');
  await snapshot(dev, 'dev');
  await snapshot(prod, 'prod');
  return { cwd, dev, prod, run, snapshot, apply };
};

const typesIn = (files: ReadonlyMap<string, string>): readonly string[] => {
  const { types } = JSON.parse(files.get('snapshot.json') ?? '') as { types: Record<string, { read: number }> };
  return Object.entries(types).flatMap(([type, { read }]) => (read > 0 ? [type] : []));
};

const onRequest = ['packages', 'buildInformation'];

it('the example holds at least one of everything that is synced', async () => {
  const files = await filesIn(join(examples, 'dev-test'));
  const expected = syncedTypes
    .filter(({ name, reading }) => !onRequest.includes(name) && reading.listing.kind !== 'inGitOnly')
    .map(({ name }) => name);
  expect(typesIn(files)).toEqual(expect.arrayContaining(expected));
});

it('a whole space is synced into an empty one: everything arrives, and a second diff is empty', async () => {
  const { cwd, dev, prod, run, snapshot, apply } = await begin();
  await run('diff', 'dev', 'prod', '--force', ...everything);
  expect(await apply(), 'rules no-no-ops').toMatch(/^\d+ written, 0 done already\./m);
  await snapshot(prod, 'after');
  await run('diff', 'dev', 'after', ...everything, '--out', 'again.json', '--exit-code');

  const [before, after] = await Promise.all([filesIn(join(cwd, 'dev')), filesIn(join(cwd, 'after'))]);
  const missing = [...before.keys()].filter((path) => !after.has(path));
  expect(missing).toEqual(['targets/octofx-laptop.json']);
  // What is only looked up is of the server, and so another.
  const brought = (types: readonly string[]) => types.filter((one) => syncedTypes.some(({ name }) => name === one));
  expect(brought(typesIn(after))).toEqual(brought(typesIn(before)));
  expect(JSON.parse(before.get('snapshot.json') ?? '')).toMatchObject({ unresolved: [] });
  expect(dev.requests.filter(({ method }) => method !== 'GET')).toEqual([]);

  const { unsupported: reported } = JSON.parse(await readFile(join(cwd, 'changeset.json'), 'utf8')) as {
    unsupported: readonly { id: string }[];
  };
  expect(reported.filter(({ id }) => !unsupported.test(id))).toEqual([]);
});

it('every placeholder is on the clean-up list, and nothing that was supplied (rules secret-supplied)', async () => {
  const { cwd, prod, run, apply } = await begin();
  await run('diff', 'dev', 'prod', '--force', ...everything);
  await apply();
  const list = await readFile(join(cwd, 'changeset.cleanup.md'), 'utf8');
  const changeset = await readFile(join(cwd, 'changeset.json'), 'utf8');
  const placeholders = (changeset.match(/"\$placeholder": "(?!")/g) ?? []).length;
  const cleared = (changeset.match(/"\$placeholder": ""/g) ?? []).length;
  expect(list.match(/The source keeps .+? to itself/g)).toHaveLength(placeholders + cleared);
  expect(list).not.toContain('CertificateData');
  const stored = [...prod.secrets()]
    .map(([, { value }]) => value)
    .filter((value) => !/PRIVATE KEY|DUMMY|Dummy/.test(value));
  // The certificate's own data; everything else is a placeholder.
  expect(stored).toHaveLength(1);
});

it('a certificate without its data stops apply before anything is written', async () => {
  const { cwd, prod, run } = await begin();
  await run('diff', 'dev', 'prod', '--certificates', 'OctoFX TLS', '--environments', 'all', '--tenant-tag-sets', 'all');
  prod.requests.length = 0;
  const { code, stderr } = await octosync(['apply', 'changeset.json', '--url', prod.url, '--yes'], { cwd });
  expect([code, stderr]).toEqual([3, expect.stringContaining('certificates/OctoFX TLS /CertificateData')]);
  expect(prod.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

it('a destination that has half of it already, under other IDs, gets the other half', async () => {
  const { cwd, dev, prod, run, snapshot, apply } = await begin();
  const half = ['--environments', 'all', '--tenant-tag-sets', 'all', '--lifecycles', 'all', '--project-groups', 'all'];
  const more = [
    '--worker-pools',
    'all',
    '--external-feeds',
    'all',
    '--accounts',
    'all',
    '--teams',
    'all',
    '--tenants',
    'all',
  ];
  await run('diff', 'dev', 'prod', ...half, ...more);
  await apply();
  await snapshot(prod, 'prod');
  await run('diff', 'dev', 'prod', '--force', ...everything);
  await apply();
  await snapshot(prod, 'after');
  await run('diff', 'dev', 'after', ...everything, '--out', 'again.json', '--exit-code');
  const [before, after] = await Promise.all([filesIn(join(cwd, 'dev')), filesIn(join(cwd, 'after'))]);
  expect([...before.keys()].filter((path) => !after.has(path))).toEqual(['targets/octofx-laptop.json']);
  expect(dev.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});
