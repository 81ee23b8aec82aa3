import type { Changeset } from '../../changeset/changeset.js';
import { branchOf } from '../../changeset/commits.js';
import type { ChangeId } from '../../model/names.js';

/** What a line of `git log` should not be longer than by much. */
const longest = 200;

/**
 * The message of a commit: which changeset, which change, and who approved it (rules git-message). One line of plain text, of bounded
 * length: names come from people.
 */
export const commitMessage = (
  { digest }: Pick<Changeset, 'digest'>,
  change: ChangeId,
  approvedBy: readonly string[],
): string => {
  const begin = plain(`octosync ${branchOf(digest).replace(/^.*\//, '')}: ${change}`, longest);
  if (approvedBy.length === 0) return begin;
  return plain(`${begin}; approved by ${some(approvedBy)}`, 2 * longest);
};

const some = (people: readonly string[]): string => {
  const first = people.slice(0, 3).map((one) => plain(one, 40));
  return `${first.join(', ')}${people.length > first.length ? ` and ${people.length - first.length} more` : ''}`;
};

/** Without control and format characters, in one line, and no longer than that. */
const plain = (text: string, most: number): string => {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const letters = Array.from(line);
  return letters.length <= most ? line : `${letters.slice(0, most - 1).join('')}…`;
};
