import { exactly, list, object, optional, text } from '../model/shape.js';
import { digest } from '../model/shapes.js';
import { approvalsFormat } from './format.js';

export const approval = object('Who approved which changeset, and when.', {
  by: text('The person, as they want to be known: a name or an address.', { pattern: '\\S' }),
  when: text('When: ISO 8601, UTC.', { pattern: '\\S' }),
  comment: optional(text('What they say about it.')),
  digest: digest('The digest that the changeset states.'),
  file: digest('SHA-256 of the bytes of its file: an approval is void once a single one changes.'),
});

export const approvalsShape = object('What octosync approve writes beside a changeset.', {
  format: exactly(approvalsFormat, 'The version of this format.'),
  approvals: list(approval, 'One for each person and file.'),
});
