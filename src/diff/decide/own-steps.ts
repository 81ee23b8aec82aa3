import { publishedBy } from '../../catalogue/index.js';
import type { Missing } from '../../changeset/changeset.js';
import { foldName } from '../../model/names.js';
import type { Reason } from '../../model/reason.js';
import type { Case } from './strategies/strategy.js';

/** What a step or action lacks because it is new in the very process that it is in, too. */
interface Unborn {
  readonly missing: readonly Missing[];
  readonly reasons: readonly Reason[];
}

/**
 * A step that names another one of its process (by the ID that a server gives to that when it is written) waits until the
 * other one is there, alone (rules needs-own-steps). Undefined where it names none.
 */
export const namesUnborn = ({ type, names, source }: Case, lacks: readonly Missing[]): Unborn | undefined => {
  const own = publishedBy(type, names, source).map(({ type: of, names: called }) => `${of} ${lastOf(called)}`);
  const known = new Set(own);
  const missing = lacks.filter(({ type: of, name }) => known.has(`${of} ${lastOf(name.split(' / '))}`));
  if (missing.length === 0) return undefined;
  const says = `names ${missing.map(({ name }) => `"${name}"`).join(', ')} of its own process, which the destination has not got yet, so that there is no ID for it: apply the others (--skip-blocked), then make the changeset anew, which finds it there.`;
  return { missing, reasons: [{ rule: 'process merging', says: `This step ${says}` }] };
};

const lastOf = (names: readonly string[]): string => foldName(names.at(-1) ?? '');
