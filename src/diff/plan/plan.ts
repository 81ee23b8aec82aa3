import { saysSo, type LaterPart, type ResourceType } from '../../catalogue/index.js';
import type { Change, Entry } from '../../changeset/changeset.js';
import { settingsFor, type SyncSettings } from '../../config/settings.js';
import type { Item, SpaceIdentity, SpaceSnapshot } from '../../model/item.js';
import { type JsonObject } from '../../model/json.js';
import { BUILT_IN } from '../../model/markers.js';
import { byText, itemId, keyOf } from '../../model/names.js';
import type { CleanUp, Reason, Warning } from '../../model/reason.js';
import { aboutItem } from '../select/about.js';
import { laterPart, mainDocument } from '../decide/parts.js';
import { makePatch } from '../patch/patch.js';
import { dropUnneeded } from './unneeded.js';
import { mappedSource, mapperFor } from '../select/mapping.js';
import { refuse, refuseOrphan, reportParts, type Plan, type Refusing } from './refuse.js';
import { inOrder, isBorn, type Task } from '../select/tasks.js';
import { Projection } from '../terms/projection.js';
import type { Selected } from '../select/select.js';
import { strategies } from '../decide/strategies/index.js';
import type { Outcome } from '../decide/strategies/strategy.js';

/** The two sides of a plan. */
export interface Sides {
  readonly source: SpaceSnapshot;
  readonly destination: SpaceSnapshot;
  readonly isOtherVersion: boolean;
}

interface Work extends Refusing {
  readonly isOtherVersion: boolean;
  readonly sourceSide: Projection;
  readonly destination: SpaceIdentity;
  readonly projection: Projection;
  readonly settings: SyncSettings;
  /** Ids of items that nobody selected, but others need. */
  readonly pulled: Set<string>;
  /** By type and parent: the create that takes the place of what the server makes with the parent. */
  readonly born: Map<string, string>;
}

/**
 * Decides the selected items one after the other, in the syncing order: each decision sees the destination as the ones
 * before it will have left it, so that once all is applied nothing is left to do (rules always-settled). Fields that
 * wait for a later order are decided in that order.
 */
export const makePlan = (
  selected: readonly Selected[],
  { source, destination, isOtherVersion }: Sides,
  settings: SyncSettings,
): Plan => {
  const plan: Plan = { changes: [], left: [], skipped: [], unsupported: [], blocked: [], errors: [], unchanged: [] };
  const projection = new Projection(destination);
  const sourceSide = new Projection(mappedSource(source, mapperFor(settings)));
  const work: Work = {
    plan,
    isOtherVersion,
    sourceSide,
    destination: destination.identity,
    projection,
    settings,
    absent: new Map(),
    pulled: new Set(),
    born: new Map(),
  };
  const { tasks, collisions } = inOrder(selected, mapperFor(settings));
  plan.errors.push(...collisions);
  for (const task of tasks) {
    if (task.part) decidePart(task, task.part, work);
    else decideItem(task, work);
  }
  return withoutUnneeded(plan, work);
};

/** What was brought in for something that is not written after all leaves again. */
const withoutUnneeded = (plan: Plan, { pulled }: Work): Plan => {
  const { changes, skipped } = dropUnneeded(plan.changes, ({ id }) => pulled.has(id));
  return skipped.length === 0 ? plan : { ...plan, changes: [...changes], skipped: [...plan.skipped, ...skipped] };
};

const decideItem = ({ selected, target }: Task, work: Work): void => {
  const { type, item, reason } = selected;
  const { projection, plan } = work;
  const about = aboutItem(type, item.names);
  const settings = settingsFor(work.settings, about);
  const parentNames = type.identity.kind === 'onePerParent' ? target : target.slice(0, -1);
  const parent = type.parent && projection.find(type.parent.type, parentNames);
  const existing = projection.find(type.name, target);
  const own = type.identity.kind === 'onePerParent' ? [] : target.slice(-1);
  const names = existing?.names ?? [...(parent?.names ?? parentNames), ...own];
  const id = itemId(type.name, names);
  const entry = { id, type: type.name, names };
  if (reason.rule === 'dependencies' && !type.parent) work.pulled.add(id);

  const why =
    (projection.isAbsent(type.name) ? 'The server of the destination does not have this type.' : undefined) ??
    unsupportedBy(type, item.document, existing !== undefined) ??
    (existing && unsupportedBy(type, existing.document, true));
  if (why !== undefined) {
    work.absent.set(id, 'unsupported');
    plan.unsupported.push({ ...entry, reasons: [{ rule: 'unsupported', says: why }] });
    return;
  }
  const parentId = type.parent && itemId(type.parent.type, parent?.names ?? parentNames);
  if (parentId !== undefined && (!parent || work.absent.get(parentId) === 'unsupported')) {
    refuseOrphan(type, parentId, entry, work);
    return;
  }
  const unknown = existing ? undefined : projection.whyUnknown(type.name);
  if (unknown !== undefined) {
    const says = `The destination's ${type.name} could not be read whole (${unknown}), so this one may exist.`;
    refuse(work, entry, 'blocked', [{ rule: 'incomplete is not absent', says }], []);
    return;
  }
  const input = {
    type,
    source: mainDocument(type, called(type, item, target)),
    names,
    about,
    sourceSide: work.sourceSide,
    destination: work.destination,
    existing: withoutParts(type, existing),
    projection,
    isOtherVersion: work.isOtherVersion,
    settings,
  };
  const outcome = strategies[type.strategy](input);
  reportParts(work, entry, outcome.parts);
  if (outcome.kind !== 'decided') {
    refuse(work, entry, outcome.kind, outcome.reasons, outcome.kind === 'blocked' ? outcome.missing : []);
    return;
  }
  const siblings = type.parent && !existing ? bornSibling(selected, parentNames, work) : [];
  const needs = [...outcome.needs, ...siblings, ...(parent?.createdBy === undefined ? [] : [parent.createdBy])];
  settleItem(selected, { entry, outcome, needs, reason, existing: existing?.document }, work);
};

/** The source's document under the name that a mapping gives it. */
const called = (type: ResourceType, item: Item, target: readonly string[]): JsonObject => {
  const name = target.at(-1) ?? '';
  if (type.identity.kind !== 'named' || type.identity.then || name === item.names.at(-1)) return item.document;
  return { ...item.document, [type.identity.field]: name };
};

const withoutParts = (type: ResourceType, existing: Selected['item'] | undefined): Selected['item'] | undefined =>
  existing && { ...existing, document: mainDocument(type, existing.document) };

interface Settling {
  readonly entry: Omit<Entry, 'reasons'>;
  readonly outcome: Extract<Outcome, { kind: 'decided' }>;
  readonly needs: readonly string[];
  readonly reason: Reason;
  readonly existing: JsonObject | undefined;
}

const settleItem = (
  { type, item }: Selected,
  { entry, outcome, needs, reason, existing }: Settling,
  work: Work,
): void => {
  const { plan, projection } = work;
  const reasons = [reason, ...outcome.reasons];
  const shared = { ...entry, type: type.name, order: type.order, dependsOn: sortedSet(needs, entry.id) };
  const keep = (document: JsonObject, created?: string, changed?: string): void =>
    projection.put({ type: type.name, names: entry.names, key: keyOf(entry.names), document }, created, changed);
  if (!existing) {
    const document = { ...outcome.document, ...initialParts(type, item.document) };
    const comesWithParent = type.parent && type.identity.kind === 'onePerParent' && saysNothing(document);
    keep({ ...document, ...bornAs(type, item.document) }, comesWithParent ? shared.dependsOn[0] : entry.id);
    if (isBorn({ type, item, reason })) work.born.set(`${type.name} ${keyOf(entry.names.slice(0, -1))}`, entry.id);
    if (comesWithParent) plan.unchanged.push(entry);
    else plan.changes.push({ ...shared, action: 'create', document, ...explained(outcome, reasons) });
    return;
  }
  const whole = { ...existing, ...outcome.document };
  const patch = makePatch(type.fields, existing, whole);
  keep(whole, undefined, entry.id);
  if (patch.length > 0) plan.changes.push({ ...shared, action: 'update', patch, ...explained(outcome, reasons) });
  else if (outcome.differing === 0) plan.unchanged.push(entry);
  else if (!outcome.parts.some(({ verdict }) => verdict === 'left'))
    plan.left.push({ ...entry, differing: outcome.differing, reasons });
};

/** What later parts say until their order comes; only for fields that the source's version of the server has. */
const initialParts = (type: ResourceType, source: JsonObject): JsonObject =>
  Object.fromEntries(
    (type.later ?? []).flatMap(({ initially }) =>
      Object.entries(initially).filter(([field]) => Object.hasOwn(source, field)),
    ),
  );

/** What later parts say of a new item that nobody told anything; only for fields that the source's server has. */
const bornAs = (type: ResourceType, source: JsonObject): JsonObject =>
  Object.fromEntries(
    (type.later ?? []).flatMap(({ bornAs: born = {} }) =>
      Object.entries(born).filter(([field]) => Object.hasOwn(source, field)),
    ),
  );

/** A variable set without variables or a process without steps: the server makes just that with its owner. */
const saysNothing = (document: JsonObject): boolean =>
  Object.values(document).every((value) => value === null || (Array.isArray(value) && value.length === 0));

const explained = (
  { warnings, cleanUp }: { readonly warnings: readonly Warning[]; readonly cleanUp: readonly CleanUp[] },
  reasons: readonly Reason[],
): Pick<Change, 'reasons' | 'warnings' | 'cleanUp'> => ({ reasons, warnings, cleanUp });

const sortedSet = (needs: readonly string[], self: string): readonly string[] =>
  [...new Set(needs)].filter((id) => id !== self).sort(byText);

/** The item that takes the server-made one's place goes first: a sibling may need the name that one had. */
const bornSibling = (selected: Selected, parentNames: readonly string[], { born }: Work): readonly string[] => {
  const id = isBorn(selected) ? undefined : born.get(`${selected.type.name} ${keyOf(parentNames)}`);
  return id === undefined ? [] : [id];
};

const unsupportedBy = (type: ResourceType, document: JsonObject, exists: boolean): string | undefined => {
  if (BUILT_IN in document && !exists) return 'Built in: every server makes it by itself.';
  return (type.unsupported ?? []).find((rule) => saysSo(document, rule))?.reason;
};

/** The fields of an item that had to wait: an update of what the item says by then. */
const decidePart = ({ selected: { type, item }, target }: Task, part: LaterPart, work: Work): void => {
  const { projection, plan } = work;
  const settings = settingsFor(work.settings, aboutItem(type, item.names));
  const current = projection.find(type.name, target);
  if (!current) return;
  const id = `${itemId(type.name, current.names)}#${part.part}`;
  const entry = { id, type: type.name, names: current.names };
  const outcome = laterPart(type, part, item.document, current, projection, settings, current.createdBy !== undefined);
  if (outcome.kind === 'off') {
    if (outcome.differing > 0)
      plan.left.push({ ...entry, part: part.part, differing: outcome.differing, reasons: outcome.reasons });
    return;
  }
  if (outcome.missing.length > 0) {
    plan.blocked.push({ ...entry, part: part.part, reasons: outcome.reasons, missing: outcome.missing });
    return;
  }
  const patch = makePatch(type.fields, current.document, outcome.document);
  if (patch.length === 0) return;
  projection.put({ ...current, document: outcome.document }, current.createdBy, id);
  const dependsOn = sortedSet([...outcome.needs, ...(current.createdBy === undefined ? [] : [current.createdBy])], id);
  plan.changes.push({
    ...entry,
    order: part.order,
    dependsOn,
    action: 'update',
    patch,
    ...explained(outcome, outcome.reasons),
  });
};
