import { Flags } from '@oclif/core';
import { gates } from '../../settings/options.js';
import { baseFlag } from './base-flags.js';
import { instanceFlags, paceFlags } from './instance-flags.js';
import { logFlags } from './log-flags.js';
import { notifyFlags } from './notify-flags.js';
import { whoFlag } from './who-flags.js';

export const allowFlag = Flags.string({
  description: 'Let a gate pass.',
  options: gates.map(({ name }) => name),
  multiple: true,
  default: [],
});

export const skipBlockedFlag = Flags.boolean({
  description: 'Leave out what is blocked, and apply the rest.',
  default: false,
});

/** How a changeset is applied; the defaults are the careful ones. */
export const applyFlags = {
  ...instanceFlags,
  'dry-run': Flags.boolean({ description: 'Check everything, write nothing.' }),
  yes: Flags.boolean({ description: 'Do not ask before the first write.' }),
  allow: allowFlag,
  secrets: Flags.string({ description: 'File with real values for placeholders.', helpValue: 'FILE' }),
  packages: Flags.string({
    description: 'Snapshot of the source that holds the packages to send.',
    helpValue: 'DIR',
    helpGroup: 'SELDOM',
  }),
  source: Flags.string({
    description: 'Snapshot of the source that was compared; that of the sync by default. It becomes the base.',
    helpValue: 'DIR',
    helpGroup: 'SELDOM',
  }),
  receipt: Flags.string({
    description: 'Of an undo that deletes: the receipt of the run that it takes back; beside the changeset by default.',
    helpValue: 'FILE',
    helpGroup: 'SELDOM',
  }),
  ...baseFlag,
  sync: Flags.string({
    description: 'Sync of the configuration; that of the changeset by default.',
    helpValue: 'NAME',
  }),
  'skip-blocked': skipBlockedFlag,
  'allow-drift': Flags.boolean({
    description: 'Write what is still as it was, although other documents are not.',
    default: false,
  }),
  who: whoFlag,
  'permission-check': Flags.boolean({
    description: 'Ask the server first whether the API key may write all this.',
    helpGroup: 'SELDOM',
    default: true,
    allowNo: true,
  }),
  'require-approval': Flags.boolean({
    description: 'Refuse a changeset that nobody approved, or that has changed by a byte since.',
  }),
  approvals: Flags.integer({
    description: 'How many people must have approved; implies --require-approval.',
    min: 1,
    helpValue: 'N',
  }),
  'expect-digest': Flags.string({
    description: 'Refuse a changeset with another digest.',
    helpValue: 'SHA',
    helpGroup: 'SELDOM',
  }),
  ...paceFlags,
  ...logFlags,
  ...notifyFlags,
  concurrency: Flags.integer({ description: 'Writes at once.', default: 4, min: 1, max: 64, helpGroup: 'SELDOM' }),
};
