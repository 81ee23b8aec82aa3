import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import { startSandbox } from '../../src/sandbox/server/index.js';
import { applyAndVerify } from './apply-and-verify.js';
import { octosync, workFolder } from './cli.js';

const headers = { 'x-octopus-apikey': 'API-SANDBOX' };

const upload = async (url: string, file: string, bytes: Uint8Array): Promise<void> => {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), file);
  const answer = await fetch(`${url}/api/Spaces-1/packages/raw`, { method: 'POST', headers, body: form });
  expect(answer.ok, await answer.text()).toBe(true);
};

const tellBuild = async (url: string, version: string): Promise<void> => {
  const body = {
    SpaceId: 'Spaces-1',
    PackageId: 'Acme.Web',
    Version: version,
    OctopusBuildInformation: {
      BuildNumber: '7',
      BuildUrl: 'https://ci.example.com/7',
      Commits: [{ Id: 'abc', Comment: 'Feeds-1' }],
    },
  };
  const json = { ...headers, 'content-type': 'application/json' };
  const answer = await fetch(`${url}/api/Spaces-1/build-information`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(body),
  });
  expect(answer.ok, await answer.text()).toBe(true);
};

const bytesOf = (version: string): Uint8Array => new Uint8Array(1_000_000).fill(version.length + Number(version[0]));

const begin = async () => {
  const cwd = await workFolder();
  const sandbox = await startSandbox(await loadInstances(['empty:2026.3.1', 'empty:2026.3.1'], 'API-SANDBOX', 0));
  onTestFinished(() => sandbox.close());
  const [dev, prod] = sandbox.instances;
  if (!dev || !prod) throw new Error('Two instances were started.');
  for (const version of ['1.9.0', '1.10.0']) {
    await upload(dev.url, `Acme.Web.${version}.zip`, bytesOf(version));
    await tellBuild(dev.url, version);
  }
  const run = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await octosync(args, { cwd });
    expect(code, stderr).toBe(0);
    return stdout;
  };
  const take = (url: string, out: string, ...more: readonly string[]) =>
    run('snapshot', '--url', url, '--out', out, '--quiet', '--packages', 'Acme.*,Acme.Web', ...more);
  return { cwd, dev, prod, run, take };
};

it('packages and build information travel through the snapshot, and a second diff is empty', async () => {
  const { cwd, dev, prod, run, take } = await begin();
  await take(dev.url, 'dev');
  await take(prod.url, 'prod', '--no-package-files');
  await run('diff', 'dev', 'prod', '--packages', 'Acme.Web');
  await applyAndVerify(cwd, prod.url, '--packages', 'dev');
  await take(prod.url, 'after', '--no-package-files');
  await run('diff', 'dev', 'after', '--packages', 'Acme.Web', '--out', 'again.json', '--exit-code');

  const answer = await fetch(`${prod.url}/api/Spaces-1/packages?nuGetPackageId=Acme.Web`, { headers });
  const { Items: items } = (await answer.json()) as { Items: readonly { Id: string; Version: string }[] };
  expect(items.map(({ Version }) => Version)).toEqual(['1.10.0']);
  const raw = await fetch(`${prod.url}/api/Spaces-1/packages/${items[0]?.Id ?? ''}/raw`, { headers });
  expect(Buffer.from(await raw.arrayBuffer()).equals(bytesOf('1.10.0'))).toBe(true);
  expect(
    JSON.parse(await readFile(join(cwd, 'after', 'build-information', 'Acme.Web@1.10.0.json'), 'utf8')),
  ).toMatchObject({
    BuildNumber: '7',
    Commits: [{ Id: 'abc', Comment: 'Feeds-1' }],
  });
  // Nothing is left beside the snapshots.
  expect((await readdir(cwd)).filter((name) => name.startsWith('.'))).toEqual([]);
});

it('a package whose file is missing or another stops apply before anything is written', async () => {
  const { cwd, dev, prod, run, take } = await begin();
  await take(dev.url, 'dev');
  await take(prod.url, 'prod', '--no-package-files');
  await run('diff', 'dev', 'prod', '--packages', 'Acme.Web');
  const apply = () => octosync(['apply', 'changeset.json', '--url', prod.url, '--yes', '--packages', 'dev'], { cwd });
  const file = join(cwd, 'dev', 'packages', 'Acme.Web.1.10.0.zip');
  prod.requests.length = 0;

  await writeFile(file, 'something else');
  expect(await apply()).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Acme.Web@1.10.0: another hash') as string,
  });
  await rm(file);
  expect(await apply()).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Acme.Web@1.10.0: no file') as string,
  });
  expect(prod.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

it('a snapshot without --packages says that none were read, and diff takes none for missing', async () => {
  const { cwd, dev, prod, run, take } = await begin();
  await take(dev.url, 'dev');
  await run('snapshot', '--url', prod.url, '--out', 'prod', '--quiet');
  const { code, stderr } = await octosync(['diff', 'dev', 'prod', '--packages', 'Acme.Web'], { cwd });
  expect([code, stderr]).toEqual([3, expect.stringContaining('snapshot --packages')]);
});
