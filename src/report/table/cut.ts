import chalk from 'chalk';
import { columnsOf, wrapped } from '../wrap.js';

/** A text on one line of `width` columns: what has no room is left out, and three dots say so. */
export const cut = (text: string, width: number): string => {
  if (columnsOf(text) <= width) return text;
  const [first = ''] = wrapped(text, { width: Math.max(width - 2, 8) });
  return `${first.replace(/[ ,;:]+$/, '')} …`;
};

/** At most `room` lines; the last one says that there are more. */
export const capped = (lines: readonly string[], room: number): readonly string[] =>
  lines.length <= room ? lines : [...lines.slice(0, Math.max(room - 1, 0)), chalk.dim('      … and more: --details')];
