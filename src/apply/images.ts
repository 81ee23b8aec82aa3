import { typeNamed } from '../catalogue/index.js';
import type { Change } from '../changeset/changeset.js';
import { objectsOf, textOf, type JsonObject } from '../model/json.js';
import type { Destination } from './destination.js';
import { requestParts } from './trial/try-change.js';

type Keeping = Pick<Destination, 'live' | 'journal'>;

/**
 * Keeps what a document says right before the first request of its change (rules undo-before): every writer has read it just
 * now, and it is in the live space; what is created is not. Throws what the journal throws: then nothing is sent.
 */
export const keepBefore = (change: Change, { live, journal }: Keeping): void => {
  const { id, type, names } = change;
  const known = journal.images.get(id);
  const again = known?.isComplete === false && known.isEarlier === true && isOneRequest(change);
  if (known?.isComplete === false && !again) return;
  journal.keepBefore({ id, type, names, before: live.find(type, names)?.document ?? null, ...(again && { again }) });
};

/**
 * Where a killed run has begun such a change and there is still something to send, it has done nothing of it: what the document
 * says now is what is to come back, and not what others have changed since.
 */
const isOneRequest = (change: Change): boolean =>
  change.action === 'update' && requestParts(typeNamed(change.type), change).length === 1;

/** Keeps what the server made of it, and the IDs of what was created. What was not begun by any run of ours has no image. */
export const keepAfter = (change: Change, { live, journal }: Keeping): void => {
  const { id, type, names, action } = change;
  const known = journal.images.get(id);
  const item = live.find(type, names);
  if (action === 'delete' || !known || known.isComplete || !item) return;
  const created = known.isNew ? idsOf(change, item) : [];
  journal.keepAfter({ id, after: item.document, ...(created.length > 0 && { created }) });
};

/** The IDs of an item; of what is gathered into one document, those of its members. */
export const idsOf = (
  { type: name }: Pick<Change, 'type'>,
  { id, raw }: { readonly id: string; readonly raw: JsonObject },
): readonly string[] => {
  const { listing } = typeNamed(name).reading;
  return listing.kind === 'gathered'
    ? objectsOf(raw[listing.into]).map(({ Id: one }) => textOf(one))
    : id === ''
      ? []
      : [id];
};
