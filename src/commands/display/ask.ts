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
  const answer = await inDialogue((put) => put(question), 'Interrupted: nothing was written. Run apply again.');
  return /^y(es)?$/i.test(answer.trim());
};

/** Puts questions on the terminal, one after the other. Throws InterruptedError for Ctrl-C or Ctrl-D, which says so. */
export const inDialogue = async <Result>(
  work: (put: (question: string) => Promise<string>) => Promise<Result>,
  interrupted: string,
): Promise<Result> => {
  const dialogue = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const stopped = interruptOf(dialogue, interrupted);
    const answer = answersTo(dialogue);
    return await work((question) => Promise.race([answer(question), stopped]));
  } finally {
    dialogue.close();
  }
};

/** Puts a question, and gives the line that answers it: who pastes several lines has answered what is not asked yet. */
const answersTo = (dialogue: Interface): ((question: string) => Promise<string>) => {
  const early: string[] = [];
  let taker: ((line: string) => void) | undefined;
  dialogue.on('line', (line) => {
    if (!taker) return void early.push(line);
    taker(line);
    taker = undefined;
  });
  return (question) => {
    const line = early.shift();
    if (line !== undefined) {
      process.stderr.write(`${question}${visible(line)}\n`);
      return Promise.resolve(line);
    }
    dialogue.setPrompt(question);
    dialogue.prompt();
    return new Promise((resolve) => {
      taker = resolve;
    });
  };
};

/** Never answers; throws when a person presses Ctrl-C, or Ctrl-D, instead of answering. */
const interruptOf = (dialogue: Interface, says: string): Promise<never> => {
  const [what = says, remedy] = says.split(/(?<=\.) /);
  const stopped = new Promise<never>((_resolve, reject) => {
    const stop = (): void => reject(new InterruptedError({ what, ...(remedy !== undefined && { remedy }) }));
    dialogue.once('SIGINT', stop);
    dialogue.once('close', stop);
  });
  // A dialogue that has come to its end closes, too.
  stopped.catch(() => undefined);
  return stopped;
};
