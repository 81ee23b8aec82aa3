import { spawn } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import { startSandbox, type RunningInstance } from '../../src/sandbox/server/index.js';
import { examples, workFolder, type Ran } from '../e2e/cli.js';
import { clientText, serveProgram } from './warm-program.js';

/** Commands of a CI machine that are not here: each call is written down, and answered as a test says. */
const tools = ['npm', 'gh', 'az', 'curl', 'sleep', 'yq', 'docker'] as const;
type Tool = (typeof tools)[number];

/** What a stand-in was called with. */
interface Call {
  readonly tool: string;
  readonly args: readonly string[];
}

/** What a stand-in prints when its arguments, joined by blanks, match. The first that matches counts. */
export interface Answer {
  readonly tool: Tool;
  readonly matches: string;
  readonly says: string;
}

export interface Shell {
  readonly script: string;
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A company: two or more servers, a Git remote with a configuration, and a machine of its CI. */
export interface Stage {
  readonly folder: string;
  readonly servers: readonly RunningInstance[];
  /** Runs a script as CI does: a new bash with nothing in its environment but what is given. */
  readonly bash: (shell: Shell) => Promise<Ran>;
  /** Runs Git as a person would; gives what it prints. */
  readonly git: (cwd: string, ...args: readonly string[]) => Promise<string>;
  /** A fresh clone of the remote's branch, and an empty temporary folder beside it. */
  readonly machine: (branch?: string) => Promise<{ readonly work: string; readonly temp: string }>;
  readonly remote: string;
  readonly calls: (tool: Tool) => Promise<readonly Call['args'][]>;
  readonly answers: (answers: readonly Answer[]) => Promise<void>;
}

/** Sets the stage; `config` writes `octosync.yml` from the URLs of the servers, the first of which is loaded. */
export const setStage = async (
  config: (urls: readonly string[]) => string,
  destinations: readonly string[] = ['empty:2026.3.1'],
): Promise<Stage> => {
  const folder = await workFolder();
  const sandbox = await startSandbox(
    await loadInstances([join(examples, 'dev-test'), ...destinations], 'API-SANDBOX', 0),
  );
  onTestFinished(() => sandbox.close());

  const path = join(folder, 'bin');
  await mkdir(path);
  const socket = join(folder, 'octosync.socket');
  const client = join(path, 'client.mjs');
  await serveProgram(socket);
  await writeFile(client, clientText);
  await executable(join(path, 'octosync'), `#!/bin/sh\nexec '${process.execPath}' '${client}' '${socket}' "$@"\n`);
  const standIn = join(path, 'stand-in.mjs');
  await writeFile(standIn, standInText);
  for (const tool of tools)
    await executable(join(path, tool), `#!/bin/sh\nexec '${process.execPath}' '${standIn}' '${folder}' ${tool} "$@"\n`);
  const env = {
    PATH: `${path}:${join(process.execPath, '..')}:${process.env['PATH'] ?? ''}`,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    NO_COLOR: '1',
  };
  const bash: Stage['bash'] = ({ script, cwd, env: more = {} }) =>
    started('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], cwd, { ...env, ...more });
  const person = { ...env, ...identity };
  const git: Stage['git'] = async (cwd, ...args) => {
    const { code, stdout, stderr } = await started('git', args, cwd, person);
    expect(code, stderr).toBe(0);
    return stdout.trim();
  };

  const remote = pathToFileURL(join(folder, 'remote.git')).href;
  const machine = async (branch = 'main') => {
    machines += 1;
    const work = join(folder, `work-${machines}`);
    const temp = join(folder, `temp-${machines}`);
    await mkdir(temp);
    await git(folder, 'clone', '--quiet', '--branch', branch, remote, work);
    return { work, temp };
  };
  let machines = 0;

  await git(folder, 'init', '--quiet', '--bare', '--initial-branch', 'main', 'remote.git');
  // Forges allow to fetch a commit by its name.
  await git(join(folder, 'remote.git'), 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  await git(join(folder, 'remote.git'), 'config', 'receive.advertisePushOptions', 'true');
  await git(folder, 'init', '--quiet', '--initial-branch', 'main', 'home');
  const home = join(folder, 'home');
  await writeFile(join(home, 'octosync.yml'), config(sandbox.instances.map(({ url }) => url)));
  await writeFile(join(home, '.gitattributes'), 'snapshots/** -text\nchangeset*.json -text\n');
  await git(home, 'add', '.');
  await git(home, 'commit', '--quiet', '--message', 'What is synced');
  await git(home, 'push', '--quiet', remote, 'main');

  const answers: Stage['answers'] = (all) => writeFile(join(folder, 'answers.json'), JSON.stringify(all));
  await answers([]);
  const calls: Stage['calls'] = async (tool) => {
    const lines = await readFile(join(folder, 'calls.jsonl'), 'utf8').catch(() => '');
    const all = lines.split('\n').filter((line) => line !== '');
    return all.map((line) => JSON.parse(line) as Call).flatMap((call) => (call.tool === tool ? [call.args] : []));
  };
  return { folder, servers: sandbox.instances, bash, git, machine, remote, calls, answers };
};

/** What an instance requires: the platforms of these tests give people by the one name or by the other. */
const required = `{ approvals: 1, from: [Ada <ada@example.com>, Grace <grace@example.com>], when: always }`;

/** Two servers, and a sync of types that need nothing else. */
export const twoServers = ([dev = '', prod = '']: readonly string[]): string => `instances:
  dev: { url: ${dev}, apiKeyEnv: DEV_API_KEY }
  prod: { url: ${prod}, apiKeyEnv: PROD_API_KEY, require: ${required} }
syncs:
  main:
    source: dev
    destination: prod
    base: git
    select: { environments: all, projectGroups: all, tenantTagSets: all }
    options: { existing: { environments: update } }
`;

/** The same, where approvals are signed, and where a gate stops what they do not accept. */
export const signedByGrace = (urls: readonly string[]): string =>
  `${twoServers(urls).replace(required, '{ from: signers, signed: ssh }')}    gates: { max-changes: 1 }\n`;

/** One source and two destinations, each with a sync of its name. */
export const fleet = ([main = '', ...others]: readonly string[]): string => {
  const names = ['eu', 'us'];
  const select = 'select: { environments: all, projectGroups: all, tenantTagSets: all }';
  return `instances:
  main: { url: ${main}, apiKeyEnv: SOURCE_API_KEY }
${names.map((name, index) => `  ${name}: { url: ${others[index] ?? ''}, apiKeyEnv: DESTINATION_API_KEY, require: ${required} }\n`).join('')}
syncs:
${names.map((name) => `  ${name}: { source: main, destination: ${name}, base: git, ${select} }\n`).join('')}`;
};

/** Names of what a server has, of one collection. */
export const namesOn = (server: RunningInstance | undefined, collection: string): readonly string[] =>
  (server?.dump()[collection] ?? []).map(({ Name }) => (typeof Name === 'string' ? Name : '')).sort();

export const writesOn = (server: RunningInstance | undefined): number =>
  (server?.requests ?? []).filter(({ method }) => method !== 'GET').length;

/** Writes a call down and gives the answer that the test prepared. */
const standInText = `import { appendFileSync, readFileSync } from 'node:fs';
const [folder, tool, ...args] = process.argv.slice(2);
appendFileSync(folder + '/calls.jsonl', JSON.stringify({ tool, args }) + '\\n');
const answers = JSON.parse(readFileSync(folder + '/answers.json', 'utf8'));
const answer = answers.find((one) => one.tool === tool && new RegExp(one.matches).test(args.join(' ')));
if (answer) process.stdout.write(answer.says + '\\n');
`;

const identity = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap((who) => [
    [`GIT_${who}_NAME`, 'Ada Lovelace'],
    [`GIT_${who}_EMAIL`, 'ada@example.com'],
  ]),
);

const executable = async (path: string, text: string): Promise<void> => {
  await writeFile(path, text);
  await chmod(path, 0o755);
};

const started = (
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const out = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (out.stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, ...out }));
  });
