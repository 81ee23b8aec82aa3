import { resolve } from 'node:path';
import { openFileOf } from '../changeset/make-receipt.js';
import type { Receipt } from '../changeset/receipt.js';
import { canonicalFile } from '../model/canonical.js';
import { OctosyncError, UsageError } from '../model/errors.js';
import { openFile } from '../snapshot/belongings.js';
import { copySnapshot } from '../snapshot/copy.js';
import { readBase } from './base-at.js';
import { keepPrevious, moveBack } from './previous-base.js';
import { isInGit, readSnapshotAt, withDirectoryAt } from './snapshot-at.js';

/** What a receipt says where nobody named a base. */
export const noBase = 'No base is kept for this sync.';

/** Where the base of a sync is, and the snapshot of the source that may become it. */
export interface BasePlaces {
  /** A directory, REVISION:DIRECTORY, `git` or `none`; none where nobody says. */
  readonly base: string | undefined;
  readonly source: string | undefined;
}

/**
 * Moves the base after a run (rules base-moves): after a complete one, the snapshot of the source that was applied is copied to
 * the directory of the base, whole or not at all, with what is open beside it. `comparedWith` is the digest of the base that
 * the changeset was made with. Gives what the receipt says of it; never throws for what keeps the base where it is.
 */
export const moveBase = async (
  receipt: Omit<Receipt, 'base'>,
  comparedWith: string | undefined,
  { base, source }: BasePlaces,
): Promise<Receipt['base']> => {
  if (base === undefined || base === 'none') return stays(noBase);
  if (receipt.outcome !== 'complete') return stays(`The base stays as it is: the run was ${receipt.outcome}.`);
  if (receipt.undoes)
    return moveBack(receipt, base).catch((error: unknown) => stays(`The base stays as it is: ${said(error)}`));
  if (base === 'git')
    return { moved: true, says: 'Git has the base, once this receipt and the snapshot are committed.' };
  if (isInGit(base)) return stays(`The base stays as it is: ${base} is of a revision, which nothing changes.`);
  if (source === undefined)
    return stays('The base stays as it is: nobody said where the snapshot of the source is. Name it with --source.');
  try {
    const why = await whyNot(receipt, comparedWith, { base, source });
    if (why !== undefined) return stays(why);
    const present = (await readBase(base))?.snapshot.digest;
    // A run that is done again has kept it already.
    if (present !== receipt.source.digest) await keepPrevious(base, present);
    const beside = new Map([[openFile, canonicalFile(openFileOf(receipt))]]);
    const { digest } = receipt.source;
    await withDirectoryAt(source, (directory) => copySnapshot(directory, base, { digest, beside }));
    return { moved: true, says: `${base} holds the snapshot of the source that was applied.` };
  } catch (error) {
    return stays(`The base stays as it is: ${said(error)}`);
  }
};

const stays = (says: string): Receipt['base'] => ({ moved: false, says });

const said = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error instanceof OctosyncError && error.where !== undefined
    ? `${error.message} (${error.where})`
    : error.message;
};

/** Why a snapshot must not become the base, if it must not. */
const whyNot = async (
  { source: applied }: Omit<Receipt, 'base'>,
  comparedWith: string | undefined,
  { base, source }: { readonly base: string; readonly source: string },
): Promise<string | undefined> => {
  const { digest } = await readSnapshotAt(source);
  if (digest !== applied.digest)
    return `The base stays as it is: ${source} holds another snapshot (${digest}) than the changeset was made of (${applied.digest}).`;
  const present = (await readBase(base))?.snapshot.digest;
  // What another base left open is in no changeset that was made without it.
  if (present !== undefined && present !== comparedWith && present !== digest)
    return `The base stays as it is: the changeset was not compared with it (${present}). Diff again.`;
  return undefined;
};

/** Throws UsageError where a base lies in the place of a snapshot that is compared with it: it would be that very one. */
export const refuseAsBase = (base: string | undefined, ...snapshots: readonly (string | undefined)[]): void => {
  if (base === undefined || base === 'git' || base === 'none') return;
  if (!snapshots.some((one) => one !== undefined && resolve(one) === resolve(base))) return;
  throw new UsageError({
    what: 'The base has a directory of its own: here is a snapshot that it is compared with.',
    where: base,
    remedy: 'Name another one, such as bases/main.',
  });
};
