import { namesOfPerson, samePeople } from '../model/people.js';
import { oneOf } from './suggestion.js';
import type { YamlValue } from './yaml-value.js';

export const requireTimes = ['always', 'findings', 'never'] as const;
export const requireSignatures = ['ssh', 'none'] as const;

/** How long: `14d`, `12h`, `30m`. */
export const agePattern = '^[1-9][0-9]*[dhm]$';

/** What an instance requires of whoever applies to it, as the configuration says it. */
export interface Requirement {
  readonly approvals: number;
  /** Who may approve; anybody, where nothing is said. */
  readonly from?: readonly string[];
  readonly when: (typeof requireTimes)[number];
  readonly notByAuthor: boolean;
  readonly maxAge?: string;
  readonly signed: (typeof requireSignatures)[number];
  /** The file of allowed signers, relative to the configuration: with `signed: ssh` there is one. */
  readonly signersFile?: string;
}

const keys = ['approvals', 'from', 'when', 'notByAuthor', 'maxAge', 'signed', 'signers'] as const;

/** Reads `require` of an instance; what is wrong with it becomes a defect of the file (rules policy-require). */
export const readRequire = (section: YamlValue): Requirement => {
  const fields = section.fields('require', keys);
  const signed = (fields.signed && wordOf(fields.signed, 'signed', requireSignatures)) ?? 'none';
  const from = fields.from && readFrom(fields.from, signed === 'ssh');
  const signersFile = fields.signers?.name('signers') ?? from?.signersFile;
  if (signed === 'ssh' && signersFile === undefined)
    (fields.signed ?? section).wrong(
      'signed: ssh needs a file of allowed signers.',
      'Name it with from, or with signers where from lists names.',
    );
  if (fields.signers && signed !== 'ssh')
    fields.signers.wrong('signers is of no use without signed: ssh.', 'Write signed: ssh beside it.');
  if (fields.signers && from?.signersFile !== undefined)
    fields.signers.wrong('from and signers both name a file.', 'Keep one of the two.');
  const approvals = fields.approvals && readCount(fields.approvals);
  if (fields.from && from?.names) checkPeople(from.names, approvals ?? 1, fields.from);
  const maxAge = fields.maxAge && readAge(fields.maxAge);
  return {
    approvals: approvals ?? 1,
    ...(from?.names && { from: from.names }),
    when: (fields.when && wordOf(fields.when, 'when', requireTimes)) ?? 'always',
    notByAuthor: fields.notByAuthor?.flag('notByAuthor') ?? false,
    ...(maxAge !== undefined && { maxAge }),
    signed,
    ...(signersFile !== undefined && { signersFile }),
  };
};

const wordOf = <Word extends string>(value: YamlValue, what: string, words: readonly Word[]): Word | undefined => {
  const given = value.word(what);
  const word = words.find((one) => one === given);
  if (given !== undefined && word === undefined) value.wrong(`"${given}" is no value of ${what}.`, oneOf(given, words));
  return word;
};

interface From {
  readonly names?: readonly string[];
  readonly signersFile?: string;
}

/** A list of names, or the path of a file of allowed signers. */
const readFrom = (value: YamlValue, isSigned: boolean): From => {
  const items = value.items();
  if (items === undefined) {
    const path = value.name('from');
    if (isSigned) return path === undefined ? {} : { signersFile: path };
    if (path !== undefined)
      value.wrong(
        'from is no list of names.',
        'Write [ada, grace], or signed: ssh beside it if this is a file of signers.',
      );
    return {};
  }
  if (items.length === 0) value.wrong('from lists nobody.', 'Name who may approve, or leave it out.');
  return { names: items.flatMap((item) => readPerson(item) ?? []) };
};

const readPerson = (item: YamlValue): string | undefined => {
  const name = item.name('A name of from');
  if (name === undefined || namesOfPerson(name).length > 0) return name;
  item.wrong(`"${name}" names nobody.`, 'Write a name, an address, or both: Ada <ada@example.com>.');
  return undefined;
};

/** One person in two entries counts once, and too few can never approve: nobody means either (rules policy-people). */
const checkPeople = (names: readonly string[], approvals: number, value: YamlValue): void => {
  const people = samePeople(names, namesOfPerson);
  for (const [first = '', second] of people)
    if (second !== undefined)
      value.wrong(`"${first}" and "${second}" of from are one person.`, 'Keep one of the two, with name and address.');
  if (people.length > 0 && people.length < approvals)
    value.wrong(
      `approvals is ${approvals}, and from names ${people.length === 1 ? '1 person' : `${people.length} people`}: nothing could ever be applied.`,
      'Name more people, or write fewer approvals.',
    );
};

const readCount = (value: YamlValue): number | undefined => {
  const word = value.word('approvals');
  if (word === undefined) return undefined;
  if (/^[1-9]\d{0,3}$/.test(word)) return Number(word);
  value.wrong(
    `approvals is ${word}, and no number from 1 on.`,
    'Write how many people must approve, or when: never for an instance without a policy.',
  );
  return undefined;
};

const readAge = (value: YamlValue): string | undefined => {
  const word = value.word('maxAge');
  if (word === undefined) return undefined;
  if (!new RegExp(agePattern).test(word)) value.wrong(`"${word}" is no age.`, 'Write it like 14d, 12h or 30m.');
  else if (Number(word.slice(0, -1)) > (longest[word.slice(-1)] ?? 0))
    value.wrong(`"${word}" is longer than ten years.`, 'Write a shorter age, or leave maxAge out where any will do.');
  else return word;
  return undefined;
};

/** Ten years of days, hours and minutes: what is longer limits nothing, and is rather a slip. */
const longest: Readonly<Record<string, number>> = { d: 3650, h: 87_600, m: 5_256_000 };
