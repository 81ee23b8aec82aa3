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

/**
 * A client that has only so many writes under way at once; what it reads is not held up by them. A write that has no
 * turn before `signal` is aborted throws NotSentError.
 */
export const withWriteSlots = (
  client: OctopusClient,
  writesAtOnce: number,
  signal: StopSignal | undefined,
): OctopusClient => {
  const slots = new PQueue({ concurrency: writesAtOnce });
  return throughWrites(client, (write) =>
    slots.add(() => (signal?.aborted ? Promise.reject(new NotSentError()) : write())),
  );
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
