import PQueue from 'p-queue';
import type { OctopusClient } from '../octopus/index.js';
import type { WriteMethod } from './destination.js';
import type { StopSignal } from '../model/stop-signal.js';

/** A write had no turn before the run was interrupted: it was not sent. */
export class NotSentError extends Error {
  constructor() {
    super('Not sent: the run was interrupted before.');
  }
}

/** So many writes at once. */
export interface WriteSlots {
  /** Waits for a turn, and keeps it as long as the work takes. Throws NotSentError where there is none before `signal` is aborted. */
  readonly take: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** A client each of whose writes takes a turn; what it reads is not held up by them. */
  readonly through: (client: OctopusClient) => OctopusClient;
}

/** Lets only so many writes be under way at once. */
export const writeSlots = (writesAtOnce: number, signal: StopSignal | undefined): WriteSlots => {
  const slots = new PQueue({ concurrency: writesAtOnce });
  const take: WriteSlots['take'] = (work) =>
    slots.add(() => (signal?.aborted ? Promise.reject(new NotSentError()) : work()));
  return { take, through: (client) => throughWrites(client, (write) => take(write)) };
};

/** What is done about each write: `write` sends it. */
type Around = <Result>(write: () => Promise<Result>, method: WriteMethod, route: string) => Promise<Result>;

/** The same client, each of whose writes goes through `around`. */
export const throughWrites = (client: OctopusClient, around: Around): OctopusClient => ({
  ...client,
  about: (what) => throughWrites(client.about(what), around),
  put: (route, body) => around(() => client.put(route, body), 'PUT', route),
  post: (route, body) => around(() => client.post(route, body), 'POST', route),
  delete: (route) => around(() => client.delete(route), 'DELETE', route),
  postFile: (route, name, bytes) => around(() => client.postFile(route, name, bytes), 'POST', route),
  upload: (route, path, onBytes) => around(() => client.upload(route, path, onBytes), 'POST', route),
});

/**
 * How many changes are in work for so many writes at once: as many again are being read and compared, so that a write
 * never waits for a reading. One at a time stays one at a time.
 */
export const changesInWork = (writesAtOnce: number): number => (writesAtOnce === 1 ? 1 : 2 * writesAtOnce);
