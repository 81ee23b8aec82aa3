import type { SyncSettings } from '../../settings/settings.js';
import { mapperFor } from '../select/mapping.js';
import type { IgnoreRules } from '../decide/ignore/rules.js';
import type { Selected } from '../select/select.js';
import { inOrder, isBorn, type Task } from '../select/tasks.js';
import type { Terms } from '../terms/terms.js';
import type { BaseSide } from './base-side.js';
import { planInGit } from '../git/plan-in-git.js';
import type { KeptAt } from '../git/repository.js';
import { NextBases } from './next-bases.js';
import { planItem } from './plan-item.js';
import { planPart } from './plan-part.js';
import { bornWith, replacingTheBorn } from './born.js';
import { emptyPlan, type Ruling, type Plan } from './planned.js';
import { record, siblingsOf, type Records } from './record.js';
import type { Renames } from './renames.js';
import { subjectOf, type Subject } from './subject.js';
import { dropUnneeded } from './unneeded.js';
import { withWayOut } from './written-later.js';
import type { ChangeId } from '../../model/names.js';

/** What is known before the first item is decided: what was probably renamed, and what the last sync says. */
export interface Beforehand extends Partial<Pick<Renames, 'entries' | 'heldBack'>> {
  readonly baseOf?: BaseSide | undefined;
  readonly ignored?: IgnoreRules | undefined;
  readonly isThorough?: boolean | undefined;
}

/**
 * Decides the selected items one after the other, in the syncing order: each decision sees the destination as the ones
 * before it will have left it, so that once all is applied nothing is left to do (rules always-settled). Fields that
 * wait for a later order are decided in that order.
 */
export const makePlan = (
  selected: readonly Selected[],
  terms: Terms,
  settings: SyncSettings,
  { entries = [], heldBack = new Map(), baseOf, ignored, isThorough }: Beforehand = {},
): Plan => {
  const { tasks, collisions } = inOrder(selected, mapperFor(settings));
  const planning = begin(terms, settings, { heldBack, baseOf, ignored, isThorough });
  planning.plan.renames.push(...entries);
  planning.plan.errors.push(...collisions);
  const replaced = replacingTheBorn(tasks);
  const { version } = terms.destination;
  for (const task of tasks) {
    const ruling = rulingOn(task, planning);
    record(ruling, planning);
    planning.bases.note(task, ruling);
    if (ruling.verdict.kind !== 'written') continue;
    planning.bases.changed(task, ruling, planning.baseOf);
    for (const born of bornWith(ruling.verdict.write, replaced, version))
      planning.projection.put(born, ruling.verdict.write.id);
  }
  const plan = withWayOut(dropUnneeded(planning.plan), tasks);
  const { bases } = planning;
  return { ...plan, keeps: bases.kept(planning.baseOf !== undefined), bases: bases.before(plan.writes) };
};

interface Planning extends Records {
  readonly baseOf: BaseSide | undefined;
  readonly ignored: IgnoreRules | undefined;
  readonly bases: NextBases;
  readonly terms: Terms;
  readonly settings: SyncSettings;
  readonly heldBack: Renames['heldBack'];
  readonly isThorough: boolean | undefined;
  readonly onBranch: Set<ChangeId>;
  readonly branches: Map<string, KeptAt>;
}

const begin = (
  terms: Terms,
  settings: SyncSettings,
  known: Pick<Planning, 'heldBack' | 'baseOf' | 'ignored' | 'isThorough'>,
): Planning => ({
  ...known,
  plan: emptyPlan(),
  terms,
  projection: terms.projection,
  settings,
  fates: new Map(),
  gone: new Set(),
  bases: new NextBases(),
  born: new Map(),
  onBranch: new Set(),
  branches: new Map(),
});

const rulingOn = (task: Task, planning: Planning): Ruling => {
  const subject = subjectOf(task, planning.projection, planning.settings);
  const { part } = task;
  return planInGit(subject, part, planning.terms, planning, () =>
    part
      ? planPart(subject, part, planning.terms, planning)
      : planItem(subject, planning.terms, planning, bornSibling(subject, planning)),
  );
};

/** The item that takes the server-made one's place goes first: a sibling may need the name that one had. */
const bornSibling = ({ selected, parent, existing }: Subject, { born }: Planning): ChangeId | undefined =>
  !parent || existing || isBorn(selected) ? undefined : born.get(siblingsOf(selected.type.name, parent.names));
