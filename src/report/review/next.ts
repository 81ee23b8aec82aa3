import { inQuotes } from './in-quotes.js';
import type { Compared, Material, NextCommand } from './review.js';

/**
 * What comes after a review: a closer look, the approval, the run (rules review-headline). Under a policy each finding is
 * accepted by name (rules policy-accept); without one, the gate says how it passes: nobody should copy that unread.
 */
export const nextCommands = (material: Material): readonly NextCommand[] => {
  const { kind, file, changes, to } = material;
  if (kind === 'comparison' || file === undefined || changes.length === 0) return [];
  return [
    { command: `octosync show ${quoted(file)} --details`, purpose: 'to see all of it' },
    ...approvals(file, material),
    {
      command: applyCommand(file, to),
      purpose: 'to do it, once approved',
    },
  ];
};

const approvals = (
  file: string,
  { policy, isUnderPolicy = false, toAccept = [] }: Material,
): readonly NextCommand[] => {
  const name = quoted(file);
  if (policy === undefined || !isUnderPolicy)
    return [{ command: `octosync approve ${name} --by NAME`, purpose: 'to approve it' }];
  const isSigned = policy.signed === 'ssh';
  const sign = isSigned ? ' --sign' : '';
  const needs = policy.approvals === 1 ? '1 person must' : `${policy.approvals} people must`;
  const approve = { command: `octosync approve ${name} --by NAME${sign}`, purpose: `to approve it: ${needs}` };
  const named = toAccept.slice(0, mostNamed);
  const more = toAccept.length - named.length;
  const rest = {
    command: `octosync review ${name}${sign}`,
    purpose: `to accept ${more > 0 && !isSigned ? `${more} more` : `all ${toAccept.length}`} in the browser, each with a reason`,
  };
  // Who signs says everything anew: one command for all of it.
  if (isSigned && more > 0) return [approve, rest];
  const accepting = isSigned ? [named] : named.map((finding) => [finding]);
  return [
    ...(isSigned && named.length > 0 ? [] : [approve]),
    ...accepting
      .filter((findings) => findings.length > 0)
      .map((findings) => ({
        command: `${approve.command} ${findings.map((finding) => `--accept ${quoted(finding)}`).join(' ')} --reason TEXT`,
        purpose: isSigned ? `to approve it, and accept this, if you do: ${needs}` : 'to accept this, if you do',
      })),
    ...(more > 0 ? [rest] : []),
  ];
};

type Place = Pick<Compared, 'instance' | 'url'>;

/** What does a changeset, once it is approved. */
export const applyCommand = (file: string, to: Place): string => `octosync apply ${quoted(file)} ${placeOf(to)}`;

const placeOf = ({ instance, url }: Place): string =>
  instance === undefined ? `--url ${quoted(url)}` : quoted(instance);

/** How many findings have their command: the findings above name all of them. */
const mostNamed = 3;

/**
 * As a shell takes it, bash as well as PowerShell. Bare is what neither reads for anything else: no `@` at its beginning, no dot in
 * a flag. A backslash is one of a path of Windows.
 */
export const quoted = (text: string): string =>
  /^(--[\w-]+|[\w./\\:][\w./\\:@-]*)$/.test(text) ? text : inQuotes(text);
