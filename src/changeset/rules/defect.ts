import type { JsonValue } from '../../model/json.js';

/** Something in a changeset that octosync never makes, and therefore does not apply. */
export interface Defect {
  /** The place within the file: `/changes/3/patch/1`. */
  readonly at: string;
  readonly what: string;
  /** What stands there, so that a reviewer sees it raw. */
  readonly found?: JsonValue;
}

/** Notes what is wrong with one thing of a changeset. */
export type Note = (what: string, found?: JsonValue, below?: string) => void;
