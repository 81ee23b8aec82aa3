import { Flags } from '@oclif/core';
import { UsageError } from '../../model/errors.js';
import { isOneLine } from '../../model/one-line.js';

/** A flag whose text must say something, in one line: it goes into records that people read. */
export const textFlag = Flags.custom({
  parse: (text, _context, { name }) => {
    const said = text.trim();
    if (isOneLine(said)) return Promise.resolve(said);
    throw new UsageError({
      what: `--${name} needs a text of one line, without control characters.`,
      remedy: `Use --${name} "…".`,
    });
  },
});
