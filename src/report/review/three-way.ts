import { elementOf } from '../../changeset/uncarried.js';
import type { Changeset, Conflict, Entry, Rename } from '../../changeset/changeset.js';
import { quoted as named } from '../../model/sentences.js';
import { nounOf } from '../../catalogue/called.js';
import { entryName, saysOf, toldWith } from './entries.js';
import { finding } from './findings.js';
import { inQuotes } from './in-quotes.js';
import { quoted } from './next.js';
import type { Compared, Finding, NextCommand } from './review.js';
import { rootNamed } from './roots.js';
import { sinceTold, type SinceOf } from './since.js';
import { fieldOf, threeSides } from './three-sides.js';

type ThreeWay = Pick<Changeset, 'changes' | 'conflicts' | 'renames' | 'removed' | 'base'>;

/** What a base brings to a review (rules review-conflicts): `first` stands above all other findings. */
export const threeWayFindings = (
  { changes, conflicts, renames, removed, base }: ThreeWay,
  file: string,
): { readonly first: readonly Finding[]; readonly others: readonly Finding[] } => {
  const isToldOf = new Set(changes.filter(({ warnings }) => warnings.some(isRenaming)).map(({ id }): string => id));
  return {
    first: conflicts.map((conflict) => conflictFinding(conflict, file, base)),
    others: [
      ...renames.filter(({ follows, id }) => !follows || !isToldOf.has(id)).map((one) => renameFinding(one, base)),
      ...removed.map((entry) => removedFinding(entry, base)),
    ],
  };
};

/** Blocked because of a rename that waits: the finding of the rename says it. */
export const isToldAsRename = (
  { id, part }: Pick<Entry, 'id' | 'part'>,
  { renames }: Pick<Changeset, 'renames'>,
): boolean => renames.some((rename) => !rename.follows && rename.id === id && isPartOf(part, rename.part));

/** The values of a variable are parts of their own: `variable "Db" (unscoped)`. */
const isPartOf = (part: string | undefined, renamed: string | undefined): boolean =>
  part === renamed || (renamed !== undefined && part?.startsWith(`${renamed} (`) === true);

const isRenaming = ({ kind }: { readonly kind: string }): boolean => kind === 'renamed-on-source';

/** What an entry is called, what it leads to, and who made the difference. */
export const aboutEntry = (
  item: Pick<Entry, 'id' | 'owner' | 'type' | 'names' | 'part' | 'since'>,
  base: Compared | undefined,
  of?: SinceOf,
) => ({
  name: entryName(item),
  about: item.id,
  thing: rootNamed(item),
  ...sinceTold(item, base, of),
});

const conflictFinding = (conflict: Conflict, file: string, base: Compared | undefined): Finding => {
  const about = { ...aboutEntry(conflict, base), name: conflictName(conflict) };
  const says = [takesSays[conflict.takes], saysOf(conflict)].join(' ').trimEnd();
  return {
    ...finding('conflict', about, toldWith(says, conflict, base)),
    three: threeSides(conflict),
    ...(conflict.takes === 'destination' && { lines: [resolveLine(conflict, file)] }),
  };
};

/** What a rule has decided is not open: there is nothing to resolve. */
const resolveLine = (conflict: Conflict, file: string): NextCommand => ({
  command: `octosync approve ${quoted(file)} --by NAME --resolve ${inQuotes(elementOf(conflict))} own|source`,
  purpose: 'to resolve it',
});

/** `variables of project "OctoFX", variable "Db" (unscoped), value`. */
export const conflictName = (conflict: Conflict): string =>
  [entryName(conflict), fieldOf(conflict)].filter((part) => part !== '').join(', ');

const takesSays = {
  destination: 'The destination’s stays until somebody decides.',
  source: 'The source’s is taken.',
  merged: 'Both are merged.',
} as const;

const removedFinding = (entry: Entry, base: Compared | undefined): Finding =>
  finding('removed', aboutEntry(entry, base, 'removed'), toldWith(saysOf(entry), entry, base, 'removed'));

const renameFinding = (rename: Rename, base: Compared | undefined): Finding => {
  const lines = rename.follows ? [] : renameLines(rename);
  const kind = rename.follows ? 'renamed-on-source' : 'rename';
  return {
    ...finding(kind, aboutEntry(rename, base, 'rename'), toldWith(renameSays(rename), rename, base, 'rename')),
    ...(lines.length > 0 && { lines }),
  };
};

/** The reasons say it; a changeset that somebody made by hand may have none. */
const renameSays = (rename: Rename): string => {
  const { candidates, to, type } = rename;
  if (rename.reasons.length > 0) return saysOf(rename);
  const noun = nounOf(type);
  return candidates.length === 1
    ? `The source probably calls the ${noun} ${named(...candidates)} "${to}" now.`
    : `The ${noun} "${to}" of the source may be each of ${named(...candidates)}: nothing is proposed.`;
};

/** What to paste into the configuration: to keep the name, or to follow the source. */
const renameLines = ({ map, candidates }: Rename): readonly NextCommand[] => [
  ...(map === undefined ? [] : [{ command: map, purpose: 'to keep the name that it has here' }]),
  ...(candidates.length === 1 ? [{ command: 'renames: follow', purpose: 'to give it the new name here, too' }] : []),
];
