import { syncedTypes } from '../../catalogue/index.js';
import type { Item } from '../../model/item.js';
import { keyOf, type Ref } from '../../model/names.js';
import { isBorn, type Task } from '../select/tasks.js';
import type { PlannedWrite } from './planned.js';
import { siblingsOf } from './record.js';

/** By type and parent: where the selection brings what takes the place of the one that the server makes. */
export const replacingTheBorn = (tasks: readonly Task[]): ReadonlySet<Ref> =>
  new Set(
    tasks.flatMap(({ selected, target }) =>
      isBorn(selected) ? [siblingsOf(selected.type.name, target.slice(0, -1))] : [],
    ),
  );

/**
 * What the server makes along with a new item and nothing takes the place of: a default channel that the selection leaves
 * out is there all the same, and what is scoped to it finds it (rules project-born).
 */
export const bornWith = ({ action, type, names }: PlannedWrite, replaced: ReadonlySet<Ref>): readonly Item[] =>
  syncedTypes.flatMap(({ name, parent, identity, merging: { bornWithParent, bornName } }) => {
    if (action !== 'create' || parent?.type !== type || identity.kind !== 'named') return [];
    if (bornName === undefined || replaced.has(siblingsOf(name, names))) return [];
    const called = [...names, bornName];
    const document = { [identity.field]: bornName, ...bornWithParent };
    return [{ type: name, names: called, key: keyOf(called), document }];
  });
