import { Args, Flags } from '@oclif/core';
import { compare } from '../diff/patch/compare.js';
import { reviewComparison } from '../report/review/review-comparison.js';
import { BaseCommand } from './display/base-command.js';
import { instanceArg } from './flags/instance-flags.js';
import { typed } from './next/typed.js';
import { showFlags, showIt } from './flags/show-flags.js';
import { whoFlags, whoOf } from './flags/who-flags.js';
import { readSnapshotAt, revisionOf } from '../workspace/snapshot-at.js';

export default class Compare extends BaseCommand {
  static override summary = 'Say what changed in one space between two snapshots.';
  static override description =
    'For audits: what was added, changed and removed, field by field. Offline, and no rule has a say. A snapshot is a directory, or REVISION:DIRECTORY as Git has it.';
  static override examples = [
    '<%= config.bin %> compare HEAD~1:snapshots/prod snapshots/prod --details',
    '<%= config.bin %> compare audit/2026-01 audit/2026-02 --format html --out audit.html',
    '<%= config.bin %> compare HEAD~1:snapshots/prod snapshots/prod prod --who',
  ];
  static override args = {
    older: Args.string({ ignoreStdin: true, description: 'The older snapshot.', required: true }),
    newer: Args.string({ ignoreStdin: true, description: 'The newer snapshot.', required: true }),
    instance: instanceArg,
  };
  static override flags = {
    ...showFlags,
    ...whoFlags,
    'exit-code': Flags.boolean({ description: 'Exit with 2 when there are changes.' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Compare);
    const [older, newer] = await Promise.all([readSnapshotAt(args.older), readSnapshotAt(args.newer)]);
    const revisions = await Promise.all([revisionOf(args.older), revisionOf(args.newer)]);
    const [olderTold, newerTold] = revisions.map((revision) => (revision === undefined ? {} : { revision }));
    const comparison = compare(older, newer, { older: olderTold ?? {}, newer: newerTold ?? {} });
    const how = { ...flags, json: this.jsonEnabled() };
    const window = { from: comparison.older.takenAt, to: comparison.newer.takenAt };
    const question = { asked: comparison.changes, of: comparison.newer, ...window };
    const who = await whoOf(args.instance, how, question, () => this.display());
    await showIt(
      () => reviewComparison(comparison, who),
      how,
      (line) => this.print(line),
    );
    const isShort = flags.format === 'table' && !flags.details && !flags.all && flags.out === undefined;
    if (isShort && comparison.changes.length > 0)
      this.next(typed('compare', ...this.argv.filter((word) => word !== '--summary'), '--details'));
    if (flags['exit-code'] && comparison.changes.length > 0) process.exitCode = 2;
    return comparison;
  }
}
