import { DockerfileParser, JSONInstruction, type Instruction } from 'dockerfile-ast';
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './installed.js';

/* Reads our Dockerfile, and builds and runs it where no container engine does: a stage is a folder that commands see as their root. */

const execute = promisify(execFile);

export interface Step {
  readonly word: string;
  /** What follows the word and its flags: the members, where it is a list in brackets. */
  readonly words: readonly string[];
  readonly text: string;
  readonly flags: readonly string[];
}

export interface Stage {
  readonly from: string;
  readonly name: string;
  readonly steps: readonly Step[];
}

/** The stages of a Dockerfile; the last one is the image. */
export const stagesOf = (text: string): readonly Stage[] => {
  const all = DockerfileParser.parse(text).getInstructions().map(stepOf);
  const starts = all.flatMap(({ word }, index) => (word === 'FROM' ? [index] : []));
  return starts.map((start, index) => {
    const [from = '', , name = ''] = all[start]?.words ?? [];
    return { from, name, steps: all.slice(start + 1, starts[index + 1] ?? all.length) };
  });
};

const stepOf = (instruction: Instruction): Step => {
  const isList = instruction instanceof JSONInstruction;
  const listed = isList ? instruction.getJSONStrings().map((one) => JSON.parse(one.getValue()) as string) : [];
  const words = listed.length > 0 ? listed : instruction.getArguments().map((one) => one.getValue());
  const flags = isList ? instruction.getFlags().map(String) : [];
  return { word: instruction.getKeyword(), words, text: instruction.getArgumentsContent() ?? '', flags };
};

/** The names at the top of the repository that .dockerignore lets the builder have: all others are left out. */
export const inContext = (): ReadonlySet<string> => {
  const lines = readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (lines[0] !== '*' || lines.slice(1).some((line) => !/^![^*/]+$/.test(line)))
    throw new Error('.dockerignore leaves out everything, and names what it lets in: this reader knows no more.');
  return new Set(lines.slice(1).map((line) => line.slice(1)));
};

/** What a command finds outside of its stage: the programs of this machine, as the base image has some. */
const base = '/usr /proc /dev'.split(' ');

/**
 * Runs commands with `folder` as their root, and no network but loopback. `$1` is that folder; read-only with `fixed`, but for
 * what is bound into it. Nothing of it is seen outside.
 */
const scriptIn = (binds: readonly (readonly [string, string])[], fixed: boolean, volumes: readonly string[]): string =>
  [
    'set -e',
    'ip link set lo up',
    ...(fixed ? ['mount --bind "$1" "$1"', 'mount -o remount,bind,ro "$1"'] : []),
    ...base.map((path) => `mount --rbind ${path} "$1"${path}`),
    'mount -o remount,bind,ro "$1"/usr',
    ...binds.map(([from, to]) => `mount --bind '${from}' "$1"${to}`),
    ...volumes.map((path) => `mount -t tmpfs -o mode=1777 tmpfs "$1"${path}`),
    'folder=$1',
    'user=$2',
    'shift 2',
    'exec chroot --userspec="$user" "$folder" /usr/bin/env -i "$@"',
  ].join('\n');

interface Inside {
  readonly folder: string;
  readonly user: string;
  readonly path: string;
  readonly work: string;
  readonly binds?: readonly (readonly [string, string])[];
  readonly fixed?: boolean;
  readonly volumes?: readonly string[];
}

const runIn = async (inside: Inside, command: readonly string[]): Promise<string> => {
  const { folder, user, path, work, binds = [], fixed = false, volumes = [] } = inside;
  const shell = ['/bin/sh', '-c', 'cd "$0" && exec "$@"', work, ...command];
  const set = [`PATH=${path}`, 'HOME=/', 'NO_COLOR=1'];
  const own = ['--mount', '--net', '--propagation', 'private', '--', '/bin/sh', '-c', scriptIn(binds, fixed, volumes)];
  return (await execute('unshare', [...own, 'sh', folder, user, ...set, ...shell])).stdout;
};

const usual = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Why stages cannot be built and run here; undefined if they can. */
export const whyNot = (): string | undefined => {
  if (process.platform !== 'linux') return 'There are no mount namespaces.';
  if (process.getuid?.() !== 0) return 'Only root may change the root folder.';
  if (spawnSync('unshare', ['--mount', '--net', '--propagation', 'private', '/bin/true']).status !== 0)
    return 'This machine allows no mount namespace of its own.';
  return process.execPath.startsWith('/usr/') ? undefined : 'Node is not below /usr.';
};

/** An empty root with what every base image has. */
const emptyRoot = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'octosync-image-'));
  await chmod(folder, 0o755);
  for (const path of [...base, '/tmp', '/etc']) await mkdir(join(folder, path));
  for (const name of ['bin', 'lib', 'lib64', 'sbin'].filter((one) => existsSync(`/${one}`)))
    await symlink(`usr/${name}`, join(folder, name));
  await writeFile(join(folder, 'etc/passwd'), 'root:x:0:0::/:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n');
  return folder;
};

/** What only a network can give: the packages are those of this folder, and Debian's are those of this machine. */
const fromNetwork = /^(?:npm ci|apt-get) /;

export interface Built {
  readonly folder: string;
  readonly stage: Stage;
  /** What `docker run` would start, in `work` as the folder that is mounted; what it printed. Throws if it fails. */
  readonly run: (work: string, command: readonly string[], user?: string) => Promise<string>;
}

/** Builds each stage in turn, as an engine does; gives the last one, and the folders that were made. */
export const build = async (
  stages: readonly Stage[],
): Promise<{ readonly image: Built; readonly folders: readonly string[] }> => {
  const built: Built[] = [];
  for (const stage of stages) built.push(await buildStage(stage, built));
  const image = built.at(-1);
  if (!image) throw new Error('The Dockerfile has no stage.');
  return { image, folders: built.map(({ folder }) => folder) };
};

const buildStage = async (stage: Stage, before: readonly Built[]): Promise<Built> => {
  const folder = await emptyRoot();
  const state = { work: '/', path: usual, user: '0:0', volumes: [] as string[], entry: [] as readonly string[] };
  const binds: [string, string][] = [];
  for (const { word, words, text, flags } of stage.steps) {
    if (word === 'WORKDIR') await mkdir(join(folder, (state.work = text)), { recursive: true });
    else if (word === 'USER') state.user = text;
    else if (word === 'VOLUME') state.volumes.push(...words);
    else if (word === 'ENTRYPOINT') state.entry = words;
    else if (word === 'ENV') state.path = text.replace(/^PATH=/, '').replace('$PATH', usual);
    else if (word === 'COPY') await copy(words, flags, join(folder, state.work), folder, before);
    else if (word === 'RUN' && text.startsWith('npm ci ')) {
      await mkdir(join(folder, state.work, 'node_modules'));
      binds.push([join(root, 'node_modules'), `${state.work}/node_modules`]);
    } else if (word === 'RUN' && !fromNetwork.test(text))
      await runIn({ ...state, folder, binds, volumes: [] }, ['/bin/sh', '-c', text]);
  }
  const { work: mounted, user: own, volumes, path, entry } = state;
  return {
    folder,
    stage,
    run: (work, command, user = own) =>
      runIn({ folder, user, path, work: mounted, binds: [[work, mounted]], fixed: true, volumes }, [
        ...(command[0] === '/bin/sh' ? [] : entry),
        ...command,
      ]),
  };
};

const copy = async (
  words: readonly string[],
  flags: readonly string[],
  work: string,
  folder: string,
  before: readonly Built[],
): Promise<void> => {
  const to = words.at(-1) ?? '';
  const target = to.startsWith('/') ? join(folder, to) : join(work, to);
  const stage = flags.find((flag) => flag.startsWith('--from='))?.replace('--from=', '');
  const from = stage === undefined ? root : (before.find((one) => one.stage.name === stage)?.folder ?? '');
  for (const source of words.slice(0, -1)) {
    if (stage === undefined && !inContext().has(source.split('/')[0] ?? ''))
      throw new Error(`.dockerignore leaves out ${source}.`);
    const place = to.endsWith('/') ? join(target, basename(source)) : target;
    await cp(join(from, source), place, { recursive: true, verbatimSymlinks: true });
  }
};
