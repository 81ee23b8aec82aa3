import { policySays } from '../../changeset/policy.js';
import type { Compared, HeaderLine, Material } from './review.js';
import { commitLines } from './commits.js';
import type { Digest } from '../../model/names.js';
import type { Part } from '../../changeset/changeset.js';
import { listed } from '../../model/sentences.js';
import { timeSaid } from '../../model/time-said.js';
import { counted, wordsOf } from './words.js';

/** Both sides with their servers and times, and how the changeset was made (rules review-header). */
export const headerOf = ({
  kind,
  from,
  to,
  base,
  made,
  part,
  digest,
  git,
  ...needing
}: Material): readonly HeaderLine[] => {
  const [fromTitle, toTitle] = wordsOf[kind].sides;
  const how = [
    ...(made?.sync === undefined ? [] : [`sync ${made.sync}`]),
    ...(made?.preset === undefined ? [] : [`preset ${made.preset}`]),
    ...(made?.author === undefined ? [] : [`by ${made.author}`]),
    ...(made?.tool === undefined ? [] : [`octosync ${made.tool}`]),
    ...(digest === undefined ? [] : [`digest ${shortDigest(digest)}`]),
  ];
  return [
    lineOf(fromTitle, sideOf(from)),
    lineOf(toTitle, sideOf(to)),
    ...(kind === 'changeset' ? [lineOf('Base', baseOf(base))] : []),
    ...(part ? [lineOf('Part', partSays(part))] : []),
    ...(how.length === 0 ? [] : [lineOf('Made', how)]),
    ...(git && digest !== undefined ? commitLines({ git, digest: digest as Digest }) : []),
    ...needsOf(needing),
  ];
};

/** What the destination requires of this changeset: who, how many, and what has to be accepted (rules policy-require). */
const needsOf = ({
  policy,
  isUnderPolicy = false,
  toAccept = [],
}: Pick<Material, 'policy' | 'isUnderPolicy' | 'toAccept'>): readonly HeaderLine[] => {
  if (policy === undefined || policy.when === 'never') return [];
  if (!isUnderPolicy)
    return [lineOf('Needs', ['no approval: nothing was found', `else ${policySays({ ...policy, when: 'always' })}`])];
  const accepted = toAccept.length === 0 ? [] : [`${counted(toAccept.length, 'finding')} accepted, with a reason`];
  return [lineOf('Needs', [policySays({ ...policy, when: 'always' }), ...accepted])];
};

const lineOf = (label: string, parts: readonly string[]): HeaderLine => ({ label, text: parts.join(', '), parts });

const sideOf = ({ instance, space, url, version, takenAt, revision }: Compared): readonly string[] => [
  `${instance === undefined ? '' : `${instance}: `}space ${space} of ${url}`,
  `Octopus ${version}`,
  ...(takenAt === undefined ? [] : [`taken ${timeSaid(takenAt)}`]),
  ...(revision === undefined ? [] : [`commit ${revision}`]),
];

/** What it is told by who changed what (rules review-since). */
const baseOf = (base: Compared | undefined): readonly string[] =>
  base === undefined
    ? ['no base: it cannot be told who changed']
    : [...sideOf(base), `digest ${shortDigest(base.digest)}`];

/** `a part of sha256:3f4fd2df3235, 3 changes were left out by Ada: not yet` (rules pick-shown). */
const partSays = ({ of, leftOut }: Part): readonly string[] => {
  const people = unique(leftOut.map(({ by }) => by));
  const reasons = unique(leftOut.map(({ why }) => why));
  const who = people.length === 0 ? '' : ` by ${listed(people)}`;
  const why = reasons.length === 0 ? '' : `: ${reasons.length > 3 ? 'for several reasons' : reasons.join('; ')}`;
  const were = leftOut.length === 1 ? 'was' : 'were';
  return [`a part of ${shortDigest(of)}`, `${counted(leftOut.length, 'change')} ${were} left out${who}${why}`];
};

const unique = (texts: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(texts.filter((text) => text !== undefined)),
];

/** Enough of a digest to tell it from others: `sha256:3f4fd2df3235`. */
export const shortDigest = (digest: string): string => digest.slice(0, 'sha256:'.length + 12);
