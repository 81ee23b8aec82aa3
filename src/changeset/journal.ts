import { UsageError } from '../model/errors.js';
import { isObject, textOf, type JsonObject } from '../model/json.js';
import { parseJson } from '../model/parse-json.js';

/** Which changeset is applied to which space: a journal is of one such pair. */
export interface JournalOf {
  /** The changeset's digest. */
  readonly changeset: string;
  readonly installation: string;
  readonly space: string;
}

/** What is kept of a change so that it can be taken back (rules undo-before). */
export interface KeptImage {
  /** There was nothing before. */
  readonly isNew: boolean;
  /** It is known what the server stored. */
  readonly isComplete: boolean;
  /** An earlier run has kept it. */
  readonly isEarlier?: boolean;
  /** The IDs that the server gave to what was created. */
  readonly created?: readonly string[];
}

/** A document right before the first request of its change; null where there was none. */
export interface BeforeImage {
  readonly id: string;
  readonly type: string;
  readonly names: readonly string[];
  readonly before: JsonObject | null;
  /** Pictures, in base 64 by their digest. */
  readonly files?: Readonly<Record<string, string>>;
  /** Takes the place of what an earlier run has kept, which has done nothing of the change. */
  readonly again?: boolean;
}

/** The document as the server stored it. */
export interface AfterImage {
  readonly id: string;
  readonly after: JsonObject;
  readonly created?: readonly string[];
}

/**
 * What an apply writes down while it works (rules apply-journal), flushed to disk line by line: it may be killed at any
 * moment.
 */
export interface Journal {
  /** Ids of changes that an earlier run, which did not come to its end, has written. */
  readonly written: ReadonlySet<string>;
  /** A request is about to be sent. */
  readonly before: (id: string, method: string, path: string) => void;
  /** A request is done: a change may take several. */
  readonly answered: (id: string, method: string, path: string) => void;
  /** A change is done. */
  readonly after: (id: string, outcome: 'written' | 'already-applied' | 'failed', why?: string) => void;
  /** What earlier runs of this changeset, and this one, have kept, by the id of the change. */
  readonly images: ReadonlyMap<string, KeptImage>;
  /** Keeps what a document says before the first request of its change; of a change that was begun before, the first stays, unless it is kept `again`. */
  readonly keepBefore: (image: BeforeImage) => void;
  /** Keeps what the server made of it. */
  readonly keepAfter: (image: AfterImage) => void;
  /** The run is over; only then may another one begin. */
  readonly end: (outcome: 'complete' | 'stopped') => void;
}

/** A journal that nobody reads: for dry runs and tests. */
export const noJournal: Journal = {
  written: new Set(),
  before: () => undefined,
  answered: () => undefined,
  after: () => undefined,
  images: new Map(),
  keepBefore: () => undefined,
  keepAfter: () => undefined,
  end: () => undefined,
};

/** The same journal, which takes nothing more once something could not be written: no further request is sent then. */
export const stoppedByFailure = (journal: Journal): Journal => {
  let failure: Error | undefined;
  const noting =
    <Line extends readonly unknown[]>(write: (...line: Line) => void) =>
    (...line: Line): void => {
      if (failure !== undefined) throw failure;
      try {
        write(...line);
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
        throw failure;
      }
    };
  return {
    ...journal,
    before: noting(journal.before),
    answered: noting(journal.answered),
    after: noting(journal.after),
    keepBefore: noting(journal.keepBefore),
    keepAfter: noting(journal.keepAfter),
  };
};

/** What an earlier run left in a journal, from the text of the file. Throws UsageError if it is of another apply. */
export const writtenBefore = (text: string, of: JournalOf, where: string): ReadonlySet<string> => {
  const lines = linesIn(text);
  refuseOther(lines, of, where);
  return unfinished(lines);
};

/** The lines of a journal; a last line that was cut short by a kill says nothing. */
const linesIn = (text: string): readonly JsonObject[] =>
  text.split('\n').flatMap((line) => {
    const parsed = parseJson(line);
    return parsed.kind === 'value' && isObject(parsed.json) ? [parsed.json] : [];
  });

const refuseOther = (lines: readonly JsonObject[], of: JournalOf, where: string): void => {
  const begun = lines.filter(({ event }) => event === 'begin').at(-1);
  if (!begun) return;
  const isSame = Object.entries(of).every(([field, value]) => begun[field] === value);
  // What came to its end is no business of another changeset.
  if (isSame || endsComplete(lines)) return;
  const isOtherChangeset = begun['changeset'] !== of.changeset;
  throw new UsageError({
    what: isOtherChangeset
      ? 'The journal is of another changeset, whose apply has not come to its end.'
      : `The journal is of another destination: space "${textOf(begun['space'])}", installation ${textOf(begun['installation'])}.`,
    where,
    remedy: 'Finish that one first, or move the journal away if you know what became of it.',
  });
};

const endsComplete = (lines: readonly JsonObject[]): boolean => {
  const last = lines.at(-1);
  return last?.['event'] === 'end' && last['outcome'] === 'complete';
};

/** What was written since the last run that came to its end. */
const unfinished = (lines: readonly JsonObject[]): ReadonlySet<string> => {
  const lastEnd = lines.findLastIndex(({ event, outcome }) => event === 'end' && outcome === 'complete');
  const written = lines
    .slice(lastEnd + 1)
    .filter(({ event, outcome }) => event === 'after' && (outcome === 'written' || outcome === 'already-applied'));
  return new Set(written.map(({ id }) => textOf(id)));
};
