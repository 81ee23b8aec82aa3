import { askOf } from './asks.js';
import type { Material } from './review.js';

/** A command line that a person may run next. */
export interface NextCommand {
  readonly command: string;
  /** `to approve it`. */
  readonly purpose: string;
}

/** What comes after a review: what has to be mended first, or the approval and the run (rules review-headline). */
export const nextCommands = ({ kind, file, findings, changes, to }: Material): readonly NextCommand[] => {
  if (kind === 'comparison' || file === undefined || changes.length === 0) return [];
  const name = quoted(file);
  const gates = findings.filter(({ kind: one }) => askOf(one) === 'allow').map((gate) => gate.name);
  const isStopped = findings.some(({ kind: one }) => askOf(one) === 'cannot');
  const flags = [...gates.map((gate) => ` --allow ${gate}`), ...(isStopped ? [' --skip-blocked'] : [])].join('');
  return [
    { command: `octosync show ${name} --details`, purpose: 'to see all of it' },
    { command: `octosync approve ${name}`, purpose: 'to approve it' },
    {
      command: `octosync apply ${name} ${to.instance ?? `--url ${to.url}`}${flags}`,
      purpose: 'to do it, once approved',
    },
  ];
};

/** As a shell takes it. */
const quoted = (text: string): string => (/^[\w./\\:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
