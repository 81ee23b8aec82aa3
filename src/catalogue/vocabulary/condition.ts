import type { JsonValue } from '../../model/json.js';

/** What a field (a path into the document) says. */
export interface Condition {
  readonly field: readonly string[];
  readonly equals: readonly JsonValue[];
}
