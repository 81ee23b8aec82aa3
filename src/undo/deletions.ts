import { ownerOf, parentNames, typeNamed } from '../catalogue/index.js';
import type { DeleteChange, Entry } from '../changeset/changeset.js';
import { itemId } from '../model/names.js';
import { leftAs, type Creation } from './sort-out.js';
import { thingOf, thingsIn, type Things } from './things.js';

/** Why a creation stays: nobody asked for it to go, or nobody knows what it is now. Nothing where it goes. */
export const whyStays = ({ change, document, created }: Creation, includeCreations: boolean): Entry | undefined => {
  const { singular } = typeNamed(change.type);
  if (!includeCreations)
    return leftAs(change, `The run created this ${singular}; it stays. octosync undo --include-creations deletes it.`);
  if (document === undefined || created.length === 0)
    return leftAs(change, `Nobody knows what the server made of this ${singular}: look at it, and delete it by hand.`);
  return undefined;
};

/** What an item and all that goes with it refer to, what it belongs to among that, and what they are referred to as. */
export const thingsOfCreation = ({ change, document = {}, inside }: Creation): Things => {
  const all = [{ change, document }, ...inside].map(({ change: { type, names }, document: says }) => ({
    own: thingOf(type, names),
    ...thingsIn(type, names, says),
  }));
  const { parent } = typeNamed(change.type);
  const owner = parent ? [thingOf(parent.type, parentNames(typeNamed(change.type), change.names))] : [];
  return {
    refersTo: new Set([...owner, ...all.flatMap(({ refersTo }) => [...refersTo])]),
    publishes: new Set(all.flatMap(({ own, publishes }) => [own, ...publishes])),
  };
};

/** What deletes what a run created, as it is now (rules undo-creations); what was created with it goes with it. */
export const deletionOf = ({
  change: { id, type, names },
  document = {},
  inside,
}: Creation): Omit<DeleteChange, 'order' | 'dependsOn'> => {
  const { singular, writing } = typeNamed(type);
  const held = (writing.holds ?? []).map(({ called }) => called);
  const more = held.length > 0 ? ` Its ${held.join(', ')} would go with it: apply refuses it where there are any.` : '';
  return {
    action: 'delete',
    ...{ id, type, names: [...names], ...ownerOf(type, names), warnings: [], cleanUp: [] },
    reasons: [{ rule: 'undo', says: `The run created this ${singular}, and it is deleted.${more}` }],
    document,
    goes: inside.map(({ change, document: says }) => ({
      id: itemId(change.type, change.names),
      type: change.type,
      names: [...change.names],
      document: says,
    })),
  };
};
