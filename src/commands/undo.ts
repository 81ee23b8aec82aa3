import { Args, Flags } from '@oclif/core';
import { strictest } from '../changeset/policy.js';
import { undo } from '../undo/index.js';
import { readChangeset } from '../workspace/changeset-file.js';
import { refuseOwn } from '../workspace/refuse-own.js';
import { replaceChangeset } from '../workspace/replace-changeset.js';
import { readUndoneRun } from '../workspace/undone-run.js';
import { BaseCommand } from './display/base-command.js';
import { plural } from './display/progress-display.js';
import { authorFor, writingFlags } from './flags/author.js';
import { policyIn } from '../library/policies.js';
import { readConfig } from '../library/read-config.js';
import { toShow } from './next/to-review.js';
import { configFlag } from './flags/read-config.js';

export default class Undo extends BaseCommand {
  static override summary = 'Make the changeset that takes back what an apply wrote.';
  static override description =
    'Writes an ordinary changeset, to be reviewed, approved and applied like any other: each document that the run changed gets back what it said right before. What the run created is listed, and deleted only with --include-creations, behind the gate deletions. Secrets cannot be brought back. What has changed since the apply is drift.';
  static override examples = [
    '<%= config.bin %> undo changeset.json --out undo.json',
    '<%= config.bin %> undo changeset.json --include-creations --out undo.json',
  ];
  static override args = {
    changeset: Args.string({ ignoreStdin: true, description: 'File that was applied.', required: true }),
  };
  static override flags = {
    receipt: Flags.string({
      description: 'What the apply left; beside the changeset by default.',
      helpValue: 'FILE',
    }),
    out: Flags.string({ description: 'File to write.', helpValue: 'FILE', required: true }),
    'include-creations': Flags.boolean({ description: 'Delete what the run created, as long as nobody changed it.' }),
    ...configFlag,
    ...writingFlags,
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Undo);
    const changeset = await readChangeset(args.changeset);
    const run = await readUndoneRun(args.changeset, changeset, flags.receipt);
    await refuseOwn(args.changeset, flags.out);
    const policies = [
      changeset.policy,
      await policyIn(await readConfig(flags.config), undefined, [changeset.destination]),
    ];
    const policy = strictest(policies.filter((one) => one !== undefined));
    const author = await authorFor(flags.author, policy);
    const includeCreations = flags['include-creations'];
    const back = undo({ changeset, ...run, includeCreations, tool: this.config.version, policy, author });
    if (!(await replaceChangeset(flags.out, back, flags.force)))
      this.tell(`${flags.out} says the same already, and stays as it is: its approvals hold.`);
    const deleted = back.changes.filter(({ action }) => action === 'delete').length;
    const blocked = back.blocked.length === 0 ? '' : `, ${back.blocked.length} blocked`;
    this.log(
      `${flags.out}: ${plural(back.changes.length, 'change')} back, ${deleted} of them deletions; ${back.left.length} stay${blocked}.`,
    );
    for (const { id, reasons } of back.left) this.tell(`Stays: ${id}. ${reasons[0]?.says ?? ''}`);
    this.tell(`Keep ${run.receiptFile} beside it.`);
    this.next(toShow(flags.out, back));
    return { file: flags.out, digest: back.digest, changes: back.changes.length, deleted, left: back.left };
  }
}
