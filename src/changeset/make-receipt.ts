import { DriftError, InterruptedError, PartialApplyError } from '../model/errors.js';
import { writtenTo } from './commits.js';
import type { Changeset } from './changeset.js';
import type { KeptImage } from './journal.js';
import { openFormat, receiptFormat } from './format.js';
import type { OpenElement, OpenFile, Receipt } from './receipt.js';
import { selectionIn } from './selection.js';
import { resolutionOf, type Resolution } from './resolutions.js';
import { elementOf, uncarriedIn } from './uncarried.js';

/** What a run of `apply` did, and how it ended. */
export interface Run {
  readonly outcome: Receipt['outcome'];
  /** Why, where it is not complete. */
  readonly says?: string;
  readonly written: readonly string[];
  readonly alreadyApplied: readonly string[];
  readonly failed: readonly { readonly id: string; readonly why: string }[];
  readonly drifted: readonly string[];
  /** What this run and earlier ones of the changeset have kept of what they wrote, by the change. */
  readonly kept?: ReadonlyMap<string, KeptImage> | undefined;
  /** The user whose API key it was, where the server was asked. */
  readonly who?: string | undefined;
}

/** What `apply` says it did. */
export interface Done extends Pick<Run, 'written' | 'alreadyApplied' | 'drifted' | 'kept' | 'who'> {
  readonly failed: readonly { readonly id: string; readonly error: Error }[];
}

/**
 * A run from what `apply` says it did, if it came to writing, and from what it threw, if anything. Nothing where no run was
 * begun: it was declined, or something was wrong before the destination was compared.
 */
export const runOf = (done: Done | undefined, thrown: unknown): Run | undefined => {
  const outcome = outcomeOf(done !== undefined, thrown);
  if (outcome === undefined) return undefined;
  const { written = [], alreadyApplied = [], failed = [], drifted = [], kept, who } = done ?? {};
  return {
    outcome,
    ...(thrown instanceof Error && { says: thrown.message }),
    ...{ written, alreadyApplied, kept, who },
    failed: failed.map(({ id, error }) => ({ id, why: error.message })),
    drifted: done === undefined && thrown instanceof DriftError ? thrown.ids : drifted,
  };
};

const outcomeOf = (isBegun: boolean, thrown: unknown): Receipt['outcome'] | undefined => {
  if (thrown instanceof DriftError) return 'drifted';
  if (thrown instanceof InterruptedError) return 'interrupted';
  if (thrown instanceof PartialApplyError) return 'failed';
  if (!isBegun) return undefined;
  return thrown === undefined ? 'complete' : 'failed';
};

/** What neither the changeset nor the run says. */
export interface ToldOfRun extends Pick<Receipt, 'tool' | 'when' | 'options'> {
  readonly sync?: string | undefined;
  readonly resolutions: readonly Resolution[];
  /** Who approved, what they accepted, and the policy that was in force. */
  readonly record?: Pick<Receipt, 'approvals' | 'policy' | 'accepted'>;
  /** An earlier receipt of this changeset: what was open then keeps its date. */
  readonly before?: Receipt | undefined;
}

/** The receipt of a run; what became of the base is not known yet (rules base-receipt). */
export const receiptOf = (changeset: Changeset, run: Run, told: ToldOfRun): Omit<Receipt, 'base'> => ({
  format: receiptFormat,
  changeset: changeset.digest,
  ...(told.sync !== undefined && { sync: told.sync }),
  source: changeset.source,
  destination: changeset.destination,
  tool: told.tool,
  when: told.when,
  ...(run.who !== undefined && { who: run.who }),
  options: told.options,
  outcome: run.outcome,
  ...(run.says !== undefined && { says: run.says }),
  changes: whatBecame(changeset, run, told.before),
  ...committed(changeset, whatBecame(changeset, run, told.before)),
  ...(changeset.undoes && { undoes: changeset.undoes }),
  selections: changeset.selections ?? [selectionIn(changeset.options)],
  resolved: [...told.resolutions],
  ...told.record,
  // What an undo leaves is no matter between the two sides.
  open: changeset.undoes ? [] : openAfter(changeset, told),
});

/** What is in repositories by now. */
const committed = (changeset: Changeset, changes: Receipt['changes']): Pick<Receipt, 'git'> => {
  const isThere = new Set(changes.flatMap(({ id, became }) => (becameSo.has(became) ? [id] : [])));
  const git = (changeset.git ?? []).flatMap((target) => {
    const own = target.changes.filter((id) => isThere.has(id));
    return own.length === 0
      ? []
      : [{ project: target.project, branch: writtenTo(changeset, target), from: target.ref, changes: own }];
  });
  return git.length > 0 ? { git } : {};
};

const becameSo: ReadonlySet<string> = new Set<Receipt['changes'][number]['became']>(['written', 'done already']);

/** What an earlier run of the changeset has written is written, whatever this one had still to do (rules base-receipt). */
const whatBecame = ({ changes, digest }: Changeset, run: Run, before: Receipt | undefined): Receipt['changes'] => {
  const failures = new Map(run.failed.map(({ id, why }) => [id, why]));
  const earlier = new Map(
    before?.changeset === digest
      ? before.changes.flatMap((one) => (one.became === 'written' ? [[one.id, one] as const] : []))
      : [],
  );
  const became = new Map([
    ...run.drifted.map((id) => [id, 'drifted'] as const),
    ...run.alreadyApplied.map((id) => [id, run.kept?.has(id) ? 'written' : 'done already'] as const),
    ...run.written.map((id) => [id, 'written'] as const),
    ...run.failed.map(({ id }) => [id, 'failed'] as const),
  ]);
  return changes.map(({ id, action }) => {
    const why = failures.get(id);
    const now = became.get(id) ?? (earlier.has(id) ? 'written' : 'not attempted');
    const created = run.kept?.get(id)?.created ?? earlier.get(id)?.created;
    const isMade = action === 'create' && now === 'written' && created !== undefined;
    return { id, action, became: now, ...(isMade && { created: [...created] }), ...(why !== undefined && { why }) };
  });
};

/**
 * What is open after the run: everything that is not carried, but for what was resolved as the destination's own, whose base
 * moves; what was resolved as the source's word stays until a sync has carried it (rules base-resolve).
 */
export const openAfter = (
  changeset: Changeset,
  { when, resolutions, before }: Pick<ToldOfRun, 'when' | 'resolutions' | 'before'>,
): readonly OpenElement[] => {
  const earlier = new Map(
    before?.changeset === changeset.digest ? before.open.map((one) => [elementOf(one), one.first]) : [],
  );
  const uncarried = uncarriedIn(changeset);
  // Of an item that is the destination's own as a whole, nothing is kept.
  const own = new Set(
    uncarried.flatMap((one) =>
      one.part === undefined && resolutionOf(one, resolutions)?.takes === 'own' ? [one.id] : [],
    ),
  );
  return uncarried.flatMap(({ again, ...element }): readonly OpenElement[] => {
    const takes = resolutionOf(element, resolutions)?.takes;
    const first = again ?? earlier.get(elementOf(element)) ?? when;
    if (own.has(element.id)) return [];
    if (takes === 'own') return ownAfter({ ...element, first });
    return [{ ...element, first, ...(takes && { resolved: takes }) }];
  });
};

/** What a person has made the destination's own: the next sync has to know, where the item keeps an older base for its other parts. */
const ownAfter = (element: OpenElement): readonly OpenElement[] => {
  const { id, type, names, part, since, first } = element;
  if (part === undefined || since === undefined || since === 'unknown') return [];
  return [{ id, type, names, part, since: 'destination', first, resolved: 'own' }];
};

/** What lies beside a base after a run. */
export const openFileOf = ({
  source,
  open,
  selections,
}: Pick<Receipt, 'source' | 'open' | 'selections'>): OpenFile => ({
  format: openFormat,
  base: source.digest,
  selections,
  open,
});
