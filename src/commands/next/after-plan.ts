import type { Changeset } from '../../changeset/changeset.js';
import { toShow } from './to-review.js';
import { configWords, typed } from './typed.js';

interface Planned {
  readonly made: readonly { readonly file: string; readonly changeset: Changeset }[];
  /** Instances that could not be taken. */
  readonly failed: readonly string[];
  readonly config: string | undefined;
}

/** The first changeset that says something; else what is wrong with the instances that could not be taken. */
export const afterPlan = ({ made, failed, config }: Planned): string | undefined => {
  const [first] = made.flatMap(({ file, changeset }) => toShow(file, changeset) ?? []);
  if (first !== undefined) return first;
  return failed.length > 0 ? typed('doctor', ...failed, ...configWords(config)) : undefined;
};
