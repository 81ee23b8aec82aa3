import { apply, type ApplyOptions, type ApplyResult } from '../apply/index.js';
import type { Changeset } from '../changeset/changeset.js';
import type { Done } from '../changeset/make-receipt.js';
import type { Receipt } from '../changeset/receipt.js';
import { canonicalFile } from '../model/canonical.js';
import type { Progress } from '../model/progress.js';
import type { OctopusClient, RequestEvent } from '../octopus/index.js';
import { cleanUpAsCsv } from '../report/csv/clean-up.js';
import { cleanUpAsJson } from '../report/json/clean-up.js';
import { cleanUpAsMarkdown } from '../report/markdown/clean-up.js';
import { cleanUpList, type CleanUpList } from '../report/review/clean-up-list.js';
import { besideChangeset } from '../workspace/changeset-file.js';
import { openJournal } from '../workspace/journal-file.js';
import type { Judged } from '../workspace/judge-approvals.js';
import { withReceipt } from '../workspace/leave-receipt.js';
import { withLog } from '../workspace/log-file.js';
import type { BasePlaces } from '../workspace/move-base.js';
import { packageFiles } from '../workspace/package-files.js';
import { receiptBeside } from '../workspace/receipt-file.js';
import { readSecrets } from '../workspace/secrets-file.js';
import { deletableBy } from '../workspace/undone-run.js';
import { refuseUnwritable, writeWhole } from '../workspace/write-whole.js';

/** What is left for a person, for people, programs and ticket systems (rules apply-clean-up). */
const cleanUpFormats: readonly (readonly [ending: string, textOf: (list: CleanUpList) => string])[] = [
  ['cleanup.md', cleanUpAsMarkdown],
  ['cleanup.json', (list) => canonicalFile(cleanUpAsJson(list))],
  ['cleanup.csv', cleanUpAsCsv],
];

/** Where the list for a person lies. */
export const cleanUpBeside = (file: string): string => besideChangeset(file, 'cleanup.md');

/** What a run of `apply` works on, and whom it tells what. */
export interface Applying {
  readonly file: string;
  readonly changeset: Changeset;
  /** What the approvals beside it come to. */
  readonly judged: Judged;
  /** Connects to the destination; told of each request. */
  readonly connect: (onRequest: (event: RequestEvent) => void) => Promise<OctopusClient>;
  readonly space: string | undefined;
  /** The file with real values for placeholders. */
  readonly secrets: string | undefined;
  /** The snapshot that holds the packages to send. */
  readonly packages: string | undefined;
  /** Of an undo that deletes: the receipt of what it takes back, where it is not beside it. */
  readonly receipt: string | undefined;
  readonly places: BasePlaces & { readonly sync: string | undefined };
  /** Where the log goes, if one is kept. */
  readonly log: string | undefined;
  /** The version of octosync. */
  readonly tool: string;
  /** Gates that are passed and what is skipped as asked for, which the receipt keeps. */
  readonly asked: Receipt['options'];
  readonly run: Pick<ApplyOptions, 'who' | 'skipPermissions' | 'signal' | 'dryRun' | 'concurrency'>;
  readonly onRequest: (event: RequestEvent) => void;
  readonly progress: Progress;
  readonly tell: (line: string) => void;
  /** Asked once everything is checked, before the first write; false stops. */
  readonly confirm: (writes: number, url: string) => Promise<boolean>;
}

/** How a run ended that came to its end, and the receipt that lies beside the changeset; none of a run that wrote nothing. */
export interface Applied {
  readonly outcome: ApplyResult;
  readonly receipt: Receipt | undefined;
}

/**
 * Applies the changeset of a file: reads what lies beside it (secrets, receipt of what it takes back), keeps journal,
 * before-images, log and receipt beside it, and leaves the list of what a person must still do, however the run ends.
 * Throws as `apply` and as the readers of these files; a dry run leaves nothing but a log that is asked for.
 */
export const applyFile = async (applying: Applying): Promise<Applied> => {
  const { file, changeset, judged, run, places, tool } = applying;
  const { valueFor: secretFor, notes } = await readSecrets(applying.secrets, changeset);
  for (const note of notes) applying.tell(note);
  const mayDelete = await deletableBy(file, changeset, applying.receipt);
  const lists = cleanUpFormats.map(([ending, textOf]) => ({ file: besideChangeset(file, ending), textOf }));
  const left = [...lists.map((list) => list.file), receiptBeside(file)];
  if (!run.dryRun) for (const one of left) await refuseUnwritable(one);
  const isSupplied = (id: string, pointer: string): boolean => secretFor(id, pointer) !== undefined;
  const work = (note: (done: Done) => void) =>
    withLog(applying.log, { command: 'apply', tool, changeset: changeset.digest }, async (log) => {
      const client = await applying.connect(log.requests(applying.onRequest));
      return apply(changeset, client, {
        ...run,
        space: applying.space ?? changeset.destination.space,
        allow: judged.allow,
        skipBlocked: judged.skipBlocked,
        allowDrift: applying.asked.allowDrift,
        secretFor,
        mayDelete,
        approvedBy: (judged.told.record.approvals ?? []).map(({ by }) => by),
        packageFile: packageFiles(changeset, applying.packages),
        openJournal: (of) => log.guard(openJournal(besideChangeset(file, 'journal.jsonl'), of)),
        progress: log.progress(applying.progress),
        onEnd: async (result, pageOf, who) => {
          note({ ...result, who });
          const isThere = new Set([...result.written, ...result.alreadyApplied]);
          const cleanUp = cleanUpList(changeset, {
            isSupplied,
            pageOf,
            isThere: ({ id }) => isThere.has(id),
            whyLeft: ({ id }) => result.left.get(id),
          });
          for (const list of lists) await writeWhole(list.file, list.textOf(cleanUp));
        },
        confirm: (writes) => applying.confirm(writes, client.url),
      });
    });
  const { sync, ...base } = places;
  const receipting = { file, changeset, tool, sync, options: applying.asked, places: base, ...judged.told };
  const { result: outcome, receipt } = await withReceipt(run.dryRun ? undefined : receipting, work);
  return { outcome, receipt };
};
