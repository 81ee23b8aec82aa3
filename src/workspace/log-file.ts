import { closeSync, openSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Journal } from '../changeset/journal.js';
import type { JsonObject } from '../model/json.js';
import type { Progress, ProgressEvent } from '../model/progress.js';
import { knownSecrets } from '../octopus/known-secrets.js';
import type { RequestEvent } from '../octopus/index.js';
import { appendLines } from './append-line.js';
import { besideChangeset } from './changeset-file.js';
import { unwritable } from './write-whole.js';

/** Listeners that write everything down before they pass it on. */
interface Log {
  readonly requests: (next: (event: RequestEvent) => void) => (event: RequestEvent) => void;
  readonly progress: (next: Progress) => Progress;
  /** The same journal, which lets no request be sent once the log takes nothing more. */
  readonly guard: (journal: Journal) => Journal;
  /**
   * Takes one line, of a `kind`, or its JSON where that is made already; many go to the disk together. Undefined where no log is kept:
   * nothing need be told then.
   */
  readonly note: ((event: JsonObject | string) => void) | undefined;
}

interface OpenLog extends Log {
  /** Writes how the run ended. Throws UsageError if the log is not whole. */
  readonly close: (ended: JsonObject) => void;
}

/** Which run the lines that follow are of: its command, the tool's version, and the digests of what it works on. */
interface Run {
  readonly command: string;
  readonly tool: string;
  readonly changeset?: string;
  readonly source?: string;
  readonly destination?: string;
}

/** So many lines wait for the disk at most. */
const mostWaiting = 1000;

const noLog: OpenLog = {
  requests: (next) => next,
  progress: (next) => next,
  guard: (journal) => journal,
  note: undefined,
  close: () => undefined,
};

/**
 * The log of a run as JSON lines (rules apply-log): each request with method, path, status, time and redacted bodies,
 * each look-up, step and decision, between a line that says which run it is and one that says how it ended. Lines of
 * earlier runs stay. Without a path nothing is written. A log that takes nothing more does not stop what is under way: it
 * stops the next write, and the command at its end. Throws UsageError where it cannot be begun.
 */
const openLog = (path: string | undefined, run: Run): OpenLog => {
  if (path === undefined) return noLog;
  const file = opened(path);
  let failure: Error | undefined;
  let waiting: string[] = [];
  const flush = (): void => {
    const lines = waiting;
    waiting = [];
    if (failure || lines.length === 0) return;
    try {
      appendLines(file, path, lines);
    } catch (error) {
      failure = error as Error;
    }
  };
  const note = (event: RequestEvent | JsonObject | string): void => {
    waiting.push(
      withField('when', new Date().toISOString(), typeof event === 'string' ? event : JSON.stringify(event)),
    );
    if (waiting.length >= mostWaiting) flush();
  };
  const write = (event: RequestEvent | JsonObject): void => {
    note(event);
    flush();
  };
  const refuse = (): void => {
    if (failure) throw failure;
  };
  write({ kind: 'begin', ...run });
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
    note: (event) => {
      if (knownSecrets.isEmpty) note(event);
      else
        note(knownSecrets.hideIn(typeof event === 'string' ? (JSON.parse(event) as JsonObject) : event) as JsonObject);
    },
    close: (ended) => {
      write(withoutSecrets({ kind: 'end', ...ended }));
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
  run: Run,
  work: (log: Log) => Promise<Result>,
): Promise<Result> => {
  const log = openLog(path, run);
  let result: Result;
  try {
    result = await work(log);
  } catch (error) {
    closeAnyway(log, error);
    throw error;
  }
  log.close({ outcome: 'done' });
  return result;
};

/**
 * Where the log of a run lies that works on a changeset (rules log-kept): where a person wants it, else beside the
 * changeset. Nowhere with `--no-log`, and where the changeset goes to no file: a terminal, a pipe.
 */
export const logBeside = async (
  changeset: string,
  asked: { readonly log?: string | undefined; readonly 'no-log': boolean },
): Promise<string | undefined> => {
  if (asked['no-log']) return undefined;
  if (asked.log !== undefined) return asked.log;
  const isFile = await stat(changeset).then(
    (found) => found.isFile(),
    () => true,
  );
  return isFile ? besideChangeset(changeset, 'log.jsonl') : undefined;
};

/** The JSON of an object with one field before all others. */
const withField = (field: string, value: string, json: string): string =>
  `{${JSON.stringify(field)}:${JSON.stringify(value)}${json === '{}' ? '' : ','}${json.slice(1)}`;

/** Requests are told without secrets; what else happens may name what a server calls like one (rules always-secrets). */
const withoutSecrets = (event: ProgressEvent | JsonObject): JsonObject =>
  knownSecrets.hideIn(event as JsonObject) as JsonObject;

const closeAnyway = ({ close }: OpenLog, error: unknown): void => {
  try {
    close({ outcome: 'failed', why: error instanceof Error ? error.message : String(error) });
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
