import { Flags } from '@oclif/core';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Changeset } from '../changeset/changeset.js';
import { chooseInstance, chooseSync } from '../config/choose.js';
import type { Config, Sync } from '../config/config-file.js';
import { OctosyncError, UsageError } from '../model/errors.js';
import { summaryTable } from '../report/table/summary.js';
import { fileNameFor } from '../snapshot/file-name.js';
import { logBeside } from '../workspace/log-file.js';
import { refuseUnwritableFolder } from '../workspace/unwritable.js';
import { writingFlags } from './flags/author.js';
import { NotifyingCommand } from './display/notifying-command.js';
import { rowOf, type Row } from '../report/notification/notice.js';
import { notifyFlags } from './flags/notify-flags.js';
import { errorJson } from './display/error-text.js';
import { afterPlan } from './next/after-plan.js';
import { plural } from './display/progress-display.js';
import { terminalWidth } from './display/width.js';
import { settingsFrom } from './flags/diff-flags.js';
import { paceFlags, targetOf } from './flags/instance-flags.js';
import { readConfig } from '../library/read-config.js';
import { configFlag, snapshotDirectory } from './flags/read-config.js';
import { compareSync, exitCodeFor } from './runs/compare-sync.js';
import { allOf } from './runs/side-by-side.js';
import { linesAbout, takeInstance } from './runs/take-instance.js';

/** No log: readings go on side by side, and would write it together. */
const pace = {
  'rate-share': paceFlags['rate-share'],
  'max-requests-per-minute': paceFlags['max-requests-per-minute'],
  'request-timeout': paceFlags['request-timeout'],
};

/** What came of one sync: its changeset, or why there is none. */
type Planned =
  | { readonly sync: string; readonly file: string; readonly changeset: Changeset }
  | { readonly sync: string; readonly failed: OctosyncError };

export default class Plan extends NotifyingCommand {
  static override summary = 'Take both sides of syncs, compare them, and show what would change.';
  static override description =
    'Reads each instance once, side by side, whatever number of syncs it is in; writes one changeset for each sync, and nothing to a server. The exit code is the highest that diff gives for one of them.';
  static override examples = ['<%= config.bin %> plan --sync main', '<%= config.bin %> plan --all --exit-code'];
  static override flags = {
    ...configFlag,
    sync: Flags.string({
      description: 'Sync of the configuration, once for each; needed if it holds several.',
      helpValue: 'NAME',
      multiple: true,
      exclusive: ['all'],
    }),
    all: Flags.boolean({ description: 'All syncs of the configuration.' }),
    out: Flags.string({
      description: 'Directory for the changesets, each called like its sync.',
      helpValue: 'DIR',
      default: 'changesets',
    }),
    'exit-code': Flags.boolean({ description: 'Exit with 2 when there are changes.' }),
    logos: Flags.boolean({ description: 'Whether logos are read: one request each.', default: true, allowNo: true }),
    ...writingFlags,
    ...pace,
    ...notifyFlags,
    concurrency: Flags.integer({
      description: 'Requests at once to each instance.',
      default: 8,
      min: 1,
      max: 64,
      helpGroup: 'SELDOM',
    }),
  };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Plan);
    this.tellsEnd('plan', flags);
    const config = await readConfig(flags.config);
    const syncs = syncsOf(config, flags);
    await refuseUnwritableFolder(flags.out);
    const failures = await this.#take(config, syncs, flags);
    await mkdir(flags.out, { recursive: true });
    const planned: Planned[] = [];
    for (const sync of syncs) {
      const failed = failures.get(sync.source) ?? failures.get(sync.destination);
      planned.push(failed ? { sync: sync.name, failed } : await this.#compare(config, sync, flags));
    }
    const isChanged = planned.some((one) => 'changeset' in one && one.changeset.changes.length > 0);
    this.noted = { end: isChanged ? 'changes' : 'nothing', rows: planned.map(rowFor) };
    const report = this.#report(planned, flags['exit-code']);
    const made = planned.flatMap((one) => ('changeset' in one ? [one] : []));
    this.next(afterPlan({ made, failed: [...failures.keys()], config: flags.config }));
    return report;
  }

  /** Takes each instance of these syncs once; gives why, of those that could not be taken. */
  async #take(
    config: Config | undefined,
    syncs: readonly Sync[],
    flags: TakingFlags,
  ): Promise<ReadonlyMap<string, OctosyncError>> {
    const names = [...new Set(syncs.flatMap(({ source, destination }) => [source, destination]))];
    const { failed } = await allOf(names, async (name) => {
      const tell = (line: string): void => this.tell(`${name}: ${line}`);
      chooseInstance(config, name);
      const taken = await takeInstance({
        target: await targetOf(name, { config: flags.config, 'insecure-http': false }),
        out: snapshotDirectory(name),
        what: { logos: flags.logos },
        packageFiles: false,
        ...{ concurrency: flags.concurrency, pace: flags, log: undefined, tool: this.config.version },
        display: await this.displayOf(name),
      });
      tell(`${snapshotDirectory(name)}, taken in ${plural(taken.manifest.requests, 'request')}.`);
      for (const line of linesAbout(taken)) tell(line);
    });
    for (const [name, error] of failed) await this.tellError(error, name);
    return failed;
  }

  async #compare(config: Config | undefined, sync: Sync, flags: ComparingFlags): Promise<Planned> {
    const file = join(flags.out, `${fileNameFor(sync.name)}.json`);
    try {
      const changeset = await compareSync({
        ...{ config, sync, settings: settingsFrom(sync, {}), out: file, force: flags.force, author: flags.author },
        places: [snapshotDirectory(sync.source), snapshotDirectory(sync.destination)],
        log: await logBeside(file, { 'no-log': false }),
        tool: this.config.version,
        tell: (line) => this.tell(`${sync.name}: ${line}`),
      });
      return { sync: sync.name, file, changeset };
    } catch (error) {
      if (!(error instanceof OctosyncError)) throw error;
      await this.tellError(error, sync.name);
      return { sync: sync.name, failed: error };
    }
  }

  #report(planned: readonly Planned[], exitCode: boolean): unknown {
    const made = planned.flatMap((one) => ('changeset' in one ? [one] : []));
    this.print(
      summaryTable(
        {
          columns: counted.map(([title]) => ({ title })),
          rows: made.map(({ sync, changeset }) => ({ heading: sync, counts: counted.map(([, of]) => of(changeset)) })),
          empty: 'No sync could be planned.',
        },
        terminalWidth(),
      ),
    );
    for (const one of planned)
      this.log('failed' in one ? `${one.sync}: not planned: ${one.failed.what}` : `${one.sync}: ${one.file}`);
    process.exitCode = Math.max(
      0,
      ...planned.map((one) => ('failed' in one ? one.failed.exitCode : exitCodeFor(one.changeset, exitCode))),
    );
    return {
      syncs: planned.map((one) =>
        'failed' in one
          ? { sync: one.sync, ...errorJson(one.failed) }
          : { sync: one.sync, file: one.file, digest: one.changeset.digest, ...countsOf(one.changeset) },
      ),
    };
  }
}

interface TakingFlags extends NonNullable<Parameters<typeof takeInstance>[0]['pace']> {
  readonly config?: string | undefined;
  readonly logos: boolean;
  readonly concurrency: number;
}

interface ComparingFlags {
  readonly out: string;
  readonly force: boolean;
  readonly author?: string | undefined;
}

/** What a person wants to know of each sync at the first look. */
const counted: readonly (readonly [title: string, of: (changeset: Changeset) => number])[] = [
  ['new', ({ changes }) => changes.filter(({ action }) => action === 'create').length],
  ['changed', ({ changes }) => changes.filter(({ action }) => action !== 'create').length],
  ['blocked', ({ blocked }) => blocked.length],
  ['errors', ({ errors }) => errors.length],
  ['gates', ({ gates }) => gates.length],
  ['conflicts', ({ conflicts }) => conflicts.length],
];

const countsOf = (changeset: Changeset): Readonly<Record<string, number>> =>
  Object.fromEntries(counted.map(([title, of]) => [title, of(changeset)]));

const rowFor = (one: Planned): Row =>
  'changeset' in one ? rowOf(one.changeset) : { sync: one.sync, failed: 'yes', counts: [] };

/** The syncs that a person means. Throws UsageError where there is none, or several leave a choice. */
const syncsOf = (
  config: Config | undefined,
  { sync: names = [], all }: { readonly sync?: readonly string[] | undefined; readonly all: boolean },
): readonly Sync[] => {
  const meant = all ? [...(config?.syncs.values() ?? [])] : names.map((name) => chooseSync(config, name));
  const syncs = all || names.length > 0 ? meant : [chooseSync(config, undefined)];
  const found = [...new Set(syncs.filter((sync) => sync !== undefined))];
  if (found.length > 0) return found;
  throw new UsageError({
    what: 'There is no sync to plan.',
    remedy: 'Write octosync.yml with octosync init, and name a sync there.',
  });
};
