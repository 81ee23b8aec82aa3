import { Type, type Static, type TSchema, type TUnsafe } from '@sinclair/typebox';
import { cleanUpKinds, warningKinds } from './kinds.js';
import { byName, object, oneOf, optional, text, texts } from './shape.js';
import { typeNames, type ByType } from './type-names.js';

/* The shapes that several file formats share. What has an `$id` is a definition of its own in the published schemas. */

export const digestPattern = '^sha256:[0-9a-f]{64}$';
export const digest = (description: string) => text(description, { pattern: digestPattern });

/** What tells a space from all others. */
export const identityFields = {
  url: text('URL of the server.'),
  /** The `InstallationId` of the `/api` root. */
  installation: text('Identifier of the installation: tells two servers apart.'),
  space: text('Name of the space.'),
  version: text('Version of the server.'),
};

export const spaceIdentity = object('Which space of which installation.', identityFields);

/** What identifies an item, in a change, an entry and a difference. */
export const itemFields = {
  /** Stable and readable: `channels/OctoFX/Default`, `tenants/Internal#projects`. */
  id: text('Stable and readable: channels/OctoFX/Default, tenants/Internal#projects.'),
  type: text('The type of resource.'),
  /** The names that identify the item on the destination, its parents' first. */
  names: texts("The names that identify the item, its parents' first."),
  /** The item at the top that it belongs to: `projects/OctoFX`. Absent for items that stand alone. */
  owner: optional(text('The item at the top that it belongs to: projects/OctoFX. Absent for items that stand alone.')),
};

/** The type of what is written: one that this octosync knows. */
export const typeName = oneOf(typeNames, 'The type of resource.');

/** Something for some of the types. */
export const byType = <Value extends TSchema>(value: Value, description: string): TUnsafe<ByType<Static<Value>>> =>
  Type.Unsafe(byName(value, description));

export const reason = object(
  'Which rule with which value decided something.',
  {
    /** The rule or option that decided: `variableEnvironmentScopingMatch`, `existing.environments`, `select.projects`. */
    rule: text('The rule or option: variableEnvironmentScopingMatch, select.projects.'),
    /** The value it had: `SkipUnlessPartialMatch`. */
    value: optional(text('The value it had: SkipUnlessPartialMatch.')),
    /** Where that value came from: `default`, `flag`, `config`, `preset`. */
    origin: optional(text('Where that value is from: default, flag, config, preset.')),
    /** One sentence that a reviewer understands without the documentation. */
    says: text('One sentence for a reviewer.'),
  },
  { $id: 'reason' },
);

const place = text('The place within the document: a JSON pointer or a readable name.');

export const warning = object(
  'What a reviewer must see although the change stands.',
  {
    kind: oneOf(warningKinds, 'What kind it is.'),
    /** The place within the document, as a JSON pointer or a readable name. */
    at: place,
    says: text('One sentence for a reviewer.'),
  },
  { $id: 'warning' },
);

export const cleanUp = object(
  'What a person must do by hand after apply.',
  { kind: oneOf(cleanUpKinds, 'What is to be done.'), at: place, says: text('One sentence for who does it.') },
  { $id: 'cleanUp' },
);
