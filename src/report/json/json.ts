import type { GitTarget } from '../../changeset/changeset.js';
import { writtenTo } from '../../changeset/commits.js';
import type { Digest } from '../../model/names.js';
import type { Static } from '@sinclair/typebox';
import { canonicalFile } from '../../model/canonical.js';
import type { FieldChange, FieldSection } from '../review/fields.js';
import type { LineBlock } from '../review/line-blocks.js';
import type {
  Compared,
  Finding,
  Review,
  ReviewChange,
  ReviewEntry,
  ReviewList,
  SameReason,
  Thing,
} from '../review/review.js';
import type { Row } from '../review/row-types.js';
import type { Said } from '../review/said.js';
import type { SinceTold } from '../review/since.js';
import { visibleJson } from '../visible.js';
import { reviewFormat } from './format.js';
import type { reviewShape } from './review-shape.js';

/** A review for programs: the words that people read, and the keys (types, ids, pointers) beside them. */
export type ReviewFile = Static<typeof reviewShape>;

type ValueFile = Exclude<FieldFile['before'], undefined>;
type PlainFile = Exclude<ValueFile, { readonly kind: 'list' }>;
type FieldFile = RowFile['sections'][number]['fields'][number];
type RowFile = ChangeFile['rows'][number];
type ChangeFile = ThingFile['changes'][number];
type ThingFile = ReviewFile['things'][number]['things'][number];

/**
 * A review as JSON (rules review-json), as schema/review.schema.json describes it. Nothing in it steers a terminal; parsed,
 * every text is as it was.
 */
export const jsonReport = (review: Review): string => visibleJson(canonicalFile(reviewFile(review)));

/** The same as a value. */
export const reviewFile = ({ from, to, base, digest, made, ...review }: Review): ReviewFile => ({
  format: reviewFormat,
  kind: review.kind,
  headline: review.headline,
  header: review.header.map(({ label, text }) => ({ label, text })),
  from: sideFile(from),
  to: sideFile(to),
  ...(base && { base: sideFile(base) }),
  ...(digest !== undefined && { digest }),
  ...(made && { made }),
  ...(review.git && digest !== undefined && { git: review.git.map((target) => gitFile(target, digest as Digest)) }),
  asks: review.asks.map(({ groups, ...ask }) => ({
    ...ask,
    kinds: groups.map(({ reasons, ...kind }) => ({ ...kind, reasons: reasons.map(sameFile(findingFile)) })),
  })),
  things: review.things.map(({ type, heading, things }) => ({ type, heading, things: things.map(thingFile) })),
  tasks: review.tasks.map(({ tasks, ...group }) => ({ ...group, tasks: tasks.map((task) => ({ ...task })) })),
  lists: review.lists.filter(({ key }) => key !== 'only').map(listFile),
  ...onlyFile(review),
  conflicts: review.findings.flatMap(conflictFile),
  removed: review.findings.filter(({ kind }) => kind === 'removed').map(findingFile),
  renames: review.findings.filter(({ kind }) => kind === 'rename').map(findingFile),
  summary: { columns: review.summary.columns, rows: review.summary.rows },
  next: review.next.map(({ command, purpose }) => ({ command, purpose })),
});

const gitFile = (target: GitTarget, digest: Digest) => ({
  project: target.project,
  ...(target.url !== undefined && { url: target.url }),
  branch: writtenTo({ digest }, target),
  ref: target.ref,
  changes: [...target.changes],
});

const sideFile = ({ url, installation, space, version, digest, takenAt, instance, revision }: Compared) => ({
  url,
  installation,
  space,
  version,
  digest,
  ...(takenAt !== undefined && { takenAt }),
  ...(instance !== undefined && { instance }),
  ...(revision !== undefined && { revision }),
});

const sameFile =
  <Member, File>(fileOf: (member: Member) => File) =>
  ({ says, count, members }: SameReason<Member>) => ({ says, count, members: members.map(fileOf) });

/** What only the destination has: it is on no list of what was selected. */
const onlyFile = ({ lists }: Pick<Review, 'lists'>): Pick<ReviewFile, 'only'> => {
  const only = lists.find(({ key }) => key === 'only');
  return only === undefined ? {} : { only: listFile(only) };
};

const listFile = ({ key, title, entries, reasons }: ReviewList) => ({
  key,
  title,
  count: entries.length,
  reasons: reasons.map(sameFile(entryFile)),
});

const entryFile = ({ id, type, group, name, part, again, ...since }: ReviewEntry) => ({
  id,
  type,
  thing: group,
  name,
  ...(part !== undefined && { part }),
  ...(again !== undefined && { again }),
  ...sinceFile(since),
});

const sinceFile = ({ since, sinceSays }: SinceTold) => ({
  ...(since !== undefined && { since }),
  ...(sinceSays !== undefined && { sinceSays }),
});

/** The three values of a conflict stand in a list of their own. */
const findingFile = (finding: Finding) =>
  Object.fromEntries(Object.entries(finding).filter(([field]) => field !== 'three')) as Omit<Finding, 'three'>;

const conflictFile = ({ about = '', name, three, ...since }: Finding) => {
  if (three === undefined) return [];
  const [base, source, here] = three.sides;
  return [
    {
      about,
      element: three.element,
      name,
      base: valueFile(base.value),
      source: valueFile(source.value),
      destination: valueFile(here.value),
      takes: three.takes,
      compared: three.compared.map(({ title, blocks }) => ({ title, blocks: blocks.map(blockFile) })),
      ...sinceFile(since),
    },
  ];
};

const blockFile = (block: LineBlock) =>
  block.kind === 'same'
    ? { kind: block.kind, lines: block.lines }
    : { kind: block.kind, before: block.before, after: block.after };

const thingFile = (thing: Thing): ThingFile => ({
  id: thing.id,
  type: thing.type,
  noun: thing.noun,
  name: thing.name,
  action: thing.action,
  sign: thing.sign,
  says: thing.says,
  since: thing.since,
  ...(thing.who !== '' && { who: thing.who }),
  changes: thing.changes.map(changeFile),
});

const changeFile = (change: ReviewChange): ChangeFile => ({
  id: change.id,
  type: change.type,
  names: change.names,
  action: change.action,
  called: change.called,
  below: change.below,
  ...(change.order !== undefined && { order: change.order }),
  dependsOn: change.dependsOn,
  reasons: change.reasons,
  warnings: change.warnings.map(findingFile),
  cleanUp: change.cleanUp.map(findingFile),
  rows: change.rows.map(rowFile),
  ...(change.who && {
    who: change.who.map(({ user, when, category, says, page }) => ({ user, when, category, says, page })),
  }),
  ...sinceFile(change),
});

const rowFile = ({ sign, title, says, isUsual, counts, isSecret, sections }: Row): RowFile => ({
  sign,
  title,
  says,
  ...(isUsual !== undefined && { isUsual }),
  ...(counts !== undefined && { counts }),
  ...(isSecret !== undefined && { isSecret }),
  sections: sections().map(sectionFile),
});

const sectionFile = ({ heading, fields, empty }: FieldSection) => ({
  heading,
  fields: fields.map(fieldFile),
  empty: empty.map(({ op, names }) => ({ op, names })),
});

const fieldFile = (field: FieldChange): FieldFile => {
  const { op, name } = field;
  switch (field.op) {
    case 'move':
      return { op, name, says: field.says };
    case 'add':
      return { op, name, after: valueFile(field.after) };
    case 'remove':
      return { op, name, before: valueFile(field.before) };
    case 'replace': {
      const { before, after, lineEnds } = field;
      return { op, name, before: valueFile(before), after: valueFile(after), ...(lineEnds && { lineEnds }) };
    }
  }
};

const valueFile = (value: Said): ValueFile =>
  value.kind === 'list' ? { kind: 'list', items: value.items.map(plainFile) } : plainFile(value);

/** Lines are those of the text; members of a list are no lists themselves. */
const plainFile = (value: Said): PlainFile => {
  switch (value.kind) {
    case 'list':
      return { kind: 'data', text: value.items.map((item) => plainFile(item).text).join(', ') };
    case 'words':
      return { kind: value.kind, text: value.text, ...(value.about !== undefined && { about: value.about }) };
    case 'picture':
      return { kind: value.kind, text: value.text, digest: value.digest };
    case 'text':
    case 'data':
      return { kind: value.kind, text: value.text };
  }
};
