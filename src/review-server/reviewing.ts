import type { Changeset } from '../changeset/changeset.js';
import type { Decisions } from '../changeset/decisions.js';
import { decidableOf } from '../report/review/decidable.js';
import { decidingPage } from '../report/html/page.js';
import { reviewChangeset } from '../report/review/review-changeset.js';
import { readChangesetFile, type ChangesetFile } from '../workspace/changeset-file.js';
import { decisionsBeside } from '../workspace/decisions-file.js';
import { approveWith, requirementsOf } from './approve-with.js';
import { partBeside, type Given, type Settled } from './given.js';
import { ChangedMeanwhile } from './changed-meanwhile.js';
import { parseDecided, type Decided } from './decided.js';
import { keepDecisions, keptDecisions, noDecisions } from './kept.js';
import { toldOf, type Told } from './told.js';

/** A review as the server needs it: the page, what its script is told, and what it may ask for. */
export interface Reviewing {
  readonly page: { readonly html: string; readonly contentSecurityPolicy: string };
  readonly tell: () => Promise<Told>;
  readonly save: (body: string) => Promise<{ readonly saved: string; readonly says: string }>;
  readonly approve: (body: string) => Promise<Settled>;
}

/**
 * Opens a changeset for review (rules review-decisions). Throws UsageError for a file that cannot be reviewed, or whose
 * decisions are damaged.
 */
export const openReview = async (given: Given): Promise<Reviewing> => {
  const { file } = given;
  const opened = await readChangesetFile(file);
  const { changeset } = opened;
  await keptDecisions(file, changeset);
  const review = reviewChangeset(changeset, file);
  const fixed = toldOf(changeset, review);
  const files = { changeset: file, decisions: decisionsBeside(file), part: partBeside(given) };
  const says = requirementsOf(changeset, given);
  return {
    page: decidingPage(review, { ...decidableOf(changeset), says, files }),
    tell: async () => ({ ...fixed, ...(await decidedBefore(given, changeset)) }),
    save: async (body) => {
      const decided = parseDecided(body);
      await refuseChanged(file, opened);
      await refuseOverwriting(file, changeset, decided);
      const saved = await keepDecisions(file, decisionsOf(changeset, decided), changeset);
      return { saved, says: `Saved in ${files.decisions}.` };
    },
    approve: async (body) => {
      const decided = parseDecided(body);
      await refuseChanged(file, opened);
      await refuseOverwriting(file, changeset, decided);
      return approveWith(given, opened, decisionsOf(changeset, decided), decided);
    },
  };
};

const decidedBefore = async (
  { file, by }: Given,
  changeset: Changeset,
): Promise<Pick<Told, 'decided' | 'by' | 'saved' | 'says'>> => {
  const { decisions, saved, says } = await keptDecisions(file, changeset);
  const { leftOut, resolved, accepted } = decisions;
  return { decided: { leftOut, resolved, accepted }, by: by ?? decisions.by ?? '', saved, says };
};

const decisionsOf = (changeset: Changeset, { leftOut, resolved, accepted, by }: Decided): Decisions => ({
  ...noDecisions(changeset),
  ...(by !== undefined && { by }),
  ...{ leftOut, resolved, accepted },
});

/** The page shows what was opened: nobody approves anything else. */
const refuseChanged = async (file: string, { bytes }: ChangesetFile): Promise<void> => {
  const now = await readChangesetFile(file).catch(() => undefined);
  if (now?.bytes === bytes) return;
  throw new ChangedMeanwhile({
    what: `${file} is no longer the changeset that this page shows: nothing was written.`,
    remedy: 'End octosync review with Ctrl-C, and start it again.',
  });
};

/** Another window, or another person, may have saved since. */
const refuseOverwriting = async (file: string, changeset: Changeset, { saved }: Decided): Promise<void> => {
  const now = await keptDecisions(file, changeset);
  if (now.saved === saved) return;
  throw new ChangedMeanwhile({
    what: 'Other decisions were saved since this page was loaded: nothing was written.',
    remedy: 'Reload the page to go on with those.',
  });
};
