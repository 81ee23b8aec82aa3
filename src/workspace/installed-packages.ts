import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 } from '../model/canonical.js';
import { isObject, textOf, type JsonObject } from '../model/json.js';
import type { Digest } from '../model/names.js';
import { parseJson } from '../model/parse-json.js';

/** The packages that a program runs with: which list was digested, and its SHA-256. */
export interface Installed {
  readonly from: string;
  readonly digest: Digest;
}

/**
 * The digest of the packages that the program in a folder runs with (rules evidence-packages): that of the lock file which lies
 * there, or else of all installed packages that it depends on, as sorted lines of NAME@VERSION. npm publishes no package-lock.json.
 */
export const installedIn = async (root: string): Promise<Installed> => {
  for (const from of ['npm-shrinkwrap.json', 'package-lock.json']) {
    const bytes = await readFile(join(root, from)).catch(() => undefined);
    if (bytes) return { from, digest: sha256(bytes) };
  }
  const found = new Map<string, string>();
  await walk(root, found);
  const lines = [...new Set(found.values())].sort().map((line) => `${line}\n`);
  return { from: 'installed packages (lines of NAME@VERSION)', digest: sha256(lines.join('')) };
};

/** Notes a package and all that it depends on, by their folders. */
const walk = async (folder: string, found: Map<string, string>): Promise<void> => {
  const about = await packageIn(folder);
  if (about === undefined || found.has(folder)) return;
  found.set(folder, `${textOf(about['name'])}@${textOf(about['version'])}`);
  const needed = ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((field) => {
    const of = about[field];
    return isObject(of) ? Object.keys(of) : [];
  });
  for (const name of needed) {
    const at = await resolved(folder, name);
    if (at !== undefined) await walk(at, found);
  }
};

/** Where Node finds a package: in the nearest folder `node_modules`, upwards. */
const resolved = async (from: string, name: string): Promise<string | undefined> => {
  for (let folder = from; ; folder = dirname(folder)) {
    const at = join(folder, 'node_modules', name);
    if (await packageIn(at)) return at;
    if (folder === dirname(folder)) return undefined;
  }
};

const packageIn = async (folder: string): Promise<JsonObject | undefined> => {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '');
  const parsed = parseJson(text);
  return parsed.kind === 'value' && isObject(parsed.json) ? parsed.json : undefined;
};
