import type { Changeset, Entry, ReadAt, RefusedGate } from '../changeset/changeset.js';
import { readAtOf, refsOfTarget } from '../changeset/commits.js';
import { changesetDigest } from '../changeset/digest.js';
import { changesetFormat, summaryColumns } from '../changeset/format.js';
import { refusedGatesOf } from '../changeset/refused-gates.js';
import { isObject, textOf, type JsonObject } from '../model/json.js';
import { byText, itemId, type Ref } from '../model/names.js';
import { whyStays } from './deletions.js';
import { inOrder, stepOf, stepOfCreation } from './in-order.js';
import type { UndoInput } from './input.js';
import { keptBack, type Holder } from './kept-back.js';
import { creationInTerms, namesBack, type NamesBack } from './names-back.js';
import { sortOut, type SortedOut } from './sort-out.js';
import { takeBack, type Outcome } from './take-back.js';
import { thingOf, thingsIn } from './things.js';

export type { UndoInput } from './input.js';

type Change = Changeset['changes'][number];

/**
 * The changeset that takes back what a run wrote (rules undo-of): an ordinary one, which is reviewed, approved and applied like any,
 * and whose tests say what must be there now. Pure. What cannot be taken back is in its `left` and `blocked` entries.
 */
export const undo = (input: UndoInput): Changeset => {
  const { changeset, receipt, receiptDigest, receiptFile, includeCreations } = input;
  const { updates, creations: all, left } = sortOut(input);
  const names = namesBack(changeset, updates);
  const creations = all.map((one) => creationInTerms(one, names));
  const outcomes = updates.map((update) => takeBack(update, names));
  const stays = creations.filter((one) => whyStays(one, includeCreations) !== undefined);
  const settled = keptBack(
    outcomes.flatMap((one) => one.taken ?? []),
    {
      creations,
      stays,
      asIs: asItIs(input, { updates, creations: all }, { outcomes, names }),
      deleted: deletedBy(input),
    },
  );
  const { taken, left: kept } = settled;
  const going = [...settled.going].sort((one, other) => other.creation.lastWritten - one.creation.lastWritten);
  const changes = inOrder([...taken.toReversed().map(stepOf), ...going.map(stepOfCreation)]);
  const options = gateOptions(changeset.options);
  const files = Object.assign({}, ...taken.map((one) => one.files)) as Record<string, string>;
  const lists = {
    left: sorted([
      ...left,
      ...outcomes.flatMap((one) => one.left ?? []),
      ...kept,
      ...stays.flatMap((one) => whyStays(one, includeCreations) ?? []),
    ]),
    ...{ skipped: [], unsupported: [], errors: [], conflicts: [], removed: [], only: [] },
    blocked: sorted(outcomes.flatMap((one) => one.blocked ?? [])),
    renames: sorted(names.entries),
  };
  const { sync } = changeset.made ?? {};
  const made = {
    tool: input.tool,
    ...(sync !== undefined && { sync }),
    ...(input.author !== undefined && { author: input.author }),
  };
  const unsealed: Omit<Changeset, 'digest'> = {
    format: changesetFormat,
    made,
    source: changeset.destination,
    destination: changeset.destination,
    ...(input.policy && { policy: input.policy }),
    undoes: {
      ...{ changeset: changeset.digest, receipt: receiptDigest, file: receiptFile },
      ...(changeset.undoes === undefined && changeset.part === undefined && { source: changeset.source.digest }),
      ...(changeset.base && { base: changeset.base.digest }),
    },
    options,
    changes,
    ...readAtOf(changes, () => false, readBy(changeset)),
    ...lists,
    warnings: warningsOf(receipt),
    summary: summaryOf(changes, lists),
    gates: gatesOf(changes, options),
    ...(Object.keys(files).length > 0 && { files }),
  };
  return { ...unsealed, digest: changesetDigest(unsealed) };
};

/** Where a run has read and left the projects in Git of a changeset. */
const readBy = (changeset: Changeset): readonly ReadAt[] => [
  ...(changeset.readAt ?? []),
  ...(changeset.git ?? []).map((target) => ({ project: target.project, refs: [...refsOfTarget(changeset, target)] })),
];

/** What a run has deleted that was an undo itself: no undo brings it back (rules undo-left). */
const deletedBy = ({ changeset, receipt }: UndoInput): ReadonlySet<Ref> => {
  const written = new Set(receipt.changes.flatMap(({ id, became }) => (became === 'written' ? [id] : [])));
  const all = changeset.changes.flatMap((change) =>
    change.action === 'delete' && written.has(change.id) ? [change, ...change.goes] : [],
  );
  return new Set(
    all.flatMap(({ type, names, document }) => [thingOf(type, names), ...thingsIn(type, names, document).publishes]),
  );
};

/** What refers to things and stays as the run has left it: what cannot be taken back, for whatever reason. */
const asItIs = (
  { changeset, images }: UndoInput,
  { updates, creations }: Pick<SortedOut, 'updates' | 'creations'>,
  { outcomes, names: back }: { readonly outcomes: readonly Outcome[]; readonly names: NamesBack },
): readonly Holder[] => {
  const goesBack = new Set(updates.flatMap(({ change }, index) => (outcomes[index]?.taken ? [change.id] : [])));
  const created = new Set(
    creations
      .flatMap(({ change, inside }) => [change, ...inside.map((one) => one.change)])
      .map(({ type, names }) => itemId(type, names)),
  );
  return changeset.changes
    .filter(({ id, type, names }) => !goesBack.has(id) && !created.has(itemId(type, names)))
    .flatMap(({ id, type, names }) => {
      const { after } = images.get(id) ?? {};
      if (!after) return [];
      const { refersTo } = thingsIn(type, back.named(type, names), back.inTerms(type, names, after));
      return [{ id, refersTo }];
    });
};

const sorted = <One extends Pick<Entry, 'id'>>(entries: readonly One[]): One[] =>
  [...entries].sort((one, other) => byText(one.id, other.id));

const warningsOf = ({ outcome }: UndoInput['receipt']): readonly string[] =>
  outcome === 'complete' ? [] : [`The run was ${outcome}: only what it has written is taken back.`];

/** The limits of the changeset hold for what takes it back, and no deletion passes unless somebody allows it. */
const gateOptions = (options: JsonObject): JsonObject => ({
  ...Object.fromEntries(Object.entries(options).filter(([name]) => name.startsWith('gates.'))),
  'gates.deletions': options['gates.deletions'] ?? { value: 'refuse', origin: 'default' },
});

const gatesOf = (changes: readonly Change[], options: JsonObject): readonly RefusedGate[] =>
  refusedGatesOf(changes, {
    limitOf: (gate) => {
      const said = options[`gates.${gate}`];
      return (isObject(said) ? textOf(said['value']) : '') || 'none';
    },
    // No snapshot says how many there are.
    existingOf: () => 0,
  });

type Counted = Readonly<Record<'left' | 'blocked' | 'renames', readonly { readonly type: string }[]>>;

const summaryOf = (changes: readonly Change[], { left, blocked, renames }: Counted): Changeset['summary'] => {
  const rows = new Map<string, Record<string, number>>();
  const add = (type: string, column: string): void => {
    const row = rows.get(type) ?? Object.fromEntries(summaryColumns.map((one) => [one, 0]));
    rows.set(type, { ...row, [column]: (row[column] ?? 0) + 1 });
  };
  for (const { type, action } of changes) add(type, action);
  for (const { type } of left) add(type, 'left');
  for (const { type } of blocked) add(type, 'blocked');
  for (const { type } of renames) add(type, 'renames');
  return Object.fromEntries(rows) as Changeset['summary'];
};
