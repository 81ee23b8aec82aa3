import type { Changeset, GitTarget } from '../../changeset/changeset.js';
import { refsOfTarget } from '../../changeset/commits.js';
import { foldName, sameName } from '../../model/names.js';
import type { RefNamed } from '../../snapshot/readers/refs.js';

/**
 * Where the projects of a changeset are read: at the branch that its commits go to, as soon as there is one, and else where `diff` read
 * them (rules git-read-live). Those of which nothing becomes a commit are read where the changeset says, or at their default branch.
 */
export const refsOf = (changeset: Changeset): RefNamed => {
  const { git = [], readAt = [] } = changeset;
  const named = (target: Pick<GitTarget, 'project' | 'changes'>, refs: readonly string[]) =>
    namesOf(target, changeset).map((name) => [name, refs] as const);
  const refs = new Map([
    ...readAt.flatMap(({ project, refs: own }) => named({ project, changes: [] }, own)),
    ...git.flatMap((target) => named(target, refsOfTarget(changeset, target))),
  ]);
  return (project) => refs.get(foldName(project));
};

/** What a project is called: by the changeset, and until that has given it another name. */
const namesOf = (
  { project, changes }: Pick<GitTarget, 'project' | 'changes'>,
  { changes: all, renames }: Changeset,
): readonly string[] => {
  const own = new Set(changes);
  const called = [project, ...all.flatMap(({ id, names: [first = ''] }) => (own.has(id) ? [first] : []))];
  const before = renames.flatMap(({ follows, names, candidates }) =>
    follows && names.length === 1 && called.some((one) => sameName(one, names[0] ?? '')) ? candidates : [],
  );
  return [...called, ...before].map(foldName);
};
