import { execFile } from 'node:child_process';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadInstances, sandboxKey } from '../../src/commands/flags/load-instances.js';
import { startSandbox } from '../../src/sandbox/server/index.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { examples, octosync, octosyncProcess, workFolder } from './cli.js';

const files = await readdir(new URL('../../src/commands', import.meta.url));
const commands = files.filter((file) => file.endsWith('.ts')).map((file) => file.replace('.ts', ''));

const manifest = JSON.parse(await readFile(new URL('../../oclif.manifest.json', import.meta.url), 'utf8')) as {
  readonly commands: Readonly<
    Record<string, { readonly flags: Readonly<Record<string, { readonly name: string; readonly hidden?: boolean }>> }>
  >;
};

const helpOf = async (command: string): Promise<string> => (await octosync([command, '--help'])).stdout;

/** The lines below EXAMPLES, as one would type them. */
const examplesIn = (help: string): readonly string[] =>
  (/EXAMPLES\n(.*?)(?=\n\n[A-Z]|$)/s.exec(help)?.[1] ?? '')
    .split('\n')
    .map((line) => line.trim().replace(/^\$ /, ''))
    .filter((line) => line !== '');

describe('octosync --help', () => {
  it.each(['', ...commands])('%s fits into 80 columns', async (command) => {
    const { stdout } = await octosync([...(command === '' ? [] : [command]), '--help']);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it.each(atLeastOne(commands))('%s fits on a screen of 60 lines, and --help-all has every flag', async (command) => {
    const [short, whole] = [await helpOf(command), (await octosync([command, '--help-all'])).stdout];
    expect(short.split('\n').length).toBeLessThan(60);
    const { flags = {} } = manifest.commands[command] ?? {};
    const shown = Object.values(flags).filter(({ hidden }) => hidden !== true);
    expect(shown.filter(({ name }) => !new RegExp(`--(\\[no-\\])?${name}\\b`).test(whole))).toEqual([]);
  });

  it('octosync help asks the same', async () => {
    expect((await octosync(['help', 'apply'])).stdout).toBe(await helpOf('apply'));
    expect((await octosync(['help', 'diff', '--help-all'])).stdout).toBe(
      (await octosync(['diff', '--help-all'])).stdout,
    );
    expect((await octosync(['help'])).stdout).toBe((await octosync(['--help'])).stdout);
    expect((await octosync(['help', 'aply'])).stderr).toContain('"aply"');
    expect((await octosync(['-v'])).stdout).toBe((await octosync(['--version'])).stdout);
  });

  it.each(atLeastOne(commands))('%s has examples', async (command) =>
    expect(examplesIn(await helpOf(command)).length).toBeGreaterThan(0),
  );
});

/** Two servers, their configuration, a script of the predecessor, and what the example of a certificate needs. */
const prepared = async () => {
  const cwd = await workFolder();
  const sources = ['dev-test', 'staging-prod'].map((name) => join(examples, name));
  const sandbox = await startSandbox(await loadInstances(sources, sandboxKey, 0));
  onTestFinished(() => sandbox.close());
  const [dev = '', prod = ''] = sandbox.instances.map(({ url }) => url);
  const config = [
    `instances: { dev: { url: "${dev}" }, prod: { url: "${prod}" } }`,
    'syncs: { main: { source: dev, destination: prod, select: { projects: "OctoFX*" }, dependencies: include } }',
  ];
  await writeFile(join(cwd, 'octosync.yml'), config.join('\n'));
  await writeFile(
    join(cwd, 'clone.ps1'),
    'CloneSpace.ps1 -SourceOctopusUrl "https://a" -DestinationOctopusUrl "https://b"',
  );
  await cp(join(examples, 'octofx-tls.pem'), join(cwd, 'octofx-tls.pem'));
  const secrets = { 'certificates/OctoFX TLS': { '/CertificateData': { file: 'octofx-tls.pem' } } };
  await writeFile(join(cwd, 'secrets.json'), JSON.stringify(secrets));
  const urls = (line: string): string =>
    line.replace('https://dev.example.com', dev).replace('https://prod.example.com', prod);
  return { cwd, urls };
};

/** What an example leaves to the reader: consent, real secrets, and that a configuration is there already. */
const completed = (line: string): string => {
  if (line.startsWith('octosync apply')) return `${line} --yes --secrets secrets.json`;
  return line.startsWith('octosync init') ? `${line} --out starter.yml --force` : line;
};

const inBash = async (script: string, cwd: string): Promise<string> =>
  (await promisify(execFile)('bash', ['-ec', script], { cwd })).stdout;

/** What a shell makes of a line: the words that octosync is called with. A line that calls anything else fails. */
const wordsOf = async (line: string, cwd: string): Promise<readonly string[]> => {
  expect(line).toMatch(/^octosync [^|;&<>]*$/);
  return (await inBash(`octosync() { printf '%s\\0' "$@"; }\n${line}`, cwd)).split('\0').slice(0, -1);
};

describe('The examples of --help', () => {
  it('do what they show, one after the other', async () => {
    const { cwd, urls } = await prepared();
    const run = async (line: string): Promise<void> => {
      const { code, stderr } = await octosync(await wordsOf(urls(completed(line)), cwd), { cwd, key: sandboxKey });
      expect(code, `${line}: ${stderr}`).toBe(0);
    };
    // What the examples of snapshot do for dev, somebody did for prod.
    for (const line of ['octosync snapshot prod', 'octosync snapshot prod --out prod']) await run(line);
    // Snapshots of one space, in Git and beside it.
    for (const folder of ['audit/2026-01', 'audit/2026-02', 'snapshots/prod'])
      await cp(join(cwd, 'prod'), join(cwd, folder), { recursive: true });
    const git = 'git -c user.name=A -c user.email=a@example.com';
    await inBash(`git init -q && git add . && ${git} commit -qm 1 && ${git} commit -qm 2 --allow-empty`, cwd);
    for (const command of [
      'snapshot',
      'compare',
      'diff',
      'show',
      'pick',
      'approve',
      'rehearse',
      'apply',
      'verify',
      'evidence',
      'init',
    ])
      for (const line of examplesIn(await helpOf(command))) await run(line);
  });
});

describe('octosync demo', () => {
  it('with --json says its result, and nothing of what it runs', async () => {
    const { code, stdout, stderr } = await octosyncProcess(['demo', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ changes: 0 });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('with --quiet says results alone', async () => {
    const { code, stderr } = await octosync(['demo', '--quiet']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
