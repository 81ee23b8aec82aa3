import type { Changeset, Entry, Made, Policy } from '../changeset/changeset.js';
import type { OpenElement } from '../changeset/receipt.js';
import { elementOf } from '../changeset/uncarried.js';
import { changesetFormat } from '../changeset/format.js';
import { withWholeBases } from '../changeset/kept-base.js';
import { readAtOf } from '../changeset/commits.js';
import { changesetDigest } from '../changeset/digest.js';
import type { SyncSettings } from '../settings/settings.js';
import type { SpaceSnapshot } from '../model/item.js';
import { byText } from '../model/names.js';
import { effective } from '../settings/effective.js';
import { withoutSamePlace } from './git/alone.js';
import { gitIn, withoutDatabaseTasks } from './git/commits.js';
import { notAtDefaultBranch } from './git/repository.js';
import { ignoreRules, type IgnoreRules } from './decide/ignore/rules.js';
import { changesOf } from './patch/changes.js';
import { picturesIn } from './patch/pictures.js';
import { SaidBases } from './patch/said-bases.js';
import { checkSides, incompleteIn } from './plan/check-sides.js';
import {
  baseSide,
  effectiveBase,
  keptOf,
  keptOfOthers,
  selectionsWith,
  type Base as BaseOfSync,
  type BaseSide,
} from './plan/base-side.js';
import { decidedIn, type Decided } from './plan/decided.js';
import { refusedGates } from './plan/gates.js';
import { onlyOnDestination } from './plan/only.js';
import { idleRule, today, unmatchedRule } from './plan/ignore-told.js';
import { withoutIgnored } from './plan/ignored-whole.js';
import { makePlan } from './plan/plan.js';
import type { KeptWhole, Plan } from './plan/planned.js';
import { renamedBaseSide } from './plan/renamed-base.js';
import { findMemberRenames } from './plan/member-renames.js';
import { notGiven } from './plan/not-given.js';
import { findRenames, type Renames, type Unfollowed } from './plan/renames.js';
import { sideOf, type SideTold } from './plan/side.js';
import { summarize } from './plan/summary.js';
import { ownerOf } from '../catalogue/index.js';
import { select } from './select/closure.js';
import type { Sides } from './select/renames.js';
import type { Selected } from './select/select.js';
import { withSameLetters } from './select/same-letters.js';
import { withSameOrigin } from './select/same-origin.js';
import { Hearing, type Heard } from './terms/heard.js';
import { withinReachOf, type Reduced } from './terms/known-members.js';
import { laidOut } from './terms/laid-out.js';
import { inDestinationsTerms } from './terms/terms.js';

/** The base of a sync, and what the configuration and Git know of it. */
export interface Base extends BaseOfSync {
  readonly told?: SideTold;
}

/** What a log of a comparison has: look-ups first, then decisions. */
export type DiffEvent = Heard | Decided;

/** What no snapshot says: how the changeset is made, and what the configuration and Git know of each side. */
export interface Told {
  readonly made?: Made;
  /** What the destination requires of whoever applies. */
  readonly policy?: Policy;
  readonly source?: SideTold;
  readonly destination?: SideTold;
  /** The day on which rules of `ignore` that end were judged: 2027-03-01 (rules ignore-until). */
  readonly today?: string;
  /** Decides the long way also what both sides say: only slower, and what a test compares with. */
  readonly isThorough?: boolean;
}

/**
 * Compares two snapshots by the rules of docs/rules.md and returns what has to change on the destination. Pure: the
 * same snapshots and settings give the same changeset, byte for byte (rules always-same-bytes). Nothing is thrown for
 * what the rules refuse: all errors and blocked entries are in the changeset (rules scope-errors, needs-all-at-once). Throws
 * UsageError for what is open and does not fit the snapshot of its base.
 *
 * Data goes from room to room: what is *selected* is brought to the destination's *terms*, *decided* item by item as the
 * *plan* comes to it, and written down as *patches*. What it is `told` beside the snapshots is for the header of a
 * review (rules review-header). A `log` is told what was looked up, and what each rule decided (rules log-diff); of what
 * is many, with its text as JSON.
 */
export const diff = (
  asRead: SpaceSnapshot,
  destination: SpaceSnapshot,
  given: SyncSettings,
  told: Told = {},
  found?: Base,
  log?: (event: DiffEvent, json?: string) => void,
): Changeset => {
  const settings = withSameLetters(asRead, destination, withSameOrigin(asRead, destination, given));
  const source = laidOut(asRead, destination, settings);
  const said = found && { ...found, snapshot: laidOut(found.snapshot, destination, settings) };
  const base = said && { ...said, open: withWholeBases(said.open, said.snapshot) };
  const reduced = withinReachOf(destination, source);
  const selection = select(reduced.source, destination, settings);
  const asked = base && { ...base, snapshot: effectiveBase(base, settings) };
  const asTold = { source: reduced.source, destination, base: asked?.snapshot };
  const before = baseSide(base, destination);
  const ignored = ignoreRules(settings.ignore);
  const hearing = log && new Hearing();
  const known = { base, before, destination, settings, ignored, hearing, isThorough: told.isThorough };
  const { planned, sides, named } = planFollowing(asTold, reduced, selection.all(), known);
  const lone = withoutSamePlace(onlyOnDestination(sides, selection.all(), settings, named), sides, settings);
  const alone = withoutIgnored(lone, ignored);
  const kept = [
    ...keptOf([...lone.removed, ...lone.conflicts], sides.base, settings),
    ...keptOfOthers(base, reduced.source, destination, { selected: selection, settings }),
  ];
  const plan = withAlone(planned, alone, kept);
  if (log) {
    for (const [json, event] of hearing?.all() ?? []) log(event, json);
    for (const event of decidedIn(plan)) log(event);
  }
  const sorted = sortedWith(base?.open ?? []);
  const changes = changesOf(plan.writes).map((change) => withoutDatabaseTasks(change, plan.commits));
  const bases = new SaidBases(source, settings, changes);
  const checks = checkSides(source, destination, settings, changes.length > 0, base?.snapshot);
  const files = picturesIn(changes, source);
  return sealed({
    format: changesetFormat,
    ...(told.made && { made: told.made }),
    source: sideOf(source, told.source),
    destination: sideOf(destination, told.destination),
    ...(base && { base: sideOf(base.snapshot, base.told) }),
    ...today(told, settings),
    ...(told.policy && { policy: told.policy }),
    options: effective(given),
    changes: changes.map(owned),
    ...gitIn(changes, plan.commits),
    ...readAtOf(changes, (id) => plan.commits.has(id), notAtDefaultBranch(sides.destination)),
    left: sorted(plan.left),
    skipped: sorted(plan.skipped),
    unsupported: sorted(plan.unsupported),
    blocked: sorted(plan.blocked),
    errors: sorted([...checks.errors, ...plan.errors]),
    conflicts: sorted(plan.conflicts),
    removed: sorted(plan.removed),
    renames: sorted(plan.renames),
    only: sorted(plan.only),
    ...(settings.ignore && { ignored: sorted(plan.ignored) }),
    ...(base && { selections: selectionsWith(base, effective(given)) }),
    ...(plan.keeps.length > 0 && { keeps: byId(plan.keeps).map((one) => bases.kept(one)) }),
    ...(plan.bases.length > 0 && { bases: byId(plan.bases).map((one) => bases.before(one)) }),
    warnings: [
      ...checks.warnings,
      ...selection.warnings,
      ...ignored.unmatched().map(unmatchedRule),
      ...ignored.idle(plan.ignored).map(idleRule),
      ...incompleteIn('source', source, settings),
      ...incompleteIn('destination', destination, settings),
    ],
    summary: summarize(plan),
    gates: refusedGates(plan.writes, destination, settings),
    ...(files && { files }),
  });
};

interface Known {
  readonly base: Base | undefined;
  /** The base under the names that it has. */
  readonly before: BaseSide | undefined;
  readonly destination: SpaceSnapshot;
  readonly settings: SyncSettings;
  readonly ignored: IgnoreRules;
  readonly hearing: Hearing | undefined;
  readonly isThorough: boolean | undefined;
}

/**
 * The plan, under the new names that it follows. Where one cannot be given after all, because its change is refused, everything is
 * decided anew without it: nothing is called by a name that it does not get (rules rename-follow).
 */
const planFollowing = (
  asTold: Sides,
  reduced: Reduced,
  selected: readonly Selected[],
  known: Known,
  unfollowed: Unfollowed = new Map(),
): Pick<Renames, 'sides' | 'named'> & { readonly planned: Plan } => {
  const { base, before, destination, settings, ignored, hearing, isThorough } = known;
  hearing?.clear();
  const baseWith = (steps: Renames['steps']): BaseSide | undefined =>
    base && steps.length > 0 ? renamedBaseSide(base, destination, steps, settings) : before;
  const ofItems = findRenames(asTold, selected, settings, before, unfollowed);
  const renames = findMemberRenames(ofItems, selected, { settings, baseWith, unfollowed });
  const terms = inDestinationsTerms(reduced, renames.sides.destination, settings, renames, hearing?.hear);
  const planned = makePlan(selected, terms, settings, {
    ...renames,
    baseOf: baseWith(renames.steps),
    ignored,
    isThorough,
  });
  const refused = notGiven(planned);
  if (refused.size === 0) return { ...renames, planned };
  return planFollowing(asTold, reduced, selected, known, new Map([...unfollowed, ...refused]));
};

/** Beside what is planned, what only the destination has. */
const withAlone = (
  plan: Plan,
  { only, removed, conflicts, ignored }: ReturnType<typeof withoutIgnored>,
  kept: readonly KeptWhole[],
): Plan => ({
  ...plan,
  ignored: [...plan.ignored, ...ignored],
  only: [...plan.only, ...only],
  removed: [...plan.removed, ...removed],
  conflicts: [...plan.conflicts, ...conflicts],
  keeps: [...plan.keeps, ...kept],
});

/** Each item once: what is said first counts. */
const byId = <Told extends { readonly id: string }>(keeps: readonly Told[]): readonly Told[] =>
  [...new Map(keeps.toReversed().map((one) => [one.id, one])).values()].toSorted((one, other) =>
    byText(one.id, other.id),
  );

const sealed = (changeset: Omit<Changeset, 'digest'>): Changeset => ({
  ...changeset,
  digest: changesetDigest(changeset),
});

const owned = <Owned extends Pick<Entry, 'type' | 'names'>>(one: Owned): Owned => ({
  ...one,
  ...ownerOf(one.type, one.names),
});

/** In their order, each with when a sync first left it open, if one did. */
const sortedWith = (open: readonly OpenElement[]) => {
  const first = new Map(open.map((element) => [elementOf(element), element.first]));
  return <Sorted extends Entry>(entries: readonly Sorted[]): readonly Sorted[] =>
    entries
      .map((entry) => {
        const again = first.get(elementOf(entry));
        return owned(again === undefined ? entry : { ...entry, again });
      })
      .sort((one, other) => byText(one.id, other.id) || byText(one.part ?? '', other.part ?? ''));
};
