import type { Compared, Material, NextCommand } from './review.js';

/**
 * What comes after a review: a closer look, the approval, the run (rules review-headline). How to let a gate pass is said
 * with the gate: nobody should copy it unread.
 */
export const nextCommands = ({ kind, file, changes, to, toAccept = [] }: Material): readonly NextCommand[] => {
  if (kind === 'comparison' || file === undefined || changes.length === 0) return [];
  const name = quoted(file);
  return [
    { command: `octosync show ${name} --details`, purpose: 'to see all of it' },
    { command: `octosync approve ${name}`, purpose: 'to approve it' },
    ...toAccept.slice(0, mostNamed).map((finding) => ({
      command: `octosync approve ${name} --by NAME --accept ${quoted(finding)} --reason TEXT`,
      purpose: 'to accept this, if you do',
    })),
    {
      command: applyCommand(file, to),
      purpose: 'to do it, once approved',
    },
  ];
};

/** What does a changeset, once it is approved. */
export const applyCommand = (file: string, { instance, url }: Pick<Compared, 'instance' | 'url'>): string =>
  `octosync apply ${quoted(file)} ${instance ?? `--url ${url}`}`;

/** How many findings have their command: `show` names all of them. */
const mostNamed = 3;

/** As a shell takes it. */
export const quoted = (text: string): string =>
  /^[\w./\\:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
