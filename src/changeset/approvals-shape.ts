import { exactly, list, object, oneOf, optional, text } from '../model/shape.js';
import { digest } from '../model/shapes.js';
import { approvalsFormat } from './format.js';

/** What a person decided of something that a changeset does not carry (rules base-resolve). */
export const resolution = {
  element: text('The id of the item and, where a part of it is meant, a # and the part.', { pattern: '\\S' }),
  takes: oneOf(['own', 'source'], "Whose word stands from now on: the destination's own, or the source's."),
};

/** What would stop apply, and a person takes upon them, one by one (rules policy-accept). */
export const acceptance = {
  finding: text('What it is called: scope-widening:projects/OctoFX, blocked:tenants/Internal.', { pattern: '\\S' }),
  reason: text('Why they accept it, or the number of a change request.', { pattern: '\\S' }),
};

export const accepted = object('A finding that a person accepts.', acceptance);

export const approval = object('Who approved which changeset, and when.', {
  by: text('The person, as they want to be known: a name or an address.', { pattern: '\\S' }),
  when: text('When: ISO 8601, UTC.', { pattern: '\\S' }),
  comment: optional(text('What they say about it.')),
  digest: digest('The digest that the changeset states.'),
  resolved: optional(
    list(object('What they decided of something that is not carried.', resolution), 'What they resolved.'),
  ),
  accepted: optional(list(accepted, 'What they accept of what would stop apply.')),
  signature: optional(text('Of all the rest of this record, by ssh-keygen -Y sign: an armored SSH signature.')),
  file: digest('SHA-256 of the bytes of its file: an approval is void once a single one changes.'),
});

export const approvalsShape = object('What octosync approve writes beside a changeset.', {
  format: exactly(approvalsFormat, 'The version of this format.'),
  approvals: list(approval, 'One for each person and file.'),
});
