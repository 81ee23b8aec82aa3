import { Args, Flags } from '@oclif/core';
import { writeFile } from 'node:fs/promises';
import type { Changeset } from '../changeset/changeset.js';
import { canonicalFile } from '../model/canonical.js';
import { markdownReport } from '../report/markdown.js';
import { tableReport } from '../report/table.js';
import { BaseCommand } from './terminal/base-command.js';
import { readChangeset } from './terminal/changeset-file.js';

export default class Show extends BaseCommand {
  static override summary = 'Show what a changeset would do, and why.';
  static override examples = [
    '<%= config.bin %> show changeset.json --details',
    '<%= config.bin %> show changeset.json --format markdown',
    '<%= config.bin %> show changeset.json --format html --out review.html',
  ];
  static override args = {
    changeset: Args.string({ description: 'File that diff wrote.', default: 'changeset.json' }),
  };
  static override flags = {
    format: Flags.string({
      description: 'How to show it.',
      options: ['table', 'markdown', 'html', 'json'],
      default: 'table',
    }),
    details: Flags.boolean({ description: 'Each change with its fields and reasons.' }),
    out: Flags.string({ description: 'File to write instead of the terminal.', helpValue: 'FILE' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Show);
    const changeset = await readChangeset(args.changeset);
    const width = process.stdout.isTTY ? process.stdout.columns : 100;
    const shown =
      flags.format === 'json'
        ? canonicalFile(changeset).trimEnd()
        : flags.format === 'markdown'
          ? markdownReport(changeset, { details: flags.details })
          : flags.format === 'html'
            ? await page(changeset)
            : tableReport(changeset, { details: flags.details, width });
    if (flags.out === undefined) this.log(shown);
    else await writeFile(flags.out, `${shown}\n`);
    return changeset;
  }
}

/** Loaded only when it is asked for: the other formats start sooner without. */
const page = async (changeset: Changeset): Promise<string> => {
  const [{ htmlReport }, { reviewChangeset }] = await Promise.all([
    import('../report/html/page.js'),
    import('../report/review-changeset.js'),
  ]);
  return htmlReport(reviewChangeset(changeset), { pictures: changeset.files }).trimEnd();
};
