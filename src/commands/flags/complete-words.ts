/** What a shell may complete of a command: its flags and the values that they take, where there are only some. */
export interface Completable {
  readonly name: string;
  readonly flags: readonly CompletableFlag[];
  /** Of each argument, in order: the values that are known, none for a file or a directory. */
  readonly args: readonly (readonly string[])[];
  /** Whether its last argument may be given again and again, each time with another value. */
  readonly repeats: boolean;
}

export interface CompletableFlag {
  readonly name: string;
  /** A switch takes no value; one that is on can be turned off with `--no-NAME`. */
  readonly kind: 'value' | 'switch' | 'switch-on';
  readonly values: readonly string[];
}

/**
 * What the last of the words can become, as a shell shows it. The words are those after `octosync`; the last may be
 * empty. Nothing means that octosync does not know: a file or a text is to follow.
 */
export const completeWords = (words: readonly string[], commands: readonly Completable[]): readonly string[] => {
  const typed = words.at(-1) ?? '';
  return candidates(words.slice(0, -1), typed, commands).filter((word) => word.startsWith(typed));
};

const candidates = (before: readonly string[], typed: string, commands: readonly Completable[]): readonly string[] => {
  const [name, ...rest] = before;
  if (name === undefined) return typed.startsWith('-') ? ['--help', '--version'] : commands.map((one) => one.name);
  const command = commands.find((one) => one.name === name);
  if (!command) return [];
  const waiting = flagOf(rest.at(-1), command);
  if (waiting?.kind === 'value') return waiting.values;
  if (typed.startsWith('-')) return ['--help', ...command.flags.flatMap(spellings)].sort();
  const isValue = (index: number): boolean => flagOf(rest[index - 1], command)?.kind === 'value';
  const given = rest.filter((word, index) => !word.startsWith('-') && !isValue(index));
  if (given.length < command.args.length || !command.repeats) return command.args[given.length] ?? [];
  return command.args.at(-1)?.filter((value) => !given.includes(value)) ?? [];
};

const flagOf = (word: string | undefined, { flags }: Completable): CompletableFlag | undefined =>
  flags.find(({ name }) => word === `--${name}`);

const spellings = ({ name, kind }: CompletableFlag): readonly string[] =>
  kind === 'switch-on' ? [`--${name}`, `--no-${name}`] : [`--${name}`];
