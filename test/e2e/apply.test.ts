import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import { startSandbox } from '../../src/sandbox/server/index.js';
import { applyAndVerify } from './apply-and-verify.js';
import { examples, octosync, workFolder } from './cli.js';
import { atLeastOne } from '../builders/at-least-one.js';

const select = [
  'environments',
  'tenant-tag-sets',
  'project-groups',
  'worker-pools',
  'proxies',
  'accounts',
  'lifecycles',
];

/** An empty destination, and a changeset of a dozen writes for it. */
const begin = async (permissions?: readonly string[]) => {
  const cwd = await workFolder();
  const specs = await loadInstances(['empty:2026.3.1'], 'API-SANDBOX', 0);
  const sandbox = await startSandbox(specs.map((spec) => ({ ...spec, ...(permissions && { permissions }) })));
  onTestFinished(() => sandbox.close());
  const [prod] = sandbox.instances;
  if (!prod) throw new Error('One instance was started.');
  const run = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await octosync(args, { cwd });
    expect(code, stderr).toBe(0);
    return stdout;
  };
  await run('snapshot', '--url', prod.url, '--out', 'prod', '--quiet');
  await run('diff', join(examples, 'dev-test'), 'prod', '--no-log', ...select.flatMap((type) => [`--${type}`, 'all']));
  const apply = ['apply', 'changeset.json', '--url', prod.url, '--yes'];
  const applied = (...more: readonly string[]) => applyAndVerify(cwd, prod.url, ...more);
  const written = () => prod.requests.filter(({ method }) => method !== 'GET');
  return { cwd, prod, run, apply, applied, written };
};

const linesOf = async (path: string): Promise<readonly Record<string, unknown>[]> =>
  (await readFile(path, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('verify', () => {
  it('says what is not there yet, and then that everything is (rules verify-says)', async () => {
    const { cwd, prod, run, apply } = await begin();
    const verify = ['verify', 'changeset.json', '--url', prod.url];
    expect(await octosync(verify, { cwd })).toMatchObject({
      code: 4,
      stdout: expect.stringContaining('environments/Test: is not there') as string,
    });
    await run(...apply);
    expect(await run(...verify)).toMatch(/^\d+ changes as meant, 0 not\.$/m);
  });
});

describe('rehearse', () => {
  it('applies a changeset to a copy, and touches no server', async () => {
    const { prod, run, written } = await begin();
    expect(await run('rehearse', 'changeset.json', '--on', 'prod')).toContain('0 not. No server was touched.');
    expect(prod.requests.length).toBeGreaterThan(0);
    expect(written()).toEqual([]);
  });
});

describe('The journal', () => {
  it('has a line before and one after each write, and the lock is gone', async () => {
    const { cwd, applied, written } = await begin();
    await applied();
    const lines = await linesOf(join(cwd, 'changeset.journal.jsonl'));
    expect(lines.filter(({ event }) => event === 'before')).toHaveLength(written().length);
    expect(lines.filter(({ event, outcome }) => event === 'after' && outcome === 'written')).toHaveLength(
      written().length,
    );
    expect(lines.at(-1)).toMatchObject({ event: 'end', outcome: 'complete' });
    expect(existsSync(join(cwd, 'changeset.journal.jsonl.lock'))).toBe(false);
  });

  it('of another destination is refused, and so is a second apply at once', async () => {
    const { cwd, apply, written } = await begin();
    const journal = join(cwd, 'changeset.journal.jsonl');
    const { digest } = JSON.parse(await readFile(join(cwd, 'changeset.json'), 'utf8')) as { digest: string };
    await writeFile(
      journal,
      `${JSON.stringify({ event: 'begin', changeset: digest, installation: 'other', space: 'Default' })}\n`,
    );
    expect(await octosync(apply, { cwd })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('another destination') as string,
    });
    await writeFile(journal, '');
    await writeFile(
      `${journal}.lock`,
      JSON.stringify({ pid: process.pid, host: (await import('node:os')).hostname() }),
    );
    expect(await octosync(apply, { cwd })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Another apply') as string,
    });
    expect(written()).toEqual([]);
  });
});

describe('Ctrl-C', () => {
  it('finishes what is in flight, and the next run goes on', async () => {
    const { cwd, prod, run, apply, written } = await begin();
    prod.faults.latency = 40;
    const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
    const env = { ...process.env, OCTOPUS_API_KEY: 'API-SANDBOX' };
    const child = spawn(process.execPath, [bin, ...apply, '--concurrency', '1'], { cwd, env });
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    while (written().length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    const before = written().length;
    expect((await linesOf(join(cwd, 'changeset.journal.jsonl'))).at(-1)).toMatchObject({
      event: 'end',
      outcome: 'stopped',
    });
    prod.faults.latency = 0;
    expect(await run(...apply)).toMatch(/done already/);
    const paths = written().map(({ method, path }) => `${method} ${path}`);
    expect(paths.length).toBeGreaterThan(before);
    expect(await run('verify', 'changeset.json', '--url', prod.url)).toContain('0 not.');
  });
});

describe('The log', () => {
  it('has every request, and neither key nor secret (rules apply-log)', async () => {
    const { cwd, prod, run, apply } = await begin();
    await writeFile(
      join(cwd, 'secrets.json'),
      JSON.stringify({ 'accounts/AWS Development': { '/SecretKey': 'hush-hush' } }),
    );
    prod.requests.length = 0;
    await run(...apply, '--log', 'run.jsonl', '--secrets', 'secrets.json');
    const lines = await linesOf(join(cwd, 'run.jsonl'));
    expect(lines.filter(({ kind }) => kind === 'answered')).toHaveLength(prod.requests.length);
    // For any written document: which rules decided it, and which request wrote it.
    for (const { id } of atLeastOne(lines.filter(({ kind }) => kind === 'written'))) {
      const decided = lines.find((line) => line['kind'] === 'deciding' && line['id'] === id);
      expect(decided?.['change']).toMatchObject({ reasons: expect.arrayContaining([expect.anything()]) as unknown });
      const sent = lines.filter((line) => line['about'] === id && line['method'] !== 'GET');
      expect(sent).toHaveLength(1);
      expect(sent[0]?.['requestBody']).toBeDefined();
    }
    const everything = await Promise.all(
      [
        'run.jsonl',
        'changeset.journal.jsonl',
        'changeset.cleanup.md',
        'changeset.cleanup.json',
        'changeset.cleanup.csv',
        'changeset.json',
      ].map((file) => readFile(join(cwd, file), 'utf8')),
    );
    expect(everything.join('\n')).not.toMatch(/hush-hush|API-SANDBOX/);
    expect([...prod.secrets()].map(([, { value }]) => value)).toContain('hush-hush');
    expect(await run('verify', 'changeset.json', '--url', prod.url)).toContain('0 not.');
  });
});

describe('The log of a run', () => {
  const beside = (cwd: string): string => join(cwd, 'changeset.log.jsonl');

  it('is kept beside the changeset, for its owner only, and has one run after the other (rules log-kept)', async () => {
    const { cwd, run, apply } = await begin();
    const { digest } = JSON.parse(await readFile(join(cwd, 'changeset.json'), 'utf8')) as { readonly digest: string };
    await run(...apply, '--dry-run');
    expect(existsSync(beside(cwd))).toBe(false);
    await run(...apply);
    await run(...apply);
    expect((await stat(beside(cwd))).mode & 0o777).toBe(0o600);
    const lines = await linesOf(beside(cwd));
    const marks = lines.filter(({ kind }) => kind === 'begin' || kind === 'end');
    const began = { kind: 'begin', command: 'apply', changeset: digest };
    expect(marks).toMatchObject([began, { kind: 'end', outcome: 'done' }, began, { kind: 'end', outcome: 'done' }]);
    expect(lines[0]).toMatchObject(began);
  });

  it('says how it ended when it failed', async () => {
    const { cwd, apply } = await begin(['EnvironmentCreate']);
    expect((await octosync(apply, { cwd })).code).toBe(1);
    const why = expect.stringContaining('AccountCreate') as unknown;
    expect((await linesOf(beside(cwd))).at(-1)).toMatchObject({ kind: 'end', outcome: 'failed', why });
  });

  it('of diff is kept as well: what was looked up, and what was decided (rules log-diff)', async () => {
    const { cwd, run } = await begin();
    await run('diff', join(examples, 'dev-test'), 'prod', '--environments', 'Test', '--out', 'other.json');
    const lines = await linesOf(join(cwd, 'other.log.jsonl'));
    expect((await stat(join(cwd, 'other.log.jsonl'))).mode & 0o777).toBe(0o600);
    const { digest } = JSON.parse(await readFile(join(cwd, 'other.json'), 'utf8')) as { readonly digest: string };
    expect(lines[0]).toMatchObject({ kind: 'begin', command: 'diff' });
    expect(lines).toContainEqual(
      expect.objectContaining({ kind: 'decided', id: 'environments/Test', became: 'create' }),
    );
    expect(lines.slice(-2)).toMatchObject([
      { kind: 'made', changeset: digest },
      { kind: 'end', outcome: 'done' },
    ]);
  });

  it('is not kept with --no-log, nor there with --log', async () => {
    const { cwd, run, apply } = await begin();
    expect((await octosync([...apply, '--no-log', '--log', 'x'], { cwd })).code).toBe(1);
    await run(...apply, '--no-log');
    await run(...apply, '--log', 'elsewhere.jsonl');
    expect([existsSync(beside(cwd)), existsSync(join(cwd, 'elsewhere.jsonl'))]).toEqual([false, true]);
  });

  it('says which name became which ID, once each (rules log-look-ups)', async () => {
    const { cwd, prod, run, apply } = await begin();
    await run(...apply);
    const lookUps = (await linesOf(beside(cwd))).filter(({ kind }) => kind === 'lookup');
    const environments = prod.dump()['environments'] ?? [];
    const [test] = environments.filter(({ Name: name }) => name === 'Test');
    expect(lookUps.filter(({ type, name }) => type === 'environments' && name === 'Test')).toEqual([
      { ...lookUp('environments', 'Test', test?.['Id']), for: expect.stringMatching(/^[a-z]+\//i) as unknown },
    ]);
    const told = lookUps.map(({ type, name, id, slug }) => JSON.stringify([type, name, id, slug]));
    expect(told).toEqual([...new Set(told)]);
    // What was made up while the way was tried is no ID of the server.
    const ids = new Set(Object.values(prod.dump()).flatMap((documents) => documents.map(({ Id: id }) => id)));
    for (const { id } of atLeastOne(lookUps.filter(({ id }) => id !== undefined))) expect(ids).toContain(id);
  });

  const lookUp = (type: string, name: string, id: unknown): object => ({
    when: expect.any(String) as unknown,
    kind: 'lookup',
    type,
    name,
    id,
  });
});

describe('Permissions', () => {
  it('that are missing are all named before the first write', async () => {
    const { cwd, apply, written } = await begin(['EnvironmentCreate', 'AccountCreate']);
    const { code, stderr } = await octosync(apply, { cwd });
    expect(code).toBe(1);
    for (const permission of ['LifecycleCreate', 'TagSetCreate', 'WorkerEdit', 'ProxyCreate'])
      expect(stderr).toContain(permission);
    expect(stderr).not.toMatch(/EnvironmentCreate|AccountCreate/);
    expect(written()).toEqual([]);
  });

  it('are left to the server with --no-permission-check', async () => {
    const { applied } = await begin([]);
    expect(await applied('--no-permission-check')).toMatch(/^\d+ written/m);
  });
});

interface CleanUpFile {
  readonly format: string;
  readonly groups: readonly { readonly kind: string; readonly tasks: readonly unknown[] }[];
}

describe('The clean-up list (rules apply-clean-up)', () => {
  it('leads to the page of what is left to do, in Markdown, JSON and CSV', async () => {
    const { cwd, prod, applied } = await begin();
    await applied();
    const [account] = (prod.dump()['accounts'] ?? []).filter(({ Name: name }) => name === 'AWS Development');
    const page = `${prod.url}/app#/Spaces-1/infrastructure/accounts/${(account as { readonly Id: string }).Id}`;
    expect(await readFile(join(cwd, 'changeset.cleanup.md'), 'utf8')).toContain(`<${page}>`);
    const list = JSON.parse(await readFile(join(cwd, 'changeset.cleanup.json'), 'utf8')) as CleanUpFile;
    expect(list.format).toBe('octosync-cleanup/2');
    expect(list.groups.find(({ kind }) => kind === 'replace-secret')?.tasks).toContainEqual(
      expect.objectContaining({
        id: 'accounts/AWS Development',
        thing: 'accounts/AWS Development',
        page,
        at: '/SecretKey',
      }),
    );
    expect(await readFile(join(cwd, 'changeset.cleanup.csv'), 'utf8')).toContain(`"/SecretKey",`);
  });

  it.each(['md', 'json', 'csv'])(
    'that could not be left (.%s) stops the run before the first write',
    async (ending) => {
      const { cwd, apply, written } = await begin();
      await mkdir(join(cwd, `changeset.cleanup.${ending}`));
      const { code, stderr } = await octosync(apply, { cwd });
      expect([code, stderr]).toEqual([1, expect.stringContaining(`changeset.cleanup.${ending}`)]);
      expect(written()).toEqual([]);
    },
  );
});

describe('Consent', () => {
  it('--expect-digest refuses another changeset', async () => {
    const { cwd, apply, written } = await begin();
    const refused = await octosync([...apply, '--expect-digest', 'sha256:00'], { cwd });
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('not sha256:00') as string });
    expect(written()).toEqual([]);
  });

  it('--allow-drift writes what is still as it was', async () => {
    const { cwd, prod, apply } = await begin();
    const headers = { 'x-octopus-apikey': 'API-SANDBOX', 'content-type': 'application/json' };
    const body = JSON.stringify({ SpaceId: 'Spaces-1', Name: 'Test', Description: 'made by hand' });
    await fetch(`${prod.url}/api/Spaces-1/environments`, { method: 'POST', headers, body });
    expect((await octosync(apply, { cwd })).code).toBe(4);
    const { code, stderr } = await octosync([...apply, '--allow-drift'], { cwd });
    expect([code, stderr]).toEqual([4, expect.stringContaining('environments/Test exists now')]);
    expect((prod.dump()['proxies'] ?? []).length).toBe(1);
  });
});
