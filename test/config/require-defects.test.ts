import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { octosync, workFolder } from '../e2e/cli.js';
import { defectsOf } from './configurations.js';

const configOf = (require: string): string =>
  `instances:\n  prod:\n    url: https://prod.example.com\n    require: ${require}\n`;

/* What a policy says wrong is never read as a laxer one (rules policy-require). */

const defects: readonly (readonly [name: string, require: string, says: string])[] = [
  ['an unknown key', '{ approval: 2 }', ':4: There is no key "approval" in require. Did you mean "approvals"?'],
  ['an unknown key beside a known one', '{ approvals: 2, by: [ada] }', ':4: There is no key "by" in require.'],
  ['a number instead of a map', '2', ':4: require is no map of keys and values. Write'],
  ['a list instead of a map', '[ada]', ':4: require is no map of keys and values. Write'],
  ['true instead of a map', 'true', ':4: require is no map of keys and values. Write'],
  ['a negative number', '{ approvals: -1 }', ':4: approvals is -1, and no number from 1 on. Write how many'],
  ['no number at all', '{ approvals: two }', ':4: approvals is two, and no number from 1 on. Write how many'],
  ['zero', '{ approvals: 0 }', ':4: approvals is 0, and no number from 1 on. Write how many'],
  ['half a person', '{ approvals: 1.5 }', ':4: approvals is 1.5, and no number from 1 on.'],
  ['more than anybody counts', '{ approvals: 10000 }', ':4: approvals is 10000, and no number from 1 on.'],
  ['a list of numbers', '{ approvals: [2] }', ':4: approvals has no value. Write one'],
  ['a number without a value', '{ approvals: }', ':4: approvals has no value. Write one'],
  ['an empty list', '{ from: [] }', ':4: from lists nobody. Name who may approve, or leave it out.'],
  ['a name that is no list', '{ from: ada }', ':4: from is no list of names. Write [ada, grace]'],
  ['an empty name', '{ from: [ada, ""] }', ':4: A name of from is empty. Write a text.'],
  ['a name of nothing', '{ from: [ada, "<>"] }', ':4: "<>" names nobody. Write a name'],
  ['a name that nobody sees', '{ from: [ada, "\\u200b"] }', 'names nobody. Write a name'],
  ['a number for a name', '{ from: [7] }', ':4: A name of from is 7, bare. Put it in quotes'],
  ['a list in the list', '{ from: [[ada]] }', ':4: A name of from has no text. Write a text'],
  ['a person twice', '{ from: [ada, grace, ada] }', ':4: "ada" and "ada" of from are one person. Keep one'],
  ['a person twice, in capitals', '{ from: [ada, ADA] }', ':4: "ada" and "ADA" of from are one person. Keep one'],
  [
    'a person by name and by address',
    '{ from: [Ada <ada@x>, grace, ada@x] }',
    ':4: "Ada <ada@x>" and "ada@x" of from are one person. Keep one',
  ],
  [
    'more approvals than people',
    '{ approvals: 3, from: [ada, grace] }',
    ':4: approvals is 3, and from names 2 people: nothing could ever be applied. Name more people',
  ],
  [
    'an unknown when',
    '{ when: sometimes }',
    ':4: "sometimes" is no value of when. Use one of: always, findings, never.',
  ],
  ['a when with a slip', '{ when: finding }', ':4: "finding" is no value of when. Did you mean findings?'],
  ['two whens', '{ when: [always, findings] }', ':4: when has no value. Write one'],
  ['yes for true', '{ notByAuthor: yes }', ':4: notByAuthor is neither true nor false. Write one of the two.'],
  ['an age without a unit', '{ maxAge: 14 }', ':4: "14" is no age. Write it like 14d, 12h or 30m.'],
  ['a negative age', '{ maxAge: -14d }', ':4: "-14d" is no age. Write it like 14d, 12h or 30m.'],
  ['an age that nobody lives to see', '{ maxAge: 99999999d }', ':4: "99999999d" is longer than ten years.'],
  ['an age of so many minutes', '{ maxAge: 5256001m }', ':4: "5256001m" is longer than ten years.'],
  ['no age at all', '{ maxAge: 0d }', ':4: "0d" is no age. Write it like 14d, 12h or 30m.'],
  ['an unknown signature', '{ signed: gpg }', ':4: "gpg" is no value of signed. Use one of: ssh, none.'],
  ['signed by nobody', '{ signed: ssh }', ':4: signed: ssh needs a file of allowed signers. Name it'],
  ['signers without signatures', '{ signers: file }', ':4: signers is of no use without signed: ssh. Write'],
  [
    'two files of signers',
    '{ signed: ssh, from: one, signers: other }',
    ':4: from and signers both name a file. Keep one of the two.',
  ],
  ['the same key twice', '{ approvals: 2, approvals: 1 }', ':4: This key is in the map already. Keep one of the two.'],
];

describe('A defect of require is said with its line and what to do', () => {
  it.each(defects)('%s', (_, require, says) => {
    expect(defectsOf(configOf(require))).toEqual([expect.stringContaining(says)]);
  });

  it('with several at once, each', () => {
    expect(
      defectsOf(configOf('\n      approvals: -1\n      from: []\n      when: x\n      notByAuthor: 1')),
    ).toHaveLength(4);
  });

  it.each([
    ['diff', ['diff', 'a', 'b', '--sync', 'main']],
    ['snapshot', ['snapshot', 'prod', '--out', 'prod']],
  ])('through %s, which does nothing else', async (_, args) => {
    const cwd = await workFolder();
    await writeFile(join(cwd, 'octosync.yml'), configOf('\n      approvals: -1\n      when: sometimes'));
    const { code, stderr } = await octosync(args, { cwd });
    expect([code, stderr]).toEqual([1, expect.stringContaining('octosync.yml:5: approvals is -1')]);
    expect(stderr).toContain('octosync.yml:6: "sometimes" is no value of when.');
  });
});
