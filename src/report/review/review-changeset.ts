import type { Change, Changeset, Entry, TypeSummary } from '../../changeset/changeset.js';
import { summaryColumns } from '../../changeset/format.js';
import { blockedSays, entryName, reviewEntry, saysOf } from './entries.js';
import { finding } from './findings.js';
import { makeChange, makeReview } from './make-review.js';
import { reasonText } from './reason-text.js';
import type { Finding, Review, ReviewChange, Summary } from './review.js';
import { rootNamed } from './roots.js';
import { summaryOf } from './summary.js';
import { taskGroups } from './tasks.js';

/** What a person reviews of a changeset. `file` is where it lies: the commands that come next name it. */
export const reviewChangeset = (changeset: Changeset, file = 'changeset.json'): Review => {
  const { source, destination, digest, left, skipped, unsupported, made } = changeset;
  const changes = changeset.changes.map(reviewChange);
  return makeReview({
    kind: 'changeset',
    from: source,
    to: destination,
    ...(made && { made }),
    file,
    digest,
    summary: changesetSummary(changeset.summary),
    findings: findingsOf(changeset, changes),
    changes,
    lists: [
      { title: 'Left as it is on the destination', entries: left.map(reviewEntry) },
      { title: 'Skipped', entries: skipped.map(reviewEntry) },
      { title: 'Unsupported', entries: unsupported.map(reviewEntry) },
    ],
    tasks: taskGroups(changeset),
    ...(changeset.files && { pictures: changeset.files }),
  });
};

/** How many of what, by type; columns that count nothing are left out. */
export const changesetSummary = (summary: Readonly<Record<string, TypeSummary>>): Summary =>
  summaryOf('changeset', summaryColumns, summary);

const reviewChange = (change: Change): ReviewChange => {
  const { id, action, type, names, order, dependsOn, reasons, warnings, cleanUp } = change;
  const about = aboutOf(change);
  return makeChange('changeset', {
    id,
    action,
    type,
    names,
    told: change,
    group: rootNamed(change),
    order,
    dependsOn,
    reasons: reasons.map(reasonText),
    warnings: warnings.map(({ kind, at, says }) => finding(kind, about, says, at)),
    cleanUp: cleanUp.map(({ kind, at, says }) => finding(kind, about, says, at)),
  });
};

const aboutOf = (item: Pick<Entry, 'id' | 'owner' | 'type' | 'names' | 'part'>) => ({
  name: entryName(item),
  about: item.id,
  thing: rootNamed(item),
});

const findingsOf = (changeset: Changeset, changes: readonly ReviewChange[]): readonly Finding[] => {
  const { gates, errors, blocked, left, skipped, unsupported, warnings } = changeset;
  return [
    ...gates.map(({ gate, says, ids }) =>
      finding('gate', { name: gate, concerns: ids }, `${says} To let it pass: apply --allow ${gate}.`),
    ),
    ...errors.map((entry) => finding('error', aboutOf(entry), saysOf(entry))),
    ...blocked.map((entry) => finding('blocked', aboutOf(entry), blockedSays(entry))),
    ...changes.flatMap((change) => change.warnings),
    ...[...left, ...skipped, ...unsupported].flatMap((entry) =>
      (entry.warnings ?? []).map(({ kind, says }) => finding(kind, aboutOf(entry), says)),
    ),
    ...warnings.map((says) => finding('warning', { name: 'the changeset' }, says)),
  ];
};
