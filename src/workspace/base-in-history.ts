import { dirname } from 'node:path';
import type { Receipt } from '../changeset/receipt.js';
import { parseReceipt } from '../changeset/read-receipt.js';
import { withWholeBases } from '../changeset/kept-base.js';
import { UsageError } from '../model/errors.js';
import { isObject, textOf } from '../model/json.js';
import { sameName } from '../model/names.js';
import { parseJson } from '../model/parse-json.js';
import type { SpaceIdentity } from '../model/item.js';
import { manifestFile } from '../snapshot/replace-directory.js';
import type { KnownTexts } from '../snapshot/read.js';
import type { FoundBase } from './base-at.js';
import { fileAt, git, linesOf, pathForGit } from './git.js';
import { readSnapshotAt } from './snapshot-at.js';

/** Which sync a base is looked for, and where its receipts and its source's snapshots are. */
export interface Wanted {
  /** The file of the receipt. */
  readonly receipt: string;
  /** The directory of the source's snapshot. */
  readonly source: string;
  readonly sync: string | undefined;
  readonly from: SpaceIdentity;
  readonly to: SpaceIdentity;
}

/**
 * The base as the history of Git has it (rules base-git): of the newest commit whose receipt is of this sync and complete, the
 * source's snapshot that it names, from that commit or an earlier one; what is open is what the receipt lists. Nothing where
 * no receipt was committed yet. Throws UsageError for a history that is cut off, a damaged receipt, a snapshot that no commit
 * has.
 */
export const findBaseInGit = async (wanted: Wanted, known?: KnownTexts): Promise<FoundBase | undefined> => {
  const { receipt: file, source } = wanted;
  const found = await newestReceipt(wanted);
  if (found === undefined) return undefined;
  const { receipt, commit } = found;
  for (const earlier of await commitsOf(`${source}/${manifestFile}`, commit)) {
    if (digestIn(await fileAt(earlier, `${source}/${manifestFile}`)) !== receipt.source.digest) continue;
    const place = `${earlier}:${pathForGit(source).slice('./'.length)}`;
    const snapshot = await readSnapshotAt(place, known);
    const revision = await short(earlier);
    const { selections } = receipt;
    const open = withWholeBases(receipt.open, snapshot, `${await short(commit)}:${file}`);
    return { snapshot, open, selections, place: `${revision}:${source}`, revision };
  }
  throw new UsageError({
    what: `The receipt of ${await short(commit)} names the snapshot ${receipt.source.digest} of the source, which no commit up to that one has.`,
    where: source,
    remedy: `Commit the snapshot of the source before ${file}, or say with --base DIR, REV:DIR or none what the base is.`,
  });
};

const newestReceipt = async (wanted: Wanted): Promise<{ receipt: Receipt; commit: string } | undefined> => {
  const { isShallow, isEmpty } = await history(wanted.receipt);
  let undone: ReadonlyMap<string, string> | undefined;
  for (const commit of isEmpty ? [] : await commitsOf(wanted.receipt, 'HEAD')) {
    const text = await fileAt(commit, wanted.receipt);
    // One that removes the receipt has none.
    if (text === undefined) continue;
    const receipt = await parseReceipt(text, `${await short(commit)}:${wanted.receipt}`);
    if (receipt.outcome !== 'complete' || !isOfSync(receipt, wanted)) continue;
    // What was taken back since is no base (rules undo-base).
    undone ??= await undoneIn(wanted.receipt);
    if ((undone.get(receipt.changeset) ?? '') <= receipt.when) return { receipt, commit };
  }
  if (!isShallow) return undefined;
  throw new UsageError({
    what: 'The history of Git is cut off here, so that it cannot tell what the base is.',
    where: wanted.receipt,
    remedy: 'Fetch all of it (git fetch --unshallow; in CI a depth of 0), or name the base with --base.',
  });
};

/** The changesets that were taken back, as receipts beside the one of the sync say, and when. */
const undoneIn = async (receiptFile: string): Promise<ReadonlyMap<string, string>> => {
  const beside = pathForGit(`${dirname(receiptFile)}/*.receipt.json`);
  const log = await git('log', '--format=%H', 'HEAD', '--', beside);
  const undone = new Map<string, string>();
  for (const commit of linesOf(log)) {
    const changed = await git('show', '--format=', '--name-only', '--relative', commit, '--', beside);
    for (const file of linesOf(changed)) {
      const parsed = parseJson((await fileAt(commit, file)) ?? '');
      const receipt = parsed.kind === 'value' && isObject(parsed.json) ? parsed.json : {};
      const { undoes, outcome, when } = receipt;
      if (!isObject(undoes) || outcome !== 'complete' || undoes['source'] === undefined) continue;
      const [changeset, last] = [textOf(undoes['changeset']), textOf(when)];
      if ((undone.get(changeset) ?? '') < last) undone.set(changeset, last);
    }
  }
  return undone;
};

const history = async (where: string): Promise<{ readonly isShallow: boolean; readonly isEmpty: boolean }> => {
  try {
    const isShallow = (await git('rev-parse', '--is-shallow-repository')).trim() === 'true';
    const isEmpty = await git('rev-parse', '--verify', '--quiet', 'HEAD^{commit}').then(
      () => false,
      () => true,
    );
    return { isShallow, isEmpty };
  } catch (error) {
    const what = 'The base is to be found in Git, and this folder is in no repository of Git.';
    throw new UsageError(
      { what, where, remedy: 'Run octosync in the repository, or use --base DIR.' },
      { cause: error },
    );
  }
};

/** The commits, from one on into the past, that touched a file. */
const commitsOf = async (file: string, from: string): Promise<readonly string[]> =>
  git('log', '--date-order', '--format=%H', from, '--', pathForGit(file)).then(linesOf, (error: unknown) => {
    const what = 'Git does not know this file: it lies outside the repository.';
    throw new UsageError(
      { what, where: file, remedy: 'Keep it in the repository, or use --base DIR.' },
      { cause: error },
    );
  });

const isOfSync = ({ sync, source, destination }: Receipt, wanted: Wanted): boolean =>
  sync === wanted.sync &&
  isSame(destination, wanted.to) &&
  // Without a name it is the two spaces that tell one sync from another.
  (sync !== undefined || isSame(source, wanted.from));

const isSame = (one: SpaceIdentity, other: SpaceIdentity): boolean =>
  one.installation === other.installation && sameName(one.space, other.space);

const digestIn = (manifest: string | undefined): unknown => {
  const parsed = parseJson(manifest ?? '');
  return parsed.kind === 'value' && isObject(parsed.json) ? parsed.json['digest'] : undefined;
};

const short = async (commit: string): Promise<string> => (await git('rev-parse', '--short', commit)).trim();
