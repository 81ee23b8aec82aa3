import chalk from 'chalk';
import type { Tone } from '../review/kinds.js';
import type { Action } from '../review/review.js';

type Paint = (text: string) => string;

/** The colours of findings. Asked for anew each time: whether there are any may be settled late. */
export const paintOf = (tone: Tone): Paint => ({ danger: chalk.red, warn: chalk.yellow, todo: chalk.cyan })[tone];

export const paintOfAction = (action: Action): Paint =>
  ({ create: chalk.green, update: chalk.cyan, delete: chalk.red })[action];
