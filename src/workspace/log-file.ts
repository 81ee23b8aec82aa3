import { closeSync, openSync, writeSync } from 'node:fs';
import type { Progress, ProgressEvent } from '../model/progress.js';
import type { RequestEvent } from '../octopus/index.js';

/** Listeners that write everything down before they pass it on. */
export interface Log {
  readonly requests: (next: (event: RequestEvent) => void) => (event: RequestEvent) => void;
  readonly progress: (next: Progress) => Progress;
  readonly close: () => void;
}

/**
 * The log of a run as JSON lines (rules apply-log): each request with method, path, status, time and redacted bodies,
 * each step and decision. Without a path nothing is written.
 */
export const openLog = (path: string | undefined): Log => {
  if (path === undefined) return { requests: (next) => next, progress: (next) => next, close: () => undefined };
  const file = openSync(path, 'a');
  const write = (event: RequestEvent | ProgressEvent): void =>
    void writeSync(file, `${JSON.stringify({ when: new Date().toISOString(), ...event })}\n`);
  return {
    requests: (next) => (event) => {
      write(event);
      next(event);
    },
    progress: (next) => (event) => {
      if (event.kind !== 'transferred') write(event);
      next(event);
    },
    close: () => closeSync(file),
  };
};
