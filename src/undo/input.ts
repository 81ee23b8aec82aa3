import type { Image } from '../changeset/before-images.js';
import type { Changeset, Policy } from '../changeset/changeset.js';
import type { Receipt } from '../changeset/receipt.js';
import type { Digest } from '../model/names.js';

/** What an undo is made of. */
export interface UndoInput {
  /** The changeset that was applied. */
  readonly changeset: Changeset;
  /** What became of it. */
  readonly receipt: Receipt;
  /** SHA-256 of the receipt's bytes. */
  readonly receiptDigest: Digest;
  /** The name of its file. */
  readonly receiptFile: string;
  /** What was kept of the documents, by the id of the change. */
  readonly images: ReadonlyMap<string, Image>;
  /** Whether what was created is deleted. */
  readonly includeCreations: boolean;
  /** The version of octosync. */
  readonly tool: string;
  /** Who makes the undo: they may not be the one who approves it. */
  readonly author?: string | undefined;
  /** What the destination requires. */
  readonly policy?: Policy | undefined;
}
