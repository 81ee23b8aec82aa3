import { Args } from '@oclif/core';
import { apply, type ExecutionResult } from '../apply/index.js';
import { canonicalFile } from '../model/canonical.js';
import { cleanUpAsCsv } from '../report/csv/clean-up.js';
import { cleanUpAsJson } from '../report/json/clean-up.js';
import { cleanUpAsMarkdown } from '../report/markdown/clean-up.js';
import { cleanUpList, type CleanUpList } from '../report/review/clean-up-list.js';
import { approvalsOf } from '../workspace/approvals-file.js';
import { applyFlags } from './flags/apply-flags.js';
import { ask } from './display/ask.js';
import { BaseCommand } from './display/base-command.js';
import { besideChangeset, readChangesetFile } from '../workspace/changeset-file.js';
import { packageFiles } from '../workspace/package-files.js';
import { onInterrupt } from './display/interrupt.js';
import { openJournal } from '../workspace/journal-file.js';
import { withLog } from '../workspace/log-file.js';
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
    const needed = flags.approvals ?? (flags['require-approval'] ? 1 : 0);
    for (const line of await approvalsOf(args.changeset, { digest: changeset.digest, file: bytes }, needed))
      this.tell(line);
    const { valueFor: secretFor, notes } = await readSecrets(flags.secrets, changeset);
    for (const note of notes) this.tell(note);
    const display = await this.display();
    const target = await targetOf(args.instance, flags);
    const lists = cleanUpFormats.map(([ending, textOf]) => ({ file: besideChangeset(args.changeset, ending), textOf }));
    if (!flags['dry-run']) for (const { file } of lists) await refuseUnwritable(file);
    const leave = async (cleanUp: CleanUpList): Promise<void> => {
      for (const { file, textOf } of lists) await writeWhole(file, textOf(cleanUp));
    };
    const isSupplied = (id: string, pointer: string): boolean => secretFor(id, pointer) !== undefined;
    const outcome = await withLog(flags.log, async (log) => {
      const client = await connectTo(target, Math.max(8, flags.concurrency), log.requests(display.requests), flags);
      return apply(changeset, client, {
        space: target.space ?? changeset.destination.space,
        allow: flags.allow,
        secretFor,
        packageFile: packageFiles(changeset, flags.packages),
        openJournal: (of) => log.guard(openJournal(besideChangeset(args.changeset, 'journal.jsonl'), of)),
        skipBlocked: flags['skip-blocked'],
        allowDrift: flags['allow-drift'],
        skipPermissions: !flags['permission-check'],
        signal: onInterrupt((line) => this.tell(line)),
        dryRun: flags['dry-run'],
        concurrency: flags.concurrency,
        progress: log.progress(display.progress),
        onEnd: async ({ written, alreadyApplied }, pageOf) => {
          const isThere = new Set([...written, ...alreadyApplied]);
          await leave(cleanUpList(changeset, { isSupplied, pageOf, isThere: ({ id }) => isThere.has(id) }));
        },
        confirm: (writes) => (flags.yes ? Promise.resolve(true) : ask(writes, changeset.destination.space, client.url)),
      });
    });
    if (outcome.kind !== 'applied') {
      const what = outcome.kind === 'dry-run' ? 'Dry run' : 'Stopped';
      if (outcome.kind === 'dry-run') for (const request of outcome.requests) this.log(plannedLine(request));
      this.log(`${what}: ${plural(outcome.writes, 'write')} to do, nothing written.`);
      return outcome;
    }
    return this.#report(outcome.result, besideChangeset(args.changeset, 'cleanup.md'));
  }

  #report(result: ExecutionResult, list: string): unknown {
    for (const [id, fields] of result.storedOtherwise)
      this.tell(`The server stored ${id} otherwise than it was sent: ${fields.join(', ')}.`);
    this.log(
      `${result.written.length} written, ${result.alreadyApplied.length} done already. What is left for a person: ${list}`,
    );
    const { written, alreadyApplied } = result;
    return { written, alreadyApplied, storedOtherwise: Object.fromEntries(result.storedOtherwise), cleanUp: list };
  }
}
