import { elementOf } from '../../changeset/uncarried.js';
import type { Changeset, Conflict, Entry, Rename } from '../../changeset/changeset.js';
import { quoted as named } from '../../model/sentences.js';
import { nounOf } from '../../catalogue/called.js';
import { entryName, saysOf, toldWith } from './entries.js';
import { finding } from './findings.js';
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

/** Quoted whatever it is: an element has blanks and quotes in it. */
const inQuotes = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const removedFinding = (entry: Entry, base: Compared | undefined): Finding =>
  finding('removed', aboutEntry(entry, base, 'removed'), toldWith(saysOf(entry), entry, base, 'removed'));

const renameFinding = (rename: Rename, base: Compared | undefined): Finding => {
  const lines = rename.follows ? [] : renameLines(rename);
  const kind = rename.follows ? 'renamed-on-source' : 'rename';
  return {
    ...finding(kind, aboutEntry(rename, base), toldWith(renameSays(rename), rename, base)),
    ...(lines.length > 0 && { lines }),
  };
};

const renameSays = (rename: Rename): string => {
  const { candidates, to, type } = rename;
  const noun = nounOf(type);
  const here =
    candidates.length === 1
      ? `Here it is probably the ${noun} ${named(...candidates)}, which the source calls "${to}" now.`
      : `What the source calls "${to}" now may be here each of ${named(...candidates)}: nothing is proposed.`;
  return [here, saysOf(rename)].join(' ').trimEnd();
};

/** What to paste into the configuration: to keep the name, or to follow the source. */
const renameLines = ({ map, candidates }: Rename): readonly NextCommand[] => [
  ...(map === undefined ? [] : [{ command: map, purpose: 'to keep the name that it has here' }]),
  ...(candidates.length === 1 ? [{ command: 'renames: follow', purpose: 'to give it the new name here, too' }] : []),
];
