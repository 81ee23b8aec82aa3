import { textOf, type JsonObject } from '../../model/json.js';
import { sameName } from '../../model/names.js';
import type { Facts } from '../facts.js';

/** Whether the journal has a run of this changeset at its destination, and says of its changes what the receipt says. */
export const journalDefects = ({ changeset, journal, receipt }: Facts): readonly string[] => {
  if (journal === undefined) return [];
  const runs = runsIn(journal).filter(({ begin }) => begin['changeset'] === changeset.digest);
  if (runs.length === 0) return ['changeset.journal.jsonl has no run of this changeset.'];
  const elsewhere = runs.some(
    ({ begin }) =>
      begin['installation'] !== changeset.destination.installation ||
      !sameName(textOf(begin['space']), changeset.destination.space),
  );
  if (elsewhere) return ['changeset.journal.jsonl has a run of this changeset at another destination.'];
  if (receipt === undefined) return [];
  // A run that was killed leaves no receipt: what lies there then is of the run before.
  const until = runs.filter(({ begin }) => textOf(begin['when']) <= receipt.when);
  const last = until.at(-1);
  if (last === undefined) return ['The receipt is older than every run of the journal.'];
  const became = new Map(receipt.changes.map((change) => [change.id, change.became]));
  const wrote = writtenIn(until.flatMap(({ lines }) => lines));
  const wroteLast = writtenIn(last.lines);
  return [
    ...[...became]
      .filter(([id, what]) => what === 'written' && !wrote.has(id))
      .map(([id]) => `The receipt says that ${id} was written, and the journal does not.`),
    ...[...wroteLast]
      .filter((id) => became.get(id) !== 'written')
      .map((id) => `The journal says that ${id} was written, and the receipt does not.`),
  ];
};

interface Run {
  readonly begin: JsonObject;
  readonly lines: readonly JsonObject[];
}

const runsIn = (journal: readonly JsonObject[]): readonly Run[] => {
  const begins = journal.flatMap(({ event }, index) => (event === 'begin' ? [index] : []));
  return begins.map((at, index) => ({
    begin: journal[at] ?? {},
    lines: journal.slice(at + 1, begins[index + 1] ?? journal.length),
  }));
};

const writtenIn = (lines: readonly JsonObject[]): ReadonlySet<string> =>
  new Set(lines.flatMap(({ event, outcome, id }) => (event === 'after' && outcome === 'written' ? [textOf(id)] : [])));
