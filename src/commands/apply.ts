import { Args } from '@oclif/core';
import { apply, type ExecutionResult } from '../apply/index.js';
import { canonicalFile } from '../model/canonical.js';
import { cleanUpAsCsv } from '../report/csv/clean-up.js';
import { cleanUpAsJson } from '../report/json/clean-up.js';
import { cleanUpAsMarkdown } from '../report/markdown/clean-up.js';
import { cleanUpList, type CleanUpList } from '../report/review/clean-up-list.js';
import type { Done } from '../changeset/make-receipt.js';
import type { Receipt } from '../changeset/receipt.js';
import { noBase } from '../workspace/move-base.js';
import { withReceipt } from '../workspace/leave-receipt.js';
import { receiptBeside } from '../workspace/receipt-file.js';
import { applyFlags } from './flags/apply-flags.js';
import { approvedFor } from './flags/policies.js';
import { basePlacesOf } from './flags/base-flags.js';
import { ask } from './display/ask.js';
import { BaseCommand } from './display/base-command.js';
import { besideChangeset, readChangesetFile } from '../workspace/changeset-file.js';
import { packageFiles } from '../workspace/package-files.js';
import { keepPlanned } from '../workspace/keep-record.js';
import { deletableBy } from '../workspace/undone-run.js';
import { onInterrupt } from './display/interrupt.js';
import { openJournal } from '../workspace/journal-file.js';
import { logBeside, withLog } from '../workspace/log-file.js';
import { refuseUnwritable, writeWhole } from '../workspace/write-whole.js';
import { readSecrets } from '../workspace/secrets-file.js';
import { connectTo, instanceArg, targetOf } from './flags/instance-flags.js';
import { plannedLine, plural } from './display/progress-display.js';

/** What is left for a person, for people, programs and ticket systems (rules apply-clean-up). */
const cleanUpFormats: readonly (readonly [ending: string, textOf: (list: CleanUpList) => string])[] = [
  ['cleanup.md', cleanUpAsMarkdown],
  ['cleanup.json', (list) => canonicalFile(cleanUpAsJson(list))],
  ['cleanup.csv', cleanUpAsCsv],
];

export default class Apply extends BaseCommand {
  static override summary = 'Apply a reviewed changeset to its destination.';
  static override description =
    'Compares the destination with what the changeset was made against before it writes anything, writes in the syncing order, and leaves a list of what a person must still do.';
  static override examples = [
    '<%= config.bin %> apply changeset.json prod',
    '<%= config.bin %> apply changeset.json --url https://prod.example.com --space Default',
  ];
  static override args = {
    changeset: Args.string({ description: 'File that diff wrote.', required: true }),
    instance: instanceArg,
  };
  static override flags = applyFlags;

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Apply);
    const { changeset, bytes } = await readChangesetFile(args.changeset, flags['expect-digest']);
    const target = await targetOf(args.instance, flags);
    const judged = await approvedFor(args.changeset, { changeset, bytes }, { instance: args.instance, target, flags });
    for (const line of judged.lines) this.tell(line);
    const { sync, ...places } = await basePlacesOf(flags, changeset.made);
    const { valueFor: secretFor, notes } = await readSecrets(flags.secrets, changeset);
    for (const note of notes) this.tell(note);
    const mayDelete = await deletableBy(args.changeset, changeset, flags.receipt);
    const display = await this.display();
    const lists = cleanUpFormats.map(([ending, textOf]) => ({ file: besideChangeset(args.changeset, ending), textOf }));
    const left = [...lists.map(({ file }) => file), receiptBeside(args.changeset)];
    if (!flags['dry-run']) for (const file of left) await refuseUnwritable(file);
    const leave = async (cleanUp: CleanUpList): Promise<void> => {
      for (const { file, textOf } of lists) await writeWhole(file, textOf(cleanUp));
    };
    const isSupplied = (id: string, pointer: string): boolean => secretFor(id, pointer) !== undefined;
    const options = { allow: flags.allow, skipBlocked: flags['skip-blocked'], allowDrift: flags['allow-drift'] };
    const tool = this.config.version;
    const receipting = { file: args.changeset, changeset, tool, sync, options, places, ...judged.told };
    // A dry run leaves nothing, unless it is asked to.
    const logFile = flags['dry-run'] ? flags.log : await logBeside(args.changeset, flags);
    const run = (note: (done: Done) => void) =>
      withLog(logFile, { command: 'apply', tool, changeset: changeset.digest }, async (log) => {
        const client = await connectTo(target, Math.max(8, flags.concurrency), log.requests(display.requests), flags);
        return apply(changeset, client, {
          space: target.space ?? changeset.destination.space,
          allow: judged.allow,
          secretFor,
          mayDelete,
          packageFile: packageFiles(changeset, flags.packages),
          openJournal: (of) => log.guard(openJournal(besideChangeset(args.changeset, 'journal.jsonl'), of)),
          skipBlocked: judged.skipBlocked,
          allowDrift: flags['allow-drift'],
          who: flags.who,
          skipPermissions: !flags['permission-check'],
          signal: onInterrupt((line) => this.tell(line)),
          dryRun: flags['dry-run'],
          concurrency: flags.concurrency,
          progress: log.progress(display.progress),
          onEnd: async (result, pageOf, who) => {
            note({ ...result, who });
            const { written, alreadyApplied } = result;
            const isThere = new Set([...written, ...alreadyApplied]);
            await leave(cleanUpList(changeset, { isSupplied, pageOf, isThere: ({ id }) => isThere.has(id) }));
          },
          confirm: (writes) =>
            flags.yes ? Promise.resolve(true) : ask(writes, changeset.destination.space, client.url),
        });
      });
    const { result: outcome, receipt } = await withReceipt(flags['dry-run'] ? undefined : receipting, run);
    if (outcome.kind !== 'applied') {
      const what = outcome.kind === 'dry-run' ? 'Dry run' : 'Stopped';
      if (outcome.kind === 'dry-run') {
        for (const request of outcome.requests) this.log(plannedLine(request));
        const { requests, destination } = outcome;
        const planned = { changeset: changeset.digest, tool, destination, requests };
        const unkept = await keepPlanned(args.changeset, planned);
        if (unkept !== undefined) this.tell(unkept);
      }
      this.log(`${what}: ${plural(outcome.writes, 'write')} to do, nothing written.`);
      return outcome;
    }
    return this.#report(outcome.result, args.changeset, receipt?.base);
  }

  #report(result: ExecutionResult, file: string, base: Receipt['base'] | undefined): unknown {
    const list = besideChangeset(file, 'cleanup.md');
    for (const [id, fields] of result.storedOtherwise)
      this.tell(`The server stored ${id} otherwise than it was sent: ${fields.join(', ')}.`);
    this.log(
      `${result.written.length} written, ${result.alreadyApplied.length} done already. What is left for a person: ${list}`,
    );
    if (base && base.says !== noBase) this.tell(base.says);
    const { written, alreadyApplied } = result;
    return {
      receipt: receiptBeside(file),
      base,
      written,
      alreadyApplied,
      storedOtherwise: Object.fromEntries(result.storedOtherwise),
      cleanUp: list,
    };
  }
}
