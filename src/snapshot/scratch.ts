import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { sha256 } from '../model/canonical.js';
import { isCode } from '../model/node-errors.js';

/*
 * What is not ready yet lies in a folder of ours beside its place: on the same file system, so that it can be renamed
 * into place, and out of Git's sight. Names say which process made them: what a killed one left is swept later.
 */

const folder = '.octosync-tmp';

const kinds = ['new', 'old', 'packages', 'file'] as const;

/** A directory in the making, the one that it takes the place of, packages on their way, or a single file. */
export type ScratchKind = (typeof kinds)[number];

export interface Scratch {
  readonly path: string;
  readonly kind: ScratchKind;
  /** The process that made it is still there, or cannot be looked at because it is of another machine. */
  readonly isInUse: boolean;
}

/** A name for something that is going to take the place of `target`. Its folder exists then; it itself does not. */
export const scratchFor = async (target: string, kind: ScratchKind): Promise<string> => {
  const beside = join(dirname(target), folder);
  await mkdir(beside, { recursive: true });
  await writeFile(join(beside, '.gitignore'), '*\n');
  const run = randomBytes(6).toString('hex');
  return join(beside, [labelOf(target), machine(), process.pid, run, kind].join('~'));
};

/** The name that belongs to the same run, of another kind. */
export const otherKind = (path: string, kind: ScratchKind): string => `${path.slice(0, path.lastIndexOf('~'))}~${kind}`;

/** Everything that lies there for `target`. */
export const scratchOf = async (target: string): Promise<readonly Scratch[]> => {
  const beside = join(dirname(target), folder);
  const names = await readdir(beside).catch(() => []);
  return names.flatMap((name): readonly Scratch[] => {
    const [kindName, , pid, host, ...label] = name.split('~').reverse();
    const kind = kinds.find((one) => one === kindName);
    if (kind === undefined || label.reverse().join('~') !== labelOf(target)) return [];
    return [{ path: join(beside, name), kind, isInUse: host !== machine() || isAlive(Number(pid)) }];
  });
};

/** Removes something that lies there, and the folder when nothing is left in it. */
export const removeScratch = async (path: string): Promise<void> => {
  await rm(path, { recursive: true, force: true });
  const beside = dirname(path);
  const left = await readdir(beside).catch(() => ['gone already']);
  if (left.some((name) => name !== '.gitignore')) return;
  await rm(join(beside, '.gitignore'), { force: true });
  // Another run may have begun something in it meanwhile: then it stays.
  await rmdir(beside).catch(() => undefined);
};

/** Removes what killed runs have left for `target`. */
export const sweepScratch = async (target: string): Promise<void> => {
  for (const { path, isInUse } of await scratchOf(target)) if (!isInUse) await removeScratch(path);
};

/** The name of the target, or what fits into a file name of it. */
export const labelOf = (target: string): string => {
  const name = basename(target);
  return Buffer.byteLength(name) <= 120 ? name : sha256(name).slice(-40);
};

const machine = (): string =>
  hostname()
    .toLowerCase()
    .replaceAll(/[^0-9a-z-]/g, '-')
    .slice(0, 60);

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isCode(error, 'ESRCH');
  }
};
