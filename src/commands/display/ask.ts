import { createInterface } from 'node:readline/promises';
import { UsageError } from '../../model/errors.js';
import { plural } from './progress-display.js';

/** Asks for consent to so many writes. Throws UsageError where there is nobody to ask. */
export const ask = async (writes: number, space: string, url: string): Promise<boolean> => {
  if (!process.stdin.isTTY) {
    throw new UsageError({
      what: 'There is no terminal to ask for consent.',
      remedy: 'Look at the changeset, then use --yes.',
    });
  }
  const dialogue = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await dialogue.question(`${plural(writes, 'write')} to space "${space}" of ${url}. Go on? (yes/no) `);
  dialogue.close();
  return /^y(es)?$/i.test(answer.trim());
};
