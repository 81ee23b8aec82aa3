import type { Command } from '@oclif/core';
import { stripVTControlCharacters } from 'node:util';
import { oneOf } from '../../config/suggestion.js';
import { closestName } from '../../model/closest-name.js';
import { UsageError } from '../../model/errors.js';

/** The flags and arguments that a command takes, as its class or oclif's manifest says. */
type Takes = Pick<Command.Class, 'id' | 'flags' | 'args'>;

/** What oclif found wrong with a command line, in one sentence, and what to do about it. */
export const usageError = (error: Error, command: Takes): UsageError => {
  const cause = { cause: error };
  const help = `octosync ${command.id} --help lists what there is.`;
  const strangers = 'flags' in error ? textsIn(error.flags) : [];
  if (strangers.length > 0) {
    const known = Object.keys(command.flags).map((name) => `--${name}`);
    const meant = strangers.flatMap((flag) => closestFlag(flag, command, known) ?? []);
    const remedy = meant.length === strangers.length ? `Did you mean ${meant.join(' and ')}?` : help;
    return new UsageError({ what: `${command.id} has no option ${strangers.join(' and no option ')}.`, remedy }, cause);
  }
  const message = plainMessage(error);
  const choice = /^Expected (?:(--\S+?)=)?(.*) to be one of: (.*)$/.exec(message);
  if (choice) {
    const [, flag = 'this argument', given = '', list = ''] = choice;
    return new UsageError(
      { what: `"${given}" is no value of ${flag}.`, remedy: oneOf(given, list.split(', ')) },
      cause,
    );
  }
  if ('args' in error && message.startsWith('Missing')) {
    const [name = '', argument] = Object.entries(command.args).find(([, { required }]) => required === true) ?? [];
    const what = `${command.id} needs ${name.toUpperCase()}: ${argument?.description ?? ''}`;
    return new UsageError({ what, remedy: help }, cause);
  }
  if ('args' in error) {
    const extra = textsIn(error.args).map((text) => `"${text}"`);
    return new UsageError(
      { what: `${command.id} does not know what to do with ${extra.join(', ')}.`, remedy: help },
      cause,
    );
  }
  const missing = /^Missing required flag (\S+)$/.exec(message)?.[1];
  if (missing !== undefined) {
    const about = command.flags[missing]?.description ?? '';
    return new UsageError({ what: `${command.id} needs --${missing}: ${about}`, remedy: help }, cause);
  }
  return new UsageError({ what: message.replace(/[^.!?]$/, '$&.'), remedy: help }, cause);
};

/** Options of the predecessor are known too; what is suggested is the name of today. */
const closestFlag = (given: string, { flags }: Takes, known: readonly string[]): string | undefined => {
  const former = new Map(
    Object.entries(flags).flatMap(([name, { aliases = [] }]) => aliases.map((alias) => [`--${alias}`, `--${name}`])),
  );
  const closest = closestName(given, known) ?? closestName(given, [...former.keys()]);
  return closest === undefined ? undefined : (former.get(closest) ?? closest);
};

/** oclif says several things in several lines, in colours, and how to see the help. */
const plainMessage = (error: Error): string =>
  stripVTControlCharacters(error.message)
    .replace(/See more help with --help\s*$/, '')
    .replace(/^The following errors? occurred:/, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');

const textsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
