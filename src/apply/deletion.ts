import { childTypesOf, type ResourceType } from '../catalogue/index.js';
import type { Change, DeleteChange } from '../changeset/changeset.js';
import type { ChangeId } from '../model/names.js';

/** Whether a receipt says that octosync created these very things, by the change and their IDs (rules undo-delete). */
export type MayDelete = (id: ChangeId, ids: readonly string[]) => boolean;

export const isDeletion = (change: Change): change is DeleteChange => change.action === 'delete';

/** The types of all that belongs to items of a type, however deep. */
export const descendantTypes = (type: ResourceType): readonly ResourceType[] =>
  childTypesOf(type.name).flatMap((child) => [child, ...descendantTypes(child)]);
