import { listed } from '../../model/sentences.js';
import { gitStateOf } from '../../workspace/git-state.js';
import { whyUnwritable } from '../../workspace/unwritable.js';
import { attention, right, wrong, type Found } from '../finding.js';
import type { Visit } from '../visit.js';

/** Whether what a sync writes can be written; nothing is tried. */
export const checkDirectories = async ({ patient: { snapshot, directories } }: Visit): Promise<Found> => {
  const all = [...(snapshot === undefined ? [] : [snapshot]), ...directories];
  const found = await Promise.all(all.map(async (path) => ({ path, why: await whyUnwritable(path) })));
  const bad = found.filter(({ why }) => why !== undefined);
  if (bad.length > 0)
    return wrong(
      `Cannot be written: ${bad.map(({ path, why = '' }) => `${called(path)} (${why})`).join(', ')}.`,
      'Give yourself the permission there, free the place, or work in another folder.',
    );
  return right(`Can be written: ${listed(all.map(called))}.`);
};

const called = (path: string): string => (path === '.' ? 'this folder' : path);

/** Whether the snapshot is in Git, where its history is. */
export const checkSnapshots = async ({ patient: { snapshot, remedies } }: Visit): Promise<Found> => {
  if (snapshot === undefined)
    return { mark: 'skipped', says: 'An instance without a name has no snapshot of its own.' };
  const state = await gitStateOf(snapshot);
  switch (state) {
    case 'none':
      return attention(`There is no snapshot in ${snapshot} yet.`, `${remedies.take} takes it.`);
    case 'no-git':
      return attention('Git cannot be run.', 'Install it: the history of snapshots tells who changed what.');
    case 'outside':
      return attention(
        `${snapshot} is in no Git repository.`,
        'git init, then commit it: its history tells what changed, and is the base of a three-way sync.',
      );
    case 'changed':
      return attention(`${snapshot} has changes that are not committed.`, `${remedies.keep}, then git commit.`);
    case 'committed':
      return right(`${snapshot} is committed.`);
  }
};
