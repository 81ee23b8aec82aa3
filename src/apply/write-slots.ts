import PQueue from 'p-queue';
import type { OctopusClient } from '../octopus/index.js';

/** A client that has only so many writes under way at once; what it reads is not held up by them. */
export const withWriteSlots = (client: OctopusClient, writesAtOnce: number): OctopusClient =>
  through(client, new PQueue({ concurrency: writesAtOnce }));

const through = (client: OctopusClient, slots: PQueue): OctopusClient => ({
  ...client,
  about: (what) => through(client.about(what), slots),
  put: (at, body) => slots.add(() => client.put(at, body)),
  post: (at, body) => slots.add(() => client.post(at, body)),
  postFile: (at, name, bytes) => slots.add(() => client.postFile(at, name, bytes)),
  upload: (at, path, onBytes) => slots.add(() => client.upload(at, path, onBytes)),
});

/**
 * How many changes are in work for so many writes at once: as many again are being read and compared, so that a write
 * never waits for a reading. One at a time stays one at a time.
 */
export const changesInWork = (writesAtOnce: number): number => (writesAtOnce === 1 ? 1 : 2 * writesAtOnce);
