import { exactly, list, object, text, texts } from '../model/shape.js';
import { digest, pointer, spaceIdentity } from '../model/shapes.js';
import { verifiedFormat } from './format.js';

export const verifiedShape = object('What octosync verify found: it stands beside the changeset.', {
  format: exactly(verifiedFormat, 'The version of this format.'),
  changeset: digest('The digest of the changeset.'),
  destination: spaceIdentity,
  tool: text('The octosync that compared: its version.'),
  when: text('When: ISO 8601, UTC.'),
  asMeant: texts('The changes that the destination says, in the order of the changeset.'),
  differing: list(
    object('A change that the destination does not say.', {
      id: text('The change.'),
      pointers: list(pointer, 'The places that differ; none where the whole item is missing.'),
    }),
    'The changes that it does not say.',
  ),
});
