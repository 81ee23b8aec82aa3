import { exactly, list, object, optional, text } from '../model/shape.js';
import { digest } from '../model/shapes.js';
import { accepted, resolution } from './approvals-shape.js';
import { decisionsFormat } from './format.js';

/** What a person has decided of a changeset so far, to go on with later (rules review-decisions). */
export const decisionsShape = object('What people decided of a changeset, before it is approved.', {
  format: exactly(decisionsFormat, 'The version of this format.'),
  changeset: digest('The digest of the changeset: decisions about another one are void.'),
  by: optional(text('Who decided, as they want to be known.')),
  leftOut: list(
    object('A change that is left out.', {
      id: text('The change.'),
      why: optional(text('Why, as they say.')),
    }),
    'What is left out, in the order of the changeset; what depends on it goes with it.',
  ),
  resolved: list(object('What becomes of something that is not carried.', resolution), 'What they resolved.'),
  accepted: list(accepted, 'What they accept of what would stop apply.'),
});
