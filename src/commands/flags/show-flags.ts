import { Flags } from '@oclif/core';
import { sinceWords, type Since } from '../../changeset/format.js';
import { UsageError } from '../../model/errors.js';
import type { Review } from '../../report/review/review.js';
import { printReview } from '../display/print-review.js';

/** What a comment on GitHub holds. */
const longestComment = 65_536;

const formats = ['table', 'markdown', 'html', 'json'] as const;

/** How something that is reviewed is shown: the flags of `show` and `compare`. */
export const showFlags = {
  format: Flags.option({ description: 'How to show it.', options: formats, default: 'table' })(),
  summary: Flags.boolean({ description: 'The counts only.', exclusive: ['details', 'all'] }),
  details: Flags.boolean({ description: 'Each change with its steps, values and reasons.' }),
  all: Flags.boolean({ description: 'Each field, too, and what new things have that is as usual.' }),
  only: Flags.string({
    description: 'What to show, separated by commas: TYPE, or TYPE/NAME with wildcards.',
    helpValue: 'THINGS',
  }),
  'max-length': Flags.integer({
    description: 'Characters that Markdown may have; 0 for no limit.',
    default: longestComment,
    min: 0,
  }),
  pager: Flags.boolean({ description: 'Page what is longer than the terminal.', default: true, allowNo: true }),
  out: Flags.string({ description: 'File to write instead of the terminal.', helpValue: 'FILE' }),
};

/** What only a changeset can tell: who changed something since its base. */
export const sinceFlag = {
  since: Flags.option({
    description: 'Only what this side has changed since the base; several, separated by commas.',
    options: sinceWords,
    multiple: true,
    delimiter: ',',
  })(),
};

interface GivenFlags {
  readonly format: (typeof formats)[number];
  readonly summary: boolean;
  readonly details: boolean;
  readonly all: boolean;
  readonly 'max-length': number;
  readonly pager: boolean;
  readonly only: string | undefined;
  readonly since?: readonly Since[] | undefined;
  readonly out: string | undefined;
  /** The result goes to stdout as JSON: nothing else may. */
  readonly json: boolean;
}

/**
 * Shows the review of a changeset or a comparison in the format asked for, in a file or line by line with `print`. Throws
 * UsageError for a part of what `--json` gives, and for unknown types.
 */
export const showIt = async (
  reviewOf: () => Review,
  { format, only, since, out, json, ...flags }: GivenFlags,
  print: (line: string) => void,
): Promise<void> => {
  const part = only !== undefined ? '--only' : since !== undefined ? '--since' : undefined;
  if (part !== undefined && json) {
    throw new UsageError({
      what: '--json gives the whole of it: a part of a changeset would not fit its digest.',
      where: part,
      remedy: `Leave out ${part}, or use --format json: the review of a part.`,
    });
  }
  const whole = reviewOf();
  const extent = flags.all ? 'all' : flags.details ? 'details' : flags.summary ? 'summary' : 'short';
  const how = { format, extent, out, limit: flags['max-length'], pager: flags.pager } as const;
  const some = only === undefined ? whole : await partOf(whole, only);
  await printReview(since === undefined ? some : await sinceOf(some, since), how, print);
};

const sinceOf = async (review: Review, words: readonly Since[]): Promise<Review> => {
  const { onlySince } = await import('../../report/review/only-since.js');
  return onlySince(review, words);
};

/** The catalogue, which knows the types, is loaded only if it is asked. */
const partOf = async (review: Review, list: string): Promise<Review> => {
  const [{ partsIn }, { onlyParts }] = await Promise.all([
    import('./types-in.js'),
    import('../../report/review/only-parts.js'),
  ]);
  return onlyParts(review, partsIn(list), list);
};
