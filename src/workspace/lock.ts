import { randomBytes } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError } from '../model/errors.js';
import { isObject, textOf, type JsonObject, type JsonValue } from '../model/json.js';
import { isCode } from '../model/node-errors.js';

/** Gives a lock back. */
export type Unlock = () => void;

/**
 * Takes a lock that a file stands for, and returns what gives it back. A lock whose process is gone (killed, crashed) is
 * taken over, by one process alone; one of another machine cannot be looked at. Throws UsageError while somebody holds it;
 * `what` says what they do: "Another apply works on this changeset".
 */
export const lockFile = (path: string, what: string): Unlock => {
  const unlock = tryLock(path);
  if (unlock) return unlock;
  throw held(path, what, readHolder(path) ?? {});
};

/** How often, and how long (ms), a lock is waited for that others hold for a moment only. */
const patience = { times: 300, pause: 100 } as const;

/** Does work while holding a lock, and waits for its turn. Throws UsageError if it does not come in half a minute. */
export const withLock = async <Result>(path: string, what: string, work: () => Promise<Result>): Promise<Result> => {
  for (let attempt = 1; ; attempt += 1) {
    const unlock = attempt === patience.times ? lockFile(path, what) : tryLock(path);
    if (unlock) {
      try {
        return await work();
      } finally {
        unlock();
      }
    }
    await sleep(patience.pause);
  }
};

/** The lock, or nothing while a living process has it. */
const tryLock = (path: string): Unlock | undefined => {
  const own = { pid: process.pid, host: hostname(), token: randomBytes(8).toString('hex') };
  if (createWith(path, own)) return () => release(path, own);
  const holder = readHolder(path);
  if (holder === undefined) return createWith(path, own) ? () => release(path, own) : undefined;
  return isGone(holder) && takeOver(path, holder, own) ? () => release(path, own) : undefined;
};

/**
 * Takes over the lock of a process that is gone. Whoever creates the file that is named after that very lock is the one who
 * may; who was killed just then is followed in the same way. A second look tells whether the lock is still that one.
 */
const takeOver = (path: string, gone: JsonObject, own: JsonObject): boolean => {
  const claim = `${path}.${textOf(gone['token']) || JSON.stringify(gone['pid'])}`;
  if (!createWith(claim, own)) {
    const other = readHolder(claim);
    if (other === undefined || !isGone(other) || !takeOver(claim, other, own)) return false;
  }
  const now = readHolder(path);
  const isStillThatOne = now?.['token'] === gone['token'] && now?.['pid'] === gone['pid'];
  if (isStillThatOne) writeWith(path, own);
  rmSync(claim, { force: true });
  return isStillThatOne;
};

/** Creates the file with its content at once, unless it is there: nobody ever sees an empty one. */
const createWith = (path: string, holder: JsonObject): boolean =>
  withDraft(path, holder, (draft) => {
    try {
      linkSync(draft, path);
      return true;
    } catch (error) {
      if (isCode(error, 'EEXIST')) return false;
      throw error;
    }
  });

const writeWith = (path: string, holder: JsonObject): void =>
  withDraft(path, holder, (draft) => renameSync(draft, path));

const withDraft = <Result>(path: string, holder: JsonObject, use: (draft: string) => Result): Result => {
  const draft = `${path}.${textOf(holder['token'])}.draft`;
  try {
    writeFileSync(draft, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    return use(draft);
  } finally {
    rmSync(draft, { force: true });
  }
};

/** Only what is still ours is removed, and with it what killed runs have left of their attempts. */
const release = (path: string, own: JsonObject): void => {
  const beside = readdirSync(dirname(path)).filter((name) => name.startsWith(`${basename(path)}.`));
  for (const left of beside.map((name) => join(dirname(path), name)))
    if (isGone(readHolder(left) ?? {})) rmSync(left, { force: true });
  if (readHolder(path)?.['token'] === own['token']) rmSync(path, { force: true });
};

/** Who holds the lock; nobody where there is no such file, somebody unknown where it cannot be read. */
const readHolder = (path: string): JsonObject | undefined => {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as JsonValue;
    return isObject(holder) ? holder : {};
  } catch (error) {
    return isCode(error, 'ENOENT') ? undefined : {};
  }
};

const isGone = ({ pid, host }: JsonObject): boolean => {
  if (host !== hostname() || typeof pid !== 'number') return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return isCode(error, 'ESRCH');
  }
};

const held = (path: string, what: string, { pid, host }: JsonObject): UsageError =>
  new UsageError({
    what: `${what}${typeof pid === 'number' ? ` (process ${pid} on ${textOf(host)})` : ''}.`,
    where: path,
    remedy: 'Wait until it is done. If that machine has crashed, remove the lock file.',
  });
