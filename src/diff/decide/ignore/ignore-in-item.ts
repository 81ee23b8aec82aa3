import type { JsonObject } from '../../../model/json.js';
import type { Case, Outcome } from '../strategies/strategy.js';
import { ignorePlaces, pathsToNamed, type Follows } from './ignore-places.js';
import { ignoreInValues, ignoreValues, listsAt } from './ignore-values.js';
import type { Ignoring, Means } from './rules.js';
import type { Decision } from './said.js';
import { valueListsOf } from './values.js';

/** An item without what rules say not to look at (rules ignore-place), and what that means for what is decided of it. */
export interface InItem {
  readonly input: Case;
  readonly parts: Decision['parts'];
  readonly restore: (document: JsonObject) => JsonObject;
  readonly restoreNext: (next: JsonObject) => JsonObject;
}

/**
 * Takes the ignored places out of an item, rule by rule: what an earlier one has taken out, a later one does not see. `isNew`:
 * the destination has nothing of the item yet.
 */
export const ignoreInItem = (
  input: Case,
  rules: readonly Ignoring[],
  { follows, isNew }: { readonly follows: Follows; readonly isNew: boolean },
): InItem => {
  const decisions: Decision[] = [];
  let now = input;
  for (const ignoring of rules)
    for (const decide of decidersOf(now, ignoring)) {
      const decision = decide(now, { follows, isNew });
      decisions.push(decision);
      now = decision.input;
    }
  const undone = decisions.toReversed();
  return {
    input: now,
    parts: decisions.flatMap(({ parts }) => parts),
    restore: (document) => undone.reduce((said, { restore }) => restore?.(said) ?? said, document),
    restoreNext: (next) => undone.reduce((said, { restoreNext }) => restoreNext?.(said) ?? said, next),
  };
};

type Decide = (input: Case, how: { readonly follows: Follows; readonly isNew: boolean }) => Decision;

const decidersOf = (input: Case, ignoring: Ignoring): readonly Decide[] => {
  const { place } = ignoring;
  switch (place.kind) {
    case 'whole':
      return [];
    case 'named':
      return [
        ...valueListsOf(input).map(
          (list): Decide =>
            (now) =>
              ignoreValues(now, ignoring, list, place.means),
        ),
        (now, how) => ignorePlaces(now, ignoring, pathsToNamed(now.type.fields, place.means), how),
      ];
    case 'path':
      return alongPath(input, ignoring, place.path);
  }
};

/** A path into a list of values is about values by their names; any other is about fields. */
const alongPath = (input: Case, ignoring: Ignoring, path: readonly Means[]): readonly Decide[] => {
  const lists = listsAt(input, path);
  if (lists.length === 0) return [(now, how) => ignorePlaces(now, ignoring, [path], how)];
  const [, means = () => true, ...deeper] = path;
  return lists.map(
    (list): Decide =>
      (now) =>
        deeper.length === 0
          ? ignoreValues(now, ignoring, list, means)
          : ignoreInValues(now, ignoring, list, [means, deeper]),
  );
};

/** What was decided without the ignored places, with what the destination and the base say there. */
export const asIgnored = (outcome: Outcome, ignored: InItem): Outcome => {
  const parts = [...outcome.parts, ...ignored.parts];
  if (outcome.kind !== 'decided') return { ...outcome, parts };
  const next = ignored.restoreNext(outcome.next ?? ignored.input.source);
  return { ...outcome, parts, document: ignored.restore(outcome.document), next };
};
