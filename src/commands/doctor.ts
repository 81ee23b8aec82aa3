import { Args } from '@oclif/core';
import chalk from 'chalk';
import { chooseInstance } from '../config/choose.js';
import type { Config } from '../config/config-file.js';
import { checkNames, type Found, type Mark } from '../doctor/finding.js';
import type { Examined } from '../doctor/examine.js';
import { compareSides, type SyncFinding } from '../doctor/versions.js';
import { UsageError } from '../model/errors.js';
import { quoted } from '../model/sentences.js';
import { knownSecrets } from '../octopus/known-secrets.js';
import { visible } from '../report/visible.js';
import { chosen } from '../settings/chosen.js';
import { BaseCommand } from './display/base-command.js';
import { settingsFrom } from './flags/diff-flags.js';
import { instanceFlags } from './flags/instance-flags.js';
import { readConfig } from '../library/read-config.js';
import { afterDoctor } from './next/after-doctor.js';
import { examineInstance } from './runs/examine-instance.js';

export default class Doctor extends BaseCommand {
  static override summary = 'Say what is in the way of a sync, and what to do about it.';
  static override description =
    'Looks at each instance, or at all of the configuration: the way to it, its version, key, space, permissions, budget, Git branches and clock, and the folders here. Reads only, in less than 20 requests an instance. Exits with 1 when something is wrong.';
  static override examples = [
    '<%= config.bin %> doctor',
    '<%= config.bin %> doctor dev prod',
    '<%= config.bin %> doctor --url https://dev.example.com --space Default',
  ];
  static override args = {
    instance: Args.string({
      ignoreStdin: true,
      description: 'Instances of the configuration; all of them by default.',
    }),
  };
  /** As many instances as there are. */
  static override strict = false;
  static override flags = instanceFlags;

  async run(): Promise<unknown> {
    const { argv, flags } = await this.parse(Doctor);
    const config = await readConfig(flags.config);
    const names = namesOf(argv.map(String), config, flags.url);
    const instances = await Promise.all(names.map((name) => examineInstance(name, config, flags)));
    const syncs = sidesIn(config, instances);
    this.#report(instances, syncs);
    const found: readonly Found[] = [...instances.flatMap(({ findings }) => findings), ...syncs];
    const isHealthy = found.every(({ mark }) => mark !== 'wrong');
    if (!isHealthy) process.exitCode = 1;
    this.next(afterDoctor({ config, instances, isHealthy, argv: this.argv, flags }));
    return JSON.parse(knownSecrets.hide(JSON.stringify({ isHealthy, instances, syncs }))) as unknown;
  }

  #report(instances: readonly Examined[], syncs: readonly SyncFinding[]): void {
    for (const { instance, url, space, findings } of instances) {
      const where = instance === undefined ? `space ${quoted(space)}` : `${url}, space ${quoted(space)}`;
      this.#line(`${instance ?? url} (${where})`);
      for (const { check, ...found } of findings) this.#finding(check, found);
    }
    if (syncs.length > 0) this.#line('versions');
    for (const { sync, ...found } of syncs) this.#finding(sync, found);
  }

  #finding(about: string, { mark, says, remedy }: Found): void {
    const [sign, colour] = signs[mark];
    const text = `${about.padEnd(longest)}  ${says}${remedy === undefined ? '' : ` ${remedy}`}`;
    this.#line(text, `  ${colour(sign)} `);
  }

  #line(text: string, before = ''): void {
    this.print(`${before}${visible(knownSecrets.hide(text))}`);
  }
}

const longest = Math.max(...checkNames.map(({ length }) => length));

const signs: Readonly<Record<Mark, readonly [sign: string, colour: (text: string) => string]>> = {
  right: ['✔', (text) => chalk.green(text)],
  attention: ['!', (text) => chalk.yellow(text)],
  wrong: ['✘', (text) => chalk.red(text)],
  skipped: ['-', (text) => chalk.dim(text)],
};

/** The instances that a person names, or all; undefined for the server of --url. Throws UsageError for one that is none. */
const namesOf = (
  given: readonly string[],
  config: Config | undefined,
  url: string | undefined,
): readonly (string | undefined)[] => {
  for (const name of given) chooseInstance(config, name);
  if (url !== undefined && given.length > 1)
    throw new UsageError({
      what: '--url is the URL of one server, and several instances are named.',
      remedy: 'Name one of them, or leave --url out.',
    });
  if (given.length > 0) return [...new Set(given)];
  if (url !== undefined) return [undefined];
  const all = [...(config?.instances.keys() ?? [])];
  // What no configuration names is refused in the words of all commands.
  return all.length > 0 ? all : [undefined];
};

/** Of each sync whose sides were both examined. */
const sidesIn = (config: Config | undefined, instances: readonly Examined[]): readonly SyncFinding[] =>
  [...(config?.syncs.values() ?? [])].flatMap((sync) => {
    const ignoresVersions = chosen(settingsFrom(sync, {}), 'ignoreVersionCheck');
    const { name, source, destination } = sync;
    return compareSides({ sync: name, source, destination, ignoresVersions }, instances) ?? [];
  });
