import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Image } from '../changeset/before-images.js';
import type { Changeset } from '../changeset/changeset.js';
import { parseReceipt } from '../changeset/read-receipt.js';
import type { Receipt } from '../changeset/receipt.js';
import { sha256 } from '../model/canonical.js';
import { BlockedError, UsageError } from '../model/errors.js';
import { sameName, type Digest } from '../model/names.js';
import { imagesBeside, readImages } from './images-file.js';
import { receiptBeside } from './receipt-file.js';

/** A run, as its files tell. */
export interface UndoneRun {
  readonly receipt: Receipt;
  readonly receiptDigest: Digest;
  readonly receiptFile: string;
  readonly images: ReadonlyMap<string, Image>;
}

/**
 * Reads what a run has left: its receipt, which must be of this very changeset, and what it has kept of the documents (rules
 * undo-of). Throws UsageError where there is none, or it is of another changeset.
 */
export const readUndoneRun = async (
  file: string,
  changeset: Changeset,
  receiptFile = receiptBeside(file),
): Promise<UndoneRun> => {
  const { receipt, digest } = await readReceiptAt(receiptFile);
  if (receipt.changeset !== changeset.digest)
    throw new UsageError({
      what: `The receipt is of another changeset (${receipt.changeset}) than this one (${changeset.digest}).`,
      where: receiptFile,
      remedy: 'Name the receipt that its apply left, with --receipt.',
    });
  const { installation, space } = receipt.destination;
  const images = readImages(imagesBeside(file), { changeset: changeset.digest, installation, space });
  if (images.size === 0 && receipt.changes.some(({ became }) => became === 'written'))
    throw new UsageError({
      what: 'What the documents said before the run is not here: without it nothing can be taken back.',
      where: imagesBeside(file),
      remedy: 'Run undo where apply ran, or bring that file here; it lies beside the journal.',
    });
  return { receipt, receiptDigest: digest, receiptFile: basename(receiptFile), images };
};

const readReceiptAt = async (file: string): Promise<{ readonly receipt: Receipt; readonly digest: Digest }> => {
  const bytes = await readFile(file).catch((error: unknown) => {
    const what = 'There is no receipt here: nobody knows what was written.';
    const remedy =
      'Apply the changeset to its end (apply leaves the receipt), or name the receipt with --receipt FILE.';
    throw new UsageError({ what, where: file, remedy }, { cause: error });
  });
  return { receipt: await parseReceipt(bytes.toString('utf8'), file), digest: sha256(bytes) };
};

/**
 * What may be deleted (rules undo-delete): what the receipt that the undo names says its run created, with the IDs that the server
 * gave it. Nothing where the changeset deletes nothing. Throws UsageError for a receipt that is not here, BlockedError for
 * another one, and for a deletion that it does not bear out.
 */
export const deletableBy = async (
  file: string,
  { changes, undoes, destination, renames }: Changeset,
  receiptFile: string | undefined,
): Promise<((id: string, ids: readonly string[]) => boolean) | undefined> => {
  const deletions = changes.filter(({ action }) => action === 'delete');
  if (deletions.length === 0 || undoes === undefined) return undefined;
  // A changeset names a file beside it, and leads nowhere else.
  const where = receiptFile ?? join(dirname(resolve(file)), basename(undoes.file));
  const { receipt, digest } = await readReceiptAt(where);
  const isMeant =
    digest === undoes.receipt &&
    receipt.changeset === undoes.changeset &&
    receipt.destination.installation === destination.installation &&
    sameName(receipt.destination.space, destination.space);
  if (!isMeant) throw unproven('The receipt here is not the one that the undo was made of.', where);
  const created = receipt.changes.flatMap(({ id, action, became, created: ids = [] }) =>
    action === 'create' && became === 'written' && ids.length > 0 ? [{ id, type: typeIn(id), ids }] : [],
  );
  // What belongs to something that gets its name back is called otherwise by now: its IDs tell.
  const isSaid = ({ id, type }: Changeset['changes'][number]): boolean =>
    created.some((one) => one.id === id || (renames.length > 0 && one.type === type));
  const others = deletions.filter((one) => !isSaid(one));
  if (others.length > 0)
    throw unproven(
      `The receipt does not say that these were created: ${others.map(({ id }) => id).join(', ')}.`,
      where,
    );
  // Of what was created one by one, a run that was killed may have deleted some already.
  return (id, ids) =>
    ids.length > 0 && created.some((one) => one.type === typeIn(id) && ids.every((own) => one.ids.includes(own)));
};

const typeIn = (id: string): string => id.slice(0, id.indexOf('/'));

const unproven = (what: string, where: string): BlockedError =>
  new BlockedError({
    what: `${what} octosync deletes nothing else.`,
    where,
    remedy: 'Make the undo again with octosync undo, where apply left its receipt.',
  });
