import { count, exactly, flag, list, object, optional, text, texts, yes } from '../model/shape.js';
import { byType, digest, spaceIdentity } from '../model/shapes.js';
import { snapshotFormat } from './format.js';

export const typeCount = object('What was read of one type.', {
  read: count('How many items.'),
  requests: count('Requests that it took.'),
  complete: flag('Nothing is missing: what is not here is not in the space.'),
  why: optional(text('Why it is not complete.')),
  absent: optional(yes('The server does not have the type.')),
});

export const unresolvedEntry = object('An ID that nothing in the space has, and where it stands.', {
  file: text('The file, within the snapshot.'),
  pointer: text('The place in it: a JSON pointer.'),
  id: text('The ID.'),
});

export const mentionedEntry = object('An ID that a text says: a value or a script, where it is no reference.', {
  id: text('The ID.'),
  type: text('The type of what has it.'),
  names: texts("The names of what has it, its parents' first."),
});

export const pictureEntry = object('A picture, and what its server says of its content.', {
  id: text('The ID of the resource that has it.'),
  file: text('The file, within the snapshot.'),
  digest: digest('SHA-256 over its bytes.'),
  cacheBuster: text('What the link to it has in ?cb=: while that stays, the picture is not read again.'),
});

export const unreadEntry = object(
  'What of a project could not be read at its ref, although the rest of the type was.',
  {
    type: text('The type.'),
    of: texts('The names of the project.'),
    why: text('Why it is not there.'),
  },
);

export const manifestShape = object('What a snapshot is of, and whether it is whole.', {
  format: exactly(snapshotFormat, 'The version of this format.'),
  source: spaceIdentity,
  takenAt: text('When it was taken (ISO 8601); not part of the digest.'),
  requests: count('Requests that it took.'),
  types: byType(typeCount, 'What was read, by type.'),
  unread: optional(list(unreadEntry, 'What projects keep in Git and could not be read: it is unknown, not absent.')),
  unresolved: list(unresolvedEntry, 'IDs that lead nowhere.'),
  mentioned: optional(list(mentionedEntry, 'IDs of this space that texts say.')),
  pictures: optional(list(pictureEntry, 'Pictures of which the server says when they change.')),
  digest: digest('SHA-256 over the paths and bytes of all other files.'),
});
