import type { Fields } from '../../../../catalogue/index.js';
import type { JsonObject } from '../../../../model/json.js';
import type { Pointer } from '../../../../model/pointer.js';
import type { CleanUp, Reason, Warning } from '../../../../model/reason.js';
import type { SyncSettings } from '../../../../settings/settings.js';
import type { Judged } from '../../judge.js';
import { labelled, placedUnder } from '../../labelled.js';
import type { Case, PartOutcome } from '../strategy.js';

/** A value of the source, translated and judged. */
export interface SourceVariable {
  /** With the options that overrides give this variable. */
  readonly settings: SyncSettings;
  readonly label: string;
  readonly source: JsonObject;
  readonly judged: Judged;
  /** Nothing of its scope was lost on the way. */
  readonly isWhole: boolean;
  /** What the base says in its place; nothing where it is new since, or where there is no base. */
  readonly before?: BaseVariable | undefined;
  /** What it took the place of, as a person would point at it. */
  readonly inPlaceOf: readonly string[];
  /** It is one of the other set of the project: decided there, and here only looked at (rules git-two-sets). */
  readonly isElsewhere: boolean;
}

/** A value of the base, translated and judged as one of the source. */
export type BaseVariable = Omit<SourceVariable, 'before' | 'inPlaceOf'>;

/** A variable set to be decided, with what is declared of its values. */
export interface Deciding extends Case {
  readonly fields: Fields;
}

/** The values of the destination so far, and what is said of them: each value that is decided adds its own. */
export interface Decided {
  readonly variables: JsonObject[];
  readonly reasons: Reason[];
  readonly warnings: Warning[];
  readonly cleanUp: CleanUp[];
  readonly left: PartOutcome[];
}

/** What was found in a value, seen from the set and with the value's label. */
export const within = <Found extends { readonly at: Pointer; readonly says: string }>(
  found: Found,
  at: Pointer,
  label: string,
): Found => labelled(label, placedUnder(at, found));

/** One value of several came: whether it is the right one here, a person says. */
export const othersToCheck = ({ label, inPlaceOf }: SourceVariable, at: Pointer): readonly CleanUp[] =>
  inPlaceOf.length === 0
    ? []
    : [
        labelled(label, {
          kind: 'check',
          at,
          says: `comes in the place of ${inPlaceOf.join(', ')}: see whether it is the right one.`,
        }),
      ];
