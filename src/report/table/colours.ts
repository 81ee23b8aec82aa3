import chalk from 'chalk';
import type { Tone } from '../review/kinds.js';
import type { Row } from '../review/row-types.js';

type Paint = (text: string) => string;

/** The colours of findings. Asked for anew each time: whether there are any may be settled late. */
export const paintOf = (tone: Tone): Paint => ({ danger: chalk.red, warn: chalk.yellow, todo: chalk.cyan })[tone];

export const paintOfSign = (sign: Row['sign']): Paint =>
  ({ '+': chalk.green, '~': chalk.cyan, '-': chalk.red, '>': chalk.cyan, '=': chalk.dim })[sign];
