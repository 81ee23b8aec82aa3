import { readFile } from 'node:fs/promises';
import {
  noApprovals,
  parseApprovals,
  requireApprovals,
  withApproval,
  type Approval,
  type ApprovedFile,
  type Approvals,
} from '../changeset/approvals.js';
import { resolutionsIn, type Resolution } from '../changeset/resolutions.js';
import { canonicalFile } from '../model/canonical.js';
import { UsageError } from '../model/errors.js';
import { isCode } from '../model/node-errors.js';
import { besideChangeset } from './changeset-file.js';
import { withLock } from './lock.js';
import { writeWhole } from './write-whole.js';

/** The approvals of a changeset stand beside it: `changeset.approvals.json`. */
export const approvalsBeside = (changesetFile: string): string => besideChangeset(changesetFile, 'approvals.json');

/** Reads the approvals beside a changeset; no file means none. Throws UsageError for a file that is damaged. */
const readApprovals = async (changesetFile: string): Promise<Approvals> => {
  const file = approvalsBeside(changesetFile);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return undefined;
    throw new UsageError({ what: 'The approvals cannot be read.', where: file, remedy: 'Check the file.' });
  });
  return text === undefined ? noApprovals : parseApprovals(text, file);
};

/**
 * Adds an approval to those beside a changeset; nobody else adds one meanwhile, so that none is lost. Gives what making it
 * gave, and the file's name. Throws UsageError for a damaged file, and what making it throws: then nothing is written.
 */
export const addApproval = <Made extends { readonly approval: Approval }>(
  changesetFile: string,
  make: () => Promise<Made>,
): Promise<Made & { readonly file: string }> =>
  withLock(`${approvalsBeside(changesetFile)}.lock`, 'Somebody else is approving this changeset', async () => {
    const before = await readApprovals(changesetFile);
    const made = await make();
    return { ...made, file: await writeApprovals(changesetFile, withApproval(before, made.approval)) };
  });

/** Writes the approvals whole or not at all; gives the file's name. */
const writeApprovals = async (changesetFile: string, approvals: Approvals): Promise<string> => {
  const file = approvalsBeside(changesetFile);
  await writeWhole(file, canonicalFile(approvals));
  return file;
};

/**
 * One line for each person whose approval holds for a changeset as it lies there. Throws BlockedError if fewer than
 * `needed` approved it; nothing is read if none is needed.
 */
export const approvalsOf = async (
  changesetFile: string,
  approved: Omit<ApprovedFile, 'where'>,
  needed: number,
): Promise<readonly string[]> => {
  if (needed === 0) return [];
  const held = requireApprovals(await readApprovals(changesetFile), { ...approved, where: changesetFile }, needed);
  return held.map(
    ({ by, when, comment }) => `Approved by ${by}, ${when}${comment === undefined ? '' : `: ${comment}`}`,
  );
};

/**
 * What people have resolved for a changeset as it lies there, whether approvals are needed or not. Throws UsageError for
 * a damaged file, BlockedError where they contradict each other.
 */
export const resolutionsOf = async (
  changesetFile: string,
  approved: Omit<ApprovedFile, 'where'>,
): Promise<readonly Resolution[]> =>
  resolutionsIn(await readApprovals(changesetFile), { ...approved, where: changesetFile });
