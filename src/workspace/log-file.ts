import { closeSync, openSync } from 'node:fs';
import type { Journal } from '../changeset/journal.js';
import type { JsonObject } from '../model/json.js';
import type { Progress, ProgressEvent } from '../model/progress.js';
import { knownSecrets } from '../octopus/known-secrets.js';
import type { RequestEvent } from '../octopus/index.js';
import { appendLine } from './append-line.js';
import { unwritable } from './write-whole.js';

/** Listeners that write everything down before they pass it on. */
interface Log {
  readonly requests: (next: (event: RequestEvent) => void) => (event: RequestEvent) => void;
  readonly progress: (next: Progress) => Progress;
  /** The same journal, which lets no request be sent once the log takes nothing more. */
  readonly guard: (journal: Journal) => Journal;
  /** Throws UsageError if the log is not whole. */
  readonly close: () => void;
}

/**
 * The log of a run as JSON lines (rules apply-log): each request with method, path, status, time and redacted bodies,
 * each step and decision. Without a path nothing is written. A log that takes nothing more does not stop what is under
 * way: it stops the next write, and the command at its end. Throws UsageError where it cannot be begun.
 */
const openLog = (path: string | undefined): Log => {
  if (path === undefined)
    return { requests: (next) => next, progress: (next) => next, guard: (journal) => journal, close: () => undefined };
  const file = opened(path);
  let failure: Error | undefined;
  const write = (event: RequestEvent | JsonObject): void => {
    if (failure) return;
    try {
      appendLine(file, path, { when: new Date().toISOString(), ...event });
    } catch (error) {
      failure = error as Error;
    }
  };
  const refuse = (): void => {
    if (failure) throw failure;
  };
  return {
    requests: (next) => (event) => {
      write(event);
      next(event);
    },
    progress: (next) => (event) => {
      if (event.kind !== 'transferred') write(withoutSecrets(event));
      next(event);
    },
    guard: (journal) => ({
      ...journal,
      before: (...request) => {
        refuse();
        journal.before(...request);
      },
    }),
    close: () => {
      closeSync(file);
      refuse();
    },
  };
};

/**
 * Does work with a log, and closes it. Throws what the work throws, or UsageError where the work came to its end and the log
 * is not whole.
 */
export const withLog = async <Result>(
  path: string | undefined,
  work: (log: Omit<Log, 'close'>) => Promise<Result>,
): Promise<Result> => {
  const log = openLog(path);
  let result: Result;
  try {
    result = await work(log);
  } catch (error) {
    closeAnyway(log);
    throw error;
  }
  log.close();
  return result;
};

/** Requests are told without secrets; what else happens may name what a server calls like one (rules always-secrets). */
const withoutSecrets = (event: ProgressEvent): JsonObject =>
  knownSecrets.hideIn(JSON.parse(JSON.stringify(event)) as JsonObject) as JsonObject;

const closeAnyway = ({ close }: Log): void => {
  try {
    close();
  } catch {
    // What the work failed with is what a person must know.
  }
};

const opened = (path: string): number => {
  try {
    return openSync(path, 'a', 0o600);
  } catch (error) {
    throw unwritable(path, error);
  }
};
