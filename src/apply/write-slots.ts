import PQueue from 'p-queue';
import type { OctopusClient } from '../octopus/index.js';

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
  signal: AbortSignal | undefined,
): OctopusClient => {
  const slots = new PQueue({ concurrency: writesAtOnce });
  const inTurn = <Result>(write: () => Promise<Result>): Promise<Result> =>
    slots.add(() => (signal?.aborted ? Promise.reject(new NotSentError()) : write()));
  return through(client, inTurn);
};

type InTurn = <Result>(write: () => Promise<Result>) => Promise<Result>;

const through = (client: OctopusClient, inTurn: InTurn): OctopusClient => ({
  ...client,
  about: (what) => through(client.about(what), inTurn),
  put: (route, body) => inTurn(() => client.put(route, body)),
  post: (route, body) => inTurn(() => client.post(route, body)),
  postFile: (route, name, bytes) => inTurn(() => client.postFile(route, name, bytes)),
  upload: (route, path, onBytes) => inTurn(() => client.upload(route, path, onBytes)),
});

/**
 * How many changes are in work for so many writes at once: as many again are being read and compared, so that a write
 * never waits for a reading. One at a time stays one at a time.
 */
export const changesInWork = (writesAtOnce: number): number => (writesAtOnce === 1 ? 1 : 2 * writesAtOnce);
