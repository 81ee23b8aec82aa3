import { changesetFormat } from './changeset.js';
import { comparisonFormat } from './comparison.js';

type Schema = Readonly<Record<string, unknown>>;

const text = (description: string, more: Schema = {}): Schema => ({ type: 'string', description, ...more });
const list = (items: Schema, description: string): Schema => ({ type: 'array', description, items });
const texts = (description: string): Schema => list({ type: 'string' }, description);
const number = (description: string, more: Schema = {}): Schema => ({ type: 'number', description, ...more });
const count = (description: string): Schema => ({ type: 'integer', minimum: 0, description });
const of = (name: string): Schema => ({ $ref: `#/definitions/${name}` });
const document: Schema = { type: 'object', description: 'The whole normalized document: names where the API has IDs.' };

/** All fields are required but those named in `optional`. */
const object = (
  description: string,
  properties: Readonly<Record<string, Schema>>,
  optional: readonly string[] = [],
): Schema => ({
  type: 'object',
  description,
  additionalProperties: false,
  required: Object.keys(properties).filter((field) => !optional.includes(field)),
  properties,
});

const digest = (description: string): Schema => text(description, { pattern: '^sha256:[0-9a-f]{64}$' });

const side = object('A space, and which snapshot of it was compared.', {
  url: text('URL of the server.'),
  installation: text('Identifier of the installation: tells two servers apart.'),
  space: text('Name of the space.'),
  version: text('Version of the server.'),
  digest: digest('Digest of the snapshot.'),
});

/** What identifies an item, in a change and in an entry. */
const item = {
  id: text('Stable and readable: channels/OctoFX/Default, tenants/Internal#projects.'),
  type: text('The type of resource.'),
  names: { ...texts("The names that identify the item, its parents' first."), minItems: 1 },
  owner: text('The item at the top that it belongs to: projects/OctoFX. Absent for items that stand alone.'),
};

const entry = {
  ...item,
  part: text('The part that is meant, where it is not the whole item: variable "Password" (Environment: Test).'),
  differing: count('Of a left item: how many fields differ.'),
  reasons: list(of('reason'), 'Why it leads to no change.'),
};
const optionalInEntry = ['owner', 'part', 'differing'];

const patch = {
  type: 'array',
  description: 'RFC 6902; every replace and remove comes after a test of the old value.',
  items: {
    oneOf: [
      object('A value that must be there.', { op: { const: 'test' }, path: of('pointer'), value: {} }),
      object('A value that comes.', { op: { const: 'add' }, path: of('pointer'), value: {} }),
      object('A value that takes the place of another.', { op: { const: 'replace' }, path: of('pointer'), value: {} }),
      object('A value that goes.', { op: { const: 'remove' }, path: of('pointer') }),
      object('A value that goes elsewhere.', { op: { const: 'move' }, path: of('pointer'), from: of('pointer') }),
    ],
  },
};

const pointer = text('A JSON pointer (RFC 6901).', { pattern: '^(/([^~/]|~[01])*)*$' });

const change = {
  ...item,
  order: number('Its place in the syncing order: smaller is written first.'),
  dependsOn: texts('Ids of changes that must be done before.'),
  reasons: list(of('reason'), 'Which rules decided what.'),
  warnings: list(of('warning'), 'What a reviewer must see although the change stands.'),
  cleanUp: list(of('cleanUp'), 'What a person must do by hand afterwards.'),
};

const summaryOf = (columns: readonly string[], description: string): Schema => ({
  type: 'object',
  description,
  additionalProperties: object(
    'Of one type.',
    Object.fromEntries(columns.map((column) => [column, count(`How many: ${column}.`)])),
  ),
});

/** The JSON Schema of a changeset file, for programs that read one. */
export const changesetSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'octosync changeset',
  ...object(
    'What octosync diff decided, made to be reviewed and applied exactly as it stands.',
    {
      format: { const: changesetFormat, description: 'The version of this format.' },
      source: of('side'),
      destination: of('side'),
      options: {
        type: 'object',
        description: 'The options in effect, by name, each with where its value is from.',
        additionalProperties: true,
      },
      changes: list(of('change'), 'What apply writes, in this order.'),
      left: list(of('entry'), 'What is on the destination already and stays as it is.'),
      skipped: list(of('entry'), 'What a rule keeps from the destination.'),
      unsupported: list(of('entry'), 'What cannot be carried over.'),
      blocked: list(of('blockedEntry'), 'What needs something that the destination lacks.'),
      errors: list(of('entry'), 'What could not be decided.'),
      warnings: texts('What concerns the whole changeset.'),
      summary: summaryOf(
        ['create', 'update', 'unchanged', 'left', 'skipped', 'blocked', 'unsupported', 'errors'],
        'How many of what, by type.',
      ),
      gates: list(of('gate'), 'The limits that refuse it until somebody lets them pass.'),
      files: {
        type: 'object',
        description: 'Pictures that the changes bring, in base 64, by their digest.',
        additionalProperties: false,
        patternProperties: { '^sha256:[0-9a-f]{64}$': { type: 'string' } },
      },
      digest: digest('SHA-256 of the canonical JSON of everything else.'),
    },
    ['files'],
  ),
  definitions: {
    side,
    pointer,
    reason: object(
      'Which rule with which value decided something.',
      {
        rule: text('The rule or option: variableEnvironmentScopingMatch, select.projects.'),
        value: text('The value it had: SkipUnlessPartialMatch.'),
        origin: text('Where that value is from: default, flag, config, preset.'),
        says: text('One sentence for a reviewer.'),
      },
      ['value', 'origin'],
    ),
    warning: object('What a reviewer must see.', {
      kind: text('What kind it is: scope-widened, step-removed …'),
      at: text('The place within the document: a JSON pointer or a readable name.'),
      says: text('One sentence for a reviewer.'),
    }),
    cleanUp: object('What a person must do by hand after apply.', {
      kind: {
        enum: ['replace-secret', 'supply-secret', 'replace-value', 'check'],
        description: 'What is to be done.',
      },
      at: text('The place within the document: a JSON pointer or a readable name.'),
      says: text('One sentence for who does it.'),
    }),
    gate: object('A limit on size or kind that the changeset does not keep to.', {
      gate: text('The name of the limit.'),
      figure: number('What the changeset has.'),
      limit: text('What is allowed.'),
      says: text('One sentence for a reviewer.'),
      ids: texts('The changes it is about.'),
    }),
    change: {
      oneOf: [
        object('The destination lacks the item.', { action: { const: 'create' }, ...change, document }, ['owner']),
        object('The destination has the item.', { action: { const: 'update' }, ...change, patch }, ['owner']),
      ],
    },
    entry: object('A source item, or a part of one, that leads to no change.', entry, optionalInEntry),
    blockedEntry: object(
      'An item that cannot be written.',
      { ...entry, missing: list(of('missing'), 'What it needs and the destination lacks.') },
      optionalInEntry,
    ),
    missing: object('A resource that the destination lacks.', {
      type: text('Its type.'),
      name: text('Its name.'),
      at: text('Where the item refers to it, as a JSON pointer.'),
    }),
  },
};

/** The JSON Schema of a comparison, for programs that read one. */
export const comparisonSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'octosync comparison',
  ...object('What octosync compare found between two snapshots of one space; not to be applied.', {
    format: { const: comparisonFormat, description: 'The version of this format.' },
    older: of('side'),
    newer: of('side'),
    changes: list(of('difference'), 'What is not the same in both.'),
    warnings: texts('What makes the comparison less than whole.'),
    summary: summaryOf(['create', 'update', 'delete', 'unchanged'], 'How many of what, by type.'),
  }),
  definitions: {
    side,
    pointer,
    difference: {
      oneOf: [
        object('Only the newer snapshot has it.', { action: { const: 'create' }, ...item, document }, ['owner']),
        object('Both have it.', { action: { const: 'update' }, ...item, patch }, ['owner']),
        object('Only the older snapshot has it.', { action: { const: 'delete' }, ...item, document }, ['owner']),
      ],
    },
  },
};
