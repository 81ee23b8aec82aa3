import { readFileSync } from 'node:fs';
import type { Changeset, Policy } from '../changeset/changeset.js';
import type { Receipt } from '../changeset/receipt.js';
import { diff as compare } from '../diff/index.js';
import { UsageError } from '../model/errors.js';
import type { SpaceSnapshot } from '../model/item.js';
import { packageFile } from '../model/package-file.js';
import type { Progress } from '../model/progress.js';
import type { Manifest } from '../snapshot/manifest.js';
import { readSnapshot } from '../snapshot/read.js';
import { besideChangeset, readChangeset, readChangesetFile } from '../workspace/changeset-file.js';
import { judgeApprovals, judgeDry } from '../workspace/judge-approvals.js';
import { replaceChangeset } from '../workspace/replace-changeset.js';
import { applyFile, type Applied } from './apply-file.js';
import { policyHolding } from './policies.js';
import { settingsOf, type Rules } from './rules.js';
import { connectTo, gitRefsOf, type Server } from './server.js';
import { takeSpace } from './take-space.js';
import type { StopSignal } from '../model/stop-signal.js';

/*
 * octosync as a library (docs/library.md): what the commands of these names do, without a terminal. Everything goes by way
 * of the same files, so that what a program has made, a person can review, and the other way round.
 */

export { ApiError, BlockedError, DriftError, OctosyncError, PartialApplyError, UsageError } from '../model/errors.js';
export { readChangeset, readSnapshot };
export type { Applied, Changeset, Manifest, Policy, Progress, Receipt, Rules, Server, SpaceSnapshot };

const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { readonly version: string };

const silent = (): void => undefined;

/**
 * Takes a space of a server, and writes it to a folder as normalized, name-keyed files, which `readSnapshot` reads; what the
 * folder held before is replaced as a whole. Writes nothing to the server. Gives what `snapshot.json` says. Throws UsageError
 * for a wrong URL, key, space or folder, ApiError for what a server refuses.
 */
export const takeSnapshot = async (
  server: Server,
  folder: string,
  options: { readonly logos?: boolean; readonly onProgress?: Progress } = {},
): Promise<Manifest> => {
  const { manifest } = await takeSpace({
    connect: (onRequest) => Promise.resolve(connectTo(server, onRequest)),
    ...{ space: server.space ?? 'Default', out: folder, tool: version },
    ...{ what: { logos: options.logos ?? true }, gitRefs: gitRefsOf(server), packageFiles: false, log: undefined },
    ...{ onRequest: silent, progress: options.onProgress ?? silent },
  });
  return manifest;
};

/**
 * What `octosync.yml` of the working folder requires of whoever applies to the place of a snapshot, and beside it what another
 * configuration requires that is named: the stricter of both; undefined where nothing is required. It is what `apply` holds to, so
 * that `diff` can write it into the changeset. Throws UsageError for a configuration that is broken.
 */
export const readPolicy = async (
  { identity }: Pick<SpaceSnapshot, 'identity'>,
  config?: string,
): Promise<Policy | undefined> => {
  const { policy } = await policyHolding({ policy: undefined, destination: identity }, { target: identity, config });
  return policy;
};

/** What no snapshot says of a changeset. */
export interface DiffOptions {
  /** What the destination requires of whoever applies: `readPolicy` reads it. It is inside the digest that people approve. */
  readonly policy?: Policy | undefined;
  /** Who makes the changeset, or in whose name; a policy with `notByAuthor` has to know it. */
  readonly author?: string | undefined;
}

/**
 * Compares two snapshots by rules, and gives the changeset between them. Pure: it reads and writes nothing, and the same
 * values give the same changeset, byte for byte. What the rules refuse is in the changeset (`errors`, `blocked`, `gates`).
 * Throws UsageError for rules with words that it does not know, and without an author where the policy has to know them
 * (rules policy-author).
 */
export const diff = (
  source: SpaceSnapshot,
  destination: SpaceSnapshot,
  rules: Rules = {},
  { policy, author }: DiffOptions = {},
): Changeset => {
  if (policy?.notByAuthor && author === undefined) throw authorUnknown();
  const made = { tool: version, ...(author !== undefined && { author }) };
  return compare(source, destination, settingsOf(rules), { made, ...(policy && { policy }) });
};

const authorUnknown = (): UsageError =>
  new UsageError({
    what: 'It is not said who makes this changeset, and its author may not approve it, says the policy.',
    remedy: 'Give author: a name or an address.',
  });

/**
 * Writes a changeset to a file for people to review and approve. Throws UsageError over one that was approved, decided on or
 * applied; one that says the same stays as it is, so that its approvals hold.
 */
export const writeChangeset = async (file: string, changeset: Changeset): Promise<void> => {
  await replaceChangeset(file, changeset, false);
};

/** How a changeset is applied; the defaults are the careful ones. */
export interface ApplyOptions {
  /**
   * A configuration whose policy for the destination holds beside that of octosync.yml here and that of the changeset: the
   * stricter counts.
   */
  readonly config?: string;
  /** Gates that are let pass. */
  readonly allow?: readonly string[];
  /** Leave out what is blocked, and apply the rest. */
  readonly skipBlocked?: boolean;
  /** Write what is still as it was, although other documents are not. */
  readonly allowDrift?: boolean;
  /** The file with real values for placeholders. */
  readonly secrets?: string;
  /** The snapshot of the source that holds the packages to send. */
  readonly packages?: string;
  /** Check everything, write nothing. */
  readonly dryRun?: boolean;
  /** Writes at once (4). */
  readonly writes?: number;
  /** Stops the run: what is in flight is finished, nothing more is begun. */
  readonly signal?: StopSignal;
  readonly onProgress?: Progress;
  /** Told what a person should know. */
  readonly tell?: (line: string) => void;
  /** Asked once everything is checked, before the first write; false stops. Yes unless given. */
  readonly confirm?: (writes: number, url: string) => Promise<boolean>;
}

/**
 * Applies the changeset of a file to its destination, as `octosync apply` does: approvals, gates, identity and drift are
 * checked before the first write; journal, before-images, log, receipt and the list of what a person must still do lie beside
 * the file. What the policy of the destination requires must be approved beside it: that of the changeset, or of octosync.yml in
 * the working folder, as it is now (rules policy-stricter). Throws BlockedError, UsageError or DriftError
 * before the first write, PartialApplyError afterwards: run it again to go on.
 */
export const apply = async (file: string, server: Server, options: ApplyOptions = {}): Promise<Applied> => {
  const { changeset, bytes } = await readChangesetFile(file);
  const { allow = [], skipBlocked = false, allowDrift = false, writes = 4, tell = silent } = options;
  const target = { url: server.url, space: server.space };
  const judge = options.dryRun === true ? judgeDry : judgeApprovals;
  const judged = await judge({
    ...{ file, changeset, approved: { digest: changeset.digest, file: bytes } },
    ...(await policyHolding(changeset, { target, config: options.config })),
    ...{ allow, skipBlocked, now: Date.now() },
  });
  return applyFile({
    ...{ file, changeset, judged, tool: version, tell },
    connect: (onRequest) => Promise.resolve(connectTo(server, onRequest)),
    ...{ space: server.space, secrets: options.secrets, packages: options.packages, receipt: undefined },
    places: { sync: changeset.made?.sync, base: undefined, source: undefined },
    // A dry run leaves nothing.
    log: options.dryRun === true ? undefined : besideChangeset(file, 'log.jsonl'),
    asked: { allow, skipBlocked, allowDrift },
    run: {
      dryRun: options.dryRun ?? false,
      concurrency: writes,
      ...(options.signal && { signal: options.signal }),
    },
    ...{ onRequest: silent, progress: options.onProgress ?? silent },
    confirm: options.confirm ?? (() => Promise.resolve(true)),
  });
};
