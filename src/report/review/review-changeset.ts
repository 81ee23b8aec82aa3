import type { Change, Changeset, Entry, TypeSummary } from '../../changeset/changeset.js';
import { isInForce } from '../../changeset/policy.js';
import { toAccept } from '../../changeset/to-accept.js';
import { summaryColumns } from '../../changeset/format.js';
import { commitReasons } from './commits.js';
import { blockedSays, reviewEntry, saysOf, toldWith } from './entries.js';
import { finding } from './findings.js';
import { makeChange, makeReview } from './make-review.js';
import { quoted } from './next.js';
import { reasonText } from './reason-text.js';
import type { Compared, Finding, Review, ReviewChange, Summary, WhoById, WhoTold } from './review.js';
import { rootNamed } from './roots.js';
import { sinceSentences, sinceTold, type SinceOf } from './since.js';
import { summaryOf } from './summary.js';
import { taskGroups } from './tasks.js';
import { aboutEntry, isToldAsRename, threeWayFindings } from './three-way.js';

/** What a person reviews of a changeset. `file` is where it lies: the commands that come next name it. */
export const reviewChangeset = (changeset: Changeset, file = 'changeset.json', who: WhoById = new Map()): Review => {
  const {
    source,
    destination,
    base,
    digest,
    left,
    skipped,
    unsupported,
    only,
    ignored = [],
    made,
    part,
    policy,
  } = changeset;
  const isUnderPolicy = policy !== undefined && isInForce(policy, changeset);
  const commits = commitReasons(changeset);
  const changes = changeset.changes.map((change) =>
    reviewChange(change, { base, who: who.get(change.id), commits: commits(change.id) }),
  );
  const entriesOf = (entries: readonly Entry[], of?: SinceOf) => entries.map((entry) => reviewEntry(entry, base, of));
  return makeReview({
    kind: 'changeset',
    from: source,
    to: destination,
    ...(base && { base }),
    ...(made && { made }),
    ...(part && { part }),
    ...(changeset.git && { git: changeset.git }),
    ...(policy && { policy, isUnderPolicy }),
    ...(isUnderPolicy && { toAccept: toAccept(changeset).map(({ finding }) => finding) }),
    file,
    digest,
    summary: changesetSummary(changeset.summary),
    findings: findingsOf(changeset, changes, { file, isUnderPolicy }),
    changes,
    lists: [
      { key: 'left', title: 'Left as it is on the destination', entries: entriesOf(left) },
      { key: 'skipped', title: 'Skipped', entries: entriesOf(skipped) },
      { key: 'unsupported', title: 'Unsupported', entries: entriesOf(unsupported) },
      { key: 'ignored', title: 'Ignored', entries: entriesOf(ignored) },
      { key: 'only', title: 'Only on the destination', entries: entriesOf(only, 'only') },
    ],
    tasks: taskGroups(changeset),
    ...(changeset.files && { pictures: changeset.files }),
  });
};

/** How many of what, by type; columns that count nothing are left out. */
export const changesetSummary = (summary: Readonly<Record<string, TypeSummary>>): Summary =>
  summaryOf('changeset', summaryColumns, summary);

const reviewChange = (
  change: Change,
  {
    base,
    who,
    commits,
  }: {
    readonly base: Compared | undefined;
    readonly who: readonly WhoTold[] | undefined;
    readonly commits: readonly string[];
  },
): ReviewChange => {
  const { id, action, type, names, order, dependsOn, reasons, warnings, cleanUp } = change;
  const about = aboutEntry(change, base);
  return makeChange('changeset', {
    id,
    action,
    type,
    names,
    told: change,
    group: rootNamed(change),
    order,
    dependsOn,
    reasons: [...commits, ...reasons.map(reasonText)],
    warnings: warnings.map(({ kind, at, says }) => finding(kind, about, says, at)),
    cleanUp: cleanUp.map(({ kind, at, says }) => finding(kind, about, says, at)),
    ...(who && { who }),
    ...sinceTold(change, base),
  });
};

/** Every finding says who made the difference, where a base tells (rules review-since). */
const findingsOf = (
  changeset: Changeset,
  changes: readonly ReviewChange[],
  { file, isUnderPolicy }: { readonly file: string; readonly isUnderPolicy: boolean },
): readonly Finding[] => {
  const { gates, errors, blocked, left, skipped, unsupported, warnings, base } = changeset;
  const { first, others } = threeWayFindings(changeset, file);
  const ofEntry = (kind: string, entry: Entry, says: string): Finding =>
    finding(kind, aboutEntry(entry, base), toldWith(says, entry, base));
  return [
    ...first,
    ...gates.map((gate) =>
      finding('gate', { name: gate.gate, concerns: gate.ids }, `${gate.says} ${howToPass(gate, isUnderPolicy)}`),
    ),
    ...errors.map((entry) => ofEntry('error', entry, saysOf(entry))),
    ...blocked
      .filter((entry) => entry.missing.length > 0 || !isToldAsRename(entry, changeset))
      .map((entry) => ofEntry('blocked', entry, blockedSays(entry))),
    ...others,
    ...changes.flatMap((change) => change.warnings.map(withSince)),
    ...[...left, ...skipped, ...unsupported].flatMap((entry) =>
      (entry.warnings ?? []).map(({ kind, says }) => ofEntry(kind, entry, says)),
    ),
    ...warnings.map((says) => finding('warning', { name: 'the changeset' }, says)),
  ];
};

/** How a gate passes: under a policy no flag lets it (rules policy-accept). */
const howToPass = (gate: Changeset['gates'][number], isUnderPolicy: boolean): string => {
  if (!isUnderPolicy)
    return `To let it pass: apply --allow ${gate.gate}, or accept it in an approval (approve --accept).`;
  const [first = gate.gate, ...others] = toAccept({ gates: [gate], blocked: [] }).map(({ finding }) => finding);
  const more = others.length === 0 ? '' : `, and ${others.length} more alike`;
  return `To let it pass, whoever approves accepts it with a reason: approve --accept ${quoted(first)}${more}.`;
};

/** Within its change, the change says it. */
const withSince = (warning: Finding): Finding => ({
  ...warning,
  says: [warning.says, ...sinceSentences(warning)].join(' '),
});
