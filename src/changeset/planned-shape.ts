import { anyObject, exactly, list, object, oneOf, optional, text } from '../model/shape.js';
import { digest, spaceIdentity } from '../model/shapes.js';
import { dryRunFormat } from './format.js';

export const plannedShape = object('What octosync apply --dry-run would send: it stands beside the changeset.', {
  format: exactly(dryRunFormat, 'The version of this format.'),
  changeset: digest('The digest of the changeset.'),
  destination: spaceIdentity,
  tool: text('The octosync that made it: its version.'),
  when: text('When: ISO 8601, UTC.'),
  requests: list(
    object('A request. An ID that the server would assign is told as <environments/Test>.', {
      about: text('The change that it is for.'),
      method: oneOf(['POST', 'PUT', 'DELETE'], 'Its method.'),
      path: text('Its path, below /api.'),
      body: optional(anyObject('What it would send, without secrets. A file has none.')),
    }),
    'In their order.',
  ),
});
