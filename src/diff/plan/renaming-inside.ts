import { pairingOf, ruleAt, typeNamed, type CalledAnew } from '../../catalogue/index.js';
import type { Operation } from '../../changeset/operation.js';
import type { Item } from '../../model/item.js';
import { objectsOf, textOf, type JsonObject } from '../../model/json.js';
import { sameName } from '../../model/names.js';
import { around, below, ROOT, segmentsOf, valueAt, type Pointer } from '../../model/pointer.js';
import type { Reason, Warning } from '../../model/reason.js';
import type { RenamedInside } from '../terms/renamed-inside.js';

/** How a document gets from the old names inside it to the new ones, and what a reviewer must see of that. */
export interface RenamingInside {
  readonly patch: readonly Operation[];
  readonly warnings: readonly Warning[];
  readonly reasons: readonly Reason[];
  /** The new names. */
  readonly names: readonly string[];
}

/**
 * The steps that give what is inside a document its new name where it stands, so that it stays the same thing with its ID (rules
 * rename-inside). `existing` is the document under the new names, `after` what it will say. Undefined where nothing is renamed.
 */
export const renamingInside = (
  { type: name, document }: Item,
  after: JsonObject,
  { followed }: Pick<RenamedInside, 'followed'> = { followed: [] },
): RenamingInside | undefined => {
  if (followed.length === 0) return undefined;
  const { fields } = typeNamed(name);
  const patch = followed.flatMap((called) => {
    return placesOf(document, called).flatMap((place): readonly Operation[] => {
      const at = below(place, 'Name');
      const isNamed = pairingOf(ruleAt(fields, segmentsOf(around(place)))).by === 'name';
      const was = { ...(valueAt(document, place) as JsonObject), Name: called.from };
      return [
        // What has no name that counts shifts: it is tested that it is still the one that is meant.
        ...(isNamed ? [] : [{ op: 'test', path: place, value: was } as const]),
        { op: 'test', path: at, value: called.from },
        { op: 'replace', path: at, value: called.to },
      ];
    });
  });
  const told = followed.filter(({ at }) => at.length === 1).map((called) => warningFor(called, after));
  const reasons = told.map(({ says }) => ({ rule: 'renames', says }));
  return { patch, warnings: told, reasons, names: followed.map(({ to }) => to) };
};

const warningFor = (called: CalledAnew, after: JsonObject): Warning => {
  const { at, from, to } = called;
  const [place = ROOT] = placesOf(after, called);
  const isStep = at[0] === 'Steps';
  const stays = isStep ? 'its ID stays, and all that refers to it follows' : 'its values stay the same ones';
  const says = `The ${isStep ? 'step' : 'variable'} "${from}" of the destination gets the name "${to}", as on the source; ${stays}.`;
  return { kind: 'renamed-on-source', at: place === ROOT ? below(ROOT, at[0] ?? '') : below(place, 'Name'), says };
};

/** Where what has its new name stands: all values of a variable. */
const placesOf = (document: JsonObject, { at, to }: CalledAnew): readonly Pointer[] => {
  const inside = (one: JsonObject, place: Pointer, [list, ...deeper]: readonly string[]): readonly Pointer[] => {
    if (list === undefined) return sameName(textOf(one['Name']), to) ? [place] : [];
    return objectsOf(one[list]).flatMap((member, index) => inside(member, below(below(place, list), index), deeper));
  };
  return inside(document, ROOT, at);
};
