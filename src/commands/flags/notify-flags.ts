import { Flags } from '@oclif/core';
import { notifyShapes } from '../../model/notify-words.js';

/** Who is told of the end of a command, beside the webhooks of the configuration. */
export const notifyFlags = {
  notify: Flags.string({
    description:
      'Webhook to tell of the end: env:NAME, the variable that holds its URL, or the URL if it is no secret.',
    helpValue: 'env:NAME',
    multiple: true,
    multipleNonGreedy: true,
    default: [],
    helpGroup: 'SELDOM',
  }),
  'notify-as': Flags.option({
    description: 'What --notify gets.',
    options: notifyShapes,
    default: 'generic' as const,
    helpGroup: 'SELDOM',
  })(),
  'notify-link': Flags.string({
    description: 'Page to link to in the message: that of the pipeline.',
    helpValue: 'URL',
    helpGroup: 'SELDOM',
  }),
};
