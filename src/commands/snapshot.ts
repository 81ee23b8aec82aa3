import { Flags } from '@oclif/core';
import { findType } from '../catalogue/index.js';
import { splitFilter } from '../config/settle.js';
import { BaseCommand } from './display/base-command.js';
import { instanceArg, instanceFlags, paceFlags, targetOf } from './flags/instance-flags.js';
import { plural } from './display/progress-display.js';
import { directoryFor } from './flags/read-config.js';
import { typesIn } from './flags/types-in.js';
import { takeInstance } from './runs/take-instance.js';

export default class Snapshot extends BaseCommand {
  static override summary = 'Pull a space into name-keyed JSON files.';
  static override description =
    'Reads the space and writes nothing to the server. The directory is replaced as a whole, at the end; it is made to live in Git.';
  static override examples = [
    '<%= config.bin %> snapshot dev',
    '<%= config.bin %> snapshot --url https://dev.example.com --space Default --out dev',
  ];
  static override args = { instance: instanceArg };
  static override flags = {
    ...instanceFlags,
    out: Flags.string({ description: 'Directory to write; snapshots/INSTANCE by default.', helpValue: 'DIR' }),
    only: Flags.string({
      description: 'Types to write down, separated by commas; all by default.',
      helpValue: 'TYPES',
    }),
    logos: Flags.boolean({ description: 'Whether logos are read: one request each.', default: true, allowNo: true }),
    packages: Flags.string({
      description:
        'Packages of the built-in feed to take: IDs, wildcards, ID@VERSION; the latest unless a version is named.',
      helpValue: 'FILTER',
    }),
    'package-files': Flags.boolean({
      description: 'Whether the files of packages are taken too, or only what describes them.',
      default: true,
      allowNo: true,
    }),
    ...paceFlags,
    concurrency: Flags.integer({ description: 'Requests at once.', default: 8, min: 1, max: 64, helpGroup: 'SELDOM' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Snapshot);
    const target = await targetOf(args.instance, flags);
    const out = directoryFor(args.instance, flags.out);
    const packages = flags.packages === undefined ? undefined : splitFilter(flags.packages);
    const { manifest, notes } = await takeInstance({
      ...{ target, out, concurrency: flags.concurrency, pace: flags, log: flags.log, tool: this.config.version },
      what: { logos: flags.logos, packages, only: flags.only === undefined ? undefined : typesIn(flags.only) },
      packageFiles: flags['package-files'],
      display: await this.display(),
    });
    const { source, types, requests, unresolved, digest } = manifest;
    const read = Object.values(types).reduce((sum, { read: count }) => sum + count, 0);
    this.log(
      `${out}: ${plural(read, 'resource')} of space "${source.space}" (Octopus ${source.version}) in ${plural(requests, 'request')}.`,
    );
    for (const [type, { complete, why }] of Object.entries(types))
      if (!complete && findType(type)?.reading.listing.kind !== 'asked')
        this.tell(`Not complete: ${type}: ${why ?? ''}`);
    for (const note of notes) this.tell(note);
    if (packages === undefined) this.tell('Packages were not read: --packages FILTER reads them.');
    if (unresolved.length > 0)
      this.tell(`${plural(unresolved.length, 'ID')} could not be resolved; snapshot.json lists them.`);
    return { directory: out, digest, requests, types, unresolved, notes };
  }
}
