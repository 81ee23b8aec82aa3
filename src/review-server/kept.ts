import type { Changeset } from '../changeset/changeset.js';
import type { Decisions } from '../changeset/decisions.js';
import { decisionsFormat } from '../changeset/format.js';
import { canonicalFile, sha256 } from '../model/canonical.js';
import { readDecisions, writeDecisions } from '../workspace/decisions-file.js';

/** What lies beside a changeset of what was decided before. */
export interface Kept {
  readonly decisions: Decisions;
  /** Tells these decisions from others that are saved meanwhile; empty where there are none. */
  readonly saved: string;
  /** What a person has to know of it. */
  readonly says: readonly string[];
}

/** Reads what was decided before; what is about another changeset is void, and said. Throws UsageError for a damaged file. */
export const keptDecisions = async (file: string, changeset: Changeset): Promise<Kept> => {
  const found = await readDecisions(file, changeset);
  switch (found.kind) {
    case 'none':
      return { decisions: noDecisions(changeset), saved: '', says: [] };
    case 'decided':
      return {
        decisions: found.decisions,
        saved: nameOf(found.decisions),
        says: ['This goes on with what was saved.'],
      };
    case 'void':
      return {
        decisions: noDecisions(changeset),
        saved: found.of,
        says: ['The decisions that were saved are about another changeset: they are void. Saving replaces them.'],
      };
  }
};

/** Writes them beside the changeset; gives what tells them from others. Throws UsageError for what does not fit it. */
export const keepDecisions = async (file: string, decisions: Decisions, changeset: Changeset): Promise<string> => {
  await writeDecisions(file, decisions, changeset);
  return nameOf(decisions);
};

export const noDecisions = ({ digest }: Changeset): Decisions => ({
  format: decisionsFormat,
  changeset: digest,
  ...{ leftOut: [], resolved: [], accepted: [] },
});

const nameOf = (decisions: Decisions): string => sha256(canonicalFile(decisions));
