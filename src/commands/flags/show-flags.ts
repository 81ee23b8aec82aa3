import { Flags } from '@oclif/core';
import type { Changeset } from '../../changeset/changeset.js';
import type { Comparison } from '../../changeset/comparison.js';
import { UsageError } from '../../model/errors.js';
import type { Review } from '../../report/review/review.js';
import { writeWhole } from '../../workspace/write-whole.js';
import { printReview } from '../display/print-review.js';

const formats = ['table', 'markdown', 'html', 'json'] as const;

/** How something that is reviewed is shown: the flags of `show` and `compare`. */
export const showFlags = {
  format: Flags.option({ description: 'How to show it.', options: formats, default: 'table' })(),
  details: Flags.boolean({ description: 'Each change with its fields and reasons.' }),
  only: Flags.string({ description: 'Types of resources to show, separated by commas.', helpValue: 'TYPES' }),
  out: Flags.string({ description: 'File to write instead of the terminal.', helpValue: 'FILE' }),
};

interface GivenFlags {
  readonly format: (typeof formats)[number];
  readonly details: boolean;
  readonly only: string | undefined;
  readonly out: string | undefined;
  /** The result goes to stdout as JSON: nothing else may. */
  readonly json: boolean;
}

/**
 * Shows a changeset or a comparison in the format asked for, in a file or line by line with `print`: as JSON the thing
 * itself, in all other formats its review. Throws UsageError for a part of JSON, and for unknown types.
 */
export const showIt = async (
  thing: Changeset | Comparison,
  reviewOf: () => Review,
  { format, details, only, out, json }: GivenFlags,
  print: (line: string) => void,
): Promise<void> => {
  if (only !== undefined && (format === 'json' || json)) {
    throw new UsageError({
      what: 'JSON is the whole of it: a part of a changeset would not fit its digest.',
      where: '--only',
      remedy: 'Leave out --only, or choose another format.',
    });
  }
  if (format === 'json') {
    const { jsonForTerminal, jsonReport } = await import('../../report/json/json.js');
    if (out === undefined) print(jsonForTerminal(thing));
    else await writeWhole(out, jsonReport(thing));
    return;
  }
  const whole = reviewOf();
  await printReview(only === undefined ? whole : await partOf(whole, only), { format, details, out }, print);
};

/** The catalogue, which knows the types, is loaded only if it is asked. */
const partOf = async (review: Review, list: string): Promise<Review> => {
  const [{ typesIn }, { onlyTypes }] = await Promise.all([
    import('./types-in.js'),
    import('../../report/review/only-types.js'),
  ]);
  return onlyTypes(review, typesIn(list));
};
