import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Changeset } from '../changeset/changeset.js';
import { closestName } from '../model/closest-name.js';
import { UsageError } from '../model/errors.js';
import { isObject, type JsonValue } from '../model/json.js';
import { isTypeName } from '../model/names.js';
import { parseJson } from '../model/parse-json.js';
import { knownSecrets } from '../octopus/known-secrets.js';

/** Real values for placeholders, and what a person should know of their file. */
export interface Secrets {
  readonly valueFor: (changeId: string, pointer: string) => string | undefined;
  readonly notes: readonly string[];
}

/**
 * Reads real values for placeholders (rules secret-supplied): `{ "certificates/Web": { "/Password": { "env":
 * "WEB_PASSWORD" } } }`. A value is a text, `{ "env": NAME }`, or `{ "file": PATH }` for bytes in base 64 (a
 * certificate). Throws UsageError that names the place, never the value; a place where the changeset waits for no secret is
 * one, too: a slip of the pen would leave a placeholder on the destination.
 */
export const readSecrets = async (path: string | undefined, changeset: Changeset): Promise<Secrets> => {
  if (path === undefined) return { valueFor: () => undefined, notes: [] };
  const secrets = new Map<string, string>();
  const notes = await openToOthers(path);
  const places = secretPlaces(changeset);
  const given = await parseFile(path);
  const unsupplied = [...places.keys()].filter((id) => !Object.hasOwn(given, id));
  for (const [id, values] of Object.entries(given)) {
    if (!isObject(values)) throw wrong(path, id, 'is no object of pointers and values');
    const pointers = places.get(id);
    if (pointers === undefined) notes.push(notWaitedFor(path, id, unsupplied));
    for (const [pointer, value] of Object.entries(values)) {
      if (pointers && !pointers.includes(pointer))
        throw wrong(path, `${id} ${pointer}`, noSuchPlace(pointer, pointers));
      secrets.set(`${id} ${pointer}`, await valueOf(value, path, `${id} ${pointer}`));
    }
  }
  // From now on nothing shows them, whoever repeats them.
  knownSecrets.learn(...secrets.values());
  return { valueFor: (id, pointer) => secrets.get(`${id} ${pointer}`), notes };
};

/** Where a changeset waits for secrets: the pointers, by change. */
const secretPlaces = ({ changes }: Changeset): ReadonlyMap<string, readonly string[]> =>
  new Map(
    changes.flatMap(({ id, cleanUp }) => {
      const waiting = cleanUp.filter(({ kind }) => kind === 'replace-secret' || kind === 'supply-secret');
      return waiting.length > 0 ? [[id, waiting.map(({ at }) => at)] as const] : [];
    }),
  );

/**
 * A file may serve many changesets: what this one does not wait for is a note. What looks like a slip is an error: no such
 * type, or nearly the id of something that does wait, and for which the file has nothing.
 */
const notWaitedFor = (path: string, id: string, unsupplied: readonly string[]): string => {
  const meant = closestName(id, unsupplied, 2);
  if (meant !== undefined) throw wrong(path, id, `is no change that waits for a secret; did you mean ${meant}?`);
  if (!isTypeName(id.split('/')[0] ?? '')) throw wrong(path, id, 'does not begin with a type of resource');
  return `${path}: nothing in this changeset waits for the secrets of ${id}.`;
};

const noSuchPlace = (pointer: string, pointers: readonly string[]): string => {
  const meant = closestName(pointer, pointers);
  return `is no place of a secret; ${meant === undefined ? `there are: ${pointers.slice(0, 5).join(', ')}` : `did you mean ${meant}?`}`;
};

/** Says so if others on this machine can read the file. Windows tells nothing of that kind. */
const openToOthers = async (path: string): Promise<string[]> => {
  const mode = await stat(path).then(
    (found) => found.mode,
    () => 0,
  );
  return process.platform !== 'win32' && (mode & 0o077) !== 0
    ? [`${path} can be read by other users of this machine: chmod 600 keeps it to you.`]
    : [];
};

const parseFile = async (path: string): Promise<Readonly<Record<string, JsonValue>>> => {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError({ what: 'The file of secrets cannot be read.', where: path, remedy: 'Check its path.' });
  });
  // Why it is no JSON is not said: the parser's message may quote the text, which is secret.
  const parsed = parseJson(text);
  if (parsed.kind === 'value' && isObject(parsed.json)) return parsed.json;
  throw new UsageError({
    what: parsed.kind === 'refused' ? `The file of secrets ${parsed.why}.` : 'The file of secrets is no JSON object.',
    where: path,
    remedy: 'See docs/commands.md.',
  });
};

const valueOf = async (value: JsonValue, path: string, at: string): Promise<string> => {
  if (typeof value === 'string') return value;
  const { env, file } = isObject(value) ? value : {};
  if (typeof env === 'string') {
    const found = process.env[env];
    if (found === undefined || found === '')
      throw wrong(path, at, `names the environment variable ${env}, which is not set`);
    return found;
  }
  if (typeof file === 'string') {
    const bytes = await readFile(resolve(dirname(path), file)).catch(() => {
      throw wrong(path, at, `names the file ${file}, which cannot be read`);
    });
    return bytes.toString('base64');
  }
  throw wrong(path, at, 'is neither a text, nor { "env": NAME }, nor { "file": PATH }');
};

const wrong = (path: string, at: string, what: string): UsageError =>
  new UsageError({ what: `The entry ${at} ${what}.`, where: path, remedy: 'See docs/commands.md, "Secrets".' });
