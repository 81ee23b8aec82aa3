import { Command, Errors, Flags } from '@oclif/core';
import chalk from 'chalk';
import { OctosyncError } from '../../model/errors.js';
import { visible, visibleJson } from '../../report/visible.js';

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

  /** The same JSON as oclif's, but names in it cannot steer the terminal. */
  override logJson(json: unknown): void {
    process.stdout.write(`${visibleJson(JSON.stringify(json ?? null, null, 2))}\n`);
  }

  protected override toErrorJson(error: unknown): unknown {
    if (!(error instanceof OctosyncError)) return super.toErrorJson(error);
    const { what, where, remedy, details, exitCode } = error;
    return { error: { what, where, remedy, exitCode, ...(details.length > 0 && { details }) } };
  }

  override catch(error: Error & { exitCode?: number }): Promise<unknown> {
    if (error instanceof Errors.ExitError) return Promise.reject(error);
    // A wrong flag ends the parsing, which oclif would take for a command that never parses.
    this.parsed = true;
    if (this.jsonEnabled()) {
      this.logJson(this.toErrorJson(error));
    } else {
      process.stderr.write(`${[describe(error), ...detailsOf(error)].map(visible).join('\n')}\n`);
      if (this.argv.includes('--debug')) process.stderr.write(`${error.stack ?? ''}\n`);
    }
    process.exitCode = error instanceof OctosyncError ? error.exitCode : 1;
    return Promise.resolve();
  }
}

const detailsOf = (error: Error): readonly string[] =>
  error instanceof OctosyncError ? error.details.map((detail) => `  ${detail}`) : [];

const describe = (error: Error): string => {
  if (error instanceof OctosyncError) {
    const where = error.where === undefined ? '' : ` [${error.where}]`;
    const remedy = error.remedy === undefined ? '' : ` ${error.remedy}`;
    return `Error: ${error.what}${where}${remedy}`;
  }
  const lines = error.message.split('\n').map((line) => line.trim());
  return `Error: ${lines.filter((line) => line !== '').join(' ')}`;
};
