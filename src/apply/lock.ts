import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { UsageError } from '../model/errors.js';
import { isObject, textOf, type JsonObject, type JsonValue } from '../model/json.js';

/**
 * Takes a lock that a file stands for, and returns what gives it back. A lock whose process is gone (killed, crashed) is
 * taken over at once; one of another machine cannot be looked at. Throws UsageError while somebody holds it.
 */
export const lockFile = (path: string): (() => void) => {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    if (create(path)) return () => rmSync(path, { force: true });
    const holder = readHolder(path);
    if (!isGone(holder)) throw held(path, holder);
    rmSync(path, { force: true });
  }
  throw held(path, readHolder(path));
};

const create = (path: string): boolean => {
  try {
    const file = openSync(path, 'wx');
    writeSync(file, JSON.stringify({ pid: process.pid, host: hostname() }));
    closeSync(file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
};

const readHolder = (path: string): JsonObject => {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as JsonValue;
    return isObject(holder) ? holder : {};
  } catch {
    // It was just given back, or is just being written.
    return {};
  }
};

const isGone = ({ pid, host }: JsonObject): boolean => {
  if (host !== hostname() || typeof pid !== 'number') return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
};

const held = (path: string, { pid, host }: JsonObject): UsageError =>
  new UsageError({
    what: `Another apply works on this changeset${typeof pid === 'number' ? ` (process ${pid} on ${textOf(host)})` : ''}.`,
    where: path,
    remedy: 'Wait until it is done. If that machine has crashed, remove the lock file.',
  });
