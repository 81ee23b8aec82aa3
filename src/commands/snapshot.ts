import { Flags, type Interfaces } from '@oclif/core';
import { splitFilter } from '../config/settle.js';
import { BaseCommand } from './display/base-command.js';
import { instanceArg, instanceFlags, paceFlags, targetOf } from './flags/instance-flags.js';
import { gitRefFlag } from './flags/git-ref-flag.js';
import { plural } from './display/progress-display.js';
import { instancesMeant } from './flags/instances-meant.js';
import { afterSnapshot } from './next/after-snapshot.js';
import { directoryFor, snapshotDirectory } from './flags/read-config.js';
import { typesIn } from './flags/types-in.js';
import { sideBySide } from './runs/side-by-side.js';
import type { Taken } from '../library/take-space.js';
import { linesAbout, takeInstance } from './runs/take-instance.js';

export default class Snapshot extends BaseCommand {
  static override summary = 'Pull a space into name-keyed JSON files.';
  static override description =
    'Reads the space and writes nothing to the server. The directory is replaced as a whole, at the end; it is made to live in Git.';
  static override examples = [
    '<%= config.bin %> snapshot',
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
    incremental: Flags.boolean({
      description:
        'Settings, values of tenants and logos are read again only where an event of the audit since the last snapshot names them; anything in doubt is read, with the reason.',
    }),
    full: Flags.boolean({
      description: 'Everything is read again; the next --incremental goes on from there. It overrides --incremental.',
    }),
    sync: Flags.string({
      description: 'Sync whose instances are taken where none is named; needed if there are several syncs.',
      helpValue: 'NAME',
    }),
    'git-ref': gitRefFlag,
    ...paceFlags,
    concurrency: Flags.integer({ description: 'Requests at once.', default: 8, min: 1, max: 64, helpGroup: 'SELDOM' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Snapshot);
    const names = await instancesMeant(args.instance, flags);
    if (names !== undefined) return this.#takeAll(names, flags);
    const [target, out] = [await targetOf(args.instance, flags), directoryFor(args.instance, flags.out)];
    const taken = await takeInstance({ ...this.#taking(flags), target, out, display: await this.display() });
    const report = this.#report(out, taken, flags);
    if (args.instance !== undefined) this.next(await afterSnapshot(args.instance, flags));
    return report;
  }

  /** Each instance into the directory of its name; each line says of which it is. */
  async #takeAll(names: readonly string[], flags: GivenFlags): Promise<unknown> {
    const results = new Map<string, unknown>();
    await sideBySide(
      names,
      async (name) =>
        takeInstance({
          ...this.#taking(flags),
          target: await targetOf(name, flags),
          out: snapshotDirectory(name),
          display: await this.displayOf(name),
        }),
      (name, taken) => results.set(name, this.#report(snapshotDirectory(name), taken, flags, `${name}: `)),
    );
    this.next(await afterSnapshot(undefined, flags));
    return { instances: Object.fromEntries(results) };
  }

  #taking({ logos, packages, only, ...flags }: GivenFlags) {
    return {
      what: {
        logos,
        packages: packages === undefined ? undefined : splitFilter(packages),
        only: only === undefined ? undefined : typesIn(only),
      },
      gitRefs: flags['git-ref'],
      packageFiles: flags['package-files'],
      how: flags.full ? ('full' as const) : flags.incremental ? ('incremental' as const) : undefined,
      ...{ concurrency: flags.concurrency, pace: flags, log: flags.log, tool: this.config.version },
    };
  }

  #report(out: string, taken: Taken, { packages }: GivenFlags, of = ''): unknown {
    const { manifest, notes } = taken;
    const { source, types, requests, unread = [], unresolved, digest } = manifest;
    const read = Object.values(types).reduce((sum, { read: count }) => sum + count, 0);
    this.log(
      `${of}${out}: ${plural(read, 'resource')} of space "${source.space}" (Octopus ${source.version}) in ${plural(requests, 'request')}.`,
    );
    for (const line of linesAbout(taken)) this.tell(`${of}${line}`);
    if (packages === undefined) this.tell(`${of}Packages were not read: --packages FILTER reads them.`);
    return { directory: out, digest, requests, types, unread, unresolved, notes };
  }
}

type GivenFlags = Interfaces.InferredFlags<typeof Snapshot.flags>;
