import { placeOf, type LaterPart, type Place } from '../../catalogue/index.js';
import { sameJson } from '../../model/json.js';
import type { Entry } from '../../changeset/changeset.js';
import { byText, itemId, keyOf, type Key } from '../../model/names.js';
import type { Mapper } from './mapping.js';
import type { Selected } from './select.js';

/** One decision: about an item, or about fields of it that wait for a later order. */
export interface Task extends Place {
  readonly selected: Selected;
  /** The names of the item on the destination, its parents' first, as mapped. */
  readonly target: readonly string[];
  readonly part: LaterPart | undefined;
}

/** The decisions about the selected items, in the syncing order. */
export const inOrder = (
  selected: readonly Selected[],
  mapper: Mapper,
): { readonly tasks: readonly Task[]; readonly collisions: readonly Entry[] } => {
  const tasks = sortedTasks(selected, mapper);
  if (mapper.isEmpty) return { tasks, collisions: [] };
  const byTarget = new Map<string, Set<Selected>>();
  const idOf = ({ selected: { type }, target }: Task): string => itemId(type.name, target);
  for (const task of tasks) byTarget.set(idOf(task), (byTarget.get(idOf(task)) ?? new Set()).add(task.selected));
  const collides = (task: Task): boolean => (byTarget.get(idOf(task))?.size ?? 0) > 1;
  const collisions = tasks
    .filter((task) => collides(task) && !task.part)
    .map((task) => collision(task, byTarget.get(idOf(task))));
  return {
    tasks: tasks.filter((task) => !collides(task)),
    collisions: [...new Map(collisions.map((entry) => [entry.id, entry])).values()],
  };
};

/** Two items that a mapping makes one would be written one over the other (rules names-twice). */
const collision = ({ selected: { type }, target }: Task, items: ReadonlySet<Selected> = new Set()): Entry => {
  const names = [...items].map(({ item }) => `"${item.names.join(' / ')}"`).join(' and ');
  const says = `${names} would both become "${target.join(' / ')}": select one of them, or map it to another name.`;
  return {
    id: itemId(type.name, target),
    type: type.name,
    names: target,
    reasons: [{ rule: `map.${type.name}`, says }],
  };
};

const sortedTasks = (selected: readonly Selected[], mapper: Mapper): readonly Task[] =>
  selected
    .flatMap((one) => mapper.itemNames(one.type, one.item.names).flatMap((target) => tasksOf(one, target)))
    .sort(
      (one, other) =>
        one.task.order - other.task.order ||
        one.task.place - other.task.place ||
        Number(other.isBorn) - Number(one.isBorn) ||
        byText(one.key, other.key),
    )
    .map(({ task }) => task);

/** A decision with what it is sorted by. */
interface Sorted {
  readonly task: Task;
  readonly isBorn: boolean;
  readonly key: Key;
}

const tasksOf = (selected: Selected, target: readonly string[]): readonly Sorted[] => {
  const { type, item } = selected;
  const by = { isBorn: isBorn(selected), key: target === item.names ? item.key : keyOf(target) };
  return [
    { ...by, task: { selected, target, part: undefined, ...placeOf(type.name) } },
    ...(type.merging.later ?? []).map((part) => ({
      ...by,
      task: { selected, target, part, ...placeOf(type.name, part.part) },
    })),
  ];
};

/** The item that takes the place of the one the server makes with a new parent. */
export const isBorn = ({ type, item }: Selected): boolean =>
  type.merging.bornWithParent !== undefined &&
  Object.entries(type.merging.bornWithParent.marked ?? {}).every(([field, value]) =>
    sameJson(item.document[field], value),
  );
