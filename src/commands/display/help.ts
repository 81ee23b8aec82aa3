import type { Command } from '@oclif/core';
import { CommandHelp, Help } from '@oclif/core';

/** Groups of flags that few people need at a time: `--help` only counts or names them, `--help-all` says all. */
const foldedGroups = ['RULES', 'SELECTION', 'SERVER', 'SELDOM'];

const isWhole = (): boolean => process.argv.includes('--help-all');

/** Help that fits on a screen (ways-in, begin): without the flags of folded groups, unless they are asked for. */
class ShortCommandHelp extends CommandHelp {
  override generate(): string {
    const text = super.generate();
    if (isWhole()) return text;
    const everywhere = this.#flagsOf(['GLOBAL']).map((flag) => `--${flag.name}`);
    const folded = this.#flagsOf(foldedGroups);
    const groups = [...new Set(folded.map(({ helpGroup = '' }) => helpGroup.toLowerCase()))].sort();
    const more = `${folded.length} more (${groups.join(', ')}): octosync ${this.command.id} --help-all`;
    const lines = [`Everywhere: ${everywhere.join(', ')}`, ...(folded.length > 0 ? [more] : [])];
    return `${text}\n\n${this.section('MORE FLAGS', lines.join('\n'))}`;
  }

  /** Each flag once, in its own section: that of all in one line can be longer than the rest. */
  protected override defaultUsage(): string {
    const args = Object.values(this.command.args).map(({ name, required }) =>
      required ? name.toUpperCase() : `[${name.toUpperCase()}]`,
    );
    return [this.command.id, ...args, '[FLAGS]'].join(' ');
  }

  /** The summary stands at the top already. */
  protected override description(): string | undefined {
    return this.command.description === undefined ? undefined : this.wrap(this.render(this.command.description));
  }

  protected override groupFlags(flags: Command.Flag.Any[]): ReturnType<CommandHelp['groupFlags']> {
    const { mainFlags, flagGroups } = super.groupFlags(flags);
    return { mainFlags, flagGroups: isWhole() ? flagGroups : {} };
  }

  #flagsOf(groups: readonly string[]): readonly Command.Flag.Any[] {
    return Object.values(this.command.flags).filter(
      ({ helpGroup = '', hidden }) => !hidden && groups.includes(helpGroup),
    );
  }
}

export default class ShortHelp extends Help {
  protected override CommandHelpClass = ShortCommandHelp;
}
