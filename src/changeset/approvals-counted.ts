import type { Approval, ApprovedFile } from './approvals.js';
import type { Policy } from './changeset.js';
import { namesOfPerson, samePeople } from '../model/people.js';
import { minutesOf, policySays } from './policy.js';

/** Whose signature an approval has, or why it has none that holds. */
export type Signature =
  | {
      readonly kind: 'good';
      /** Of the key. */
      readonly fingerprint: string;
      /** What of `by` the file of allowed signers says of the key. */
      readonly principals: readonly string[];
    }
  | { readonly kind: 'none' | 'bad'; readonly why: string };

/** What counting depends on beside the approvals. */
export interface Counting {
  readonly approved: Pick<ApprovedFile, 'digest' | 'file'>;
  readonly policy: Policy;
  /** Who is known under several names: the names of each. */
  readonly known: readonly (readonly string[])[];
  readonly author: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly signatureOf: (approval: Approval) => Signature;
}

export interface CountedApproval {
  readonly approval: Approval;
  readonly fingerprint?: string;
}

/** Which approvals count, for how many people, and why the others do not. */
export interface Counted {
  readonly counted: readonly CountedApproval[];
  readonly people: number;
  readonly others: readonly { readonly by: string; readonly why: string }[];
}

/** Clocks differ: how far (ms) an approval may be ahead. */
const tolerance = 5 * 60_000;

/**
 * Counts people, not records: who may approve, has approved exactly these bytes, lately enough, and has signed it where that is
 * required (rules policy-people, policy-age, policy-signed).
 */
export const countApprovals = (approvals: readonly Approval[], counting: Counting): Counted => {
  const judged = approvals.map((approval) => ({ approval, ...judge(approval, counting) }));
  const counted = judged.flatMap(({ approval, why, fingerprint }): readonly CountedApproval[] =>
    why === undefined ? [{ approval, ...(fingerprint !== undefined && { fingerprint }) }] : [],
  );
  const others = judged.flatMap(({ approval: { by }, why }) => (why === undefined ? [] : [{ by, why }]));
  const { known, author, policy } = counting;
  // Who is known under several names joins the records that have one of them each.
  const members: readonly Member[] = [
    ...counted.map((record) => ({ record, names: namesOfRecord(record) })),
    ...known.map((names) => ({ names })),
    ...(author === undefined || !policy.notByAuthor ? [] : [{ names: namesOfPerson(author), isAuthor: true }]),
  ];
  const people = samePeople(members, ({ names }) => names)
    .map((group) => ({
      isAuthors: group.some(({ isAuthor }) => isAuthor),
      records: group.flatMap(({ record }) => record ?? []),
    }))
    .filter(({ records }) => records.length > 0);
  const own = new Set(people.filter((one) => one.isAuthors).flatMap(({ records }) => records));
  return {
    counted: counted.filter((one) => !own.has(one)),
    people: people.filter((one) => !one.isAuthors).length,
    others: [
      ...others,
      ...[...own].map(({ approval: { by } }) => ({ by, why: 'they made the changeset, and may not approve it' })),
    ],
  };
};

interface Member {
  readonly names: readonly string[];
  readonly record?: CountedApproval;
  readonly isAuthor?: boolean;
}

/** One key is one person, whatever names it signs under. */
const namesOfRecord = ({ approval, fingerprint }: CountedApproval): readonly string[] => [
  ...namesOfPerson(approval.by),
  ...(fingerprint === undefined ? [] : [`key ${fingerprint}`]),
];

interface Judgement {
  /** Why it does not count. */
  readonly why?: string;
  readonly fingerprint?: string;
}

const judge = (approval: Approval, { approved, policy, now, signatureOf }: Counting): Judgement => {
  if (approval.digest !== approved.digest || approval.file !== approved.file)
    return { why: 'it is for other bytes than these: the file has changed since' };
  const claimed = namesOfPerson(approval.by);
  if (claimed.length === 0) return { why: 'it names nobody' };
  const age = ageSays(approval.when, now, policy.maxAge);
  if (age !== undefined) return { why: age };
  if (policy.signed !== 'ssh') return isIn(policy.from, claimed) ? {} : { why: notListed };
  const signature = signatureOf(approval);
  if (signature.kind !== 'good') return { why: signature.why };
  // Only what the file of allowed signers vouches for makes somebody one of the list.
  const vouched = signature.principals.flatMap(namesOfPerson);
  if (!isIn(policy.from, vouched)) return { why: notListed };
  return { fingerprint: signature.fingerprint };
};

const notListed = 'they are not among those who may approve';

const isIn = (from: Policy['from'], names: readonly string[]): boolean =>
  from === undefined || from.flatMap(namesOfPerson).some((name) => names.includes(name));

const ageSays = (when: string, now: number, maxAge: string | undefined): string | undefined => {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/.test(when) ? Date.parse(when) : NaN;
  if (Number.isNaN(time)) return `when it was given is no time: ${when}`;
  if (time > now + tolerance) return `it is from the future: ${when}`;
  if (maxAge !== undefined && now - time > minutesOf(maxAge) * 60_000)
    return `it is of ${when}, and older than ${maxAge}`;
  return undefined;
};

/** What is missing, in a sentence, and each approval that does not count with its reason; undefined where enough people approved. */
export const missingSays = (
  { counted, people, others }: Counted,
  policy: Policy,
): { readonly what: string; readonly details: readonly string[] } | undefined => {
  if (people >= policy.approvals) return undefined;
  const needs = policy.approvals === 1 ? 'an approval' : `the approval of ${policy.approvals} people`;
  const names = counted.map(({ approval: { by } }) => by).join(', ');
  const conditions = policySays({ ...policy, when: 'always' });
  const isPlain = policy.from === undefined && policy.signed === 'none' && !policy.notByAuthor;
  return {
    what: `The changeset needs ${needs} and has ${names === '' ? 'none' : `that of ${names}`}.${isPlain ? '' : ` Required: ${conditions}.`}`,
    details: [
      ...(counted.length > people ? [fewerPeople(counted.length, people)] : []),
      ...others.map(({ by, why }) => `The approval of ${by} does not count: ${why}.`),
    ],
  };
};

const fewerPeople = (approvals: number, people: number): string =>
  `These ${approvals} approvals are of ${people === 1 ? 'one person' : `${people} people`}: who shares a name, an address or a key with somebody is the same person.`;
