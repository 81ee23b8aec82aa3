import { bornSaying, documentSays, syncedTypes, type ResourceType } from '../../catalogue/index.js';
import type { Item } from '../../model/item.js';
import type { JsonObject } from '../../model/json.js';
import { keyOf, ownName, sameName, type Ref } from '../../model/names.js';
import { isBorn, type Task } from '../select/tasks.js';
import type { PlannedWrite } from './planned.js';
import { siblingsOf } from './record.js';
import type { Subject } from './subject.js';

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
export const bornWith = (
  { action, type, names }: PlannedWrite,
  replaced: ReadonlySet<Ref>,
  version: string,
): readonly Item[] =>
  syncedTypes.flatMap((child) => {
    const { name, parent, identity, merging } = child;
    if (action !== 'create' || parent?.type !== type || identity.kind !== 'named') return [];
    const own = merging.bornWithParent?.called;
    const document = bornSaying(child, version);
    if (own === undefined || document === undefined || replaced.has(siblingsOf(name, names))) return [];
    const called = [...names, own];
    return [{ type: name, names: called, key: keyOf(called), document }];
  });

/**
 * True for a new item that says nothing but what the server makes of it by itself, together with its parent or as soon as
 * that is there: it is no change (rules no-no-ops).
 */
export const comesByItself = (
  { selected, entry, parent }: Pick<Subject, 'selected' | 'entry' | 'parent'>,
  document: JsonObject,
  version: string,
): boolean => {
  const { type } = selected;
  if (!parent?.item) return false;
  if (type.identity.kind === 'onePerParent' && saysNothing(document)) return true;
  const isNew = parent.item.createdBy !== undefined;
  const born = bornSaying(type, version);
  if (!isNew || born === undefined || !isBorn(selected)) return false;
  return isCalledAsBorn(type, ownName(entry.names)) && documentSays(type.fields, born, document);
};

/** Whether an item has the name that the server gives to what it makes with a new parent; one per parent has none. */
export const isCalledAsBorn = ({ merging: { bornWithParent } }: ResourceType, name: string): boolean =>
  bornWithParent?.called === undefined || sameName(bornWithParent.called, name);

/** A variable set without variables or a process without steps: no server has anything else of a new owner. */
const saysNothing = (document: JsonObject): boolean =>
  Object.values(document).every((value) => value === null || (Array.isArray(value) && value.length === 0));
