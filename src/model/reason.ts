import type { Pointer } from './pointer.js';

/** Which rule with which value decided something, and where that value came from. */
export interface Reason {
  /** The rule or option that decided: `variableEnvironmentScopingMatch`, `existing.environments`, `select.projects`. */
  readonly rule: string;
  /** The value it had: `SkipUnlessPartialMatch`. */
  readonly value?: string;
  /** Where that value came from: `default`, `flag`, `config`, `preset`. */
  readonly origin?: string;
  /** One sentence that a reviewer understands without the documentation. */
  readonly says: string;
}

/** A condition that a reviewer must see although the change stands. */
export interface Warning {
  readonly kind:
    | 'scope-widened'
    | 'destination-scope-dropped'
    | 'step-removed'
    | 'default-kept'
    | 'unresolved-dropped'
    | 'field-unknown'
    | 'retention-capped';
  /** The place within the document; what is not in it is named there by its name: `/Steps/Deploy web`. */
  readonly at: Pointer;
  readonly says: string;
}

/** What a person must still do by hand after `apply`. */
export interface CleanUp {
  readonly kind: 'replace-secret' | 'supply-secret' | 'replace-value' | 'check';
  readonly at: Pointer;
  readonly says: string;
}
