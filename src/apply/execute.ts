import PQueue from 'p-queue';
import type { Change, Changeset } from '../changeset/changeset.js';
import type { Journal } from '../changeset/journal.js';
import type { ChangeId } from '../model/names.js';
import type { Progress } from '../model/progress.js';
import type { OctopusClient } from '../octopus/index.js';
import type { Destination, WriteMethod } from './destination.js';
import { keepAfter, keepBefore } from './images.js';
import type { Preflight } from './preflight/preflight.js';
import { lookUpsTold, type OnLookUp } from './look-ups.js';
import { writeChange } from './write-change.js';
import { changesInWork, NotSentError, throughWrites, writeSlots, type WriteSlots } from './write-slots.js';
import type { StopSignal } from '../model/stop-signal.js';

export interface Failure {
  readonly id: string;
  readonly error: Error;
}

export interface ExecutionResult {
  readonly written: readonly string[];
  readonly alreadyApplied: readonly string[];
  readonly failed: readonly Failure[];
  /** Depended on something that failed, or came after it. */
  readonly notAttempted: readonly string[];
  /** Left as they are, because their documents are others by now; among those not attempted. */
  readonly drifted: readonly string[];
  /** Of those, and of what depends on them: why each was left. */
  readonly left: ReadonlyMap<string, string>;
  /** What the server stored otherwise than it was sent, by change: the fields. */
  readonly storedOtherwise: ReadonlyMap<string, readonly string[]>;
}

/** Where changes are written, before anything listens to one of them. */
type Unheard = Omit<Destination, 'onWrite' | 'onBytes' | 'onLookUp' | 'inTurn'>;

type InSlots = Unheard & { readonly slots: WriteSlots };

interface Pace {
  readonly concurrency: number;
  readonly progress: Progress;
  readonly signal?: StopSignal | undefined;
}

/**
 * Writes a changeset order by order (rules apply-order); the independent documents of one order concurrently. After a
 * failure the order is finished, except for what depends on the failed change, and later orders are not begun.
 */
export const execute = async (
  changeset: Changeset,
  { done, drifted }: Pick<Preflight, 'done' | 'drifted'>,
  destination: Unheard,
  { concurrency, progress, signal }: Pace,
): Promise<ExecutionResult> => {
  const outcome = new Outcome(changeset.changes.length, progress);
  progress({ kind: 'toWrite', changes: changeset.changes.length });
  for (const id of done) outcome.already(id);
  // What an earlier run has written and was killed before it could read it back.
  for (const change of changeset.changes) if (done.has(change.id)) keepAfter(change, destination);
  const left = withDependents(changeset.changes, drifted);
  outcome.notAttempted.push(...left.keys());
  for (const [id, why] of left) outcome.left.set(id, why);
  outcome.drifted.push(...drifted.keys());
  const slots = writeSlots(concurrency, signal);
  const toWrite = changeset.changes.filter(({ id }) => !done.has(id) && !left.has(id));
  for (const changes of byOrder(toWrite)) {
    if (outcome.failed.length > 0 || signal?.aborted) outcome.notAttempted.push(...changes.map(({ id }) => id));
    else await runOrder(changes, outcome, { ...destination, slots }, { concurrency, signal });
  }
  return outcome;
};

/** The changes that cannot be made because of others, and those others: each with the reason. */
const withDependents = (
  changes: readonly Change[],
  drifted: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> => {
  const left = new Map([...drifted].map(([id, found]) => [id, `It is another now than in the snapshot: ${found}.`]));
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const { id, dependsOn } of changes) {
      const on = left.has(id) ? undefined : dependsOn.find((one) => left.has(one));
      if (on !== undefined) left.set(id, `It depends on ${on}, which was left.`);
    }
  }
  return left;
};

class Outcome implements ExecutionResult {
  readonly written: string[] = [];
  readonly alreadyApplied: string[] = [];
  readonly failed: Failure[] = [];
  readonly notAttempted: string[] = [];
  readonly drifted: string[] = [];
  readonly left = new Map<string, string>();
  readonly storedOtherwise = new Map<string, readonly string[]>();
  readonly #of: number;
  readonly progress: Progress;
  readonly lookUpFor: (change: ChangeId) => OnLookUp;

  constructor(of: number, progress: Progress) {
    this.#of = of;
    this.progress = progress;
    this.lookUpFor = lookUpsTold(progress);
  }

  already(id: string): void {
    this.alreadyApplied.push(id);
    this.progress({ kind: 'unchanged', id, done: this.#count(), of: this.#of });
  }

  wrote(id: string, storedOtherwise: readonly string[]): void {
    this.written.push(id);
    if (storedOtherwise.length > 0) this.storedOtherwise.set(id, storedOtherwise);
    this.progress({ kind: 'written', id, done: this.#count(), of: this.#of });
  }

  fail(id: string, error: Error): void {
    this.failed.push({ id, error });
    this.progress({ kind: 'failed', id, what: error.message });
  }

  #count(): number {
    return this.written.length + this.alreadyApplied.length;
  }
}

const byOrder = (changes: readonly Change[]): readonly (readonly Change[])[] => {
  const orders = [...new Set(changes.map(({ order }) => order))].sort((one, other) => one - other);
  return orders.map((order) => changes.filter((change) => change.order === order));
};

/** Runs the changes of one order; one that depends on another of the same order waits for it. */
const runOrder = async (
  changes: readonly Change[],
  outcome: Outcome,
  destination: InSlots,
  { concurrency, signal }: Omit<Pace, 'progress'>,
): Promise<void> => {
  const queue = new PQueue({ concurrency: changesInWork(concurrency) });
  const runs = new Map<string, Promise<boolean>>();
  const run = async (change: Change): Promise<boolean> => {
    const before = change.dependsOn.flatMap((id) => runs.get(id) ?? []);
    if ((await Promise.all(before)).includes(false)) {
      outcome.notAttempted.push(change.id);
      return false;
    }
    return queue.add(() => {
      if (!signal?.aborted) return runOne(change, outcome, destination);
      outcome.notAttempted.push(change.id);
      return Promise.resolve(false);
    });
  };
  for (const change of changes) runs.set(change.id, run(change));
  await Promise.all(runs.values());
};

const runOne = async (change: Change, outcome: Outcome, destination: InSlots): Promise<boolean> => {
  try {
    outcome.progress({ kind: 'deciding', id: change.id, change });
    const onWrite = (method: WriteMethod, path: string): void => {
      keepBefore(change, destination);
      destination.journal.before(change.id, method, path);
      outcome.progress({ kind: 'writing', id: change.id, method, path });
    };
    const onLookUp = outcome.lookUpFor(change.id);
    const own = destination.live.idOf(change.type, change.names);
    if (own !== undefined) onLookUp(change.type, change.names, { id: own });
    const onBytes = (bytes: number): void => outcome.progress({ kind: 'transferred', id: change.id, bytes });
    const noting = (client: OctopusClient): OctopusClient =>
      throughWrites(client, async (write, method, route) => {
        const answered = await write();
        destination.journal.answered(change.id, method, route);
        return answered;
      });
    const { slots, client } = destination;
    const written = await writeChange(change, {
      ...destination,
      ...{ client: noting(slots.through(client)), onWrite, onBytes, onLookUp },
      inTurn: (own, work) => slots.take(() => work({ ...own, client: noting(client).about(change.id) })),
    });
    keepAfter(change, destination);
    destination.journal.after(change.id, written.kind);
    if (written.kind === 'already-applied') outcome.already(change.id);
    else outcome.wrote(change.id, written.storedOtherwise);
    return true;
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    noteFailure(destination.journal, change.id, failure);
    if (failure instanceof NotSentError) outcome.notAttempted.push(change.id);
    else outcome.fail(change.id, failure);
    return false;
  }
};

/** A journal that takes nothing more is the failure itself, or comes beside one: the run stops either way. */
const noteFailure = ({ after }: Journal, id: string, { message }: Error): void => {
  try {
    after(id, 'failed', message);
  } catch {
    // What was done is recognized by the next run without it.
  }
};
