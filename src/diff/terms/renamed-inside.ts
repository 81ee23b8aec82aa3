import type { CalledAnew } from '../../catalogue/index.js';
import { foldName } from '../../model/names.js';
import type { Reason } from '../../model/reason.js';

/** What became of probable renames inside a document (rules rename-inside). */
export interface RenamedInside {
  /** By its new name, folded: why something new of the source is not added. */
  readonly waits: ReadonlyMap<string, readonly Reason[]>;
  /** Names on the destination, folded, of what something that waits may be: it stays as it is. */
  readonly stays: ReadonlySet<string>;
  /** What gets its new name on the destination. */
  readonly followed: readonly CalledAnew[];
}

/** Why something inside a document waits; nothing where it does not. */
export const waitsFor = (inside: RenamedInside | undefined, name: string): readonly Reason[] | undefined =>
  inside?.waits.get(foldName(name));

/** Whether something of the destination stays as it is, because what the source calls otherwise may be it. */
export const staysFor = (inside: RenamedInside | undefined, name: string): boolean =>
  inside?.stays.has(foldName(name)) === true;
