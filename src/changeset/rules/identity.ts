import { nameIn, ownerOf, typeNamed, type ResourceType } from '../../catalogue/index.js';
import { orderOf } from '../../catalogue/order.js';
import type { JsonObject } from '../../model/json.js';
import { foldName, itemId, partId } from '../../model/names.js';
import type { Change } from '../changeset.js';
import type { Note } from './defect.js';

/** The part of an item that a change is about: `projects` of `tenants/Internal#projects`. */
export const partOf = ({ id }: Pick<Change, 'id'>): string | undefined => id.split('#')[1];

/** Whether what a change calls itself is what it is: its id, its names, its place in the order. */
export const checkIdentity = (change: Change, note: Note, isUndo = false): void => {
  const type = typeNamed(change.type);
  const part = partOf(change);
  if (isNeverWritten(type)) note(`${change.type} are only read, and never written`, change.type, '/type');
  const depth = depthOf(type);
  if (change.names.length !== depth || change.names.some((name) => name.trim() === ''))
    note(`${change.type} are identified by ${depth} ${depth === 1 ? 'name' : 'names'}`, [...change.names], '/names');
  const id = itemId(change.type, change.names);
  if (change.id !== (part === undefined ? id : partId(id, part)))
    note(`the id names another item than type and names, which make ${id}`, change.id, '/id');
  const { owner } = ownerOf(change.type, change.names);
  if (change.owner !== owner) note(`it belongs to ${owner ?? 'nothing'}`, change.owner ?? null, '/owner');
  if (part !== undefined) checkPart(type, part, change, note);
  const order = orderIn(type, part);
  // An undo goes the other way, and around what it brings back (rules undo-order).
  if (!isUndo && order !== undefined && change.order !== order)
    note(`the order of this is ${order} (docs/syncing-order.md)`, change.order, '/order');
  if (change.action !== 'update') checkName(type, change.names, change.document, note);
};

const isNeverWritten = ({ lookupOnly = false, compareOnly = false }: ResourceType): boolean =>
  lookupOnly || compareOnly;

const depthOf = (type: ResourceType): number => {
  const above = type.parent ? depthOf(typeNamed(type.parent.type)) : 0;
  return type.identity.kind === 'onePerParent' ? above : above + 1;
};

const checkPart = (type: ResourceType, part: string, change: Change, note: Note): void => {
  if (change.action !== 'update') note(`a part of an item is never ${change.action}d by itself`, change.id, '/id');
  if (!(type.merging.later ?? []).some((later) => later.part === part))
    note(`${type.name} have no part "${part}"`, change.id, '/id');
};

const orderIn = (type: ResourceType, part: string | undefined): number | undefined => {
  if (part === undefined) return isNeverWritten(type) ? undefined : orderOf(type.name);
  return (type.merging.later ?? []).some((later) => later.part === part) ? orderOf(type.name, part) : undefined;
};

/** A document says its own name; that of the one document a parent has is the parent's. */
const checkName = (type: ResourceType, names: readonly string[], document: JsonObject, note: Note): void => {
  if (type.identity.kind !== 'named') return;
  const own = nameIn(type, document);
  if (own === undefined || foldName(own) !== foldName(names.at(-1) ?? ''))
    note(`the document is of another name than the change`, own ?? null, '/document');
};
