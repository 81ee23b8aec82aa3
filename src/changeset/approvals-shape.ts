import { exactly, list, object, optional, text } from '../model/shape.js';
import { digest } from '../model/shapes.js';
import { approvalsFormat } from './format.js';

export const approval = object('Who approved which changeset, and when.', {
  /** The person, as they want to be known: a name or an address. */
  by: text('The person, as they want to be known: a name or an address.', { pattern: '\\S' }),
  /** ISO 8601, UTC. */
  when: text('When: ISO 8601, UTC.', { pattern: '\\S' }),
  comment: optional(text('What they say about it.')),
  /** The digest that the changeset states. */
  digest: digest('The digest that the changeset states.'),
  /** SHA-256 of the bytes of its file: an approval is void once a single one changes. */
  file: digest('SHA-256 of the bytes of its file: an approval is void once a single one changes.'),
});

export const approvalsShape = object('What octosync approve writes beside a changeset.', {
  format: exactly(approvalsFormat, 'The version of this format.'),
  approvals: list(approval, 'One for each person and file.'),
});
