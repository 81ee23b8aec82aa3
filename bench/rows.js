// The rows of the table that `npm run bench` prints.
import { median, spread } from './statistics.js';

/**
 * One measured figure. `values` are of repeated runs: the median counts. `most` is the target, where there is one;
 * `of` says of what the figure is made.
 */
export const row = (what, values, { unit = '×', most, exactly, of = '' } = {}) => {
  const value = median(values);
  const isMet = exactly === undefined ? most === undefined || value <= most : value === exactly;
  return {
    what,
    value,
    unit,
    ...(spread(values) !== undefined && { spread: spread(values) }),
    ...(most !== undefined && { target: `≤ ${most}` }),
    ...(exactly !== undefined && { target: exactly.toFixed(2) }),
    ...(most !== undefined || exactly !== undefined ? { isMet } : {}),
    of,
  };
};

/** How long a command takes, beside a program that sends the same requests and does nothing else. */
export const bareRow = (command, latency, runs) => {
  const [{ ms, cpu, bare }] = runs;
  return row(
    `${command}: time ÷ bare program at ${latency} ms`,
    runs.map((run) => run.ms / run.bare.ms),
    {
      of: `${Math.round(ms)} ms ÷ ${Math.round(bare.ms)} ms, the same requests; CPU ${Math.round(cpu)} ms ÷ ${Math.round(bare.cpu)} ms`,
    },
  );
};

const figure = ({ value, unit }) => `${value.toFixed(unit === '×' ? 2 : value < 10 ? 1 : 0)} ${unit}`;

const cells = (one) => [
  one.what,
  figure(one),
  one.spread === undefined ? '' : `± ${(one.spread / 2).toFixed(0)} %`,
  one.target ?? '',
  one.isMet === undefined ? '' : one.isMet ? 'yes' : 'NO',
  one.of,
];

const head = ['measured', 'figure', 'spread', 'target', 'met', 'of what'];

/** The rows as a Markdown table, aligned for a terminal. */
export const tableOf = (rows) => {
  const lines = [head, ...rows.map(cells)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const text = (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [text(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...lines.slice(1).map(text)].join(
    '\n',
  );
};
