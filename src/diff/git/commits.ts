import type { Change, Changeset, GitTarget } from '../../changeset/changeset.js';
import { byText, type ChangeId } from '../../model/names.js';
import { chosen } from '../../settings/chosen.js';
import { settingsFor, type SyncSettings } from '../../settings/settings.js';
import { rootOf, typeNamed, type ResourceType } from '../../catalogue/index.js';
import { aboutItem } from '../select/about.js';

/** Where a change goes that becomes a commit. */
export type Commit = Omit<GitTarget, 'changes'>;

/**
 * Which changes become commits, by project of the destination: those of types that it keeps in Git (rules git-commits). Nothing where
 * there are none, so that a changeset without Git is what it ever was.
 */
export const gitIn = (
  changes: readonly Pick<Change, 'id'>[],
  commits: ReadonlyMap<ChangeId, Commit>,
): Pick<Changeset, 'git'> => {
  const targets = new Map<string, Commit & { readonly changes: ChangeId[] }>();
  for (const { id } of changes) {
    const commit = commits.get(id);
    if (!commit) continue;
    const target = targets.get(commit.project) ?? { ...commit, changes: [] };
    target.changes.push(id);
    targets.set(commit.project, target);
  }
  if (targets.size === 0) return {};
  return { git: [...targets.values()].sort((one, other) => byText(one.project, other.project)) };
};

/** A change without what there is to do of the database's own items alone, where it becomes a commit: a runbook in Git is not published. */
export const withoutDatabaseTasks = (change: Change, commits: ReadonlyMap<ChangeId, Commit>): Change => {
  const { onCreate } = typeNamed(change.type).merging;
  if (onCreate?.inDatabase !== true || change.action !== 'create' || !commits.has(change.id)) return change;
  return { ...change, cleanUp: change.cleanUp.filter(({ says }) => says !== onCreate.cleanUp) };
};

/** Whether commits to a project go to a branch of their own; one way for all of a project of the source, by its name. */
export const writeOf = (type: ResourceType, project: string, settings: SyncSettings): GitTarget['write'] => {
  const about = aboutItem(rootOf(type), [project]);
  return chosen(settingsFor(settings, about), 'gitWrite') === 'branch' ? 'branch' : 'ref';
};
