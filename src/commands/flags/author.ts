import { Flags } from '@oclif/core';
import type { Policy } from '../../changeset/changeset.js';
import { UsageError } from '../../model/errors.js';
import { git } from '../../workspace/git.js';
import { textFlag } from './text-flag.js';

export const writingFlags = {
  author: textFlag({
    description:
      'Who makes the changeset, or in whose name: a name or an address. By default, where the destination lets no author approve, what Git knows (user.name, user.email).',
    helpValue: 'NAME',
    env: 'OCTOSYNC_AUTHOR',
  }),
  force: Flags.boolean({
    description: 'Write over a changeset that was approved, decided on or applied; what lies beside it is void then.',
  }),
};

/**
 * Who made a changeset. Git is asked only where it matters: the bytes must not depend on the machine otherwise. Throws
 * UsageError where nobody is known, and the policy of the destination has to know it (rules policy-author).
 */
export const authorFor = async (given: string | undefined, policy: Policy | undefined): Promise<string | undefined> => {
  if (given !== undefined || !policy?.notByAuthor) return given;
  const [name, address] = await Promise.all([ofGit('user.name'), ofGit('user.email')]);
  if (name !== '' && address !== '') return `${name} <${address}>`;
  if (name !== '' || address !== '') return name + address;
  throw new UsageError({
    what: 'It is not known who makes this changeset, and the policy of the destination has to know: its author may not approve it.',
    remedy: 'Use --author NAME, set OCTOSYNC_AUTHOR, or tell Git: git config user.name NAME.',
  });
};

const ofGit = async (key: string): Promise<string> => (await git('config', key).catch(() => '')).trim();
