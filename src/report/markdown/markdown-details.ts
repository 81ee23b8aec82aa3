import { fieldLines } from '../field-lines.js';
import type { FieldSection } from '../review/fields.js';
import type { Review, ReviewChange, Thing } from '../review/review.js';
import type { Row } from '../review/row-types.js';
import { saysMore } from '../review/says-more.js';
import { sharedReasons } from '../review/shared-reasons.js';
import { linkTo } from './markdown-tasks.js';
import { saysOf } from '../review/thing-says.js';
import type { Budget } from './budget.js';
import { code, fenced, folded, htmlCode, htmlSentence, sentence } from './markdown-text.js';

export type Detail = 'short' | 'details' | 'all';

interface Details {
  readonly lines: readonly string[];
  /** Things that there is no room for, and those that are there in part. */
  readonly dropped: number;
  readonly cut: number;
}

/** What happens to each thing step by step, the biggest risk first, while there is room. */
export const detailSections = ({ things }: Review, budget: Budget, extent: Detail): Details => {
  const all = things
    .flatMap((group) => group.things)
    .map((thing) => ({ thing, risk: riskOf(thing) }))
    .sort((one, other) => one.risk - other.risk);
  if (all.length === 0 || !budget.take(heading)) return { lines: [], dropped: all.length, cut: 0 };
  const lines: string[] = [];
  let [dropped, cut] = [0, 0];
  for (const { thing } of all) {
    const found = dropped > patience ? undefined : blockThatFits(thing, budget, extent);
    for (const line of found?.block ?? []) lines.push(line);
    if (!found) dropped += 1;
    else if (!found.isWhole) cut += 1;
  }
  return { lines: lines.length === 0 ? [] : [...heading, ...lines], dropped, cut };
};

const heading = ['', '### Step by step'];

/** Things that had no room, before the others are not even tried. */
const patience = 20;

/** Less than this holds no thing. */
const tooLittle = 120;

interface Extent {
  readonly extent: Detail;
  readonly withFields: boolean;
  /** Rows of each change. */
  readonly most: number;
}

/** Whole; without the fields of its steps where those are too long; or the first of its steps. */
const blockThatFits = (
  thing: Thing,
  budget: Budget,
  extent: Detail,
): { readonly block: readonly string[]; readonly isWhole: boolean } | undefined => {
  if (budget.left < tooLittle) return undefined;
  for (const [withFields, most] of [
    [true, Infinity],
    [false, Infinity],
    [false, fewRows],
  ] as const) {
    const block = thingBlock(thing, { extent, withFields, most });
    if (budget.take(block)) return { block, isWhole: withFields };
  }
  return undefined;
};

const fewRows = 12;

/** What a danger is said of, then what goes, then what changes, then what comes. */
const riskOf = ({ action, changes }: Thing): number => {
  if (changes.some(({ warnings }) => warnings.some(({ tone }) => tone === 'danger'))) return 0;
  return { delete: 1, update: 2, create: 3 }[action];
};

const thingBlock = (thing: Thing, how: Extent): readonly string[] => {
  const told = saysOf(thing);
  const says = told === '' ? '' : `: ${htmlSentence(told)}`;
  return folded(
    `${thing.sign} ${htmlSentence(thing.noun)} ${htmlCode(thing.name)}${says}`,
    thing.changes.flatMap((change, index) => changeLines(change, thing.changes[index - 1], how)).slice(1),
  );
};

const changeLines = (
  change: ReviewChange,
  before: ReviewChange | undefined,
  { extent, withFields, most }: Extent,
): readonly string[] => {
  const isAll = extent === 'all';
  const told = change.rows.filter(({ isUsual }) => isAll || isUsual !== true);
  const rows = told.slice(0, most).flatMap((row) => {
    const sections = withFields && (isAll || row.sign === '~') ? row.sections() : [];
    return [rowLine(row), ...(isAll || saysMore(sections) ? sectionLines(sections) : [])];
  });
  if (told.length > most) rows.push(`  … and ${told.length - most} more`);
  const notes = [
    ...change.warnings.map(({ title, says }) => `- **${sentence(title)}**: ${sentence(says)}`),
    ...(extent === 'short' || change.sinceSays === undefined ? [] : [`- who: ${sentence(change.sinceSays)}`]),
    ...(extent === 'short'
      ? []
      : (change.who ?? []).map(({ says, page }) => `- who: ${sentence(says)} ${linkTo(page)}`)),
    ...(extent === 'short' ? [] : sharedReasons(change.reasons).map((reason) => `- because: ${sentence(reason)}`)),
    ...(isAll && change.dependsOn.length > 0 ? [`- after: ${change.dependsOn.map(code).join(', ')}`] : []),
  ];
  return [
    ...(change.below === '' || change.below === before?.below || rows.length + notes.length === 0
      ? []
      : ['', `**${code(change.below)}**`]),
    ...(rows.length === 0 ? [] : ['', ...fenced('diff', rows)]),
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ];
};

const rowLine = ({ sign, title, says }: Row): string =>
  `${sign === '=' ? ' ' : sign} ${title}${says === '' ? '' : `: ${says}`}`;

const sectionLines = (sections: readonly FieldSection[]): readonly string[] =>
  fieldLines(sections).map(({ sign, depth, ofValue, text }) =>
    `${sign}     ${'  '.repeat(depth)}${ofValue ? '│ ' : ''}${text}`.trimEnd(),
  );
