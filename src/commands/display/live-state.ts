import type { ProgressEvent } from '../../model/progress.js';
import type { RequestEvent } from '../../octopus/index.js';

/** What a live display knows; times are milliseconds of one clock. */
export interface LiveState {
  readonly since: number;
  /** Answers so far, those that were repeated included. */
  readonly requests: number;
  readonly work: Work;
  /** The client waits until then. */
  readonly wait?: { readonly until: number; readonly why: string };
  /** A large file on its way. */
  readonly transfer?: { readonly id: string; readonly bytes: number; readonly of?: number | undefined } | undefined;
}

type Work =
  /** Nothing to show: a person is asked, or the command is about to end. */
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly left: readonly string[]; readonly types: number; readonly items: number }
  | { readonly kind: 'writing'; readonly done: number; readonly of: number; readonly now: readonly string[] };

export const liveFrom = (now: number): LiveState => ({ since: now, requests: 0, work: { kind: 'none' } });

/** The state after an event that came at `now`. */
export const liveAfter = (state: LiveState, event: ProgressEvent | RequestEvent, now: number): LiveState => {
  if (event.kind === 'pacing') return waiting(state, now + event.ms, 'the server limits requests');
  if (event.kind === 'waiting')
    return waiting(state, now + event.ms, `${event.method} ${event.path} is sent again: ${event.why}`);
  if (event.kind === 'answered') return { ...state, requests: state.requests + 1 };
  if (event.kind === 'transferred') return { ...state, transfer: event };
  return { ...state, transfer: undefined, work: workAfter(state.work, event) };
};

const waiting = (state: LiveState, until: number, why: string): LiveState =>
  state.wait && state.wait.until > until ? state : { ...state, wait: { until, why } };

const workAfter = (work: Work, event: ProgressEvent | RequestEvent): Work => {
  switch (event.kind) {
    case 'toRead':
      return { kind: 'reading', left: event.types, types: event.types.length, items: 0 };
    case 'toWrite':
      return { kind: 'writing', done: 0, of: event.changes, now: [] };
    case 'reading': {
      if (work.kind !== 'reading') return work;
      const left = work.left.filter((type) => type !== event.type);
      return left.length === 0 ? { kind: 'none' } : { ...work, left, items: work.items + event.read };
    }
    case 'deciding':
      return work.kind === 'writing' ? { ...work, now: [...work.now, event.id] } : work;
    case 'written':
    case 'unchanged':
    case 'failed': {
      if (work.kind !== 'writing' || !('id' in event)) return work;
      const done = 'done' in event ? event.done : work.done;
      return done === work.of ? { kind: 'none' } : { ...work, done, now: work.now.filter((id) => id !== event.id) };
    }
    default:
      return work;
  }
};
