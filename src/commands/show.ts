import { Args } from '@oclif/core';
import { reviewChangeset } from '../report/review/review-changeset.js';
import { BaseCommand } from './display/base-command.js';
import { readChangeset } from '../workspace/changeset-file.js';
import { refuseOwn } from '../workspace/refuse-own.js';
import { instanceArg } from './flags/instance-flags.js';
import { toReview } from './next/to-review.js';
import { showFlags, showIt, sinceFlag } from './flags/show-flags.js';
import { whoFlags, whoOf } from './flags/who-flags.js';

export default class Show extends BaseCommand {
  static override summary = 'Show what a changeset would do, and why.';
  static override examples = [
    '<%= config.bin %> show changeset.json --details',
    '<%= config.bin %> show changeset.json --only "projectVariables,tenantVariables"',
    '<%= config.bin %> show changeset.json --since "both,source"',
    '<%= config.bin %> show changeset.json --format markdown',
    '<%= config.bin %> show changeset.json --format html --out review.html',
  ];
  static override args = {
    changeset: Args.string({ ignoreStdin: true, description: 'File that diff wrote.', default: 'changeset.json' }),
    instance: instanceArg,
  };
  static override flags = { ...showFlags, ...sinceFlag, ...whoFlags };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Show);
    const changeset = await readChangeset(args.changeset);
    if (flags.out !== undefined) await refuseOwn(args.changeset, flags.out);
    const how = { ...flags, json: this.jsonEnabled() };
    const { destination: of, changes: asked } = changeset;
    const who = await whoOf(args.instance, how, { asked, of, from: of.takenAt }, () => this.display());
    await showIt(
      () => reviewChangeset(changeset, args.changeset, who),
      how,
      (line) => this.print(line),
    );
    // What goes to the terminal ends with its own list.
    if (flags.out !== undefined && changeset.changes.length > 0) this.next(toReview(args.changeset, changeset));
    return changeset;
  }
}
