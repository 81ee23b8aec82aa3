import type { Changeset } from '../../changeset/changeset.js';
import { ApiError } from '../../model/errors.js';
import type { Progress } from '../../model/progress.js';
import type { OctopusClient } from '../../octopus/index.js';
import { readerFor } from '../../snapshot/reader.js';
import { readNamed } from '../live/live-space.js';
import { refuseOtherDestination } from '../preflight/preflight.js';
import type { Who } from './told.js';
import { unknownBecause, whoChanged, type Asked } from './who.js';

interface Question {
  /** The space that the documents are of: the destination of a changeset, the newer of two snapshots. */
  readonly of: Changeset['destination'];
  /** The name of the space on the server, where it is another one. */
  readonly space?: string | undefined;
  /** ISO 8601; where nobody knows it, nothing is asked. */
  readonly from: string | undefined;
  readonly to?: string | undefined;
}

/**
 * Asks a server who changed documents of a snapshot (rules who-changed): looks their IDs up by name, then reads the audit. Throws
 * UsageError for another installation or space; where the server does not answer, `note` says so and nothing fails.
 */
export const askWho = async (
  asked: readonly Asked[],
  client: OctopusClient,
  { of, space: name, from, to }: Question,
  progress: Progress,
): Promise<Who> => {
  if (from === undefined) return { events: new Map(), note: noTime };
  if (asked.length === 0) return { events: new Map() };
  try {
    const root = await client.root();
    const space = await client.findSpace(name ?? of.space);
    refuseOtherDestination({ destination: of }, root.installation, space.name, client.url);
    const live = await readNamed(readerFor(client, space), asked, progress);
    return await whoChanged(asked, { from, to }, { client, space, live });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { events: new Map(), note: unknownBecause(error) };
  }
};

export const noTime = 'Who changed it is not known: the snapshot does not say when it was taken.';
