import { Flags } from '@oclif/core';
import type { Changeset } from '../changeset/changeset.js';
import { chooseSync } from '../config/choose.js';
import { dayOf, refuseExpired } from '../config/read-ignore.js';
import { diff, type DiffEvent } from '../diff/index.js';
import { changesetSummary, reviewChangeset } from '../report/review/review-changeset.js';
import { summaryTable } from '../report/table/summary.js';
import { readSnapshot, type KnownTexts } from '../snapshot/read.js';
import { logBeside, withLog } from '../workspace/log-file.js';
import { BaseCommand } from './display/base-command.js';
import { replaceChangeset } from '../workspace/replace-changeset.js';
import { diffArgs, directoriesFrom, rulesFlags, settingsFrom, withSwitchesOn } from './flags/diff-flags.js';
import { authorFor, writingFlags } from './flags/author.js';
import { policyIn } from './flags/policies.js';
import { baseFlag, baseFor } from './flags/base-flags.js';
import { logFlags } from './flags/log-flags.js';
import { plural } from './display/progress-display.js';
import { readConfig } from './flags/read-config.js';
import { toldOf } from './flags/told.js';
import { terminalWidth } from './display/width.js';

export default class Diff extends BaseCommand {
  static override summary = 'Compare two snapshots and write the changeset between them.';
  static override description =
    'Offline: reads two directories, writes one file, talks to no server. Nothing is selected unless you say so.';
  static override usage =
    'diff [SOURCE DESTINATION] [--config FILE] [--sync NAME] [--preset NAME] [--TYPE FILTER…] [--OPTION VALUE…] [--out FILE]';
  static override examples = [
    '<%= config.bin %> diff --sync main',
    '<%= config.bin %> diff dev prod --projects "OctoFX*" --dependencies include',
  ];
  static override args = diffArgs;
  static override flags = {
    out: Flags.string({ description: 'File to write.', helpValue: 'FILE', default: 'changeset.json' }),
    'exit-code': Flags.boolean({ description: 'Exit with 2 when there are changes.' }),
    today: Flags.string({
      description: 'The day on which rules of ignore that end are judged: 2027-03-01. Today (UTC) by default.',
      helpValue: 'DATE',
    }),
    ...writingFlags,
    ...baseFlag,
    ...rulesFlags,
    ...logFlags,
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Diff, withSwitchesOn(this.argv));
    const config = await readConfig(flags.config);
    const sync = chooseSync(config, flags.sync);
    const settings = settingsFrom(sync, flags);
    const today = dayOf(flags.today ?? new Date().toISOString().slice(0, 10));
    refuseExpired(settings.ignore ?? [], today);
    const [from, to] = directoriesFrom(args, sync);
    if (config && sync) this.tell(`Sync "${sync.name}" of ${config.where}: ${from} to ${to}.`);
    // The base has most texts of the source: they are not parsed twice.
    const known: KnownTexts = new Map();
    const [source, destination] = await Promise.all([readSnapshot(from, known), readSnapshot(to)]);
    const { preset } = flags;
    const policy = await policyIn(config, sync?.destination, [destination.identity]);
    const author = await authorFor(flags.author, policy);
    const told = await toldOf({
      ...{ config, sync, preset, tool: this.config.version, policy, author },
      ...{ places: [from, to], snapshots: [source, destination] },
    });
    const tell = (line: string): void => this.tell(line);
    const base = await baseFor(flags.base ?? sync?.base, {
      ...{ config, sync, from, to, source, destination, known, tell, out: flags.out },
    });
    const run = { command: 'diff', tool: this.config.version, source: source.digest, destination: destination.digest };
    const changeset = await withLog(await logBeside(flags.out, flags), run, ({ note }) => {
      const listen = note && ((event: DiffEvent) => note({ ...event }));
      const made = diff(source, destination, settings, { ...told, today }, base, listen);
      note?.({ kind: 'made', changeset: made.digest });
      return Promise.resolve(made);
    });
    if (!(await replaceChangeset(flags.out, changeset, flags.force)))
      this.tell(`${flags.out} says the same already, and stays as it is: its approvals hold.`);

    const { changes, blocked, errors, conflicts } = changeset;
    const open = conflicts.filter(({ takes }) => takes === 'destination').length;
    this.print(summaryTable(changesetSummary(changeset.summary), terminalWidth()));
    this.log(
      `${flags.out}: ${plural(changes.length, 'change')}, ${blocked.length} blocked, ${plural(errors.length, 'error')}${open > 0 ? `, ${plural(open, 'conflict')} left` : ''}.`,
    );
    for (const { kind, title, name, says } of reviewChangeset(changeset).findings)
      if (saidAtOnce.has(kind)) this.tell(`${title}: ${name}: ${says}`);
    process.exitCode = exitCodeFor(changeset, flags['exit-code']);
    return { file: flags.out, digest: changeset.digest, changes: changes.length, summary: changeset.summary };
  }
}

/** The rest of what needs eyes is for show. */
const saidAtOnce = new Set(['error', 'blocked', 'gate', 'warning']);

/** What `apply` would refuse ends with 3: errors, blocked entries, gates (rules gate-limits). */
const exitCodeFor = (
  { changes, blocked, errors, gates }: Pick<Changeset, 'changes' | 'blocked' | 'errors' | 'gates'>,
  asked: boolean,
): number => {
  if (errors.length + blocked.length + gates.length > 0) return 3;
  return asked && changes.length > 0 ? 2 : 0;
};
