/** How an element stands on three sides: what each says of it, or nothing. */
export interface Sides<Value> {
  readonly base: Value | undefined;
  readonly source: Value | undefined;
  readonly destination: Value | undefined;
}

/** What three sides mean together (rules three-way-table). */
export type Verdict =
  /** Source and destination say the same: there is nothing to do, whoever changed what. */
  | 'same'
  /** Only the source changed it. */
  | 'source changed'
  /** The source has it since; the destination has nothing in its place. */
  | 'new'
  /** The source has removed it; the destination has it as it was. */
  | 'removed'
  /** Only the destination changed it, removed it, or has it. */
  | 'own'
  /** Both changed it, each in its own way. */
  | 'conflict';

/**
 * The decision table of docs/three-way.md (rules three-way-table), for elements of every kind: `same` says whether two sides that
 * have something say the same.
 */
export const verdictOn = <Value>(
  { base, source, destination }: Sides<Value>,
  same: (one: Value, other: Value) => boolean,
): Verdict => {
  const agree = (one: Value | undefined, other: Value | undefined): boolean =>
    one === undefined || other === undefined ? one === other : same(one, other);
  if (agree(source, destination)) return 'same';
  if (agree(base, source)) return 'own';
  if (!agree(base, destination)) return 'conflict';
  if (source === undefined) return 'removed';
  return base === undefined ? 'new' : 'source changed';
};
