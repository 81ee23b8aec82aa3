import type { Static } from '@sinclair/typebox';
import { digest } from '../../model/shapes.js';
import { count, exactly, list, number, object, oneOf, optional, text } from '../../model/shape.js';
import { notificationFormat } from './notification-format.js';

/** The commands that tell of their end. */
export const notifying = ['plan', 'apply', 'verify'] as const;

/** How a command ended, in a word. */
export const notifiedEnds = [
  'nothing',
  'changes',
  'applied',
  'dry-run',
  'declined',
  'as-meant',
  'differs',
  'refused',
  'drifted',
  'part-way',
  'failed',
  'interrupted',
] as const;

const side = object('A side of it.', {
  instance: optional(text('What the configuration calls it.')),
  space: text('Name of the space.'),
});

const row = object('What came of one changeset.', {
  sync: optional(text('The sync of the configuration.')),
  source: optional(side),
  destination: optional(side),
  digest: optional(digest('The digest of the changeset.')),
  author: optional(text('Who made the changeset, as they or their pipeline say.')),
  failed: optional(exactly('yes', 'There is no changeset: it could not be planned.')),
  counts: list(
    object('One count.', { of: text('What is counted: new, changed, blocked, written.'), count: count('How many.') }),
    'How many of what; what nothing has is left out.',
  ),
});

/** What is posted to a webhook (docs/notifications.md): counts and names, but no value, no address and no text of an error. */
export const notificationShape = object('What a command did, as it is posted to a webhook.', {
  format: exactly(notificationFormat, 'The version of this format.'),
  tool: text('The octosync that ran: its version.'),
  command: oneOf(notifying, 'Which command it was.'),
  end: oneOf(notifiedEnds, 'How it ended.'),
  exitCode: number('Its exit code.'),
  says: text('How it ended, in a sentence.'),
  link: optional(text('Where more of it is, as whoever ran it says.')),
  rows: list(row, 'What came of each changeset.'),
});

export type Notification = Static<typeof notificationShape>;
