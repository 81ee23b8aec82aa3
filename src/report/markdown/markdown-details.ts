import { fieldLines } from '../field-lines.js';
import type { FieldSection } from '../review/fields.js';
import type { Review, ReviewChange, Thing } from '../review/review.js';
import type { Row } from '../review/row-types.js';
import { saysMore } from '../review/says-more.js';
import { sharedReasons } from '../review/shared-reasons.js';
import type { Budget } from './budget.js';
import { code, fenced, folded, htmlCode, htmlSentence, sentence } from './markdown-text.js';

export type Detail = 'short' | 'details' | 'all';

/** What happens to each thing step by step, the biggest risk first, while there is room. */
export const detailSections = (
  { things }: Review,
  budget: Budget,
  extent: Detail,
): { readonly lines: readonly string[]; readonly dropped: number } => {
  const all = things
    .flatMap((group) => group.things)
    .map((thing) => ({ thing, risk: riskOf(thing) }))
    .sort((one, other) => one.risk - other.risk);
  if (all.length === 0 || !budget.take(heading)) return { lines: [], dropped: all.length };
  const lines: string[] = [];
  let dropped = 0;
  for (const { thing } of all) {
    const block = dropped > patience ? undefined : blockThatFits(thing, budget, extent);
    if (block) for (const line of block) lines.push(line);
    else dropped += 1;
  }
  return { lines: lines.length === 0 ? [] : [...heading, ...lines], dropped };
};

const heading = ['', '### Step by step'];

/** Things that had no room, before the others are not even tried. */
const patience = 20;

/** Less than this holds no thing. */
const tooLittle = 120;

/** Whole, or without the fields of its steps where only those are too long. */
const blockThatFits = (thing: Thing, budget: Budget, extent: Detail): readonly string[] | undefined => {
  if (budget.left < tooLittle) return undefined;
  return [true, false].map((withFields) => thingBlock(thing, extent, withFields)).find((block) => budget.take(block));
};

/** What a danger is said of, then what goes, then what changes, then what comes. */
const riskOf = ({ action, changes }: Thing): number => {
  if (changes.some(({ warnings }) => warnings.some(({ tone }) => tone === 'danger'))) return 0;
  return { delete: 1, update: 2, create: 3 }[action];
};

const thingBlock = (thing: Thing, extent: Detail, withFields: boolean): readonly string[] => {
  const says = thing.says === '' ? '' : `: ${htmlSentence(thing.says)}`;
  return folded(
    `${thing.sign} ${htmlSentence(thing.noun)} ${htmlCode(thing.name)}${says}`,
    thing.changes
      .flatMap((change, index) => changeLines(change, thing.changes[index - 1], { extent, withFields }))
      .slice(1),
  );
};

const changeLines = (
  change: ReviewChange,
  before: ReviewChange | undefined,
  { extent, withFields }: { readonly extent: Detail; readonly withFields: boolean },
): readonly string[] => {
  const isAll = extent === 'all';
  const rows = change.rows
    .filter(({ isUsual }) => isAll || isUsual !== true)
    .flatMap((row) => {
      const sections = withFields && (isAll || row.sign === '~') ? row.sections() : [];
      return [rowLine(row), ...(isAll || saysMore(sections) ? sectionLines(sections) : [])];
    });
  const notes = [
    ...change.warnings.map(({ title, says }) => `- **${sentence(title)}**: ${sentence(says)}`),
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
