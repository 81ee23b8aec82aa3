import { describe, expect, it } from 'vitest';
import { errorLines } from '../../src/commands/display/error-text.js';
import { UsageError } from '../../src/model/errors.js';

const error = new UsageError({
  what: 'The changeset was edited: its content does not fit its digest any more.',
  where: 'changeset.json',
  details: ['/changes/0 has no order, which says when it is written, so that nothing comes before what it needs'],
  remedy: 'Make it again with octosync diff, or restore the file that was reviewed.',
});

describe('An error for people', () => {
  it('is one line where there is no terminal, and one for each detail', async () => {
    expect(await errorLines(error)).toHaveLength(2);
  });

  it('is broken at words on a terminal, and what follows is indented', async () => {
    expect(await errorLines(error, { isTTY: true, columns: 60 })).toEqual([
      'Error: The changeset was edited: its content does not fit',
      '  its digest any more. [changeset.json] Make it again with',
      '  octosync diff, or restore the file that was reviewed.',
      '  /changes/0 has no order, which says when it is written,',
      '    so that nothing comes before what it needs',
    ]);
  });
});
