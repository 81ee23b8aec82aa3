import { closestName } from '../../model/closest-name.js';
import { UsageError } from '../../model/errors.js';

/**
 * What to say of a command line whose command is none: which one was probably meant. Nothing is run in its place, a
 * script must not do what it does not say.
 */
export const unknownCommand = (argv: readonly string[], commands: readonly string[]): UsageError => {
  const given = argv.find((word) => !word.startsWith('-'));
  if (given === undefined)
    return new UsageError({ what: 'No command is named.', remedy: 'octosync --help lists them.' });
  if (commands.includes(given)) return unknownArgument(given, argv);
  const begun = commands.filter((command) => command.startsWith(given));
  const closest = begun.length === 1 ? begun[0] : closestName(given, commands);
  return new UsageError({
    what: `There is no command "${given}".`,
    remedy: closest === undefined ? 'octosync --help lists them.' : `Did you mean octosync ${closest}?`,
  });
};

/** A command that takes no argument: with one, oclif looks for a command of two words. */
const unknownArgument = (command: string, argv: readonly string[]): UsageError => {
  const [, argument = ''] = argv.filter((word) => !word.startsWith('-'));
  return new UsageError({
    what: `${command} does not know what to do with "${argument}".`,
    remedy: `octosync ${command} --help lists what there is.`,
  });
};
