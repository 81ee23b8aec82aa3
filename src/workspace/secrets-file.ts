import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../model/errors.js';
import { isObject, type JsonValue } from '../model/json.js';
import { parseJson } from '../model/parse-json.js';
import { knownSecrets } from '../octopus/known-secrets.js';

/**
 * Reads real values for placeholders (rules secret-supplied): `{ "certificates/Web": { "/Password": { "env":
 * "WEB_PASSWORD" } } }`. A value is a text, `{ "env": NAME }`, or `{ "file": PATH }` for bytes in base 64 (a
 * certificate). Gives them by `ID POINTER`; from then on nothing shows them. Throws UsageError that names the place, never the value.
 */
export const readSecrets = async (path: string | undefined): Promise<ReadonlyMap<string, string>> => {
  const secrets = new Map<string, string>();
  if (path === undefined) return secrets;
  const content = await parseFile(path);
  for (const [id, values] of Object.entries(content)) {
    if (!isObject(values)) throw wrong(path, id, 'is no object of pointers and values');
    for (const [pointer, value] of Object.entries(values))
      secrets.set(`${id} ${pointer}`, await valueOf(value, path, `${id} ${pointer}`));
  }
  knownSecrets.learn(...secrets.values());
  return secrets;
};

const parseFile = async (path: string): Promise<Readonly<Record<string, JsonValue>>> => {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError({ what: 'The file of secrets cannot be read.', where: path, remedy: 'Check its path.' });
  });
  // Why it cannot be read is not said: the parser's message may quote the text, which is secret.
  const parsed = parseJson(text);
  if (parsed.kind === 'value' && isObject(parsed.json)) return parsed.json;
  throw new UsageError({
    what: 'The file of secrets is no JSON object.',
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
