import type { Material, NextCommand } from './review.js';

/**
 * What comes after a review: a closer look, the approval, the run (rules review-headline). How to let a gate pass is said
 * with the gate: nobody should copy it unread.
 */
export const nextCommands = ({ kind, file, changes, to }: Material): readonly NextCommand[] => {
  if (kind === 'comparison' || file === undefined || changes.length === 0) return [];
  const name = quoted(file);
  return [
    { command: `octosync show ${name} --details`, purpose: 'to see all of it' },
    { command: `octosync approve ${name}`, purpose: 'to approve it' },
    {
      command: `octosync apply ${name} ${to.instance ?? `--url ${to.url}`}`,
      purpose: 'to do it, once approved',
    },
  ];
};

/** As a shell takes it. */
export const quoted = (text: string): string =>
  /^[\w./\\:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
