import { parentNames, typeNamed } from '../catalogue/index.js';
import type { Image } from '../changeset/before-images.js';
import type { Change, Entry, GitTarget } from '../changeset/changeset.js';
import { commitsOf, writtenTo } from '../changeset/commits.js';
import { isDeletable } from '../changeset/rules/deletions.js';
import type { JsonObject } from '../model/json.js';
import { itemId } from '../model/names.js';
import type { UndoInput } from './input.js';
import { patchedBy, storedIn } from './stored.js';

/** A change of a document that was there before. */
export interface WrittenUpdate {
  readonly change: Change;
  /** What it said before, and what the server made of it. */
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly files: Readonly<Record<string, string>>;
}

/** Something that the run created, with all that it wrote inside it. */
export interface Creation {
  readonly change: Change;
  /** What it said in the end; undefined where nobody knows. */
  readonly document: JsonObject | undefined;
  readonly created: readonly string[];
  /** What belongs to it and was written. */
  readonly inside: readonly { readonly change: Change; readonly document: JsonObject }[];
  /** What of that was created by requests of its own, and could be deleted before it. */
  readonly parts: readonly Creation[];
  /** Its place among the changes, by the last write to it. */
  readonly lastWritten: number;
}

export interface SortedOut {
  readonly updates: readonly WrittenUpdate[];
  readonly creations: readonly Creation[];
  /** What no undo can take back, and why. */
  readonly left: readonly Entry[];
}

/** Which of the changes are taken back, and how: only those of which the receipt says that they were written (rules undo-of). */
export const sortOut = ({ changeset, receipt, images }: UndoInput): SortedOut => {
  const became = new Map(receipt.changes.map((one) => [one.id, one]));
  const written = changeset.changes.filter(({ id }) => became.get(id)?.became === 'written');
  const commits = commitsOf(changeset);
  const isNew = (change: Change): boolean => change.action === 'create' && isCreated(change, images.get(change.id));
  const created = new Set<string>(
    written.filter((one) => isNew(one) && !commits.has(one.id)).map(({ type, names }) => itemId(type, names)),
  );
  const rootOf = (change: Change): string | undefined => lineOf(change).findLast((id) => created.has(id));
  const left: Entry[] = [];
  const updates: WrittenUpdate[] = [];
  for (const change of written) {
    if (rootOf(change) !== undefined) continue;
    const image = images.get(change.id);
    const target = commits.get(change.id);
    const why = target ? whyCommit(writtenTo(changeset, target), target) : whyLeft(change, image);
    if (why !== undefined) left.push(leftAs(change, why));
    else if (image?.before) updates.push(updateOf(change, image, image.before));
  }
  for (const change of changeset.changes)
    if (became.get(change.id)?.became === 'failed' && images.has(change.id))
      left.push(
        leftAs(change, 'It failed while it was written; nobody knows how much of it has arrived. Look at it by hand.'),
      );
  const creationOf = (change: Change): Creation => {
    const root = itemId(change.type, change.names);
    const own = written.filter((one) => lineOf(one).includes(root));
    const last = lastDocuments(own, images);
    const isPart = (one: Change): boolean => isNew(one) && !isOf(one, root) && lineOf(one)[1] === root;
    return {
      change,
      document: last.get(root)?.document,
      created: became.get(change.id)?.created ?? [],
      inside: [...last].flatMap(([id, one]) => (id === root ? [] : [one])),
      parts: own.filter(isPart).map(creationOf),
      lastWritten: Math.max(...own.filter((one) => isOf(one, root)).map((one) => written.indexOf(one))),
    };
  };
  const roots = written.filter(
    (change) =>
      created.has(itemId(change.type, change.names)) &&
      isNew(change) &&
      rootOf(change) === itemId(change.type, change.names),
  );
  return { updates, creations: roots.map(creationOf), left };
};

const isOf = ({ type, names }: Change, id: string): boolean => itemId(type, names) === id;

/** True where there was nothing before: what the server had made by itself was only filled. */
const isCreated = ({ type }: Change, image: Image | undefined): boolean => {
  if (!isDeletable(type)) return false;
  return image === undefined || image.before === null;
};

/** The ids of an item and of all that it belongs to, its own first. */
const lineOf = ({ type: name, names }: Pick<Change, 'type' | 'names'>): readonly string[] => {
  const type = typeNamed(name);
  const own = itemId(name, names);
  return type.parent ? [own, ...lineOf({ type: type.parent.type, names: parentNames(type, names) })] : [own];
};

/** What is in a repository is taken back there: its history has what it said before (rules git-undo). */
const whyCommit = (branch: string, { write }: GitTarget): string =>
  write === 'branch'
    ? `It is a commit on branch ${branch} of the project's repository: delete the branch, or revert the commit where it is merged.`
    : `It is a commit on ${branch} of the project's repository: revert it there.`;

const whyLeft = (change: Change, image: Image | undefined): string | undefined => {
  const { writing, singular } = typeNamed(change.type);
  if (change.action === 'delete')
    return `The ${singular} was deleted by an undo, and no undo brings it back: apply the first changeset again, or diff again.`;
  if (writing.as === 'upload' || writing.as === 'push') return 'What was sent to the built-in feed stays there.';
  if (!image) return 'Nobody has kept what it said before.';
  if (image.isHidden)
    return 'It holds a secret that octosync was given, and that was not kept: what it said cannot be brought back.';
  return image.before === null ? 'It was created, and cannot be deleted by itself.' : undefined;
};

export const leftAs = (
  { id, type, names, owner }: Pick<Change, 'id' | 'type' | 'names' | 'owner'>,
  says: string,
  part?: string,
): Entry => ({
  id,
  type,
  names,
  ...(owner !== undefined && { owner }),
  ...(part !== undefined && { part }),
  reasons: [{ rule: 'undo', says }],
});

const updateOf = (change: Change, { after, files = {} }: Image, before: JsonObject): WrittenUpdate => ({
  change,
  before,
  // A kill may have come before it was read back: then it says what the change makes of it.
  after: storedIn(after ?? patchedBy(change, before)),
  files,
});

/** What each item said in the end, by its id. */
const lastDocuments = (
  own: readonly Change[],
  images: ReadonlyMap<string, Image>,
): ReadonlyMap<string, { readonly change: Change; readonly document: JsonObject }> => {
  const last = new Map<string, { readonly change: Change; readonly document: JsonObject }>();
  for (const change of own) {
    const { after } = images.get(change.id) ?? {};
    if (after) last.set(itemId(change.type, change.names), { change, document: storedIn(after) });
  }
  return last;
};
