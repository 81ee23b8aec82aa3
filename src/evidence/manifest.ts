import type { Static } from '@sinclair/typebox';
import { approvalsHolding } from '../changeset/approvals.js';
import { canonicalFile, sha256 } from '../model/canonical.js';
import type { Facts } from './facts.js';
import { evidenceFormat, madeFiles, parts } from './format.js';
import type { manifestShape } from './manifest-shape.js';
import type { Files } from './zip.js';

/** `manifest.json` of a bundle. */
export type Manifest = Static<typeof manifestShape>;

/** What the files of a bundle do not say themselves. */
export type About = Pick<Manifest, 'tool' | 'installed'> & {
  /** Why something is not in it, by its name; what is not said is simply not there. */
  readonly why: ReadonlyMap<string, string>;
};

/** The manifest of a bundle, from all its other files and what they say. */
export const manifestOf = (files: Files, facts: Facts, { tool, installed, why }: About): Manifest => {
  const { changeset, file, receipt, verified } = facts;
  const { part, undoes, source, destination, base } = changeset;
  const policy = receipt?.policy ?? changeset.policy;
  const approvals = facts.approvals === undefined ? [] : approvalsHolding(facts.approvals, { ...changeset, file });
  const accepted = new Set(approvals.flatMap((one) => (one.accepted ?? []).map(({ finding }) => finding)));
  return {
    format: evidenceFormat,
    tool,
    installed,
    changeset: changeset.digest,
    file,
    ...(part && { partOf: part.of }),
    ...(undoes && { undoes: undoes.changeset }),
    ...{ source, destination },
    ...(base && { base }),
    ...(policy && { policy }),
    ...(receipt && { outcome: receipt.outcome, allowed: receipt.options.allow }),
    ...(accepted.size > 0 && { accepted: [...accepted] }),
    approvedBy: [...new Set(approvals.map(({ by }) => by))],
    ...(verified && { asMeant: verified.differing.length === 0 }),
    files: [...parts, ...madeFiles].flatMap(({ name, called }) => {
      const bytes = files.get(name);
      return bytes === undefined ? [] : [{ name, called, size: bytes.byteLength, digest: sha256(bytes) }];
    }),
    missing: parts
      .filter(({ name }) => !files.has(name))
      .map(({ name, called }) => ({ name, called, why: why.get(name) ?? 'There is none.' })),
  };
};

export const manifestText = (manifest: Manifest): string => canonicalFile(manifest);
