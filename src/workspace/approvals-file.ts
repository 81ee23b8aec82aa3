import { readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import {
  noApprovals,
  parseApprovals,
  requireApprovals,
  type ApprovedFile,
  type Approvals,
} from '../changeset/approvals.js';
import { canonicalFile } from '../model/canonical.js';
import { UsageError } from '../model/errors.js';
import { besideChangeset } from './changeset-file.js';

/** The approvals of a changeset stand beside it: `changeset.approvals.json`. */
export const approvalsBeside = (changesetFile: string): string => besideChangeset(changesetFile, 'approvals.json');

/** Reads the approvals beside a changeset; no file means none. Throws UsageError for a file that is damaged. */
export const readApprovals = async (changesetFile: string): Promise<Approvals> => {
  const file = approvalsBeside(changesetFile);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new UsageError({ what: 'The approvals cannot be read.', where: file, remedy: 'Check the file.' });
  });
  return text === undefined ? noApprovals : parseApprovals(text, file);
};

/** Writes the approvals whole or not at all; gives the file's name. */
export const writeApprovals = async (changesetFile: string, approvals: Approvals): Promise<string> => {
  const file = approvalsBeside(changesetFile);
  await writeFileAtomic(file, canonicalFile(approvals));
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
