import { Args, Flags } from '@oclif/core';
import { writeFile } from 'node:fs/promises';
import { canonicalFile } from '../model/canonical.js';
import { UsageError } from '../model/errors.js';
import type { Review } from '../report/review.js';
import { reviewChangeset } from '../report/review-changeset.js';
import { BaseCommand } from './terminal/base-command.js';
import { readChangeset } from './terminal/changeset-file.js';
import { visibleJson } from '../report/visible.js';
import { printReview } from './terminal/print-review.js';

export default class Show extends BaseCommand {
  static override summary = 'Show what a changeset would do, and why.';
  static override examples = [
    '<%= config.bin %> show changeset.json --details',
    '<%= config.bin %> show changeset.json --only projectVariables,tenantVariables',
    '<%= config.bin %> show changeset.json --format markdown',
  ];
  static override args = {
    changeset: Args.string({ description: 'File that diff wrote.', default: 'changeset.json' }),
  };
  static override flags = {
    format: Flags.option({
      description: 'How to show it.',
      options: ['table', 'markdown', 'json'] as const,
      default: 'table',
    })(),
    details: Flags.boolean({ description: 'Each change with its fields and reasons.' }),
    only: Flags.string({ description: 'Types of resources to show, separated by commas.', helpValue: 'TYPES' }),
    out: Flags.string({ description: 'File to write instead of the terminal.', helpValue: 'FILE' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Show);
    const { format, details, only, out } = flags;
    if (only !== undefined && (format === 'json' || this.jsonEnabled())) {
      throw new UsageError({
        what: 'JSON is the whole changeset: a part would not fit its digest.',
        where: '--only',
        remedy: 'Leave out --only, or choose --format table or markdown.',
      });
    }
    const changeset = await readChangeset(args.changeset);
    if (format === 'json') {
      const text = canonicalFile(changeset);
      if (out === undefined) this.log(visibleJson(text.trimEnd()));
      else await writeFile(out, text);
      return changeset;
    }
    const whole = reviewChangeset(changeset);
    const review = only === undefined ? whole : await partOf(whole, only);
    await printReview(review, { format, details, out }, (line) => this.log(line));
    return changeset;
  }
}

/** The catalogue, which knows the types, is loaded only if it is asked. */
const partOf = async (review: Review, list: string): Promise<Review> => {
  const [{ typesIn }, { onlyTypes }] = await Promise.all([
    import('./terminal/types-in.js'),
    import('../report/only-types.js'),
  ]);
  return onlyTypes(review, typesIn(list));
};
