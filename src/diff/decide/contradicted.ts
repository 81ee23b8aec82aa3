import { quoted, withCapital } from '../../model/sentences.js';
import { labelOf } from '../../catalogue/labels.js';
import type { Fields, ReferenceList } from '../../catalogue/index.js';
import { memberKey } from '../../model/canonical.js';
import { isList, type JsonObject, type JsonValue } from '../../model/json.js';
import type { Reason } from '../../model/reason.js';
import { describe } from '../terms/look-up.js';

/**
 * What an item would be limited to and kept from at once, and is not in any of the documents that it comes from (`known`): two
 * environments are one here, and the step is for one of them and not for the other (rules scope-contradiction).
 */
export const contradictionsIn = (fields: Fields, after: JsonObject, known: readonly JsonObject[]): readonly Reason[] =>
  pairsIn(fields).flatMap((pair): readonly Reason[] => {
    const both = inBoth(pair, after);
    if (both.length === 0 || known.some((document) => inBoth(pair, document).length >= both.length)) return [];
    const names = quoted(...both.map(describe));
    const says = `${withCapital(labelOf(pair.only))} and ${labelOf(pair.never)} would both name ${names} here: for one of them on the source, and not for another one that has the same name here, so that it would not run there at all. Map the two to different names, or take one of them off on the source.`;
    return [{ rule: 'scope contradiction', says }];
  });

/** A list that limits, and the one beside it that leaves out things of the same type. */
interface Pair {
  readonly only: string;
  readonly never: string;
}

const pairsIn = (fields: Fields): readonly Pair[] => {
  const lists = Object.entries(fields).flatMap(([field, rule]) =>
    rule.kind === 'references' ? [[field, rule] as const] : [],
  );
  return lists.flatMap(([never, exclusion]) =>
    exclusion.excludes
      ? lists.filter(([, rule]) => isCounterpart(rule, exclusion)).map(([only]) => ({ only, never }))
      : [],
  );
};

const isCounterpart = (rule: ReferenceList, exclusion: ReferenceList): boolean =>
  !rule.excludes && rule.reference.to[0] === exclusion.reference.to[0];

const inBoth = ({ only, never }: Pair, document: JsonObject): readonly JsonValue[] => {
  const out = new Set(membersOf(document[never]).map(memberKey));
  return membersOf(document[only]).filter((member) => out.has(memberKey(member)));
};

const membersOf = (value: JsonValue | undefined): readonly JsonValue[] => (isList(value) ? value : []);
