import { approvalsFormat, decisionsFormat, dryRunFormat, verifiedFormat } from '../../src/changeset/format.js';
import { receiptOf } from '../../src/changeset/make-receipt.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import { diff } from '../../src/diff/index.js';
import { bundleOf } from '../../src/evidence/bundle.js';
import { checkBundle, type CheckOptions } from '../../src/evidence/check.js';
import { contentsOf, type Hiding } from '../../src/evidence/contents.js';
import type { Manifest } from '../../src/evidence/manifest.js';
import { filesIn, zipOf } from '../../src/evidence/zip.js';
import { canonicalFile, sha256 } from '../../src/model/canonical.js';
import type { JsonObject, JsonValue } from '../../src/model/json.js';
import { settings, space } from '../builders/space.js';

/** A file beside a changeset: a value, or the lines of one. */
export type Beside = Readonly<Record<string, unknown>>;

const tool = '0.1.0';
export const installed = { from: 'package-lock.json', digest: sha256('the lock file') };

export const changesetNamed = (...environments: readonly string[]): Changeset =>
  diff(
    space('dev')
      .environments(...environments)
      .build(),
    space('prod').build(),
    settings({}, { environments: 'all' }),
  );

/** What lies beside a changeset that was approved, applied and verified. */
export const besideOf = (changeset: Changeset): Readonly<Record<string, JsonValue | readonly JsonObject[]>> => {
  const { digest, destination } = changeset;
  const { url, installation, space, version } = destination;
  const identity = { url, installation, space, version };
  const ids = changeset.changes.map(({ id }) => id as string);
  const file = sha256(canonicalFile(changeset));
  const told = {
    tool,
    when: '2026-03-01T10:00:09.000Z',
    options: { allow: [], skipBlocked: false, allowDrift: false },
    resolutions: [],
  };
  const run = {
    outcome: 'complete',
    written: ids,
    alreadyApplied: [],
    failed: [],
    drifted: [],
    who: 'deploy',
  } as const;
  const receipt = { ...receiptOf(changeset, run, told), base: { moved: false, says: 'There is none.' } };
  const approval = { by: 'Ada', when: '2026-03-01T09:00:00.000Z', comment: 'CHG-1', digest, file };
  return json({
    'changeset.json': changeset,
    'changeset.decisions.json': { format: decisionsFormat, changeset: digest, leftOut: [], resolved: [], accepted: [] },
    'changeset.approvals.json': { format: approvalsFormat, approvals: [approval] },
    'changeset.dry-run.json': {
      ...{ format: dryRunFormat, changeset: digest, destination: identity, tool, when: '2026-03-01T09:30:00.000Z' },
      requests: ids.map((about) => ({ about, method: 'POST', path: 'Spaces-1/environments', body: { Name: about } })),
    },
    'changeset.journal.jsonl': [
      { when: '2026-03-01T10:00:00.000Z', event: 'begin', changeset: digest, installation, space },
      ...ids.flatMap((id) => [
        { when: '2026-03-01T10:00:01.000Z', event: 'before', id, method: 'POST', path: 'environments' },
        { when: '2026-03-01T10:00:02.000Z', event: 'after', id, outcome: 'written' },
      ]),
      { when: '2026-03-01T10:00:03.000Z', event: 'end', outcome: 'complete' },
    ],
    'changeset.log.jsonl': [
      { when: '2026-03-01T10:00:00.000Z', kind: 'begin', command: 'apply', tool, changeset: digest },
      { when: '2026-03-01T10:00:01.000Z', kind: 'answered', method: 'POST', path: '/api/environments', status: 201 },
    ],
    'changeset.receipt.json': receipt,
    'changeset.cleanup.json': { format: 'octosync-cleanup/2', destination: { url, space }, digest, groups: [] },
    'changeset.verify.json': {
      ...{ format: verifiedFormat, changeset: digest, destination: identity, tool, when: '2026-03-01T11:00:00.000Z' },
      ...{ asMeant: ids, differing: [] },
    },
  });
};

const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as ReturnType<typeof besideOf>;

/** Files as they lie there: JSON in canonical form, lines where the name says so. */
export const filesOf = (beside: Beside): ReadonlyMap<string, Uint8Array> =>
  new Map(
    Object.entries(beside).map(([name, value]) => [
      name,
      Buffer.from(
        typeof value === 'string'
          ? value
          : name.endsWith('.jsonl') && Array.isArray(value)
            ? value.map((line) => `${JSON.stringify(line)}\n`).join('')
            : canonicalFile(value),
      ),
    ]),
  );

export const hidesNothing: Hiding = { areIn: () => false, redact: (value: JsonValue) => value };

/** A bundle that is made as the command makes it. */
export const bundleFrom = async (beside: Beside, hiding = hidesNothing) =>
  bundleOf(await contentsOf(filesOf(beside), hiding), { tool, installed });

/** A bundle that somebody puts together: whatever they say lies in it, with all digests that fit. */
export const forgedFrom = (beside: Beside) => bundleOf({ files: filesOf(beside), why: new Map() }, { tool, installed });

export const check = (bytes: Uint8Array, more: Partial<CheckOptions> = {}) =>
  checkBundle(bytes, { tool, signatureOf: () => Promise.resolve({ why: 'There is no key.' }), ...more });

/** The bundle with another file in it, as large and as digested as its manifest says then. */
export const replacedIn = (bytes: Uint8Array, name: string, content: string): Uint8Array => {
  const other = Buffer.from(content);
  const manifest = JSON.parse(textIn(bytes, 'manifest.json')) as Manifest;
  const files = manifest.files.map((one) =>
    one.name === name ? { ...one, size: other.length, digest: sha256(other) } : one,
  );
  const text = Buffer.from(canonicalFile({ ...manifest, files }));
  return zipOf(new Map([...(filesIn(bytes) ?? []), [name, other], ['manifest.json', text]]));
};

/** The text of a file in a bundle. */
export const textIn = (bytes: Uint8Array, name: string): string =>
  Buffer.from(filesIn(bytes)?.get(name) ?? []).toString('utf8');
