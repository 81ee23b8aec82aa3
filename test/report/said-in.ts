import type { FieldChange } from '../../src/report/review/fields.js';
import { foldedWords, type LineBlock } from '../../src/report/review/line-blocks.js';
import type { FindingGroup, Review, ReviewChange, SameReason } from '../../src/report/review/review.js';
import { inOneLine, type Said } from '../../src/report/review/said.js';
import { headings } from '../../src/report/review/words.js';

/** Each text of a review that every format has to say. */
export const partsOf = (review: Review): readonly string[] => [
  review.title,
  review.actions,
  review.digest ?? '',
  ...review.sides.flatMap(({ title, space, url, version, digest = '' }) => [title, space, url, version, digest]),
  ...review.summary.columns.map(({ title }) => title),
  ...review.summary.rows.map(({ type }) => type),
  headings.findings,
  ...review.findingGroups.flatMap(ofFindings),
  ...(review.cleanUp.length === 0 ? [] : [headings.cleanUp]),
  ...review.cleanUpGroups.flatMap(ofFindings),
  ...review.groups.flatMap(({ title, changes }) => [title, ...changes.flatMap(ofChange)]),
  ...review.lists.flatMap(({ title, reasons }) => [title, ...reasons.flatMap(ofReason)]),
];

const ofFindings = ({ title, means, reasons }: FindingGroup): readonly string[] => [
  title,
  means,
  ...reasons.flatMap(ofReason),
];

const ofReason = ({ says, members }: SameReason<{ readonly name: string }>): readonly string[] => [
  says,
  ...members.map(({ name }) => name),
];

const ofChange = (change: ReviewChange): readonly string[] => [
  change.does,
  change.id,
  change.extent,
  ...change.fields.flatMap(({ heading, fields, empty }) => [
    heading,
    ...fields.flatMap(ofField),
    ...empty.flatMap(({ names }) => names),
  ]),
  ...[...change.warnings, ...change.cleanUp].flatMap(({ title, says, place = '' }) => [title, says, place]),
  ...change.reasons,
  ...change.dependsOn,
];

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
  if (value.kind === 'list') return value.items.map((item) => (item.kind === 'text' ? item.text : inOneLine(item)));
  return 'lines' in value ? value.lines : [value.text];
};
