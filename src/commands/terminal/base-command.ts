import { Command, Errors, Flags } from '@oclif/core';
import chalk from 'chalk';
import { OctosyncError } from '../../model/errors.js';
import { visible } from '../../report/visible.js';

/** What every command shares: its standard flags, and how errors are shown. Results go to stdout, the rest to stderr. */
export abstract class BaseCommand extends Command {
  static override baseFlags = {
    'no-color': Flags.boolean({ description: 'No colours; so does NO_COLOR.', helpGroup: 'GLOBAL' }),
    debug: Flags.boolean({ description: 'Show stack traces.', helpGroup: 'GLOBAL' }),
    quiet: Flags.boolean({ description: 'Say nothing but results and errors.', helpGroup: 'GLOBAL' }),
  };

  static override enableJsonFlag = true;

  override async init(): Promise<void> {
    await super.init();
    const { NO_COLOR: noColor = '' } = process.env;
    if (noColor !== '' || this.argv.includes('--no-color')) chalk.level = 0;
  }

  /** One line to stderr, unless --quiet. */
  protected tell(text: string): void {
    if (!this.argv.includes('--quiet') && !this.jsonEnabled()) process.stderr.write(`${visible(text)}\n`);
  }

  override async catch(thrown: Error & { exitCode?: number }): Promise<void> {
    if (thrown instanceof Errors.ExitError) throw thrown;
    // A wrong flag ends the parsing, which oclif would take for a command that never parses.
    this.parsed = true;
    // What words errors is loaded only when there is one.
    const { errorJson, errorLines } = await import('./error-text.js');
    const error =
      thrown instanceof Errors.CLIError ? (await import('./usage-error.js')).usageError(thrown, this.ctor) : thrown;
    if (this.jsonEnabled()) {
      this.logJson(errorJson(error));
    } else {
      process.stderr.write(`${errorLines(error).join('\n')}\n`);
      if (this.argv.includes('--debug')) process.stderr.write(`${error.stack ?? ''}\n`);
    }
    process.exitCode = error instanceof OctosyncError ? error.exitCode : 1;
  }
}
