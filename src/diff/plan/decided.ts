import type { Entry } from '../../changeset/changeset.js';
import { entryLists } from '../../changeset/format.js';
import type { Reason } from '../../model/reason.js';
import type { Plan } from './planned.js';

/** What became of an item, or of a part of it, and which rule with which value decided it (rules log-diff). */
export interface Decided {
  readonly kind: 'decided';
  readonly id: string;
  readonly part?: string;
  readonly became: string;
  readonly rules: readonly Reason[];
}

/** What a plan decided, for a log: of each item, and of each part that went its own way. Values are not in it. */
export const decidedIn = (plan: Plan): readonly Decided[] => [
  ...plan.writes.map(({ id, action, reasons }): Decided => ({ kind: 'decided', id, became: action, rules: reasons })),
  ...plan.unchanged.map(({ id }): Decided => ({ kind: 'decided', id, became: 'unchanged', rules: [] })),
  ...entryLists.flatMap((list) => plan[list].map((entry) => decided(entry, list))),
];

const decided = ({ id, part, reasons }: Entry, became: string): Decided => ({
  kind: 'decided',
  id,
  ...(part !== undefined && { part }),
  became,
  rules: reasons,
});
