import { expect } from 'vitest';
import { apply } from '../../src/apply/index.js';
import { afterLine, beforeLine, beginLine, imagesIn, keptOf } from '../../src/changeset/before-images.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import { noJournal, type Journal, type JournalOf, type KeptImage } from '../../src/changeset/journal.js';
import { receiptOf, runOf, type Done } from '../../src/changeset/make-receipt.js';
import { parseChangeset } from '../../src/changeset/read.js';
import type { Receipt } from '../../src/changeset/receipt.js';
import { canonicalFile, sha256 } from '../../src/model/canonical.js';
import { sameMembers } from '../../src/model/json.js';
import { undo } from '../../src/undo/index.js';
import type { Place } from './two-spaces.js';

/* An apply as the command does it, without files: what it keeps and its receipt are texts. */

/** A run, and what it leaves. */
export interface Ran {
  readonly receipt: Receipt;
  /** What stands in `changeset.before.jsonl`. */
  readonly kept: string;
}

/** Keeps images as the file does; of earlier runs too. */
const memory = (of: JournalOf, earlier: string): { readonly journal: Journal; readonly text: () => string } => {
  const lines = [earlier, JSON.stringify(beginLine(of))];
  const images = new Map<string, KeptImage>([...imagesIn(earlier, of)].map(([id, image]) => [id, keptOf(image)]));
  const journal: Journal = {
    ...noJournal,
    images,
    keepBefore: (image) => {
      if (images.get(image.id)?.isComplete === false) return;
      lines.push(JSON.stringify(beforeLine(image)));
      images.set(image.id, keptOf(image));
    },
    keepAfter: (image) => {
      lines.push(JSON.stringify(afterLine(image)));
      images.set(image.id, {
        ...images.get(image.id),
        isNew: false,
        isComplete: true,
        ...(image.created && { created: image.created }),
      });
    },
  };
  return { journal, text: () => lines.join('\n') };
};

const ofPlace = ({ instance, space }: Place, changeset: Changeset): JournalOf => ({
  changeset: changeset.digest,
  installation: instance.name,
  space: space.name,
});

/** Applies a changeset, all gates open; `undone` is the receipt that it takes back. */
export const ran = async (changeset: Changeset, place: Place, undone?: Receipt): Promise<Ran> => {
  const kept = memory(ofPlace(place, changeset), '');
  let done: Done | undefined;
  const created = undone?.changes.map((one) => one.created ?? []) ?? [];
  await apply(changeset, place.client, {
    space: place.space.name,
    allow: changeset.gates.map(({ gate }) => gate),
    skipBlocked: true,
    secretFor: () => undefined,
    packageFile: () => undefined,
    ...(undone && { mayDelete: (_id, ids) => created.some((one) => sameMembers(one, ids)) }),
    openJournal: () => kept.journal,
    dryRun: false,
    concurrency: 4,
    wait: () => Promise.resolve(),
    progress: () => undefined,
    confirm: () => Promise.resolve(true),
    onEnd: (result) => {
      done = result;
      return Promise.resolve();
    },
  });
  const run = runOf(done, undefined);
  if (!run) throw new Error('Nothing was begun.');
  const told = {
    tool: '0.0.0',
    when: '2026-01-01T00:00:00Z',
    options: { allow: [], skipBlocked: true, allowDrift: false },
    resolutions: [],
  };
  return { receipt: { ...receiptOf(changeset, run, told), base: { moved: false, says: '' } }, kept: kept.text() };
};

/** What takes a run back; octosync must read it as one of its own. */
export const undoOf = async (
  changeset: Changeset,
  { receipt, kept }: Ran,
  place: Place,
  includeCreations = true,
): Promise<Changeset> => {
  const text = canonicalFile(receipt);
  const made = undo({
    ...{ changeset, receipt, receiptDigest: sha256(text), receiptFile: 'changeset.receipt.json', includeCreations },
    images: imagesIn(kept, ofPlace(place, changeset)),
    tool: '0.0.0',
  });
  expect(await parseChangeset(canonicalFile(made), 'undo.json')).toEqual(made);
  return made;
};
