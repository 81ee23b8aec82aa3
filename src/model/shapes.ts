import { Type, type Static, type TSchema, type TUnsafe } from '@sinclair/typebox';
import { cleanUpKinds, warningKinds } from './kinds.js';
import type { ChangeId, Digest } from './names.js';
import type { Pointer } from './pointer.js';
import { byName, object, oneOf, optional, text, texts } from './shape.js';
import { typeNames, type ByType } from './type-names.js';

/* The shapes that several file formats share. What has an `$id` is a definition of its own in the published schemas. */

export const digestPattern = '^sha256:[0-9a-f]{64}$';
export const digest = (description: string): TUnsafe<Digest> =>
  Type.Unsafe(text(description, { pattern: digestPattern }));

export const pointer: TUnsafe<Pointer> = Type.Unsafe(
  text(
    'A place within a document: a JSON pointer (RFC 6901). What is not in it is named there by its name: /Steps/Deploy web.',
    { pattern: '^(/([^~/]|~[01])*)*$', $id: 'pointer' },
  ),
);

/** What tells a space from all others. */
export const identityFields = {
  url: text('URL of the server.'),
  installation: text('Identifier of the installation (InstallationId of the API root): tells two servers apart.'),
  space: text('Name of the space.'),
  version: text('Version of the server.'),
};

export const spaceIdentity = object('Which space of which installation.', identityFields);

/** What identifies an item, in a change, an entry and a difference. */
export const itemFields = {
  id: text('Stable and readable: channels/OctoFX/Default, tenants/Internal#projects.'),
  type: text('The type of resource.'),
  names: texts("The names that identify the item, its parents' first."),
  owner: optional(text('The item at the top that it belongs to: projects/OctoFX. Absent for items that stand alone.')),
};

/** What a change is called. */
export const changeId: TUnsafe<ChangeId> = Type.Unsafe(itemFields.id);

/** The ids of changes. */
export const changeIds = (description: string): TUnsafe<readonly ChangeId[]> => Type.Unsafe(texts(description));

/** The type of what is written: one that this octosync knows. */
export const typeName = oneOf(typeNames, 'The type of resource.');

/** Something for some of the types. */
export const byType = <Value extends TSchema>(value: Value, description: string): TUnsafe<ByType<Static<Value>>> =>
  Type.Unsafe(byName(value, description));

export const reason = object(
  'Which rule with which value decided something.',
  {
    rule: text('The rule or option: variableEnvironmentScopingMatch, existing.environments, select.projects.'),
    value: optional(text('The value it had: SkipUnlessPartialMatch.')),
    origin: optional(text('Where that value is from: default, flag, config, preset.')),
    says: text('One sentence that a reviewer understands without the documentation.'),
  },
  { $id: 'reason' },
);

export const warning = object(
  'What a reviewer must see although the change stands.',
  {
    kind: oneOf(warningKinds, 'What kind it is.'),
    at: pointer,
    says: text('One sentence for a reviewer.'),
  },
  { $id: 'warning' },
);

export const cleanUp = object(
  'What a person must do by hand after apply.',
  { kind: oneOf(cleanUpKinds, 'What is to be done.'), at: pointer, says: text('One sentence for who does it.') },
  { $id: 'cleanUp' },
);
