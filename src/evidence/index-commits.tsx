import type { VNode } from 'preact';
import { writtenTo } from '../changeset/commits.js';
import type { Facts as FactsOf } from './facts.js';
import { Table } from './index-parts.js';

/** What became commits of a project, as the receipt says, or would: nothing where no change is one (rules git-shown). */
export const Commits = ({ facts: { changeset, receipt } }: { readonly facts: FactsOf }): VNode | null => {
  const { git } = changeset;
  if (!git) return null;
  const urls = new Map(git.map(({ project, url }) => [project, url]));
  const planned = git.map((target) => ({
    project: target.project,
    branch: writtenTo(changeset, target),
    from: target.ref,
    changes: target.changes,
  }));
  const told = receipt ? (receipt.git ?? []) : planned;
  return (
    <section>
      <h2>{receipt ? 'What became commits' : 'What would become commits'}</h2>
      <Table
        columns={['Project', 'Repository', 'Branch', 'From', 'Changes']}
        rows={told.map(({ project, branch, from, changes }) => [
          project,
          urls.get(project),
          branch,
          from,
          changes.join(', '),
        ])}
        none="Nothing was committed."
      />
    </section>
  );
};
