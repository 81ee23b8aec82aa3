import { Flags } from '@oclif/core';
import { chooseSync } from '../config/choose.js';
import { changesetSummary, reviewChangeset } from '../report/review/review-changeset.js';
import { summaryTable } from '../report/table/summary.js';
import { logBeside } from '../workspace/log-file.js';
import { BaseCommand } from './display/base-command.js';
import { toShow } from './next/to-review.js';
import { compareSync, exitCodeFor } from './runs/compare-sync.js';
import { diffArgs, directoriesFrom, rulesFlags, settingsFrom, withSwitchesOn } from './flags/diff-flags.js';
import { writingFlags } from './flags/author.js';
import { baseFlag } from './flags/base-flags.js';
import { logFlags } from './flags/log-flags.js';
import { plural } from './display/progress-display.js';
import { readConfig } from '../library/read-config.js';
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
    const places = directoriesFrom(args, sync);
    if (config && sync) this.tell(`Sync "${sync.name}" of ${config.where}: ${places[0]} to ${places[1]}.`);
    const { preset, base, author, today, out, force } = flags;
    const changeset = await compareSync({
      ...{ config, sync, settings, places, preset, base, author, today, out, force },
      log: await logBeside(out, flags),
      tool: this.config.version,
      tell: (line) => this.tell(line),
    });
    const { changes, blocked, errors, conflicts } = changeset;
    const open = conflicts.filter(({ takes }) => takes === 'destination').length;
    this.print(summaryTable(changesetSummary(changeset.summary), terminalWidth()));
    this.log(
      `${flags.out}: ${plural(changes.length, 'change')}, ${blocked.length} blocked, ${plural(errors.length, 'error')}${open > 0 ? `, ${plural(open, 'conflict')} left` : ''}.`,
    );
    for (const { kind, title, name, says } of reviewChangeset(changeset).findings)
      if (saidAtOnce.has(kind)) this.tell(`${title}: ${name}: ${says}`);
    this.next(toShow(out, changeset));
    process.exitCode = exitCodeFor(changeset, flags['exit-code']);
    return { file: flags.out, digest: changeset.digest, changes: changes.length, summary: changeset.summary };
  }
}

/** The rest of what needs eyes is for show. */
const saidAtOnce = new Set(['error', 'blocked', 'gate', 'warning']);
