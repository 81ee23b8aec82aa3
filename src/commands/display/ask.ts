import { createInterface, type Interface } from 'node:readline/promises';
import { InterruptedError, UsageError } from '../../model/errors.js';
import { visible } from '../../report/visible.js';
import { plural } from './progress-display.js';

/** Asks for consent to so many writes. Throws UsageError where there is nobody to ask, InterruptedError for Ctrl-C. */
export const ask = async (writes: number, space: string, url: string): Promise<boolean> => {
  if (!process.stdin.isTTY) {
    throw new UsageError({
      what: 'There is no terminal to ask for consent.',
      remedy: 'Look at the changeset, then use --yes.',
    });
  }
  const question = visible(`${plural(writes, 'write')} to space "${space}" of ${url}. Go on? (yes/no) `);
  const dialogue = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await Promise.race([dialogue.question(question), interruptOf(dialogue)]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    dialogue.close();
  }
};

/** Never answers; throws when a person presses Ctrl-C, or Ctrl-D, instead of answering. */
const interruptOf = (dialogue: Interface): Promise<never> =>
  new Promise((_resolve, reject) => {
    const stop = (): void =>
      reject(new InterruptedError({ what: 'Interrupted: nothing was written.', remedy: 'Run apply again.' }));
    dialogue.once('SIGINT', stop);
    dialogue.once('close', stop);
  });
