import { typeNamed } from '../../catalogue/index.js';
import { itemId, type ChangeId } from '../../model/names.js';
import type { Change, Changeset } from '../changeset.js';
import type { Defect } from './defect.js';
import { partOf } from './identity.js';

/** Ids are there once; changes stand in their order, and wait only for what comes before them, for their own item above all. */
export const checkDependencies = ({ changes }: Changeset): readonly Defect[] => {
  const byId = new Map(changes.map((change, index) => [change.id, { change, index }]));
  return changes.flatMap((change, index): readonly Defect[] => {
    const at = `/changes/${index}`;
    const defects: Defect[] = [];
    if (byId.get(change.id)?.index !== index)
      defects.push({ at: `${at}/id`, what: 'another change has this id, too', found: change.id });
    if (change.order < (changes[index - 1]?.order ?? change.order))
      defects.push({ at: `${at}/order`, what: 'it stands after what is written later', found: change.order });
    for (const id of change.dependsOn) {
      const before = byId.get(id);
      if (before === undefined || before.index >= index)
        defects.push({ at: `${at}/dependsOn`, what: 'it waits for what does not come before it', found: id });
    }
    for (const id of made(change, byId))
      if (!change.dependsOn.includes(id))
        defects.push({ at: `${at}/dependsOn`, what: `it does not wait for ${id}, without which it has no place` });
    return defects;
  });
};

/** What has to be created before a change: the item that it is a part of, or else its parent. */
const made = (
  { type: name, names, id }: Change,
  byId: ReadonlyMap<ChangeId, { readonly change: Change }>,
): readonly ChangeId[] => {
  const type = typeNamed(name);
  const above = type.identity.kind === 'onePerParent' ? names : names.slice(0, -1);
  const whole = partOf({ id }) === undefined ? undefined : itemId(name, names);
  const needed = whole ?? (type.parent && itemId(type.parent.type, above));
  return needed !== undefined && byId.get(needed)?.change.action === 'create' ? [needed] : [];
};
