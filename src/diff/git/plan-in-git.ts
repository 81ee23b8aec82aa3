import { rootOf, type LaterPart } from '../../catalogue/index.js';
import { itemId, type ChangeId } from '../../model/names.js';
import type { SyncSettings } from '../../settings/settings.js';
import type { Plan, Ruling } from '../plan/planned.js';
import type { Circumstances } from '../plan/refusals.js';
import type { Subject } from '../plan/subject.js';
import type { Terms } from '../terms/terms.js';
import { writeOf } from './commits.js';
import { withConversion } from './conversion.js';
import { isOnBranch, laidOutOtherwise, refusedInGit, samePlace, saysSamePlace, waitsForMerge } from './refusals.js';
import { keptAt, repositoryOf, urlOf, type KeptAt } from './repository.js';

/** What is remembered from item to item. */
export interface InGitSoFar extends Pick<Circumstances, 'baseOf'> {
  readonly plan: Plan;
  readonly settings: SyncSettings;
  /** The changes that make something on a branch. */
  readonly onBranch: Set<ChangeId>;
  /** By repository: the first project whose commits go to a branch of their own there. */
  readonly branches: Map<string, KeptAt>;
}

/**
 * What becomes of an item because of where its project keeps it: nothing where both sides read one place, which is said once for each
 * project; otherwise what `rule` says, unless the server would refuse that (rules git-any-way).
 */
export const planInGit = (
  subject: Subject,
  part: LaterPart | undefined,
  terms: Terms,
  soFar: InGitSoFar,
  rule: () => Ruling,
): Ruling => {
  const { entry, selected } = subject;
  const same = samePlace(subject, terms);
  if (same) {
    sayOnce(subject, same, soFar.plan);
    return { entry, verdict: { kind: part ? 'silent' : 'unchanged' }, parts: [] };
  }
  const kept = soFar.baseOf && { next: soFar.baseOf(selected.item, entry.id).document ?? null };
  const otherwise = laidOutOtherwise(subject, terms);
  if (otherwise && !part) return { entry, verdict: otherwise, parts: [], ...kept };
  const called = ({ entry: own }: Ruling): Ruling['entry'] => (part ? { ...own, part: part.part } : own);
  const ruling = rule();
  if (ruling.verdict.kind !== 'written') return ruling;
  const { write } = ruling.verdict;
  const there = keptAt(selected.type, write.names, terms.projection);
  if (!there) {
    const waits = waitsForMerge(write, soFar.onBranch);
    if (waits) return { ...ruling, entry: called(ruling), verdict: waits, ...kept };
    return { ...ruling, verdict: { ...ruling.verdict, write: withConversion(write, subject, terms) } };
  }
  const how = writeOf(selected.type, selected.item.names[0] ?? '', soFar.settings);
  const committing = { kept: there, write: how, settings: subject.settings };
  const repository = repositoryOf(there.settings);
  const first = how === 'branch' ? (soFar.branches.get(repository) ?? there) : there;
  const refused = refusedInGit(write, { ...committing, first });
  if (refused) return { ...ruling, entry: called(ruling), verdict: refused, ...kept };
  if (how === 'branch') soFar.branches.set(repository, first);
  const { project, ref = '' } = there;
  soFar.plan.commits.set(write.id, { project, ref, url: urlOf(there.settings), write: how });
  if (write.action === 'create' && isOnBranch(committing)) soFar.onBranch.add(write.id);
  return ruling;
};

const sayOnce = ({ selected }: Subject, same: KeptAt, { left }: Plan): void => {
  const type = rootOf(selected.type).name;
  const names = [same.project];
  const id = itemId(type, names);
  const reason = saysSamePlace(same);
  if (left.some((entry) => entry.id === id && entry.reasons[0]?.rule === reason.rule)) return;
  left.push({ id, type, names, part: 'what is in Git', since: 'unknown', differing: 0, reasons: [reason] });
};
