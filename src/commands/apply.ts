import { Args } from '@oclif/core';
import type { ExecutionResult } from '../apply/index.js';
import { applyFile, cleanUpBeside } from '../library/apply-file.js';
import type { Receipt } from '../changeset/receipt.js';
import { noBase } from '../workspace/move-base.js';
import { receiptBeside } from '../workspace/receipt-file.js';
import { applyFlags } from './flags/apply-flags.js';
import { approvedFor } from './flags/policies.js';
import { basePlacesOf } from './flags/base-flags.js';
import { ask } from './display/ask.js';
import { NotifyingCommand } from './display/notifying-command.js';
import { rowOf } from '../report/notification/notice.js';
import { visible } from '../report/visible.js';
import { readChangesetFile } from '../workspace/changeset-file.js';
import { keepPlanned } from '../workspace/keep-record.js';
import { afterApply } from './next/after-apply.js';
import { toReview } from './next/to-review.js';
import { typed } from './next/typed.js';
import { onInterrupt } from './display/interrupt.js';
import { logBeside } from '../workspace/log-file.js';
import { connectTo, instanceArg, targetFor } from './flags/instance-flags.js';
import { plannedLine, plural } from './display/progress-display.js';

export default class Apply extends NotifyingCommand {
  static override summary = 'Apply a reviewed changeset to its destination.';
  static override description =
    'Compares the destination with what the changeset was made against before it writes anything, writes in the syncing order, and leaves a list of what a person must still do.';
  static override examples = [
    '<%= config.bin %> apply changeset.json',
    '<%= config.bin %> apply changeset.json prod',
    '<%= config.bin %> apply changeset.json --url https://prod.example.com --space Default',
  ];
  static override args = {
    changeset: Args.string({ ignoreStdin: true, description: 'File that diff wrote.', required: true }),
    instance: instanceArg,
  };
  static override flags = applyFlags;

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Apply);
    this.tellsEnd('apply', flags);
    const { changeset, bytes } = await readChangesetFile(args.changeset, flags['expect-digest']);
    this.noted = { end: 'nothing', rows: [rowOf(changeset)] };
    const say = (line: string): void => this.tell(line);
    const { instance, target } = await targetFor(changeset.destination, args.instance, flags, say);
    const judged = await approvedFor(args.changeset, { changeset, bytes }, { instance, target, flags });
    for (const line of judged.lines) this.tell(line);
    const display = await this.display();
    const { outcome, receipt } = await applyFile({
      file: args.changeset,
      changeset,
      judged,
      connect: (onRequest) => connectTo(target, Math.max(8, flags.concurrency), onRequest, flags),
      space: target.space,
      secrets: flags.secrets,
      packages: flags.packages,
      receipt: flags.receipt,
      places: await basePlacesOf(flags, changeset.made),
      // A dry run leaves nothing, unless it is asked to.
      log: flags['dry-run'] ? flags.log : await logBeside(args.changeset, flags),
      tool: this.config.version,
      asked: { allow: flags.allow, skipBlocked: flags['skip-blocked'], allowDrift: flags['allow-drift'] },
      run: {
        who: flags.who,
        skipPermissions: !flags['permission-check'],
        signal: onInterrupt((line) => this.tell(line)),
        dryRun: flags['dry-run'],
        concurrency: flags.concurrency,
      },
      onRequest: display.requests,
      progress: display.progress,
      tell: (line) => this.tell(line),
      confirm: (writes, url) => (flags.yes ? Promise.resolve(true) : ask(writes, changeset.destination.space, url)),
    });
    if (outcome.kind !== 'applied') {
      const end = outcome.kind === 'dry-run' ? 'dry-run' : 'declined';
      this.noted = { end, rows: [rowOf(changeset, { 'to do': outcome.writes })] };
      const what = outcome.kind === 'dry-run' ? 'Dry run' : 'Stopped';
      if (outcome.kind === 'dry-run') {
        for (const request of outcome.requests) this.log(plannedLine(request));
        const { requests, destination } = outcome;
        const planned = { changeset: changeset.digest, tool: this.config.version, destination, requests };
        const unkept = await keepPlanned(args.changeset, planned);
        if (unkept !== undefined) this.tell(unkept);
      }
      this.log(`${what}: ${plural(outcome.writes, 'write')} to do, nothing written.`);
      if (outcome.kind === 'dry-run')
        this.next(
          judged.wouldBeRefused
            ? toReview(args.changeset, changeset)
            : typed('apply', ...this.argv.filter((word) => word !== '--dry-run')),
        );
      return outcome;
    }
    const { written, alreadyApplied, storedOtherwise } = outcome.result;
    const counts = {
      ...{ written: written.length, 'done already': alreadyApplied.length },
      'stored otherwise': storedOtherwise.size,
    };
    this.noted = { end: 'applied', rows: [rowOf(changeset, counts)] };
    for (const { project, branch, changes } of receipt?.git ?? [])
      this.tell(`${plural(changes.length, 'commit')} of project "${visible(project)}" on branch ${visible(branch)}.`);
    const report = this.#report(outcome.result, args.changeset, receipt?.base);
    this.next(afterApply(args.changeset, { instance, url: target.url }, flags));
    return report;
  }

  #report(result: ExecutionResult, file: string, base: Receipt['base'] | undefined): unknown {
    const list = cleanUpBeside(file);
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
