import { completeWords } from './flags/complete-words.js';
import { completable } from './flags/completable.js';
import { BaseCommand } from './display/base-command.js';
import { readConfig } from '../library/read-config.js';

export default class Complete extends BaseCommand {
  static override summary = 'Say what the last of some words can become. Shells ask this.';
  static override examples = ['<%= config.bin %> complete -- show --form'];
  static override hidden = true;
  static override strict = false;

  async run(): Promise<unknown> {
    const { argv } = await this.parse(Complete);
    // Half a command line is no place to complain about a configuration.
    const config = await readConfig(undefined).catch(() => undefined);
    const found = completeWords(argv.map(String), completable(this.config.commands, config));
    for (const word of found) this.log(word);
    return found;
  }
}
