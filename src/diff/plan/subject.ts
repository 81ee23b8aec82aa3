import { parentNames } from '../../catalogue/index.js';
import { itemId, type ChangeId, type TypeName } from '../../model/names.js';
import { settingsFor, type About, type SyncSettings } from '../../settings/settings.js';
import { aboutItem } from '../select/about.js';
import type { Selected } from '../select/select.js';
import type { Task } from '../select/tasks.js';
import type { Projected, Projection } from '../terms/projection.js';
import type { Named } from './planned.js';

/** What a task is about, as it stands when the task's turn comes. */
export interface Subject {
  readonly selected: Selected;
  /** Its names as mapped, its parents' first: what it is looked for under. */
  readonly target: readonly string[];
  /** What it is called on the destination, or will be. */
  readonly entry: Named;
  readonly parent: Parent | undefined;
  /** What the destination has of it. */
  readonly existing: Projected | undefined;
  /** What overrides are matched against, and the settings they give. */
  readonly about: About;
  readonly settings: SyncSettings;
}

export interface Parent {
  readonly id: ChangeId;
  readonly names: readonly string[];
  /** Nothing where the destination neither has it nor will. */
  readonly item: Projected | undefined;
}

export const subjectOf = ({ selected, target }: Task, projection: Projection, settings: SyncSettings): Subject => {
  const { type, item } = selected;
  const above = parentNames(type, target);
  const parent = type.parent && parentOf(type.parent.type, above, projection);
  const existing = projection.find(type.name, target);
  const names = existing?.names ?? [...(parent?.names ?? above), ...target.slice(above.length)];
  const about = aboutItem(type, item.names);
  return {
    selected,
    target,
    entry: { id: itemId(type.name, names), type: type.name, names },
    parent,
    existing,
    about,
    settings: settingsFor(settings, about),
  };
};

/** The parent in the destination's own spelling, where it has it. */
const parentOf = (type: TypeName, called: readonly string[], projection: Projection): Parent => {
  const item = projection.find(type, called);
  const names = item?.names ?? called;
  return { id: itemId(type, names), names, item };
};
