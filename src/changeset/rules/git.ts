import { typeNamed } from '../../catalogue/index.js';
import { byText, foldName } from '../../model/names.js';
import type { Changeset, GitTarget } from '../changeset.js';
import { projectOf } from '../commits.js';
import { repositoryIn } from '../../model/repository-url.js';
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
      ...(beginsElsewhere(target, git.slice(0, index))
        ? [{ at: `/git/${index}/ref`, what: 'another project of the repository has the branch begin at another ref' }]
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

/** One branch begins at one ref (rules git-one-branch). */
const beginsElsewhere = ({ url = '', write, ref }: GitTarget, before: readonly GitTarget[]): boolean =>
  url !== '' &&
  before.some(
    (other) =>
      other.ref !== ref &&
      [write, other.write].every((one) => one === 'branch') &&
      repositoryIn(other.url ?? '') === repositoryIn(url),
  );

/** Where a project is read is said once, of one that changes in the database alone (rules git-read-live). */
export const checkReadAt = ({ readAt, changes, git = [] }: Changeset): readonly Defect[] => {
  if (!readAt) return [];
  if (readAt.length === 0) return [{ at: '/readAt', what: 'it lists no project' }];
  const changing = new Set(changes.map((change) => foldName(projectOf(change) ?? '')));
  return readAt.flatMap(({ project, refs }, index) => {
    const before = readAt[index - 1];
    const note = (what: string): readonly Defect[] => [{ at: `/readAt/${index}/project`, what, found: project }];
    if (before && byText(before.project, project) >= 0)
      return note('the projects are not in their order, or one is there twice');
    if (git.some((target) => foldName(target.project) === foldName(project))) return note('git says where it is read');
    if (refs.length === 0) return note('it is read nowhere');
    return changing.has(foldName(project)) ? [] : note('no change is one of that project');
  });
};

const wrongWith = (id: string, { project }: GitTarget, { changes }: Changeset): string | undefined => {
  const change = changes.find((one) => one.id === id);
  if (!change) return 'there is no such change';
  const type = typeNamed(change.type);
  if (!type.reading.inGit) return `no project keeps ${type.plural} in Git`;
  return foldName(projectOf(change) ?? '') === foldName(project) ? undefined : 'it is a change of another project';
};
