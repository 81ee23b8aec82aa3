import { count, exactly, list, object, oneOf, optional, text } from '../../model/shape.js';
import { pointer } from '../../model/shapes.js';
import { taskKinds } from '../review/task-kinds.js';
import { cleanUpFormat } from './format.js';

const task = object('One thing to do or decide.', {
  id: text('The change or entry that it comes from: projectVariables/OctoFX.'),
  thing: text('The thing that it belongs to: projects/OctoFX.'),
  type: text('The type of the change or entry.'),
  called: text('The same in words: variables of project "OctoFX".'),
  says: text('What is to be done, in a sentence.'),
  at: optional(pointer),
  page: optional(text('Its page in the portal, or that of the thing.')),
});

export const cleanUpShape = object('What a person must do or decide after apply: CHANGESET.cleanup.json.', {
  format: exactly(cleanUpFormat, 'The version of this format.'),
  destination: object('Where it is to be done.', {
    url: text('URL of the server.'),
    space: text('Name of the space.'),
  }),
  digest: text('The digest of the changeset that was applied.'),
  groups: list(
    object('Tasks of one kind.', {
      kind: oneOf(taskKinds, 'What is to be done.'),
      title: text('The same in words: Secrets to enter.'),
      means: text('What is to be done, in a sentence.'),
      says: text('How many, and where: 427 secrets to enter in 100 projects.'),
      count: count('How many.'),
      tasks: list(task, 'Each of them.'),
    }),
    'What is to be done first stands first.',
  ),
});
