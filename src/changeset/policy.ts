import { byText } from '../model/names.js';
import type { Changeset, Policy } from './changeset.js';
import { namesOfPerson } from '../model/people.js';

/** What holds where a policy says nothing (rules policy-require). */
export const plainPolicy: Policy = { approvals: 1, when: 'always', notByAuthor: false, signed: 'none' };

/**
 * The stricter of two policies, field by field: what it lets pass, either would (rules policy-stricter). Whoever may approve
 * must be named in both; a signature must pass each file of allowed signers.
 */
export const stricter = (one: Policy, other: Policy): Policy => {
  const from = inBoth(one.from, other.from);
  const maxAge = shorter(one.maxAge, other.maxAge);
  const [signers, ...alsoSigners] = distinct([...signersOf(one), ...signersOf(other)]);
  return {
    approvals: Math.max(one.approvals, other.approvals),
    ...(from && { from }),
    when: times.find((time) => [one.when, other.when].includes(time)) ?? 'always',
    notByAuthor: one.notByAuthor || other.notByAuthor,
    ...(maxAge !== undefined && { maxAge }),
    signed: [one.signed, other.signed].includes('ssh') ? 'ssh' : 'none',
    ...(signers && { signers }),
    ...(alsoSigners.length > 0 && { alsoSigners }),
  };
};

/** The strictest of several policies; undefined where there is none. */
export const strictest = (policies: readonly Policy[]): Policy | undefined => {
  const [first, ...others] = policies;
  return first && others.reduce(stricter, stricter(first, first));
};

const times = ['always', 'findings', 'never'] as const;

/** The files of allowed signers that a signature must pass: the lines of each. */
export const signersOf = ({ signers, alsoSigners = [] }: Policy): readonly (readonly string[])[] => [
  ...(signers ? [signers] : []),
  ...alsoSigners,
];

/**
 * The names of each person that policies know under several: those of an entry of `from`, and those to whom one line of a
 * file of allowed signers gives a key.
 */
export const knownIn = (policies: readonly Policy[]): readonly (readonly string[])[] =>
  policies.flatMap((policy) => [
    ...(policy.from ?? []).map(namesOfPerson),
    ...signersOf(policy).flatMap((lines) =>
      lines.map((line) => (/^"([^"]*)"|^(\S+)/.exec(line)?.[0] ?? '').split(',').flatMap(namesOfPerson)),
    ),
  ]);

const distinct = (files: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  [...new Map(files.map((lines) => [JSON.stringify(lines), lines])).entries()]
    .sort(([one], [other]) => byText(one, other))
    .map(([, lines]) => lines);

/**
 * Who is in both lists: by each name and address that is in both. An entry all of which is in both stays whole; of the
 * others stays what both have.
 */
const inBoth = (one: Policy['from'], other: Policy['from']): readonly string[] | undefined => {
  if (one === undefined || other === undefined) return one === undefined ? other && tidy(other) : tidy(one);
  const names = [one, other].map((entries) => new Set(entries.flatMap(namesOfPerson)));
  const common = (name: string): boolean => names.every((known) => known.has(name));
  return tidy(
    [...one, ...other].flatMap((entry) => {
      const own = namesOfPerson(entry);
      return own.every(common) ? [entry] : own.filter(common);
    }),
  );
};

/** Each entry once, in an order that does not depend on where it came from. */
const tidy = (entries: readonly string[]): readonly string[] => {
  const keyed = entries.toSorted(byText).map((entry) => [[...namesOfPerson(entry)].sort().join('\n'), entry] as const);
  return [...new Map(keyed).values()].sort(byText);
};

const shorter = (one: string | undefined, other: string | undefined): string | undefined => {
  if (one === undefined || other === undefined) return one ?? other;
  const [first, second] = [one, other].sort((a, b) => minutesOf(a) - minutesOf(b) || byText(a, b));
  return first ?? second;
};

const minutes: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440 };

/** How many minutes `14d`, `12h` or `30m` are. */
export const minutesOf = (age: string): number => Number(age.slice(0, -1)) * (minutes[age.slice(-1)] ?? 0);

/** Whether a policy requires anything of a changeset (rules policy-require). */
export const isInForce = (policy: Policy, changeset: Changeset): boolean =>
  policy.when === 'always' || (policy.when === 'findings' && hasFindings(changeset));

const hasFindings = ({ gates, blocked, errors, conflicts, renames, warnings, changes }: Changeset): boolean =>
  [gates, blocked, errors, conflicts, renames, warnings].some((list) => list.length > 0) ||
  changes.some((change) => change.warnings.length > 0);

/** What a policy asks for, for people: `2 approvals, of ada or grace, signed, not older than 14d, not by the author`. */
export const policySays = ({ approvals, from, when, notByAuthor, maxAge, signed }: Policy): string =>
  [
    `${approvals === 1 ? '1 approval' : `${approvals} approvals`}${when === 'findings' ? ' where there is something to look at' : ''}`,
    ...(from ? [from.length === 0 ? 'of nobody (the lists have nobody in common)' : `of ${from.join(', ')}`] : []),
    ...(signed === 'ssh' ? ['signed'] : []),
    ...(maxAge === undefined ? [] : [`not older than ${maxAge}`]),
    ...(notByAuthor ? ['not by the author'] : []),
  ].join(', ');
