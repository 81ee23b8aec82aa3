import { describe, expect, it } from 'vitest';
import { completeWords, type Completable } from '../../src/commands/flags/complete-words.js';

const commands: readonly Completable[] = [
  {
    name: 'show',
    repeats: false,
    args: [[]],
    flags: [
      { name: 'format', kind: 'value', values: ['table', 'markdown'] },
      { name: 'out', kind: 'value', values: [] },
      { name: 'details', kind: 'switch', values: [] },
    ],
  },
  {
    name: 'snapshot',
    repeats: false,
    args: [['dev', 'prod']],
    flags: [{ name: 'logos', kind: 'switch-on', values: [] }],
  },
  {
    name: 'doctor',
    repeats: true,
    args: [['dev', 'prod', 'eu']],
    flags: [{ name: 'quiet', kind: 'switch', values: [] }],
  },
  { name: 'complete', repeats: true, args: [], flags: [] },
];

describe('The last of some words can become', () => {
  it.each([
    ['a command', [''], ['show', 'snapshot', 'doctor', 'complete']],
    ['a command that begins so', ['sn'], ['snapshot']],
    ['an option that needs no command', ['--v'], ['--version']],
    ['an option of the command', ['show', '--d'], ['--details']],
    ['an option after an argument', ['show', 'changeset.json', '--f'], ['--format']],
    ['the opposite of what is on', ['snapshot', '--no'], ['--no-logos']],
    ['a value of the option before', ['show', '--format', ''], ['table', 'markdown']],
    ['a value that begins so', ['show', '--format', 'm'], ['markdown']],
    ['an instance', ['snapshot', 'p'], ['prod']],
    ['an instance after a switch', ['snapshot', '--logos', 'p'], ['prod']],
    ['a file', ['show', ''], []],
    ['a file for the option before', ['show', '--out', ''], []],
    ['nothing more where all arguments are given', ['snapshot', 'dev', ''], []],
    ['another of what may be given again, but none twice', ['doctor', 'dev', '--quiet', ''], ['prod', 'eu']],
    ['a third that begins so', ['doctor', 'dev', 'prod', 'e'], ['eu']],
    ['nothing where all of them are given', ['doctor', 'dev', 'eu', 'prod', ''], []],
    ['nothing of words that are no arguments', ['complete', 'dev', ''], []],
    ['nothing of an unknown command', ['tidy', ''], []],
  ])('%s', (_what, words, becomes) => expect(completeWords(words, commands)).toEqual(becomes));
});
