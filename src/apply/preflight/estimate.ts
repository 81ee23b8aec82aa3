import { typeNamed } from '../../catalogue/index.js';
import type { Change } from '../../changeset/changeset.js';
import { isList } from '../../model/json.js';
import type { Progress } from '../../model/progress.js';
import { timeSays, type OctopusClient } from '../../octopus/index.js';
import type { GitPlaces } from '../git/places.js';
import { branchesToMake } from '../git/refuse.js';
import { writtenAs } from '../written-as.js';

/** How many requests writing a change takes when nothing goes wrong: reading it once more, writing, reading it back. */
const requestsFor = (change: Change): number => {
  const { merging, reading } = typeNamed(change.type);
  if (change.action === 'delete') return 2;
  switch (writtenAs(change)) {
    case 'logo':
      return 3;
    case 'document':
      return change.action === 'update' || merging.bornWithParent !== undefined ? 2 : 1;
    case 'members': {
      const into = reading.listing.kind === 'gathered' ? reading.listing.into : '';
      const members = change.action === 'create' ? change.document[into] : undefined;
      return 2 + (isList(members) ? members.length : 1);
    }
    case 'templateValues':
      return 6;
    case 'upload':
    case 'push':
      return 1;
  }
};

export const estimatedRequests = (changes: readonly Change[]): number =>
  changes.reduce((sum, change) => sum + requestsFor(change), 0);

/**
 * Says beforehand how many requests a run needs, and how long they take at the budget that is known (rules apply-pace).
 */
export const announce = (
  changes: readonly Change[],
  git: GitPlaces,
  client: OctopusClient,
  progress: Progress,
): void => {
  const commits = changes.filter(({ id }) => git.has(id));
  const others = changes.filter(({ id }) => !git.has(id));
  const requests = estimatedRequests(others) + 3 * commits.length + branchesToMake(commits, git).length;
  const time = timeSays(requests, client.budget());
  progress({ kind: 'note', says: `About ${requests} requests to write${time}.` });
};
