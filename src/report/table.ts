import chalk from 'chalk';
import Table from 'cli-table3';
import type { Change, Changeset, Entry } from '../changeset/changeset.js';
import { alarms, cleanUps, editsIn, extentOf, nameOf, oneLine, reasonText, says } from './describe.js';
import { visible } from './visible.js';
import { lines, summaryTable } from './summary.js';

/** A changeset for the terminal, at most `width` columns: what needs eyes first, then everything in its order. */
export const tableReport = (
  changeset: Changeset,
  { details, width }: { readonly details: boolean; readonly width: number },
): string => {
  const { source, destination, changes, left, skipped, unsupported } = changeset;
  return [
    `${sideOf(source)}
  → ${sideOf(destination)}`,
    summaryTable(changeset),
    section(
      'Needs your eyes',
      alarms(changeset).map((text) => chalk.yellow(visible(text))),
    ),
    section('Changes, in the order they are written', changes.length > 0 ? [changeTable(changes, width)] : []),
    ...(details ? changes.map(changeDetails) : []),
    section('Left as it is on the destination', entryLines(left)),
    section('Skipped', entryLines(skipped)),
    section('Unsupported', entryLines(unsupported)),
    section('To do by hand afterwards', cleanUps(changeset).map(visible)),
    chalk.dim(changeset.digest),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
};

const sideOf = ({ space, url, version }: Changeset['source']): string =>
  `${chalk.bold(visible(space))} of ${visible(url)} (${version})`;

const section = (title: string, texts: readonly string[]): string =>
  texts.length === 0 ? '' : [chalk.bold(title), ...texts].join('\n');

const entryLines = (entries: readonly Entry[]): readonly string[] =>
  entries.map(
    (entry) =>
      `${visible(nameOf(entry))}${entry.differing === undefined ? '' : ` (${entry.differing} differ)`}: ${visible(says(entry))}`,
  );

const changeTable = (changes: readonly Change[], width: number): string => {
  const forIds = Math.max(24, width - 5 - 8 - 12 - 6);
  const table = new Table({
    chars: lines,
    style: { head: [], border: [] },
    colWidths: [5, 8, forIds, 12],
  });
  for (const change of changes) {
    const colour = change.action === 'create' ? chalk.green : chalk.cyan;
    table.push([String(change.order), colour(change.action), wrap(visible(change.id), forIds - 2), extentOf(change)]);
  }
  return table.toString();
};

/** Breaks text into lines by characters; the table library would count escape codes of colours as text. */
const wrap = (text: string, width: number): string => (text.match(new RegExp(`.{1,${width}}`, 'gsu')) ?? []).join('\n');

const changeDetails = (change: Change): string =>
  [
    chalk.bold(`${change.action} ${visible(change.id)}`),
    ...(change.action === 'create'
      ? Object.entries(change.document).map(([field, value]) => `  + ${visible(field)}: ${visible(oneLine(value))}`)
      : editsIn(change.patch).map(({ op, at, before, after, from }) => {
          const sides =
            op === 'move'
              ? `from ${from ?? ''}`
              : [before, after]
                  .filter((value) => value !== undefined)
                  .map((value) => oneLine(value))
                  .join(' → ');
          return `  ${op} ${visible(at)}  ${visible(sides)}`;
        })),
    ...change.reasons.map((reason) => chalk.dim(`  because: ${visible(reasonText(reason))}`)),
  ].join('\n');
