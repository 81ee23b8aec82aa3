import { approvalsHolding, type Approval } from '../changeset/approvals.js';
import { canonicalFile, sha256 } from '../model/canonical.js';
import { OctosyncError } from '../model/errors.js';
import { parseJson } from '../model/parse-json.js';
import { belongingDefects } from './belongs/index.js';
import { withMade } from './bundle.js';
import { isManifest } from './checks.js';
import { factsOf, type Facts } from './facts.js';
import { manifestName, parts } from './format.js';
import { manifestOf, type Manifest } from './manifest.js';
import { filesIn, isSealed, looselyIn, type Files } from './zip.js';

/** What became of checking a signature: who signed, or why it is none. */
export type Signed = { readonly by: string; readonly isKnown: boolean } | { readonly why: string };

export interface CheckOptions {
  /** The version of this octosync. */
  readonly tool: string;
  /** Checks the signature of an approval, whose bundle has this policy, at the time that is given. */
  readonly signatureOf: (approval: Approval, facts: Facts) => Promise<Signed>;
}

/** What a check found: it passes where nothing failed. */
export interface Checked {
  readonly failures: readonly string[];
  /** What a reader should know although it passes. */
  readonly notes: readonly string[];
  readonly manifest?: Manifest;
}

/**
 * Checks a bundle of evidence (rules evidence-check): that no byte is another one, that each file is the one that the manifest
 * names, that what octosync makes of the files is what lies there, that each signature is one, and that all of it belongs together.
 */
export const checkBundle = async (bytes: Uint8Array, options: CheckOptions): Promise<Checked> => {
  if (!isSealed(bytes)) return failed([notSealed, ...changedIn(bytes)]);
  const files = filesIn(bytes);
  if (files === undefined) return failed([notOurs]);
  const manifest = manifestIn(files);
  if (manifest === undefined) return failed([noManifest]);
  const hashes = hashDefects(files, manifest);
  if (hashes.length > 0) return { ...failed(hashes), manifest };
  const facts = await factsOf(files).catch((error: unknown) => {
    if (error instanceof OctosyncError) return `${error.where ?? 'A file'}: ${error.message}`;
    throw error;
  });
  if (typeof facts === 'string') return { ...failed([facts]), manifest };
  const signatures = await signaturesIn(facts, options);
  const isOwn = manifest.tool === options.tool;
  return {
    failures: [
      ...(isOwn ? madeDefects(files, facts, manifest) : saidDefects(files, facts, manifest)),
      ...belongingDefects(facts),
      ...signatures.failures,
    ],
    notes: [...(isOwn ? [] : [otherTool(manifest.tool)]), ...signatures.notes],
    manifest,
  };
};

const notSealed =
  'The bundle is not as octosync made it: it does not end with the SHA-256 of all bytes before. It was changed, cut off or added to, or it is no bundle of evidence.';
const notOurs =
  'The archive is none that octosync makes: something lies before, between or behind its files, or is packed.';
const noManifest = `${manifestName} is missing or damaged.`;
const otherOrder = 'The files of the bundle stand in another order than the manifest names them.';
const otherTool = (tool: string): string =>
  `The bundle was made by octosync ${tool}: whether its pages say what its files say can only that version check.`;

const failed = (failures: readonly string[]): Checked => ({ failures, notes: [] });

/** Which files are others than the manifest says, as far as a broken archive tells. */
const changedIn = (bytes: Uint8Array): readonly string[] => {
  const files = looselyIn(bytes);
  const manifest = files && manifestIn(files);
  return files && manifest ? hashDefects(files, manifest).filter((says) => says !== otherOrder) : [];
};

const manifestIn = (files: Files): Manifest | undefined => {
  const parsed = parseJson(Buffer.from(files.get(manifestName) ?? []).toString('utf8'));
  const value: unknown = parsed.kind === 'value' ? parsed.json : undefined;
  return isManifest(value) ? value : undefined;
};

const hashDefects = (files: Files, manifest: Manifest): readonly string[] => {
  const named = new Set([manifestName, ...manifest.files.map(({ name }) => name)]);
  const order = [...files.keys()].join('\n') === [...named].join('\n');
  return [
    ...manifest.files.flatMap(({ name, digest }) => {
      const bytes = files.get(name);
      if (bytes === undefined) return [`${name} is not in the bundle, and the manifest names it.`];
      return sha256(bytes) === digest ? [] : [`${name} is another file than the manifest names: its SHA-256 differs.`];
    }),
    ...[...files.keys()]
      .filter((name) => !named.has(name))
      .map((name) => `${name} is in the bundle, and the manifest does not name it.`),
    ...(order ? [] : [otherOrder]),
  ];
};

/** What the manifest of another version says of the other files, field by field: the words for files may be others. */
const saidDefects = (files: Files, facts: Facts, manifest: Manifest): readonly string[] => {
  const { tool, installed } = manifest;
  const again: Readonly<Record<string, unknown>> = manifestOf(files, facts, { tool, installed, why: new Map() });
  return Object.entries(manifest)
    .filter(([field]) => field !== 'files' && field !== 'missing')
    .filter(([field, value]) => canonicalFile(value) !== canonicalFile(again[field]))
    .map(([field]) => `${manifestName} says of "${field}" something else than the files of the bundle.`);
};

/** Makes the pages and the manifest once more from the other files: each byte of them must come out again. */
const madeDefects = (files: Files, facts: Facts, { tool, installed, missing }: Manifest): readonly string[] => {
  const why = new Map(missing.map((one) => [one.name, one.why]));
  const { all } = withMade(files, facts, { tool, installed, why });
  const changed = [...all].flatMap(([name, bytes]) =>
    isSameBytes(bytes, files.get(name)) || parts.some((part) => part.name === name) ? [] : [name],
  );
  // The manifest names the pages: where one of them is another, it is another, too.
  const told = changed.length > 1 ? changed.filter((name) => name !== manifestName) : changed;
  return told.map(
    (name) => `${name} does not say what the other files of the bundle say: octosync makes another one of them.`,
  );
};

const isSameBytes = (one: Uint8Array, other: Uint8Array | undefined): boolean =>
  other !== undefined && Buffer.compare(one, other) === 0;

const signaturesIn = async (facts: Facts, { signatureOf }: CheckOptions): Promise<Checked> => {
  const { approvals, changeset, file, receipt } = facts;
  const failures: string[] = [];
  const notes: string[] = [];
  const known = new Set<string>();
  const holding = approvals === undefined ? [] : approvalsHolding(approvals, { ...changeset, file });
  for (const approval of holding.filter(({ signature }) => signature !== undefined)) {
    const signed = await signatureOf(approval, facts);
    if ('why' in signed) failures.push(`The signature of the approval of ${approval.by} is none: ${signed.why}`);
    else if (signed.isKnown) known.add(signed.by);
    else
      notes.push(
        `The approval of ${approval.by} is signed by the key ${signed.by}, which no list of signers gives to them (--signers FILE).`,
      );
  }
  const isRequired = (receipt?.policy ?? changeset.policy)?.signed === 'ssh';
  const unsigned = isRequired ? holding.filter(({ signature }) => signature === undefined) : [];
  return {
    failures: [...failures, ...uncovered(facts, known)],
    notes: [...notes, ...unsigned.map(({ by }) => `The approval of ${by} is not signed, and does not count.`)],
  };
};

/** What the receipt says of signed approvals, and no signature of a known key bears out. */
const uncovered = ({ receipt }: Facts, known: ReadonlySet<string>): readonly string[] =>
  (receipt?.approvals ?? []).flatMap(({ by, signed }) =>
    signed === undefined || known.has(signed)
      ? []
      : [
          `The receipt counts the approval of ${by} by the key ${signed}: no such signature of theirs is in the bundle.`,
        ],
  );
