import { Args } from '@oclif/core';
import { reviewChangeset } from '../report/review/review-changeset.js';
import { BaseCommand } from './display/base-command.js';
import { readChangeset } from '../workspace/changeset-file.js';
import { showFlags, showIt, sinceFlag } from './flags/show-flags.js';

export default class Show extends BaseCommand {
  static override summary = 'Show what a changeset would do, and why.';
  static override examples = [
    '<%= config.bin %> show changeset.json --details',
    '<%= config.bin %> show changeset.json --only projectVariables,tenantVariables',
    '<%= config.bin %> show changeset.json --since both,source',
    '<%= config.bin %> show changeset.json --format markdown',
    '<%= config.bin %> show changeset.json --format html --out review.html',
  ];
  static override args = {
    changeset: Args.string({ description: 'File that diff wrote.', default: 'changeset.json' }),
  };
  static override flags = { ...showFlags, ...sinceFlag };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Show);
    const changeset = await readChangeset(args.changeset);
    const how = { ...flags, json: this.jsonEnabled() };
    await showIt(
      () => reviewChangeset(changeset, args.changeset),
      how,
      (line) => this.print(line),
    );
    return changeset;
  }
}
