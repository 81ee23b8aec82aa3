import type { Changeset } from './changeset.js';
import { elementOf } from './uncarried.js';

/** What stops apply until a person accepts it, one by one (rules policy-accept). */
export interface ToAccept {
  /** What `approve --accept` calls it: scope-widening:projects/OctoFX, max-changes, blocked:tenants/Internal. */
  readonly finding: string;
  readonly kind: 'gate' | 'blocked';
  /** The gate, of a gate. */
  readonly gate?: string;
  /** The change or the entry that it is about, where it is about one. */
  readonly id?: string;
  readonly says: string;
}

/**
 * All that a person would have to accept of a changeset, in its order: a gate for each change that it is about, or as a
 * whole where it is about a number; each blocked entry. What is an error is accepted by nobody.
 */
export const toAccept = ({ gates, blocked }: Pick<Changeset, 'gates' | 'blocked'>): readonly ToAccept[] => [
  ...gates.flatMap(({ gate, says, ids }): readonly ToAccept[] => {
    if (gate === 'max-update-percent')
      return [{ finding: `${gate}:${typeOf(ids[0] ?? '')}`, kind: 'gate', gate, says }];
    if (ids.length === 0) return [{ finding: gate, kind: 'gate', gate, says }];
    return ids.map((id): ToAccept => ({ finding: `${gate}:${id}`, kind: 'gate', gate, id, says }));
  }),
  ...blocked.map((entry): ToAccept => ({
    finding: `blocked:${elementOf(entry)}`,
    kind: 'blocked',
    id: entry.id,
    says: entry.reasons[0]?.says ?? '',
  })),
];

const typeOf = (id: string): string => id.split('/')[0] ?? id;
