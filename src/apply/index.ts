import { setTimeout as sleep } from 'node:timers/promises';
import type { Changeset } from '../changeset/changeset.js';
import type { Identity } from '../changeset/records.js';
import { BlockedError, DriftError, InterruptedError, PartialApplyError } from '../model/errors.js';
import type { Digest } from '../model/names.js';
import type { Progress } from '../model/progress.js';
import type { OctopusClient } from '../octopus/index.js';
import { readerFor } from '../snapshot/reader.js';
import { dryClient, type PlannedRequest } from './dry-client.js';
import { execute, type ExecutionResult } from './execute.js';
import { noJournal, stoppedByFailure, type Journal, type JournalOf } from '../changeset/journal.js';
import { readLiveSpace } from './live/live-space.js';
import { checkPackages } from './preflight/check-packages.js';
import type { Destination } from './destination.js';
import { announce } from './preflight/estimate.js';
import { readGranted } from './preflight/granted.js';
import { placesOf } from './git/places.js';
import { knownAtRefs, standInOf } from './git/rehearsing.js';
import { refuseUncommittable } from './git/refuse.js';
import { checkPermissions } from './preflight/permissions.js';
import { portalPages } from './portal-page.js';
import type { MayDelete } from './deletion.js';
import { refuseHeld, refuseUnproven } from './removal.js';
import { withWho } from './who/drift-who.js';
import { filledIn } from './writers/born.js';
import {
  checkDrift,
  refuseOtherDestination,
  refuseOtherVersion,
  refuseUnapplicable,
  refuseUnsupplied,
  type Preflight,
} from './preflight/preflight.js';
import type { StopSignal } from '../model/stop-signal.js';

export type { PlannedRequest } from './dry-client.js';
export type { ExecutionResult } from './execute.js';

export interface ApplyOptions {
  readonly space: string;
  /** Gates that may be passed. */
  readonly allow: readonly string[];
  /** Leave out what is blocked, instead of refusing the whole changeset. */
  readonly skipBlocked?: boolean;
  /** Write the documents that are still what the changeset was made against, although others are not. */
  readonly allowDrift?: boolean;
  /** Leave it to the server to refuse what the API key may not do. */
  readonly skipPermissions?: boolean;
  /** Stops the run: what is in flight is finished, nothing more is begun. */
  readonly signal?: StopSignal;
  /** Real values for placeholders, by the id of the change and the pointer within its document. */
  readonly secretFor: Destination['secretFor'];
  /** Where the file of a package lies on this disk, by the package's name. */
  readonly packageFile: Destination['packageFile'];
  /** What may be deleted, of an undo: what its receipt says was created. Nothing, unless given. */
  readonly mayDelete?: MayDelete | undefined;
  /** Opens the journal of this run, and takes its lock; none is kept unless given. */
  readonly openJournal?: (of: JournalOf) => Journal;
  /** Who approved the changeset: commits name them. */
  readonly approvedBy?: readonly string[];
  /** Ask the server who changed what has drifted. */
  readonly who?: boolean;
  /** Check everything, write nothing. */
  readonly dryRun: boolean;
  readonly concurrency: number;
  /** How to wait before a write is begun again; sleeps unless given. */
  readonly wait?: (ms: number) => Promise<void>;
  readonly progress: Progress;
  /** Asked once everything is checked, before the first write; false stops. */
  readonly confirm: (writes: number) => Promise<boolean>;
  /**
   * Told what was written when a run ends, however it ends, the page in the Octopus portal of what a change or an entry is
   * about, and the user of the API key, where the server was asked.
   */
  readonly onEnd?: (
    result: ExecutionResult & { readonly kept: Journal['images'] },
    pageOf: ReturnType<typeof portalPages>,
    who: string | undefined,
  ) => Promise<void>;
}

/** Milliseconds before a write whose answer was lost is begun again; twice as many each time. */
const firstPause = 500;

export type ApplyResult =
  | {
      readonly kind: 'applied';
      readonly result: ExecutionResult;
    }
  | { readonly kind: 'declined'; readonly writes: number }
  | {
      readonly kind: 'dry-run';
      readonly writes: number;
      /** What would be sent, in its order. */
      readonly requests: readonly PlannedRequest[];
      readonly destination: Identity;
    };

/**
 * Applies a changeset to its destination: checks gates, identity (rules apply-checks) and drift (rules apply-drift),
 * then writes in the syncing order. Throws BlockedError, UsageError or DriftError before the first write,
 * PartialApplyError afterwards.
 */
export const apply = async (
  changeset: Changeset,
  client: OctopusClient,
  options: ApplyOptions,
): Promise<ApplyResult> => {
  refuseUnapplicable(changeset, options);
  refuseUnproven(changeset, options.mayDelete);
  refuseUnsupplied(changeset, options.secretFor);
  await checkPackages(changeset, options.packageFile);
  const root = await client.root();
  const space = await client.findSpace(options.space);
  refuseOtherDestination(changeset, root.installation, space.name, client.url);
  refuseOtherVersion(changeset, root.version, options.allowDrift ?? false);
  const of = { changeset: changeset.digest, installation: root.installation, space: space.name };
  const { openJournal, dryRun } = options;
  const journal = openJournal === undefined || dryRun ? noJournal : stoppedByFailure(openJournal(of));
  let outcome: 'complete' | 'stopped' = 'stopped';
  try {
    const applied = await checkAndWrite(changeset, { ...root, client, space, journal }, options);
    if (applied.kind === 'applied') outcome = 'complete';
    return applied;
  } finally {
    endJournal(journal, outcome);
  }
};

/** What the run ended with matters more than that its journal could not be closed. */
const endJournal = (journal: Journal, outcome: 'complete' | 'stopped'): void => {
  try {
    journal.end(outcome);
  } catch (error) {
    if (outcome === 'complete') throw error;
  }
};

type Checked = Pick<Destination, 'client' | 'space' | 'version' | 'journal'> & Pick<Identity, 'installation'>;

const checkAndWrite = async (
  changeset: Changeset,
  { client, space, version, installation, journal }: Checked,
  options: ApplyOptions,
): Promise<ApplyResult> => {
  // Needs no listing, so it is asked beside them. What became of it counts where there is something to write.
  const granted = options.skipPermissions ? undefined : readGranted(client, space);
  granted?.catch(() => undefined);
  const live = await readLiveSpace(readerFor(client, space), changeset, options.progress);
  const told = (drift: DriftError): Promise<DriftError> | DriftError =>
    options.who === true ? withWho(drift, changeset, { client, space, live }) : drift;
  const { done, drifted } = await orTold(
    () =>
      checkDrift(changeset, live, {
        written: journal.written,
        allowDrift: options.allowDrift ?? false,
        mayDelete: options.mayDelete,
      }),
    told,
  );
  const toWrite = changeset.changes.filter(({ id }) => !done.has(id) && !drifted.has(id));
  const writes = toWrite.length;
  const git = placesOf(changeset, live, options.approvedBy);
  refuseUncommittable(toWrite, live, git);
  await refuseHeld(toWrite, live, { client, space }, options.progress);
  const who =
    writes > 0 && granted ? checkPermissions(toWrite, await granted, { client, space }, options.progress) : undefined;
  const { secretFor, packageFile, mayDelete } = options;
  const fileOf = (digest: Digest): Uint8Array | undefined => {
    const text = changeset.files?.[digest];
    return text === undefined ? undefined : Buffer.from(text, 'base64');
  };
  const { wait = sleep } = options;
  const pause = (attempt: number): Promise<void> => wait(firstPause * 2 ** (attempt - 1));
  const filled = filledIn(changeset);
  const writing = { secretFor, fileOf, filled, packageFile, mayDelete, pause, git };
  const destination = { client, space, version, live, journal, ...writing };
  if (writes > 0) announce(toWrite, git, client, options.progress);
  const requests = await rehearsed(changeset, { done, drifted }, destination);
  if (options.dryRun) {
    const destination = { url: client.url, installation, space: space.name, version };
    return { kind: 'dry-run', writes, requests, destination };
  }
  if (writes > 0 && !(await options.confirm(writes))) return { kind: 'declined', writes };
  const result = await execute(changeset, { done, drifted }, destination, options);
  await options.onEnd?.({ ...result, kept: journal.images }, portalPages(live, client, space), who);
  if (result.failed.length > 0) throw stopped(result);
  if (drifted.size > 0) throw await told(leftDrifted(result, drifted, changeset));
  if (result.notAttempted.length > 0) throw interrupted(result);
  return { kind: 'applied', result };
};

/**
 * Goes the way of the run to come, with a client that sends nothing: whatever a run would stop at of its own accord, above all
 * a name that the destination has not got any more, is known before the first write (rules apply-checks). Throws DriftError
 * if it is that, BlockedError otherwise; both name all places.
 */
const rehearsed = async (
  changeset: Changeset,
  preflight: Pick<Preflight, 'done' | 'drifted'>,
  destination: Omit<Destination, 'onWrite' | 'onBytes' | 'onLookUp' | 'inTurn'>,
): Promise<readonly PlannedRequest[]> => {
  const planned: PlannedRequest[] = [];
  const { live, git, space, version } = destination;
  const known = new Map([...live.documentsById(), ...knownAtRefs(changeset.changes, { live, git, space })]);
  const dryRun = { planned, known, version, standIn: standInOf(git) };
  const client = dryClient(destination.client, changeset.changes, dryRun);
  const secretFor: Destination['secretFor'] = (...place) =>
    destination.secretFor(...place) === undefined ? undefined : '(supplied)';
  const dry = {
    ...destination,
    client,
    secretFor,
    live: live.copy(),
    git: git.copy(),
    journal: noJournal,
    isRehearsal: true,
  };
  const { failed } = await execute(changeset, preflight, dry, { concurrency: 1, progress: () => undefined });
  if (failed.length === 0) return planned;
  const isDrift = failed.every(({ error }) => error instanceof DriftError);
  throw new (isDrift ? DriftError : BlockedError)(
    {
      what: `${failed.length === 1 ? 'A change' : `${failed.length} changes`} could not be made, and nothing was written.`,
      details: failed.map(({ error }) => error.message),
      remedy: isDrift
        ? 'The destination has changed since its snapshot. Take a new one and diff again.'
        : 'Remove the cause, or diff again.',
    },
    { cause: failed[0]?.error },
  );
};

/** Throws what `told` makes of a drift. */
const orTold = async <Found>(
  find: () => Found,
  told: (drift: DriftError) => Promise<DriftError> | DriftError,
): Promise<Found> => {
  try {
    return find();
  } catch (error) {
    throw error instanceof DriftError ? await told(error) : error;
  }
};

const leftDrifted = (
  { written, alreadyApplied, notAttempted }: ExecutionResult,
  drifted: ReadonlyMap<string, string>,
  { undoes }: Pick<Changeset, 'undoes'>,
): DriftError =>
  new DriftError({
    what: `${written.length} written, ${alreadyApplied.length} done already; not written, because the destination has changed since its snapshot: ${[...drifted.values()].join('; ')}${notAttempted.length > drifted.size ? `; and ${notAttempted.length - drifted.size} that depend on them` : ''}.`,
    remedy: undoes
      ? 'Look at these places, and take back by hand what is not wanted there.'
      : 'Take a new snapshot of the destination and diff again: what is left is in the next changeset.',
    ids: [...drifted.keys()],
  });

const interrupted = ({ written, notAttempted }: ExecutionResult): InterruptedError =>
  new InterruptedError({
    what: `Interrupted: ${written.length} written, ${notAttempted.length} not attempted.`,
    remedy: 'Run apply again: what was written is recognized and not written twice.',
  });

const stopped = ({ written, failed, notAttempted }: ExecutionResult): PartialApplyError => {
  const [first] = failed;
  const others = failed.length > 1 ? ` and ${failed.length - 1} more` : '';
  return new PartialApplyError(
    {
      what: `Apply stopped: ${written.length} written, ${failed.length} failed, ${notAttempted.length} not attempted. ${first?.id ?? ''}${others}: ${first?.error.message ?? ''}`,
      remedy: 'Remove the cause and run apply again: what was written is recognized and not written twice.',
    },
    { cause: first?.error },
  );
};
