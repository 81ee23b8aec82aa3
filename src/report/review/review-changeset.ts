import { findType } from '../../catalogue/index.js';
import type { BlockedEntry, Change, Changeset, Entry, TypeSummary } from '../../changeset/changeset.js';
import { summaryColumns } from '../../changeset/format.js';
import { editsIn, editsOf } from './edits.js';
import { finding } from './findings.js';
import { makeChange, makeReview } from './make-review.js';
import { kebab } from '../reference/options-reference.js';
import { reasonText } from './reason-text.js';
import type { Finding, Review, ReviewChange, ReviewEntry, Summary } from './review.js';
import { summaryOf } from './summary.js';

/** What a person reviews of a changeset. */
export const reviewChangeset = (changeset: Changeset): Review => {
  const { source, destination, digest, left, skipped, unsupported } = changeset;
  const changes = changeset.changes.map(reviewChange);
  return makeReview({
    kind: 'changeset',
    from: source,
    to: destination,
    digest,
    summary: changesetSummary(changeset.summary),
    findings: findingsOf(changeset, changes),
    changes,
    lists: [
      { title: 'Left as it is on the destination', entries: left.map(reviewEntry) },
      { title: 'Skipped', entries: skipped.map(reviewEntry) },
      { title: 'Unsupported', entries: unsupported.map(reviewEntry) },
    ],
    cleanUp: changes.flatMap(({ cleanUp }) => cleanUp),
    ...(changeset.files && { pictures: changeset.files }),
  });
};

/** How many of what, by type; columns that count nothing are left out. */
export const changesetSummary = (summary: Readonly<Record<string, TypeSummary>>): Summary =>
  summaryOf('changeset', summaryColumns, summary);

const reviewChange = (change: Change): ReviewChange => {
  const { id, action, type, order, dependsOn, reasons, warnings, cleanUp } = change;
  return makeChange('changeset', {
    id,
    action,
    type,
    group: groupOf(change),
    order,
    dependsOn,
    edits: () => (change.action === 'create' ? editsOf(change.document, 'add') : editsIn(change.patch)),
    reasons: reasons.map(reasonText),
    warnings: warnings.map(({ kind, at, says }) => finding(kind, id, says, at)),
    cleanUp: cleanUp.map(({ kind, at, says }) => finding(kind, id, says, at)),
  });
};

/** The item at the top: parts of an item (`projects/OctoFX#logo`) go with it. */
const groupOf = ({ id, owner }: Pick<Entry, 'id' | 'owner'>): string => owner ?? id.replace(/#.*$/, '');

const reviewEntry = (entry: Entry): ReviewEntry => ({
  id: entry.id,
  type: entry.type,
  group: groupOf(entry),
  name: nameOf(entry),
  says: `${entry.differing === undefined ? '' : `${differ(entry.differing)}. `}${saysOf(entry)}`,
});

const differ = (count: number): string => (count === 1 ? '1 field differs' : `${count} fields differ`);

const nameOf = ({ id, part }: Entry): string => (part === undefined ? id : `${id}, ${part}`);

const saysOf = ({ reasons }: Entry): string => reasons.map(reasonText).join(' ');

const findingsOf = (changeset: Changeset, changes: readonly ReviewChange[]): readonly Finding[] => {
  const { gates, errors, blocked, left, skipped, unsupported, warnings } = changeset;
  return [
    ...gates.map(({ gate, says }) => finding('gate', gate, `${says} apply refuses it without --allow ${gate}.`)),
    ...errors.map((entry) => finding('error', nameOf(entry), saysOf(entry))),
    ...blocked.map((entry) => finding('blocked', nameOf(entry), blockedSays(entry))),
    ...changes.flatMap((change) => change.warnings),
    ...[...left, ...skipped, ...unsupported].flatMap(warnedOf),
    ...warnings.map((says) => finding('warning', 'the changeset', says)),
  ];
};

const warnedOf = (entry: Entry): readonly Finding[] =>
  (entry.warnings ?? []).map(({ kind, says }) => finding(kind, nameOf(entry), says));

/** The flag that selects things of a type, where it has one. */
const flagOf = (type: string): readonly string[] => {
  const declared = findType(type);
  const isSelected = declared?.selecting.how === 'byFilter' && !declared.lookupOnly && !declared.compareOnly;
  return isSelected ? [`--${kebab(type)}`] : [];
};

const blockedSays = (entry: BlockedEntry): string => {
  const needs = entry.missing.map(({ type, name, at }) => `needs ${type} "${name}"${at === '' ? '' : ` (${at})`}`);
  const flags = [...new Set(entry.missing.flatMap(({ type }) => flagOf(type)))];
  const remedy = flags.length === 0 ? [] : [`Select it: ${flags.join(', ')}.`];
  return [...(needs.length === 0 ? [] : [`${needs.join(', ')}.`]), ...remedy, saysOf(entry)].join(' ').trimEnd();
};
