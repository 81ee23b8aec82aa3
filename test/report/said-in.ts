import { headingOf } from '../../src/catalogue/called.js';
import type { FieldChange } from '../../src/report/review/fields.js';
import { foldedWords, type LineBlock } from '../../src/report/review/line-blocks.js';
import type { AskGroup, Finding, Review, ReviewChange, SameReason, Thing } from '../../src/report/review/review.js';
import type { Row } from '../../src/report/review/row-types.js';
import type { Said } from '../../src/report/review/said.js';
import { shortlySaid } from '../../src/report/review/short.js';
import { sharedReasons } from '../../src/report/review/shared-reasons.js';
import { headings } from '../../src/report/review/words.js';

/**
 * Each text of a review that every format has to say, if all of it is asked for. A page says values in full where a line says
 * them in short, and the header in a table.
 */
export const partsOf = (review: Review, form: Form = 'lines'): readonly string[] => [
  review.headline,
  ...(form === 'page'
    ? review.sides.flatMap(({ title, space, url, version }) => [title, space, url, version])
    : review.header.flatMap(({ label, text }) => [label, text])),
  ...review.asks.flatMap(ofAsk),
  ...review.things.flatMap(({ heading, things }) => [heading, ...things.flatMap((thing) => ofThing(thing, form))]),
  ...(review.tasks.length === 0 ? [] : [headings.cleanUp]),
  ...review.tasks.flatMap(({ says, tasks }) => [says, ...tasks.flatMap((task) => [task.called, task.says])]),
  ...review.lists.flatMap(({ title, reasons }) => [title, ...reasons.flatMap(ofReason)]),
  ...review.next.flatMap(({ command, purpose }) => [command, purpose]),
];

/** What a format may say besides. */
export const alsoSaid = (review: Review): readonly string[] => [
  headings.next,
  review.digest ?? '',
  ...review.sides.map(({ digest = '' }) => digest),
  ...review.summary.rows.map(({ heading }) => heading),
  ...[...review.changes, ...review.lists.flatMap(({ entries }) => entries)].map(({ type }) => headingOf(type)),
  ...review.tasks.flatMap(({ title, means, tasks }) => [title, means, ...tasks.map(({ at = '' }) => at)]),
  ...review.asks.flatMap(({ groups }) => groups.flatMap(({ title, means }) => [title, means])),
  ...review.lists.flatMap(({ reasons }) => reasons.map(({ count }) => count)),
  ...review.things.flatMap(({ things }) => things.map(({ noun }) => noun)),
  ...review.changes.flatMap(({ reasons, cleanUp }) => [
    ...sharedReasons(reasons),
    ...cleanUp.flatMap(({ title, place = '' }) => [title, place]),
  ]),
];

/** A kind that is alone in what it asks for goes without a title. */
const ofAsk = ({ ask, title, means, groups }: AskGroup): readonly string[] => [
  title,
  means,
  ...groups.flatMap((group) => [
    ...(ask !== 'know' && groups.length === 1 ? [] : [group.title, group.means]),
    ...group.reasons.flatMap(({ says, members }) => [says, ...members.flatMap(ofFinding)]),
  ]),
];

/** What stands below a finding. */
const ofFinding = ({ name, three, lines = [] }: Finding): readonly string[] => [
  name,
  ...(three?.sides.flatMap(({ label, value }) => [label, ...ofSide(value)]) ?? []),
  ...(three?.compared.flatMap(({ title, blocks }) => [title, ...blocks.flatMap(ofBlock)]) ?? []),
  ...lines.flatMap(({ command, purpose }) => [command, purpose]),
];

const ofReason = ({ says, members }: SameReason<{ readonly name: string }>): readonly string[] => [
  says,
  ...members.map(({ name }) => name),
];

type Form = 'lines' | 'page';

const ofThing = ({ name, says, since, changes }: Thing, form: Form): readonly string[] => [
  name,
  says,
  since,
  ...changes.flatMap((change) => ofChange(change, form)),
];

const ofChange = (change: ReviewChange, form: Form): readonly string[] => [
  change.below,
  change.sinceSays ?? '',
  ...change.rows.flatMap((row) => (form === 'page' ? ofPageRow(row) : ofRow(row))),
  ...change.warnings.flatMap(({ title, says }) => [title, says]),
  // Of those that several share, how many they are is a word of the format.
  ...sharedReasons(change.reasons).map((reason) => reason.replace(/^\d+ \p{L}+s: /u, '')),
  // A page leads there.
  ...(form === 'page' ? [] : change.dependsOn),
];

const ofRow = ({ title, says, sections }: Row): readonly string[] => [
  title,
  says,
  ...sections().flatMap(({ heading, fields, empty }) => [
    heading,
    ...fields.flatMap(ofField),
    ...empty.flatMap(({ names }) => names),
  ]),
];

/** The value of a field stands beside its title, the values of a step or value beside the names of their fields. */
const ofPageRow = ({ title, says, sections }: Row): readonly string[] => {
  const fields = sections().flatMap((section) => section.fields);
  if (fields.length === 0) return [title, says];
  return [title, ...fields.flatMap(ofField).filter((part) => fields.length > 1 || part !== fields[0]?.name)];
};

const ofField = (field: FieldChange): readonly string[] => {
  switch (field.op) {
    case 'add':
      return [field.name, ...ofValue(field.after)];
    case 'remove':
      return [field.name, ...ofValue(field.before)];
    case 'move':
      return [field.name, field.says];
    case 'replace':
      return [
        field.name,
        ...(field.blocks === undefined
          ? [...ofValue(field.before), ...ofValue(field.after)]
          : field.blocks.flatMap(ofBlock)),
        ...(field.lineEnds === undefined ? [] : Object.values(field.lineEnds)),
      ];
  }
};

const ofBlock = (block: LineBlock): readonly string[] => {
  if (block.kind === 'changed') return [...block.before, ...block.after];
  return block.isFolded ? [foldedWords(block.lines)] : block.lines;
};

const ofValue = (value: Said): readonly string[] => {
  if (value.kind === 'list') return value.items.flatMap((item) => ('text' in item ? [item.text] : []));
  return 'lines' in value ? value.lines : [value.text];
};

/** Words have parentheses around them in lines only; of texts of several lines, lines say how many there are. */
const ofSide = (value: Said): readonly string[] => {
  if ('lines' in value) return [];
  return [value.kind === 'words' ? value.text : shortlySaid(value)];
};
