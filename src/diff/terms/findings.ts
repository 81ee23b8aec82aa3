import type { Missing } from '../../changeset/changeset.js';
import type { SyncSettings } from '../../config/settings.js';
import type { CleanUp, Reason, Warning } from '../../model/reason.js';
import type { Projection } from './projection.js';

export interface TranslationContext {
  readonly projection: Projection;
  readonly settings: SyncSettings;
  /** The names of the item on the destination, its parents' first. */
  readonly names: readonly string[];
}

export const newFindings = () => ({
  reasons: [] as Reason[],
  warnings: [] as Warning[],
  cleanUp: [] as CleanUp[],
  skips: [] as Reason[],
  errors: [] as Reason[],
  missing: [] as Missing[],
  keepsExisting: [] as string[][],
  needs: new Set<string>(),
});

export type Findings = ReturnType<typeof newFindings>;

export type Path = readonly string[];

export interface Work extends TranslationContext {
  readonly findings: Findings;
}
