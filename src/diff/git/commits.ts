import { rootOf, typeNamed } from '../../catalogue/index.js';
import type { Change, Changeset, GitTarget } from '../../changeset/changeset.js';
import type { SpaceSnapshot } from '../../model/item.js';
import { byText, type ChangeId } from '../../model/names.js';
import { chosen } from '../../settings/chosen.js';
import { settingsFor, type SyncSettings } from '../../settings/settings.js';
import { aboutItem } from '../select/about.js';
import { keptAtOf } from './repository.js';

/**
 * Which changes become commits, by project of the destination: those of types that it keeps in Git (rules git-commits). Nothing where
 * there are none, so that a changeset without Git is what it ever was.
 */
export const gitIn = (
  changes: readonly Change[],
  destination: Pick<SpaceSnapshot, 'items'>,
  settings: SyncSettings,
): Pick<Changeset, 'git'> => {
  const targets = new Map<string, GitTarget & { changes: ChangeId[] }>();
  for (const { id, type, names } of changes) {
    const kept = keptAtOf(type, names, destination);
    if (kept?.ref === undefined) continue;
    const { project, ref } = kept;
    const target = targets.get(project) ?? { project, ref, write: writeOf(type, project, settings), changes: [] };
    target.changes.push(id);
    targets.set(project, target);
  }
  if (targets.size === 0) return {};
  return { git: [...targets.values()].sort((one, other) => byText(one.project, other.project)) };
};

/** Whether commits to a project go to a branch of their own. */
export const writeOf = (type: string, project: string, settings: SyncSettings): GitTarget['write'] => {
  const about = aboutItem(rootOf(typeNamed(type)), [project]);
  return chosen(settingsFor(settings, about), 'gitWrite') === 'branch' ? 'branch' : 'ref';
};
