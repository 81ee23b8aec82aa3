import chalk from 'chalk';
import { countOfType } from '../review/words.js';
import type { Review } from '../review/review.js';
import type { Thing, ThingGroup } from '../review/review.js';
import { saysOf } from '../review/thing-says.js';
import { notFormula, visible } from '../visible.js';
import { columnsOf, padded, wrapped } from '../wrap.js';
import { changeDetails } from './change-details.js';
import { paintOfSign } from './colours.js';
import { capped, cut } from './cut.js';
import type { TableOptions } from './table-options.js';

/** The things that change, type by type, in at most `room` lines; their steps and values below them with `details`. */
export const thingLines = ({ things, title }: Review, options: TableOptions, room: number): readonly string[] => {
  if (things.length === 0) return ['', ...wrapped(title, { width: options.width })];
  const shown = shares(
    things.map((group) => group.things.length),
    room - 2 * things.length,
  );
  if (shown.every((count) => count === 0)) return countLines(things, options.width, room);
  const lines = (isCut: boolean): readonly string[] =>
    things.flatMap((group, index) => groupLines(group, { ...options, isCut }, shown[index] ?? 0));
  const whole = lines(false);
  return whole.length <= room ? whole : lines(true);
};

/** Where there is not room for all that is said, each thing has one line. */
type LineOptions = TableOptions & { readonly isCut: boolean };

/** How many of each group are shown: all of them where there is room, else fewer of those that have most. */
const shares = (counts: readonly number[], room: number): readonly number[] => {
  let most = Math.max(...counts);
  // One that is not shown costs a line, too: that there are more.
  const taken = (limit: number): number => counts.reduce((sum, count) => sum + (count <= limit ? count : limit + 1), 0);
  while (most > 0 && taken(most) > room) most -= 1;
  return counts.map((count) => (count <= most ? count : most));
};

const groupLines = ({ type, heading, things }: ThingGroup, options: LineOptions, shown: number): readonly string[] => {
  const widest = Math.max(...things.slice(0, shown).map(({ name }) => columnsOf(visible(name))), 0);
  const hidden = things.slice(shown);
  return [
    '',
    ...wrapped(notFormula(visible(heading)), { width: options.width, hang: 2, paint: chalk.bold }),
    ...things.slice(0, shown).flatMap((thing) => thingLine(thing, Math.min(widest, 32), options)),
    ...(hidden.length === 0 ? [] : [chalk.dim(`    … and ${moreOf(type, hidden)}: --only ${type}`)]),
  ];
};

/** Where there are very many types: how many things of each, one line a type. */
const countLines = (things: readonly ThingGroup[], width: number, room: number): readonly string[] => {
  const lines = things.map((group) => cut(`  ${visible(group.heading)}: ${countsOf(group.things)}`, width));
  return ['', ...capped(lines, room - 1)];
};

/** `95 projects more (90 new, 5 changed)`. */
const moreOf = (type: string, hidden: readonly Thing[]): string =>
  `${countOfType(type, hidden.length)} more (${countsOf(hidden)})`;

const countsOf = (things: readonly Thing[]): string => {
  const words = { create: 'new', update: 'changed', delete: 'removed' } as const;
  const counts = (['create', 'update', 'delete'] as const).flatMap((action) => {
    const count = things.filter((thing) => thing.action === action).length;
    return count === 0 ? [] : [`${count} ${words[action]}`];
  });
  return counts.join(', ');
};

const thingLine = (thing: Thing, widest: number, options: LineOptions): readonly string[] => {
  const { width, extent } = options;
  const name = visible(thing.name);
  const first = `  ${paintOfSign(thing.sign)(thing.sign)} ${padded(name, widest)}  `;
  const indent = 6 + Math.max(widest, columnsOf(name));
  const says = visible(saysOf(thing));
  const isLong = indent + leastSaid > width;
  if (options.isCut)
    return isLong
      ? [`  ${thing.sign} ${cut(name, width - 4)}`]
      : [`${first}${cut(says, Math.max(width - indent, 16))}`.trimEnd()];
  return [
    ...(isLong ? longLines(thing, width) : wrapped(says, { width, first: ' '.repeat(indent), hang: 8 })).map(
      (line, index) => (index === 0 && !isLong ? first + line.slice(indent) : line).trimEnd(),
    ),
    ...(extent === 'short' ? [] : thing.changes).flatMap((change, index) => [
      ...changeDetails(change, thing.changes[index - 1], options),
    ]),
  ];
};

/** Columns that there are at least for what is said beside a name. */
const leastSaid = 16;

/** A name that fills its line has what is said of it below. */
const longLines = (thing: Thing, width: number): readonly string[] => {
  const says = visible(saysOf(thing));
  return [
    ...wrapped(visible(thing.name), { width, first: `  ${thing.sign} `, hang: 8 }),
    ...(says === '' ? [] : wrapped(says, { width, first: ' '.repeat(8) })),
  ];
};
