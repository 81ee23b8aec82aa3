import { Ajv } from 'ajv';
import type { SpaceIdentity } from '../model/item.js';
import type { ByType } from '../model/names.js';

export const snapshotFormat = 'octosync-snapshot/1';

/** What was read of one type. */
export interface TypeCount {
  readonly read: number;
  readonly requests: number;
  readonly complete: boolean;
  /** Why it is not complete. */
  readonly why?: string;
  /** The server does not have the type. */
  readonly absent?: true;
}

/** An ID that nothing in the space has, and where it stands. */
export interface UnresolvedEntry {
  readonly file: string;
  readonly pointer: string;
  readonly id: string;
}

/** `snapshot.json`: what a snapshot is of, and whether it is whole. */
export interface Manifest {
  readonly format: typeof snapshotFormat;
  readonly source: SpaceIdentity;
  /** When it was taken (ISO 8601); not part of the digest. */
  readonly takenAt: string;
  readonly requests: number;
  readonly types: ByType<TypeCount>;
  readonly unresolved: readonly UnresolvedEntry[];
  /** SHA-256 over the paths and bytes of all other files. */
  readonly digest: string;
}

const text = { type: 'string' } as const;

const manifestSchema = {
  type: 'object',
  required: ['format', 'source', 'types', 'unresolved', 'digest'],
  properties: {
    format: { const: snapshotFormat },
    source: {
      type: 'object',
      required: ['url', 'installation', 'space', 'version'],
      properties: { url: text, installation: text, space: text, version: text },
    },
    takenAt: text,
    requests: { type: 'integer', minimum: 0 },
    types: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        required: ['read', 'requests', 'complete'],
        properties: {
          read: { type: 'integer' },
          requests: { type: 'integer' },
          complete: { type: 'boolean' },
          why: text,
          absent: { const: true },
        },
      },
    },
    unresolved: {
      type: 'array',
      items: {
        type: 'object',
        required: ['file', 'pointer', 'id'],
        properties: { file: text, pointer: text, id: text },
      },
    },
    digest: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
  },
} as const;

const validate = new Ajv({ allErrors: true }).compile(manifestSchema);

/** Says, pointer by pointer, what is wrong with a manifest; an empty list for a good one. */
export const manifestDefects = (value: unknown): readonly string[] =>
  validate(value)
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message ?? 'is wrong'}`);
