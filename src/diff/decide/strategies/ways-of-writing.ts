import { saysSo, type OnCreate, type ResourceType } from '../../../catalogue/index.js';
import type { SyncSettings } from '../../../settings/settings.js';
import { isObject, type JsonObject, type JsonValue } from '../../../model/json.js';
import { pointerOf } from '../../../model/pointer.js';
import type { CleanUp } from '../../../model/reason.js';
import { isOn } from '../../select/mode.js';
import { placeholdersIn } from '../placeholders.js';

/* What a declaration says of how a type is created and changed, beyond taking the source's content. */

/** What a new item that is installed from the server's own library says; undefined for one of the space's own. */
export const installedFrom = (
  { writing: { routes }, identity }: ResourceType,
  document: JsonObject,
): JsonObject | undefined => {
  const installed = routes?.install;
  const from = installed && document[installed.field];
  if (!installed || typeof from !== 'string' || identity.kind !== 'named') return undefined;
  return { [identity.field]: document[identity.field] ?? null, [installed.field]: from };
};

/** True for a field that follows only when a switch is on, and the switch is off. */
export const isSwitchedOff = (
  { merging: { strategy } }: ResourceType,
  field: string,
  settings: SyncSettings,
): boolean => {
  const switched = 'switched' in strategy ? strategy.switched : undefined;
  return switched?.fields.includes(field) === true && !isOn(switched.when, settings);
};

/** A new item as it is created: what must not happen by itself waits for a person. */
export const asCreated = (
  { merging: { onCreate } }: ResourceType,
  document: JsonObject,
): { readonly document: JsonObject; readonly cleanUp: readonly CleanUp[] } => {
  if (!onCreate || !isMeant(onCreate, document)) return { document, cleanUp: [] };
  const { fields = {}, appended, cleanUp, todo = 'check' } = onCreate;
  const changed = Object.entries(fields).filter(([field, value]) => document[field] !== value);
  const [first] = changed;
  if (onCreate.fields && !first) return { document, cleanUp: [] };
  const note = appended ? { [appended.field]: withNote(document[appended.field], appended.text) } : {};
  return {
    document: { ...document, ...Object.fromEntries(changed), ...note },
    cleanUp: [{ kind: todo, at: pointerOf(first ? [first[0]] : []), says: cleanUp }],
  };
};

const isMeant = ({ when, whenPlaceholder }: OnCreate, document: JsonObject): boolean =>
  (!when || saysSo(document, when)) && (!whenPlaceholder || placeholdersIn(document).length > 0);

/** An existing item that still waits for a person goes on waiting: only that person takes the note off or enables it. */
export const stillWaiting = (
  { merging: { onCreate } }: ResourceType,
  document: JsonObject,
  current: JsonObject,
): JsonObject => {
  const { fields = {}, appended } = onCreate ?? {};
  const waits = Object.entries(fields).filter(([field, value]) => field in document && current[field] === value);
  const text = appended && current[appended.field];
  const isNoted = appended && typeof text === 'string' && text.trimEnd().endsWith(appended.text);
  const note = isNoted ? { [appended.field]: withNote(document[appended.field], appended.text) } : {};
  return { ...document, ...Object.fromEntries(waits), ...note };
};

const withNote = (text: JsonValue | undefined, note: string): string =>
  typeof text !== 'string' || text.trim() === '' ? note : text.trimEnd().endsWith(note) ? text : `${text}\n\n${note}`;

/** What an existing item will say once its content is replaced; undefined where the content is the same. */
export const replacement = (
  { writing: { routes } }: ResourceType,
  next: JsonObject,
  current: JsonObject,
): JsonObject | undefined => {
  const replaced = routes?.replace;
  if (!replaced || next[replaced.when] === current[replaced.when]) return undefined;
  const sent = replaced.sends.flatMap((field) => (isObject(next[field]) ? [[field, next[field]] as const] : []));
  return { [replaced.when]: next[replaced.when] ?? null, ...Object.fromEntries(sent) };
};
