import { documentSays, ruleOf, saysTheSame, type Replaced, type ResourceType } from '../../catalogue/index.js';
import type { Change, UpdateChange } from '../../changeset/changeset.js';
import { DriftError } from '../../model/errors.js';
import { isObject, sameJson, type JsonObject } from '../../model/json.js';
import type { NamedItem } from '../../snapshot/name-space.js';
import { textIn } from '../../snapshot/read-space.js';
import { bodyFor } from '../body.js';
import { alreadyApplied, apiPath, type Destination, type Writer, type Written } from '../destination.js';
import { reread } from '../reread.js';
import type { Pointer } from '../../model/pointer.js';
import { contentOf } from '../trial/try-change.js';
import { tryPatch } from '../trial/try-patch.js';
import { findBorn, takeBorn } from './born.js';

/** Most changes: one POST or PUT of the document. */
export const writeDocument: Writer = async (type, change, destination) => {
  if (change.action === 'update') {
    const replace = type.writing.routes?.replace;
    const [, content] = contentOf(type, change.patch);
    if (replace && content.length > 0) return replaced(type, change, replace, destination);
    return update(type, change, destination, put);
  }
  if (change.action === 'delete') throw gone(change);
  const born = type.merging.bornWithParent ? await findBorn(type, change, destination) : undefined;
  const present = born ?? destination.live.find(type.name, change.names);
  if (!present) return post(type, change, change.document, destination);
  if (documentSays(type.fields, present.document, change.document)) {
    // It may be an earlier attempt whose answer was lost.
    await takeBorn(type, change.names, destination);
    return alreadyApplied;
  }
  if (!born) throw exists(change);
  return put(type, change, { ...born.document, ...change.document }, born, destination);
};

type Send = (
  type: ResourceType,
  change: Change,
  document: JsonObject,
  item: NamedItem,
  destination: Destination,
) => Promise<Written>;

const update = async (
  type: ResourceType,
  change: UpdateChange,
  destination: Destination,
  send: Send,
): Promise<Written> => {
  const item = await reread(type, change.names, destination);
  if (!item) throw gone(change);
  const test = tryPatch(type.fields, item.document, change.patch);
  if (test.kind === 'already-applied') return alreadyApplied;
  if (test.kind === 'drift') throw drifted(change, test.pointers);
  return send(type, change, test.document, item, destination);
};

/** The drift of a create: somebody has made it since, and otherwise. */
export const exists = (change: Change): DriftError =>
  new DriftError({
    what: `${change.id} exists now, with another content.`,
    remedy: 'Take a new snapshot of the destination and diff again.',
  });

/** The drift of what is there no more. */
export const gone = (change: Change): DriftError =>
  new DriftError({
    what: `${change.id} is no longer there.`,
    remedy: 'Take a new snapshot of the destination and diff again.',
  });

/** The drift of an update: at these places the document is another one by now. */
export const drifted = (change: Change, pointers: readonly Pointer[]): DriftError =>
  new DriftError({
    what: `${change.id} changed while apply was running, at ${pointers.join(', ')}.`,
    remedy: 'Take a new snapshot of the destination and diff again.',
  });

const post = async (
  type: ResourceType,
  change: Change,
  document: JsonObject,
  destination: Destination,
): Promise<Written> => {
  const { client, live, space } = destination;
  const own = apiPath(type, space, type.reading.path);
  const body = bodyFor(type, change, document, destination);
  const path = installPath(type, body, space.id) ?? own;
  destination.onWrite('POST', path);
  const answered = await client.post(path, path === own ? body : undefined);
  // Some answers hold the ID only.
  const isThin = type.identity.kind === 'named' && !(type.identity.field in answered);
  const stored = isThin ? await client.get(`${own}/${encodeURIComponent(textIn(answered, 'Id') ?? '')}`) : answered;
  const item = live.take(type, change.names, stored);
  await takeBorn(type, change.names, destination);
  return compare(type, item, document, destination);
};

/** Where a resource of the server's own library is installed; undefined for one of the space's own. */
const installPath = ({ writing }: ResourceType, body: JsonObject, spaceId: string): string | undefined => {
  const installed = writing.routes?.install;
  const id = installed && textIn(body, installed.field);
  return installed && id !== undefined
    ? installed.path.replace('{id}', encodeURIComponent(id)).replace('{space}', spaceId)
    : undefined;
};

/** Two requests, where more than the content changes; each looks anew what is done already. */
const replaced = async (
  type: ResourceType,
  change: UpdateChange,
  by: Replaced,
  destination: Destination,
): Promise<Written> => {
  const [others, content] = contentOf(type, change.patch);
  const changesOthers = others.some(({ op }) => op !== 'test');
  const first = changesOthers ? await update(type, { ...change, patch: others }, destination, put) : alreadyApplied;
  const second = await update(type, { ...change, patch: content }, destination, replaceBy(by));
  return {
    kind: first.kind === 'written' ? 'written' : second.kind,
    storedOtherwise: [...first.storedOtherwise, ...second.storedOtherwise],
  };
};

/** What a PUT cannot change goes to a route of its own, as plain text. */
const replaceBy =
  ({ route, sends, when }: Replaced): Send =>
  async (type, change, document, item, destination) => {
    const { client, space, live } = destination;
    const own = apiPath(type, space, `${type.reading.path}/${encodeURIComponent(item.id)}`);
    const body = bodyFor(type, change, document, destination, { raw: item.raw, document: item.document });
    const sent = sends.flatMap((field) => {
      const value = body[field];
      const text = isObject(value) ? value['NewValue'] : undefined;
      return typeof text === 'string' ? [[field, text] as const] : [];
    });
    destination.onWrite('POST', `${own}/${route}`);
    await client.post(`${own}/${route}`, { Id: item.id, SpaceId: space.id, ...Object.fromEntries(sent) });
    const stored = live.take(type, change.names, await client.get(own)).document;
    return { kind: 'written', storedOtherwise: sameJson(stored[when], document[when]) ? [] : [when] };
  };

const put: Send = async (type, change, document, item, destination) => {
  const { client, space, live } = destination;
  const path = apiPath(type, space, writePath(type, item, change.names, destination));
  const body = bodyFor(type, change, document, destination, { raw: item.raw, document: item.document });
  destination.onWrite('PUT', path);
  const current = (): Promise<JsonObject> =>
    type.reading.listing.kind === 'ofParent'
      ? client.get(path)
      : client.get(apiPath(type, space, `${type.reading.path}/${encodeURIComponent(item.id)}`));
  const answered = await client.put(path, body);
  const stored = textIn(answered, 'Id') === item.id ? answered : await current();
  return compare(type, live.take(type, change.names, stored), document, destination);
};

const writePath = (
  type: ResourceType,
  item: NamedItem,
  names: readonly string[],
  { live, version }: Destination,
): string => {
  const own = `${type.reading.path}/${encodeURIComponent(item.id)}`;
  if (!type.writing.putPath || !isSince(version, type.writing.putPath.since) || !type.parent) return own;
  const parentId = live.idOf(type.parent.type, names) ?? '';
  return type.writing.putPath.path.replace('{parent}', encodeURIComponent(parentId));
};

/** Compares `2026.3.1` with `2021.2`, number by number. */
const isSince = (version: string, since: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [fromMajor = 0, fromMinor = 0] = since.split('.').map(Number);
  return major > fromMajor || (major === fromMajor && minor >= fromMinor);
};

/** What a write came to: in which fields the server stored something else than was meant. A rehearsal has no server to ask. */
export const compare = (
  { fields }: ResourceType,
  stored: NamedItem,
  meant: JsonObject,
  { isRehearsal = false }: Pick<Destination, 'isRehearsal'>,
): Written => ({
  kind: 'written',
  storedOtherwise: isRehearsal
    ? []
    : Object.keys(meant).filter((field) => !saysTheSame(ruleOf(fields, field), stored.document[field], meant[field])),
});
