import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptySpace, startSandbox } from '../../src/sandbox/server/index.js';
import { octosync, workFolder } from '../e2e/cli.js';

/** A folder whose configuration syncs two servers, dev and prod; `more` is the text of other instances and syncs. */
const twoServers = async ({ instances = '', syncs = '', prodUrl = '' } = {}) => {
  const sandbox = await startSandbox(
    ['dev', 'prod'].map((name, index) => ({
      ...{ name, version: '2026.3.1', installationId: `installation-${name}`, apiKey: `API-${name.toUpperCase()}KEY` },
      idOffset: 1000 * (index + 1),
      spaces: [{ id: 'Spaces-1', name: 'Team Tools', documents: emptySpace('2026.3.1') }],
    })),
  );
  onTestFinished(() => sandbox.close());
  const [dev, prod] = sandbox.instances.map(({ url }) => url);
  const cwd = await workFolder();
  const prodAt = prodUrl === '' ? prod : prodUrl;
  await writeFile(
    join(cwd, 'octosync.yml'),
    `instances:
  dev: { url: "${dev}", space: Team Tools, apiKeyEnv: DEV_KEY }
  prod: { url: "${prodAt}", space: team-tools, apiKeyEnv: PROD_KEY }
${instances.replaceAll('PROD_URL', prod ?? '')}syncs:
  main: { source: dev, destination: prod }
${syncs}`,
  );
  const env = { DEV_KEY: 'API-DEVKEY', PROD_KEY: 'API-PRODKEY' };
  const run = (...args: readonly string[]) => octosync(args, { cwd, env });
  return { cwd, run, prod: prod ?? '', requests: () => sandbox.instances.map(({ requests }) => requests.length) };
};

describe('snapshot without an instance (rules connect-instances)', () => {
  it('takes both instances of the only sync, and each line says of which it is', async () => {
    const { run, cwd } = await twoServers();
    const { code, stdout, stderr } = await run('snapshot');
    expect(code, stderr).toBe(0);
    expect(stdout.trim().split('\n')).toEqual([
      expect.stringMatching(/^dev: snapshots\/dev: \d+ resources of space "Team Tools"/),
      expect.stringMatching(/^prod: snapshots\/prod: \d+ resources of space "Team Tools"/),
    ]);
    expect(
      new Set(
        stderr
          .trim()
          .split('\n')
          .map((line) => line.split(': ')[0]),
      ),
    ).toEqual(new Set(['dev', 'prod']));
    expect(['dev', 'prod'].map((name) => existsSync(join(cwd, 'snapshots', name, 'snapshot.json')))).toEqual([
      true,
      true,
    ]);
  });

  it('takes those of the sync that is named', async () => {
    const { run, requests } = await twoServers({ syncs: '  own: { source: dev, destination: dev }\n' });
    expect((await run('snapshot', '--sync', 'own')).stdout).toMatch(/^dev: [^\n]*\n$/);
    expect(requests()[1]).toBe(0);
    const { code, stderr } = await run('snapshot');
    expect([code, stderr]).toEqual([1, expect.stringContaining('Choose one with --sync: main, own.')]);
  });

  it('gives JSON by instance', async () => {
    const { run } = await twoServers();
    expect(JSON.parse((await run('snapshot', '--json')).stdout)).toMatchObject({
      instances: { dev: { directory: 'snapshots/dev' }, prod: { directory: 'snapshots/prod' } },
    });
  });

  it('goes on with the other when one fails, and ends with the failure', async () => {
    const { run, cwd } = await twoServers({ prodUrl: 'http://127.0.0.1:9' });
    const { code, stdout, stderr } = await run('snapshot');
    expect(stdout).toMatch(/^dev: snapshots\/dev: [^\n]*\n$/);
    expect(stderr).toContain('Error: 1 of 2 instances failed.\n  prod: 127.0.0.1:9 refuses connections.');
    expect([code, existsSync(join(cwd, 'snapshots', 'dev', 'snapshot.json'))]).toEqual([1, true]);
  });

  it('tells of each one that fails', async () => {
    const { cwd } = await twoServers();
    const { code, stderr } = await octosync(['snapshot', '--quiet'], { cwd });
    expect(stderr.split('\n')).toEqual([
      'Error: 2 of 2 instances failed.',
      expect.stringContaining('  dev: The environment variable DEV_KEY holds no API key.'),
      expect.stringContaining('  prod: The environment variable PROD_KEY holds no API key.'),
      '',
    ]);
    expect(code).toBe(1);
  });

  it.each([
    [
      ['--out', 'x'],
      '--out is for one instance, and sync "main" has several. Name one: dev, prod; or leave --out out.',
    ],
    [['--log', 'x'], '--log is for one instance'],
    [['dev', '--sync', 'main'], 'An instance and a sync are named. Name one of the two.'],
    [['--sync', 'mian'], 'Did you mean "main"?'],
  ])('with %j is refused', async (args, says) => {
    const { run, requests } = await twoServers();
    const { code, stderr } = await run('snapshot', ...args);
    expect(stderr).toContain(says);
    expect([code, requests()]).toEqual([1, [0, 0]]);
  });
});

describe('A command for a changeset, without an instance (rules connect-instance)', () => {
  const planned = async (given: Parameters<typeof twoServers>[0] = {}) => {
    const servers = await twoServers(given);
    const taken = await servers.run('snapshot', '--sync', 'main');
    expect(taken.code, taken.stderr).toBe(0);
    const compared = await servers.run('diff', '--sync', 'main');
    expect(compared.code, compared.stderr).toBe(0);
    return servers;
  };
  const says = 'Instance "prod" of octosync.yml has the URL and the space of the changeset.\n';

  it('takes the only one that has its URL and space, however they are written, and says so', async () => {
    const { run } = await planned({ instances: '  other: { url: "PROD_URL", space: Other }\n' });
    const applied = await run('apply', 'changeset.json', '--yes');
    expect([applied.code, applied.stdout]).toEqual([0, expect.stringContaining('0 written')]);
    expect(applied.stderr).toContain(says);
    expect((await run('verify', 'changeset.json')).stderr).toContain(says);
    expect((await run('show', 'changeset.json', '--who')).stderr).toContain(says);
  });

  it('names the candidates where there are two', async () => {
    const { run } = await planned({ instances: '  same: { url: "PROD_URL/", space: team tools }\n' });
    const { code, stderr } = await run('apply', 'changeset.json', '--yes');
    expect(stderr).toContain(
      '2 instances have the URL and the space of the changeset. [octosync.yml] Name one of them: prod, same.',
    );
    expect(code).toBe(1);
  });

  it('names what there is where none fits', async () => {
    const { run, cwd } = await planned();
    await writeFile(join(cwd, 'octosync.yml'), 'instances:\n  far: { url: https://far.example.com }\n');
    const { code, stderr } = await run('apply', 'changeset.json', '--yes');
    expect(stderr).toContain('No server is named. Name an instance (far), or use --url or OCTOPUS_URL.');
    expect(code).toBe(1);
  });

  it('does as flags say where there are some', async () => {
    const { run } = await planned();
    const ran = await run('apply', 'changeset.json', '--url', 'http://127.0.0.1:9', '--api-key-env', 'PROD_KEY');
    expect(ran.stderr).toContain('127.0.0.1:9 refuses connections.');
    expect(ran.stderr).not.toContain('Instance "');
  });
});
