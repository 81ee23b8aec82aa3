import type { Change, Changeset, Entry, TypeSummary } from '../../changeset/changeset.js';
import { summaryColumns } from '../../changeset/format.js';
import { warningKinds } from '../../model/kinds.js';
import type { CleanUp, Warning } from '../../model/reason.js';
import { editsIn, editsOf, type Edit } from './edits.js';
import { wordsFor } from './kinds.js';
import { reasonText } from './reason-text.js';
import type { Finding, Review, ReviewChange, ReviewEntry } from './review.js';

/** What a person reviews of a changeset. */
export const reviewChangeset = (changeset: Changeset): Review => {
  const { source, destination, digest, left, skipped, unsupported } = changeset;
  const changes = changeset.changes.map(reviewChange);
  return {
    kind: 'changeset',
    from: source,
    to: destination,
    digest,
    summary: summaryOf(changeset.summary),
    findings: findingsOf(changeset, changes),
    changes,
    lists: [
      { title: 'Left as it is on the destination', entries: left.map(reviewEntry) },
      { title: 'Skipped', entries: skipped.map(reviewEntry) },
      { title: 'Unsupported', entries: unsupported.map(reviewEntry) },
    ].filter(({ entries }) => entries.length > 0),
    cleanUp: changes.flatMap(({ cleanUp }) => cleanUp),
    ...(changeset.files && { pictures: changeset.files }),
  };
};

/** How many of what, by type; columns that count nothing are left out. */
export const summaryOf = (summary: Readonly<Record<string, TypeSummary>>): Review['summary'] => {
  const rows = Object.entries(summary).map(([type, counts]) => ({ type, counts: { ...counts } }));
  return { columns: summaryColumns.filter((column) => rows.some(({ counts }) => counts[column] > 0)), rows };
};

const reviewChange = (change: Change): ReviewChange => {
  // Made when they are first asked for: a format may have shown much before that.
  let edits: readonly Edit[] | undefined;
  const { id, action, type, order, dependsOn, reasons } = change;
  return {
    id,
    action,
    type,
    group: groupOf(change),
    order,
    dependsOn,
    get edits() {
      return (edits ??= change.action === 'create' ? editsOf(change.document, 'add') : editsIn(change.patch));
    },
    reasons: reasons.map(reasonText),
    warnings: change.warnings.map((warning) => finding(id, warning)),
    cleanUp: change.cleanUp.map((cleanUp) => finding(id, cleanUp)),
  };
};

const finding = (about: string, { kind, at, says }: Warning | CleanUp): Finding => ({ kind, about, at, says });

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

/** What stops apply, then what was removed or applies more widely, then the rest. */
const findingsOf = (changeset: Changeset, changes: readonly ReviewChange[]): readonly Finding[] => {
  const { gates, errors, blocked, warnings } = changeset;
  const ofChanges = changes.flatMap((change) => change.warnings);
  return [
    ...gates.map(({ gate, says }) => ({
      kind: 'gate',
      about: gate,
      says: `${says} apply refuses it without --allow ${gate}.`,
    })),
    ...errors.map((entry) => ({ kind: 'error', about: nameOf(entry), says: saysOf(entry) })),
    ...blocked.map((entry) => {
      const needs = entry.missing
        .map(({ type, name, at }) => `needs ${type} "${name}"${at === '' ? '' : ` (${at})`}`)
        .join(', ');
      return {
        kind: 'blocked',
        about: nameOf(entry),
        says: needs === '' ? saysOf(entry) : `${needs}. ${saysOf(entry)}`.trimEnd(),
      };
    }),
    ...[...ofChanges].sort((one, other) => rankOf(one) - rankOf(other)),
    ...warnings.map((says) => ({ kind: 'warning', about: 'all', says })),
  ];
};

const grave: readonly string[] = warningKinds.filter((kind) => wordsFor(kind).tone === 'danger');

/** Grave ones by their kind; all others after them, as they come. */
const rankOf = ({ kind }: Finding): number => (grave.includes(kind) ? grave.indexOf(kind) : grave.length);
