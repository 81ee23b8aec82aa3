import { Args, Flags } from '@oclif/core';
import { options, selectable } from '../config/options.js';
import { settle, splitFilter, type GivenSettings } from '../config/settings.js';
import { diff } from '../diff/index.js';
import { kebab } from '../report/options-reference.js';
import { summaryTable } from '../report/summary.js';
import { readSnapshot } from '../snapshot/read.js';
import { BaseCommand } from './terminal/base-command.js';
import { writeChangeset } from './terminal/changeset-file.js';
import { plural } from './terminal/progress-display.js';

const optionFlags = Object.fromEntries(
  options.map(({ name, about, values, default: value }) => [
    kebab(name),
    Flags.string({
      description: `${about} One of ${values.join(', ')}; ${value} by default.`,
      helpGroup: 'RULES',
      helpValue: 'VALUE',
    }),
  ]),
);

const selectFlags = Object.fromEntries(
  selectable.map(({ type, singular, default: nothingSaid }) => [
    kebab(type),
    Flags.string({
      description: `Each ${singular} to sync: all, names, wildcards, !exclusions${nothingSaid.length > 0 ? '; all of the selected parents by default' : ''}.`,
      helpGroup: 'SELECTION',
      helpValue: 'FILTER',
    }),
  ]),
);

export default class Diff extends BaseCommand {
  static override summary = 'Compare two snapshots and write the changeset between them.';
  static override description =
    'Offline: reads two directories, writes one file, talks to no server. Nothing is selected unless you say so.';
  static override examples = [
    '<%= config.bin %> diff snapshots/dev-test snapshots/staging-prod --projects "OctoFX*" --dependencies include',
  ];
  static override args = {
    source: Args.string({ description: 'Snapshot of the source.', required: true }),
    destination: Args.string({ description: 'Snapshot of the destination.', required: true }),
  };
  static override flags = {
    out: Flags.string({ description: 'File to write.', helpValue: 'FILE', default: 'changeset.json' }),
    'exit-code': Flags.boolean({ description: 'Exit with 2 when there are changes.' }),
    ...selectFlags,
    ...optionFlags,
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Diff);
    const settings = settle(flagsGiven(flags as Readonly<Record<string, unknown>>));
    const [source, destination] = await Promise.all([readSnapshot(args.source), readSnapshot(args.destination)]);
    const changeset = diff(source, destination, settings);
    await writeChangeset(flags.out, changeset);

    const { changes, blocked, errors } = changeset;
    this.log(summaryTable(changeset));
    this.log(
      `${flags.out}: ${plural(changes.length, 'change')}, ${blocked.length} blocked, ${plural(errors.length, 'error')}.`,
    );
    for (const warning of changeset.warnings) this.tell(`Warning: ${warning}`);
    for (const { id, reasons } of errors) this.tell(`${id}: ${reasons.map(({ says }) => says).join(' ')}`);
    for (const { id, missing, reasons } of blocked) {
      const needs = missing.map(({ type, name, at }) => `needs ${type} "${name}" (${at}), which the destination lacks`);
      this.tell(`${id}: ${[...needs, ...reasons.map(({ says }) => says)].join('; ')}`);
    }
    process.exitCode = exitCodeFor(changeset, flags['exit-code']);
    return { file: flags.out, digest: changeset.digest, changes: changes.length, summary: changeset.summary };
  }
}

const exitCodeFor = (
  {
    changes,
    blocked,
    errors,
  }: {
    readonly changes: readonly unknown[];
    readonly blocked: readonly unknown[];
    readonly errors: readonly unknown[];
  },
  asked: boolean,
): number => {
  if (errors.length + blocked.length > 0) return 3;
  return asked && changes.length > 0 ? 2 : 0;
};

/** What was given by flags, as the layer of settings that wins. */
const flagsGiven = (flags: Readonly<Record<string, unknown>>): GivenSettings => {
  const given = (names: readonly string[]): readonly (readonly [string, string])[] =>
    names.flatMap((name) => {
      const value = flags[kebab(name)];
      return typeof value === 'string' ? [[name, value] as const] : [];
    });
  const origin = 'flag';
  return {
    options: Object.fromEntries(
      given(options.map(({ name }) => name)).map(([name, value]) => [name, { value, origin }]),
    ),
    select: Object.fromEntries(
      given(selectable.map(({ type }) => type)).map(([type, value]) => [type, { value: splitFilter(value), origin }]),
    ),
  };
};
