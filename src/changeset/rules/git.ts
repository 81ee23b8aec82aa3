import { rootOf, typeNamed } from '../../catalogue/index.js';
import { byText, foldName } from '../../model/names.js';
import type { Changeset, GitTarget } from '../changeset.js';
import type { Defect } from './defect.js';

/**
 * What is said to become commits is a change of that project, of a type that a project may keep in Git, once (rules git-commits): a
 * reviewer reads where a change goes, and there it goes.
 */
export const checkGit = (changeset: Changeset): readonly Defect[] => {
  const { git } = changeset;
  if (!git) return [];
  if (git.length === 0) return [{ at: '/git', what: 'it lists no project' }];
  const seen = new Set<string>();
  return git.flatMap((target, index) => {
    const before = git[index - 1];
    return [
      ...(before && byText(before.project, target.project) >= 0
        ? [{ at: `/git/${index}/project`, what: 'the projects are not in their order, or one is there twice' }]
        : []),
      ...(target.changes.length === 0
        ? [{ at: `/git/${index}/changes`, what: 'no change of it becomes a commit' }]
        : []),
      ...target.changes.flatMap((id, place) => {
        const what = seen.has(id) ? 'it becomes a commit twice' : wrongWith(id, target, changeset);
        seen.add(id);
        return what === undefined ? [] : [{ at: `/git/${index}/changes/${place}`, what, found: id }];
      }),
    ];
  });
};

const wrongWith = (id: string, { project }: GitTarget, { changes }: Changeset): string | undefined => {
  const change = changes.find((one) => one.id === id);
  if (!change) return 'there is no such change';
  const type = typeNamed(change.type);
  if (!type.reading.inGit) return `no project keeps ${type.plural} in Git`;
  const owner = rootOf(type).reading.repository ? change.names[0] : undefined;
  return foldName(owner ?? '') === foldName(project) ? undefined : 'it is a change of another project';
};
