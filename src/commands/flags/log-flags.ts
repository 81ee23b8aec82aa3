import { Flags } from '@oclif/core';

/** Where the log goes of a command that keeps one by default (rules log-kept). */
export const logFlags = {
  log: Flags.string({
    description: 'File for the log: JSON lines, without secrets; CHANGESET.log.jsonl by default.',
    helpValue: 'FILE',
  }),
  'no-log': Flags.boolean({ description: 'Keep no log.', exclusive: ['log'], default: false }),
};
