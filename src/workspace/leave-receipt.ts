import type { Changeset } from '../changeset/changeset.js';
import { receiptOf, runOf, type Done, type Run } from '../changeset/make-receipt.js';
import type { Receipt } from '../changeset/receipt.js';
import type { Resolution } from '../changeset/resolutions.js';
import { knownSecrets } from '../octopus/known-secrets.js';
import { moveBase, type BasePlaces } from './move-base.js';
import { readReceipt, writeReceipt } from './receipt-file.js';

/** Whose receipt it is, and what goes into it beside what the run does. */
export interface Receipting {
  readonly file: string;
  readonly changeset: Changeset;
  /** The version of octosync. */
  readonly tool: string;
  readonly sync: string | undefined;
  readonly options: Receipt['options'];
  readonly resolutions: readonly Resolution[];
  /** What the receipt says of approvals. */
  readonly record?: Pick<Receipt, 'approvals' | 'policy' | 'accepted'>;
  readonly places: BasePlaces;
}

/**
 * Does what applies a changeset, and leaves the receipt of it beside the changeset, however it ends, once the base has moved
 * or stays (rules base-receipt). The work tells what it has done. Nothing is left of a run that was not begun, and of a dry
 * one, for which there is nothing to go into it.
 */
export const withReceipt = async <Result>(
  receipting: Receipting | undefined,
  work: (note: (done: Done) => void) => Promise<Result>,
): Promise<{ readonly result: Result; readonly receipt: Receipt | undefined }> => {
  let done: Done | undefined;
  const note = (what: Done): void => {
    done = what;
  };
  const leave = async (thrown?: unknown): Promise<Receipt | undefined> => {
    const run = runOf(done, thrown);
    return run && receipting && leaveReceipt(receipting, withoutSecrets(run));
  };
  let result: Result;
  try {
    result = await work(note);
  } catch (error) {
    // What the run ended with is what a person must know.
    await leave(error).catch(() => undefined);
    throw error;
  }
  return { result, receipt: await leave() };
};

/** What a server says may repeat a secret; what octosync says by itself has none (rules always-secrets). */
const withoutSecrets = ({ says, failed, who, ...run }: Run): Run => ({
  ...run,
  ...(who !== undefined && { who: knownSecrets.hide(who) }),
  ...(says !== undefined && { says: knownSecrets.hide(says) }),
  failed: failed.map(({ id, why }) => ({ id, why: knownSecrets.hide(why) })),
});

const leaveReceipt = async ({ file, changeset, places, ...told }: Receipting, run: Run): Promise<Receipt> => {
  const when = new Date().toISOString();
  // One that is damaged is replaced: it only tells since when things are open.
  const before = await readReceipt(file).catch(() => undefined);
  const begun = receiptOf(changeset, run, { ...told, when, before });
  const receipt = { ...begun, base: await moveBase(begun, changeset.base?.digest, places) };
  await writeReceipt(file, receipt);
  return receipt;
};
