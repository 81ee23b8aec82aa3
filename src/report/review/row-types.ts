import type { Outline } from '../../changeset/changeset.js';
import type { Operation } from '../../changeset/operation.js';
import type { JsonObject } from '../../model/json.js';
import type { FieldChange, FieldSection } from './fields.js';

export type Action = 'create' | 'update' | 'delete';

/** What happens to a row's thing: it comes, changes, goes, takes another place; or it stands for what stays as it is. */
export type Sign = '+' | '~' | '-' | '>' | '=';

/** One line of a change: a step, a value, a field (rules review-things). */
export interface Row {
  readonly sign: Sign;
  /** `3. Smoke test`, `Db.Name [Staging]`, `lifecycle`. */
  readonly title: string;
  /** `after "Deploy web"`, `script (12 lines)`, `"a" → "b"`; may be empty. */
  readonly says: string;
  /** The one value that it is about, before and after, where there is one: for formats that set them beside each other. */
  readonly field?: () => FieldChange | undefined;
  /** What `says` says besides that value; may be empty. */
  readonly notes?: string;
  /** A field of something new that says what it says unless somebody asks for something else. */
  readonly isUsual?: boolean;
  /** What a step or value is counted as; nothing for a field. */
  readonly counts?: Counted;
  /** Its value is one that nobody may see. */
  readonly isSecret?: boolean;
  /** Field by field; empty where the row says it all. */
  readonly sections: () => readonly FieldSection[];
}

/** How a row of a counted list is counted. */
export type Counted = 'added' | 'changed' | 'removed' | 'rescoped' | 'moved' | 'unchanged';

/** A change as it is found, in a changeset or a comparison. */
export interface ToldChange {
  readonly type: string;
  readonly action: Action;
  /** Of what comes or goes whole. */
  readonly document?: JsonObject;
  readonly patch?: readonly Operation[];
  readonly outline?: Outline;
}
