import { readFile } from 'node:fs/promises';
import { noApprovals, parseApprovals, withApproval, type Approval, type Approvals } from '../changeset/approvals.js';
import { canonicalFile } from '../model/canonical.js';
import { UsageError } from '../model/errors.js';
import { isCode } from '../model/node-errors.js';
import { besideChangeset } from './changeset-file.js';
import { withLock } from './lock.js';
import { writeWhole } from './write-whole.js';

/** The approvals of a changeset stand beside it: `changeset.approvals.json`. */
export const approvalsBeside = (changesetFile: string): string => besideChangeset(changesetFile, 'approvals.json');

/** Reads the approvals beside a changeset; no file means none. Throws UsageError for a file that is damaged. */
export const readApprovals = async (changesetFile: string): Promise<Approvals> => {
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
  make: (before: Approvals) => Promise<Made>,
): Promise<Made & { readonly file: string }> =>
  withLock(`${approvalsBeside(changesetFile)}.lock`, 'Somebody else is approving this changeset', async () => {
    const before = await readApprovals(changesetFile);
    const made = await make(before);
    return { ...made, file: await writeApprovals(changesetFile, withApproval(before, made.approval)) };
  });

/** Writes the approvals whole or not at all; gives the file's name. */
const writeApprovals = async (changesetFile: string, approvals: Approvals): Promise<string> => {
  const file = approvalsBeside(changesetFile);
  await writeWhole(file, canonicalFile(approvals));
  return file;
};
