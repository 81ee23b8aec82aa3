import type { Changeset } from '../../changeset/changeset.js';
import { DriftError } from '../../model/errors.js';
import type { Destination } from '../destination.js';
import { noTime } from './ask-who.js';
import { whoChanged } from './who.js';

/** The same drift, with a detail for each event of what has drifted since the snapshot of the destination (rules who-drift). */
export const withWho = async (
  drift: DriftError,
  { changes, destination }: Changeset,
  where: Pick<Destination, 'client' | 'space' | 'live'>,
): Promise<DriftError> => {
  const { takenAt } = destination;
  const asked = changes.filter(({ id }) => drift.ids.includes(id));
  const { events, note } =
    takenAt === undefined
      ? { events: new Map<string, never>(), note: noTime }
      : await whoChanged(asked, { from: takenAt }, where);
  const told = [...events].flatMap(([id, own]: readonly [string, readonly { says: string; page: string }[]]) =>
    own.map(({ says, page }) => `${id}: ${says} (${page})`),
  );
  const { what, where: place, remedy, details, ids } = drift;
  return new DriftError(
    {
      what,
      ...(place !== undefined && { where: place }),
      ...(remedy !== undefined && { remedy }),
      details: [...details, ...told, ...(note === undefined ? [] : [note])],
      ids,
    },
    { cause: drift },
  );
};
