import type { Change, Changeset, Conflict, Entry, UpdateChange } from '../../src/changeset/changeset.js';
import type { Comparison } from '../../src/changeset/comparison.js';
import type { JsonObject } from '../../src/model/json.js';
import { pointerOf, ROOT } from '../../src/model/pointer.js';
import { itemId, type TypeName } from '../../src/model/names.js';
import type { CleanUp, Warning } from '../../src/model/reason.js';
import { digest } from '../builders/brands.js';
import { injections } from './injection.js';

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const picture = `sha256:${'0123456789abcdef'.repeat(4)}`;

const side = (space: string): Changeset['source'] => ({
  space,
  url: `https://${space.toLowerCase()}.example.com`,
  installation: space,
  version: '2026.3.1',
  digest: digest(space),
});

const warningKinds: readonly Warning['kind'][] = [
  'scope-widened',
  'destination-scope-dropped',
  'step-removed',
  'default-kept',
  'unresolved-dropped',
  'field-unknown',
  'retention-capped',
];
const cleanUpKinds: readonly CleanUp['kind'][] = ['replace-secret', 'supply-secret', 'replace-value', 'check'];

const long = (changed: string): string =>
  Array.from({ length: 30 }, (_, line) => (line === 15 ? `echo ${changed}` : `echo line ${line}`)).join('\n');

type More = Partial<Omit<Change, 'action' | 'id'>>;

const base = (type: TypeName, names: readonly string[], more: More): Omit<Change, 'action'> => {
  const id = itemId(type, names);
  return { id, type, names, order: 3, dependsOn: [], reasons: [], warnings: [], cleanUp: [], ...more };
};
const created = (type: TypeName, name: string, document: JsonObject, more: More = {}): Change => ({
  ...base(type, [name], more),
  action: 'create',
  document,
});
const updated = (type: TypeName, name: string, patch: UpdateChange['patch'], more: More): Change => ({
  ...base(type, [name], more),
  action: 'update',
  patch,
});

/** Values of every kind, for a document that comes. */
const values: JsonObject = {
  Text: 'plain',
  Lines: 'first\nsecond',
  Number: 30,
  Truth: true,
  List: ['Dev', { $expression: '#{Pool}' }],
  LongList: Array.from({ length: 20 }, (_, index) => `Member ${index}`),
  Kept: { $secret: true },
  Unset: { $secret: false },
  Replaced: { $placeholder: 'DUMMY' },
  Supplied: { $needed: 'CertificateData' },
  Lost: { $unresolved: 'Teams-9' },
  Channel: { $reference: { type: 'channels', names: ['OctoFX', 'QA'] } },
  Logo: { $file: picture },
  Parsed: { $json: { deep: ['one', 'two'] } },
  Steps: [{ Name: 'Deploy', Properties: { Role: 'web' }, Packages: [], Notes: null, Condition: '', Links: {} }],
};

/** Edits of every kind. */
const patch: UpdateChange['patch'] = [
  { op: 'test', path: pointerOf(['Variables', 0]), value: { Name: 'Web.Port', Value: '80' } },
  { op: 'test', path: pointerOf(['Variables', 0, 'Value']), value: '80' },
  { op: 'replace', path: pointerOf(['Variables', 0, 'Value']), value: '8080' },
  { op: 'test', path: pointerOf(['Script']), value: long('old') },
  { op: 'replace', path: pointerOf(['Script']), value: long('new') },
  { op: 'test', path: pointerOf(['Ends']), value: 'one\r\ntwo' },
  { op: 'replace', path: pointerOf(['Ends']), value: 'one\ntwo' },
  { op: 'test', path: pointerOf(['Roles']), value: ['web', 'db'] },
  { op: 'replace', path: pointerOf(['Roles']), value: ['web', 'cache'] },
  { op: 'replace', path: pointerOf(['Unseen']), value: 'known' },
  { op: 'move', from: pointerOf(['Steps', 4]), path: pointerOf(['Steps', 1]) },
  { op: 'remove', path: pointerOf(['Gone']) },
];

const hostile = Object.entries(injections).map(([what, text]) =>
  created(
    'tenants',
    `${what} ${text}`,
    { Name: text, [`Field ${text}`]: `${text}\n${text}` },
    {
      reasons: [{ rule: 'select.tenants', value: text, origin: 'flag', says: `It is called ${text}.` }],
      warnings: [{ kind: 'default-kept', at: pointerOf([text]), says: `About ${what}.` }],
    },
  ),
);

const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
  id,
  type: id.replace(/\/.*/, ''),
  names: id.split('/').slice(1),
  reasons: [{ rule: 'existingSteps', value: 'leave', origin: 'default', says: 'It stays as the destination has it.' }],
  ...more,
});

/** A row of a summary that counts nothing. */
export const nothing = {
  create: 0,
  update: 0,
  unchanged: 0,
  left: 0,
  skipped: 0,
  blocked: 0,
  unsupported: 0,
  errors: 0,
  conflicts: 0,
  removed: 0,
  renames: 0,
  own: 0,
  only: 0,
  ignored: 0,
};

/** Something of everything that a changeset can say, names and values that try to be more than text among it. */
export const richChangeset: Changeset = {
  format: 'octosync-changeset/2',
  source: side('Dev'),
  destination: side('Prod'),
  options: {},
  changes: [
    created('projects', 'OctoFX', values, {
      reasons: [{ rule: 'select.projects', value: 'all', says: 'The destination does not have it.' }],
    }),
    updated('projectVariables', 'OctoFX', patch, {
      owner: 'projects/OctoFX',
      dependsOn: [itemId('projects', ['OctoFX'])],
      warnings: warningKinds.map((kind, index) => ({
        kind,
        at: pointerOf(['Places', index]),
        says: `A warning of kind ${kind}.`,
      })),
      cleanUp: cleanUpKinds.map((kind, index) => ({
        kind,
        at: pointerOf(['Tasks', index]),
        says: `A task of kind ${kind}.`,
      })),
    }),
    created(
      'environments',
      'Test',
      { Name: 'Test' },
      {
        warnings: [{ kind: 'scope-widened', at: ROOT, says: 'A warning of kind scope-widened.' }],
      },
    ),
    ...hostile,
  ],
  left: [
    entry('deploymentProcesses/OctoFX', { part: 'step "Deploy"', differing: 2 }),
    ...['One', 'Two', 'Three'].map((name) =>
      entry('projectVariables/OctoFX', { part: `variable "${name}" (unscoped)` }),
    ),
  ],
  skipped: [entry('runbooks/OctoFX/Restart')],
  unsupported: [entry('triggers/OctoFX/Nightly')],
  blocked: [
    { ...entry('channels/OctoFX/QA'), missing: [{ type: 'lifecycles', name: 'Slow', at: pointerOf(['LifecycleId']) }] },
  ],
  errors: [entry('accounts/Azure', { reasons: [{ rule: 'identity', says: 'Two names are the same.' }] })],
  base: { ...side('Dev'), takenAt: '2026-11-13T06:00:00.000Z', revision: '3f2a91c', digest: digest('base') },
  conflicts: [
    ...Object.entries(injections).map(([what, text]): Conflict => ({
      ...entry(`tenants/${what}`, { names: [`${what} ${text}`], part: `field ${text}`, since: 'both' }),
      at: pointerOf([text]),
      base: text,
      source: { [text]: `${text}!` },
      destination: [text],
      takes: 'destination',
    })),
    {
      ...entry('projectVariables/OctoFX', { part: 'variable "Script" (unscoped)', since: 'both' }),
      at: pointerOf(['Variables', 3, 'Value']),
      base: long('old'),
      source: long('new'),
      destination: `${long('old')}\nown`,
      merged: `${long('new')}\nown`,
      takes: 'merged',
      again: '2026-11-06T06:00:00.000Z',
    },
    { ...entry('environments/Gone', { since: 'both' }), at: ROOT, destination: { Name: 'Gone' }, takes: 'source' },
  ],
  removed: [entry('environments/Old', { since: 'source' })],
  renames: [
    { ...entry('environments/QA', { since: 'new' }), candidates: ['Quality'], to: 'QA', map: 'map: x', follows: false },
    { ...entry('environments/Two', { since: 'new' }), candidates: ['One', 'Other'], to: 'Two', follows: false },
    { ...entry('environments/New', { since: 'new' }), candidates: ['Former'], to: 'New', follows: true },
  ],
  only: [entry('tenants/Own', { since: 'destination' }), entry('tenants/Unknown', { since: 'unknown', reasons: [] })],
  warnings: ['The destination is older than the source.'],
  summary: {
    projects: { ...nothing, create: 1 },
    projectVariables: { ...nothing, update: 1, left: 3 },
    channels: { ...nothing, blocked: 1, skipped: 1, unsupported: 1, errors: 1, unchanged: 4 },
  },
  gates: [{ gate: 'scope-widening', figure: 1, limit: '0', says: 'One change would apply more widely.', ids: [] }],
  files: { [picture]: pixel },
  digest: digest('f'.repeat(64)),
};

export const richComparison: Comparison = {
  format: 'octosync-comparison/2',
  older: side('Dev'),
  newer: { ...side('Dev'), digest: digest('newer') },
  changes: [
    { id: 'environments/Test', type: 'environments', names: ['Test'], action: 'delete', document: { Name: 'Test' } },
    { id: 'projects/OctoFX', type: 'projects', names: ['OctoFX'], action: 'create', document: values },
    {
      id: 'channels/OctoFX/QA',
      type: 'channels',
      names: ['OctoFX', 'QA'],
      owner: 'projects/OctoFX',
      action: 'update',
      patch: [{ op: 'replace', path: pointerOf(['Description']), value: 'For tests' }],
    },
  ],
  warnings: ['Another server.'],
  summary: { environments: { create: 0, update: 0, delete: 1, unchanged: 2 } },
};
