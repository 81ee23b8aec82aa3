import type { OpenElement } from '../../../changeset/receipt.js';
import type { JsonObject } from '../../../model/json.js';
import { foldName } from '../../../model/names.js';
import type { SwitchOption } from '../../../settings/options.js';

/** What is known of an item from the last sync (rules base-open). */
export interface BaseOf {
  /** What the source said of it when it was last carried, without what waits for a later order; nothing for an item that never was. */
  readonly document: JsonObject | undefined;
  /** The same, whole and under the names that everything had then, whatever new ones are followed now. */
  readonly was: JsonObject | undefined;
  /** What the source said of all of it at the last sync, whatever was carried. */
  readonly moved: JsonObject | undefined;
  /** Whether a person decided that what the destination has is its own, whatever the source had changed by then. */
  readonly isOwn: (part: string) => boolean;
  /** Whether that holds for anything: mostly nobody has decided so. */
  readonly hasAnyOwn: boolean;
  /** Whether that holds for something in a part. */
  readonly hasOwn: (part: string) => boolean;
  /** Whether no base tells of a part, because a sync without one left it as it was: it is decided as without a base. */
  readonly isUnknown: (part?: string) => boolean;
  /** Whether a part, or something in it, was left open by a sync without a base, and was not there then: it has never come. */
  readonly mayCome: (part: string) => boolean;
  /** Whether a person decided that the source's word is to stand. */
  readonly isSources: (part: string) => boolean;
  /** Whether that holds for a part, or for something in it: then no mode keeps it as it is. */
  readonly bringsSources: (part: string) => boolean;
  /** Whether a switch was on then; nobody knows otherwise. */
  readonly wasOn: (option: SwitchOption) => boolean;
  /** The parts that the last sync left open. */
  readonly open: readonly string[];
  /** All that the last sync left open of it. */
  readonly elements: readonly OpenElement[];
}

/** Several fields may be one part: `fields "tags", "description"`. */
const partsIn = (part: string): readonly string[] =>
  /^fields? "/.test(part)
    ? [...part.matchAll(/"(?:order of )?([^"]+)"/g)].map(([, label]) => `field "${label ?? ''}"`)
    : [part];

/** What is known of an item whose base says `document`, by what is open of it. */
export const baseOf = (
  document: JsonObject | undefined,
  open: readonly OpenElement[],
  { was = document, moved, wasOn = () => true }: Partial<Pick<BaseOf, 'was' | 'moved' | 'wasOn'>> = {},
): BaseOf => {
  const unknown = open.filter(({ since }) => since === undefined || since === 'unknown');
  const unknownParts = new Set(unknown.flatMap(({ part = '' }) => partsIn(part)).map(foldName));
  const unborn = unknown.filter(({ isThere }) => !isThere).map(({ part = '' }) => foldName(part));
  const resolvedAs = (takes: OpenElement['resolved']): ReadonlySet<string> =>
    new Set(open.flatMap(({ part = '', resolved }) => (resolved === takes ? [foldName(part)] : [])));
  const [sources, own] = [resolvedAs('source'), resolvedAs('own')];
  return {
    document,
    was,
    moved,
    hasAnyOwn: own.size > 0,
    isOwn: (part) => own.has(foldName(part)),
    hasOwn: (part) => [...own].some((one) => one.startsWith(`${foldName(part)},`)),
    isUnknown: (part = '') => unknownParts.has('') || unknownParts.has(foldName(part)),
    mayCome: (part) => unborn.some((one) => one === '' || `${one},`.startsWith(`${foldName(part)},`)),
    isSources: (part) => sources.has(foldName(part)),
    bringsSources: (part) => [...sources].some((one) => `${one},`.startsWith(`${foldName(part)},`)),
    wasOn,
    open: open.map(({ part = '' }) => part),
    elements: open,
  };
};
