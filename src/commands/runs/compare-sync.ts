import type { Changeset } from '../../changeset/changeset.js';
import type { Config, Sync } from '../../config/config-file.js';
import { dayOf, refuseExpired } from '../../config/read-ignore.js';
import { diff, type DiffEvent } from '../../diff/index.js';
import { readSnapshot, type KnownTexts } from '../../snapshot/read.js';
import type { SyncSettings } from '../../settings/settings.js';
import { withLog } from '../../workspace/log-file.js';
import { replaceChangeset } from '../../workspace/replace-changeset.js';
import { authorFor } from '../flags/author.js';
import { baseFor } from '../flags/base-flags.js';
import { policyIn } from '../../library/policies.js';
import { toldOf } from '../flags/told.js';

/** Two snapshots that are compared, by which rules, and where the changeset goes. */
export interface Comparing {
  readonly config: Config | undefined;
  readonly sync: Sync | undefined;
  readonly settings: SyncSettings;
  /** The snapshots' directories: source, destination. */
  readonly places: readonly [source: string, destination: string];
  /** What flags say of preset, base and author, where they do. */
  readonly preset?: string | undefined;
  readonly base?: string | undefined;
  readonly author?: string | undefined;
  /** The day on which rules of ignore that end are judged: `2027-03-01`; today (UTC) unless given. */
  readonly today?: string | undefined;
  readonly out: string;
  readonly force: boolean;
  /** Where the log goes, if one is kept. */
  readonly log: string | undefined;
  /** The version of octosync. */
  readonly tool: string;
  readonly tell: (line: string) => void;
}

/**
 * What `diff` and `plan` do for one sync: reads both snapshots, compares them, and writes the changeset, but never over one
 * that people have worked with. Offline. Throws UsageError for snapshots, rules or a base that cannot be used.
 */
export const compareSync = async (comparing: Comparing): Promise<Changeset> => {
  const { config, sync, settings, places, preset, out, tool, tell } = comparing;
  const today = dayOf(comparing.today ?? new Date().toISOString().slice(0, 10));
  refuseExpired(settings.ignore ?? [], today);
  const [from, to] = places;
  // The destination and the base have most texts of the source: they are not parsed twice.
  const known: KnownTexts = new Map();
  const source = await readSnapshot(from, known);
  const destination = await readSnapshot(to, known);
  const policy = await policyIn(config, sync?.destination, [destination.identity]);
  const author = await authorFor(comparing.author, policy);
  const told = await toldOf({ config, sync, preset, tool, policy, author, places, snapshots: [source, destination] });
  const base = await baseFor(comparing.base ?? sync?.base, {
    ...{ config, sync, from, to, source, destination, known, tell, out },
  });
  known.clear();
  const run = { command: 'diff', tool, source: source.digest, destination: destination.digest };
  const changeset = await withLog(comparing.log, run, ({ note }) => {
    const listen = note && ((event: DiffEvent, json?: string) => note(json ?? { ...event }));
    const made = diff(source, destination, settings, { ...told, today }, base, listen);
    note?.({ kind: 'made', changeset: made.digest });
    return Promise.resolve(made);
  });
  if (!(await replaceChangeset(out, changeset, comparing.force)))
    tell(`${out} says the same already, and stays as it is: its approvals hold.`);
  return changeset;
};

/** What `apply` would refuse ends with 3: errors, blocked entries, gates (rules gate-limits); changes with 2, where that is asked. */
export const exitCodeFor = (
  { changes, blocked, errors, gates }: Pick<Changeset, 'changes' | 'blocked' | 'errors' | 'gates'>,
  asked: boolean,
): number => {
  if (errors.length + blocked.length + gates.length > 0) return 3;
  return asked && changes.length > 0 ? 2 : 0;
};
