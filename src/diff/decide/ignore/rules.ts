import type { IgnoredEntry } from '../../../changeset/changeset.js';
import { findType, ruleOf, type ResourceType } from '../../../catalogue/index.js';
import { matchesPattern, parseFilter } from '../../../model/filter.js';
import type { ChangeId } from '../../../model/names.js';
import { segmentsOf, type Pointer } from '../../../model/pointer.js';
import type { Reason } from '../../../model/reason.js';
import type { IgnoreRule } from '../../../settings/settings.js';

/** Whether a name, or a field, is one that a pattern means. */
export type Means = (name: string) => boolean;

/** Where in an item a rule points: at all of it, along fields and names, or at a step or value by its name. */
export type Place =
  | { readonly kind: 'whole' }
  | { readonly kind: 'path'; readonly path: readonly Means[] }
  | { readonly kind: 'named'; readonly means: Means };

/** A rule, as it is asked about an item. */
export interface Ignoring {
  readonly rule: IgnoreRule;
  readonly place: Place;
  /** What only the source has is ignored as well. */
  readonly isAny: boolean;
  /** Takes down that the rule is about something. */
  readonly found: () => void;
}

/** The rules of a sync, for whoever asks about an item by its id on the destination. */
export interface IgnoreRules {
  readonly about: (id: ChangeId) => readonly Ignoring[];
  /** Rules that were about nothing of what took part (rules ignore-unmatched). */
  readonly unmatched: () => readonly IgnoreRule[];
  /**
   * Rules about what is hardly ever a difference, a name or what a server alone decides, that had no part in what was ignored
   * (rules ignore-unmatched).
   */
  readonly idle: (ignored: readonly Pick<IgnoredEntry, 'rule'>[]) => readonly IgnoreRule[];
}

const none: readonly Ignoring[] = [];

export const ignoreRules = (rules: readonly IgnoreRule[] = []): IgnoreRules => {
  const [found, idle, useful] = [new Set<IgnoreRule>(), new Set<IgnoreRule>(), new Set<IgnoreRule>()];
  const asked = rules.map((rule) => {
    const [item = '', place] = rule.at.split('#');
    const { includes } = parseFilter([item]);
    const ignoring: Ignoring = {
      rule,
      place: placeOf(place),
      isAny: rule.side === 'any',
      found: () => found.add(rule),
    };
    return { includes, ignoring };
  });
  return {
    about: (id) => {
      if (asked.length === 0) return none;
      const meant = asked.filter(({ includes }) => includes(id)).map(({ ignoring }) => ignoring);
      const type = findType(id.split('/')[0] ?? '');
      for (const { rule } of meant) (type && isHardlyCompared(type, rule.at.split('#')[1]) ? idle : useful).add(rule);
      return meant;
    },
    unmatched: () => rules.filter((rule) => !found.has(rule) && !idle.has(rule)),
    idle: (ignored) => {
      const said = new Set(ignored.map(({ rule }) => rule));
      return rules.filter((rule) => idle.has(rule) && !useful.has(rule) && !said.has(rule.at));
    },
  };
};

/** Its name, by which an item is found whatever its letters are, and what a server alone decides. */
const isHardlyCompared = ({ identity, fields }: ResourceType, place: string | undefined): boolean => {
  const [field = '', ...deeper] = place?.startsWith('/') ? segmentsOf(place as Pointer) : [];
  if (field === '' || deeper.length > 0) return false;
  return (identity.kind === 'named' && identity.field === field) || ruleOf(fields, field)?.kind === 'readOnly';
};

const placeOf = (place: string | undefined): Place => {
  if (place === undefined) return { kind: 'whole' };
  if (!place.startsWith('/')) return { kind: 'named', means: matchesPattern(place.trim()) };
  return { kind: 'path', path: segmentsOf(place as Pointer).map(matchesPattern) };
};

/** What a changeset says of a rule that was about something. */
export const asSaid = ({ at, reason, until }: IgnoreRule) => ({
  rule: at,
  why: reason,
  ...(until !== undefined && { until }),
});

/** On which side something is that is ignored. */
export type Where = 'both' | 'source' | 'destination';

export const reasonOf = ({ at, origin, reason, until }: IgnoreRule, where: Where): Reason => ({
  rule: 'ignore',
  value: at,
  origin,
  says: `${saysOf[where]} Why: ${reason}${until === undefined ? '' : `, until ${until}`}.`,
});

const saysOf: Readonly<Record<Where, string>> = {
  both: 'It differs, and stays as the destination has it: a rule says not to look at it.',
  source: 'Only the source has it, and a rule says not to look at it: it does not come.',
  destination: 'Only the destination has it, and a rule says not to look at it: it stays.',
};
