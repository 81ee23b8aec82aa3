import type { Changeset, GitTarget } from '../../changeset/changeset.js';
import { branchOf, commitsOf, writtenTo } from '../../changeset/commits.js';
import { calledOf } from '../../catalogue/called.js';
import { rootOf, typeNamed } from '../../catalogue/index.js';
import { branchIn } from '../../model/git-refs.js';
import { itemId, type ChangeId } from '../../model/names.js';
import { quoted } from '../../model/sentences.js';
import type { HeaderLine, Task } from './review.js';
import { counted } from './words.js';

type Known = Pick<Changeset, 'git' | 'digest'>;

/** Where the commits of a project go, in words: `branch octosync/3f4fd2df3235, made from refs/heads/main`. */
export const whereTo = ({ digest }: Pick<Changeset, 'digest'>, { write, ref }: GitTarget): string =>
  write === 'branch' ? `branch ${branchOf(digest)}, made from ${ref}` : ref;

/** Which changes become commits, project by project (rules git-shown). */
export const commitLines = (known: Known): readonly HeaderLine[] =>
  (known.git ?? []).map((target) => {
    const many = counted(target.changes.length, 'change');
    const become = target.changes.length === 1 ? 'becomes a commit' : 'become commits';
    const parts = [
      `${many} of project ${quoted(target.project)} ${become}`,
      ...(target.url === undefined ? [] : [target.url]),
      whereTo(known, target),
    ];
    return { label: 'Git', text: parts.join(', '), parts };
  });

/** What is said with a change that becomes a commit; nothing of one in the database (rules git-shown). */
export const commitReasons = (known: Known): ((id: ChangeId) => readonly string[]) => {
  const commits = commitsOf(known);
  return (id) => {
    const target = commits.get(id);
    return target ? [`Becomes a commit: ${whereTo(known, target)}.`] : [];
  };
};

/** The branches that somebody has to merge, one for each project with a change that is `there` (rules git-merge). */
export const branchesToMerge = (
  { git = [], digest, changes: all }: Known & Pick<Changeset, 'changes'>,
  isThere: (id: ChangeId) => boolean,
  pageOf: (item: { readonly type: string; readonly names: readonly string[] }) => string | undefined,
): readonly Task[] =>
  git
    .filter(({ write, changes }) => write === 'branch' && changes.some(isThere))
    .map((target): Task => {
      const { project, ref, url } = target;
      const type = rootOf(typeNamed(all.find((change) => target.changes.includes(change.id))?.type ?? ''));
      const about = { type: type.name, names: [project] };
      const id = itemId(about.type, about.names);
      const page = pageOf(about);
      const into = branchIn(ref) ?? `what was made of ${ref}`;
      const where = url === undefined ? '' : ` of ${url}`;
      return {
        kind: 'merge-branch',
        id,
        thing: id,
        type: about.type,
        called: calledOf(about),
        says: `Merge ${writtenTo({ digest }, target)} into ${into}${where}, then delete it.`,
        ...(page !== undefined && { page }),
      };
    });
