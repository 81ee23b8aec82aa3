import type { Static } from '@sinclair/typebox';
import { anyObject, exactly, list, object, optional, text, texts } from '../model/shape.js';
import { digest } from '../model/shapes.js';
import { keptFormat } from './kept-format.js';

/* What lies beside a snapshot for the next one: of this machine, in no Git, and read by octosync alone. */

export const markShape = object('Where the audit of the space was before anything was read.', {
  last: text('The event with the highest number.'),
  occurred: text('When it was: tells whether it is the same one.'),
  seen: texts('The IDs of the events that were looked at.'),
});

const ofOwner = {
  type: text('The type of what is kept.'),
  listed: digest('Of what was listed of its owner.'),
};

export const answerShape = object('The answer to a request.', {
  route: text('Below the space.'),
  owner: text('The ID of what it belongs to.'),
  ...ofOwner,
  document: anyObject('As the server answered it.'),
});

export const pictureShape = object('A picture, or that there is none.', {
  id: text('The ID of the resource that has it.'),
  ...ofOwner,
  digest: optional(digest('Of its bytes, if there is one.')),
  file: optional(text('Where it stands in the snapshot.')),
});

export const keptShape = object('What the next incremental snapshot takes over.', {
  format: exactly(keptFormat),
  snapshot: digest('Of the files of the snapshot that it goes with.'),
  installation: text('Of the server.'),
  version: text('Of the server.'),
  space: text('The ID of the space.'),
  rights: digest('Of what the server said that the API key may do.'),
  asked: text('What was asked for: types, packages, pictures.'),
  mark: markShape,
  answers: list(answerShape, 'By routes.'),
  pictures: list(pictureShape, 'By the IDs of their resources.'),
});

export type Mark = Static<typeof markShape>;
export type KeptFile = Static<typeof keptShape>;
