import { Command, Errors, Flags } from '@oclif/core';
import chalk from 'chalk';
import { OctosyncError } from '../../model/errors.js';
import { knownSecrets } from '../../octopus/known-secrets.js';
import { visible, visibleJson, visibleLines } from '../../report/visible.js';
import type { Display } from './progress-display.js';

/** What every command shares: its standard flags, and how errors are shown. Results go to stdout, the rest to stderr. */
export abstract class BaseCommand extends Command {
  static override baseFlags = {
    'no-color': Flags.boolean({ description: 'No colours; so does NO_COLOR.', helpGroup: 'GLOBAL' }),
    debug: Flags.boolean({ description: 'Show stack traces.', helpGroup: 'GLOBAL' }),
    'no-progress': Flags.boolean({ description: 'Plain lines on a terminal too.', helpGroup: 'GLOBAL' }),
    quiet: Flags.boolean({ description: 'Say nothing but results and errors.', helpGroup: 'GLOBAL' }),
  };

  static override enableJsonFlag = true;

  /** Set while a command runs others whose results are none of its own. */
  protected static isMuted = false;

  /** Set while a command runs others, whose next command is the one that it runs next. */
  protected static isTelling = false;

  /** What is redrawn on a terminal, while it is. */
  #live: Display | undefined;

  override async init(): Promise<void> {
    await super.init();
    const { NO_COLOR: noColor = '' } = process.env;
    if (noColor !== '' || this.argv.includes('--no-color')) chalk.level = 0;
  }

  /** One line to stderr, unless --quiet. */
  protected tell(text: string): void {
    if (this.#isSilent()) return;
    const said = knownSecrets.hide(text);
    if (this.#live) this.#live.tell(said);
    else process.stderr.write(`${visible(said)}\n`);
  }

  /** The command that makes sense next, where there is one, on a terminal (ways-in, begin): elsewhere nobody would type it. */
  protected next(command: string | undefined): void {
    if (command !== undefined && process.stderr.isTTY && !BaseCommand.isTelling) this.tell(`Next: ${command}`);
  }

  /** An error of one of several things, of which the others go on: as errors are shown, also with --quiet. */
  protected async tellError(error: Error, of: string): Promise<void> {
    if (this.jsonEnabled() || BaseCommand.isMuted) return;
    const { errorLines } = await import('./error-text.js');
    for (const line of await errorLines(error, {}, (text) => knownSecrets.hide(text)))
      process.stderr.write(`${visible(of)}: ${line}\n`);
  }

  /** The same JSON as oclif's, but names in it cannot steer the terminal. */
  override logJson(json: unknown): void {
    process.stdout.write(`${visibleJson(JSON.stringify(json ?? null, null, 2))}\n`);
  }

  /** Shows how far the command is until it prints a result or ends: live on a terminal, else as plain lines. */
  protected async display(): Promise<Display> {
    if (!this.#isLive() || this.#isSilent()) {
      const { plainDisplay } = await import('./progress-display.js');
      return plainDisplay((line) => this.tell(line));
    }
    this.#live = (await import('./live-display.js')).liveDisplay(process.stderr);
    return this.#live;
  }

  /** The same for one of several things that are done side by side: each line says of which it is. */
  protected async displayOf(name: string): Promise<Display> {
    const { plainDisplay, terseDisplay } = await import('./progress-display.js');
    return (this.#isLive() ? terseDisplay : plainDisplay)((line) => this.tell(`${name}: ${line}`));
  }

  #isLive(): boolean {
    return process.stderr.isTTY && process.env['TERM'] !== 'dumb' && !this.argv.includes('--no-progress');
  }

  #isSilent(): boolean {
    return this.argv.includes('--quiet') || this.jsonEnabled() || BaseCommand.isMuted;
  }

  #endLive(): void {
    this.#live?.stop();
    this.#live = undefined;
  }

  /** A result for people: names in it cannot steer the terminal. */
  override log(message = ''): void {
    this.print(visibleLines(message));
  }

  /** A result that is escaped already: what a report has rendered, with its colours. */
  protected print(rendered: string): void {
    this.#endLive();
    if (!BaseCommand.isMuted) super.log('%s', rendered);
  }

  override finally(error: Error | undefined): Promise<void> {
    this.#endLive();
    return super.finally(error);
  }

  override async catch(thrown: Error & { exitCode?: number }): Promise<void> {
    this.#endLive();
    if (thrown instanceof Errors.ExitError) throw thrown;
    // A wrong flag ends the parsing, which oclif would take for a command that never parses.
    this.parsed = true;
    // What words errors is loaded only when there is one.
    const { errorJson, errorLines } = await import('./error-text.js');
    const error =
      thrown instanceof Errors.CLIError
        ? (await import('../flags/usage-error.js')).usageError(thrown, this.ctor)
        : thrown;
    if (this.jsonEnabled()) {
      this.logJson(knownSecrets.hideIn(errorJson(error)));
    } else {
      process.stderr.write(
        `${(await errorLines(error, process.stderr, (text) => knownSecrets.hide(text))).join('\n')}\n`,
      );
      if (this.argv.includes('--debug'))
        process.stderr.write(`${visibleLines(knownSecrets.hide(error.stack ?? ''))}\n`);
    }
    process.exitCode = error instanceof OctosyncError ? error.exitCode : 1;
  }
}
