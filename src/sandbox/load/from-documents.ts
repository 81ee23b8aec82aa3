import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiSpace, GitContents } from '../../model/api-documents.js';
import { UsageError } from '../../model/errors.js';
import { isObject, objectsOf, type JsonObject } from '../../model/json.js';
import { parseJson, whyUnusable } from '../../model/parse-json.js';

/** The folders of documents that the sandbox serves, in lower case: of a space, and of the server. */
export interface Served {
  readonly space: ReadonlySet<string>;
  readonly server: ReadonlySet<string>;
}

export interface LoadedDocuments extends ApiSpace {
  /** Folders that the sandbox does not serve. */
  readonly leftOut: readonly string[];
}

/**
 * Reads a directory of raw API documents: one folder a collection (`Projects/Web.json`), one document a file, as GET
 * answers them. Throws UsageError for files that are no JSON documents.
 */
export const loadDocuments = async (
  directory: string,
  about: { readonly space: string; readonly version: string; readonly installationId: string },
  served: Served,
): Promise<LoadedDocuments> => {
  const folders = (await readdir(directory, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const read = await Promise.all(
    folders.map(async ({ name }) => [name.toLowerCase(), await readFolder(join(directory, name))] as const),
  );
  const documents = read.filter(([path]) => served.space.has(path));
  const git = read
    .filter(([path]) => path === GIT)
    .flatMap(([, files]) => files.map((file) => gitContentsIn(file, directory)));
  if (documents.length === 0) {
    throw new UsageError({
      what: 'There are neither a snapshot nor folders of API documents here.',
      where: directory,
      remedy: 'Name a snapshot directory, or one with folders such as Projects and Environments.',
    });
  }
  return {
    name: about.space,
    version: about.version,
    installationId: about.installationId,
    documents: Object.fromEntries(documents),
    shared: Object.fromEntries(read.filter(([path]) => served.server.has(path))),
    ...(git.length > 0 && { git }),
    leftOut: read
      .map(([path]) => path)
      .filter((path) => path !== GIT && !served.space.has(path) && !served.server.has(path)),
  };
};

/** The folder of what version-controlled projects have in their repositories. */
const GIT = 'git';

/** What a project has at a ref: `{ projectId, gitRef, documents, message }`, the latter two as GET answers them, by collection. Throws UsageError. */
const gitContentsIn = ({ projectId, gitRef, documents, message }: JsonObject, directory: string): GitContents => {
  if (typeof projectId !== 'string' || !isObject(documents))
    throw new UsageError({
      what: 'A document of Git has no projectId, or no documents.',
      where: join(directory, 'Git'),
      remedy: 'Each file says what one project has at one ref: { projectId, gitRef, documents }.',
    });
  return {
    projectId,
    ...(typeof gitRef === 'string' && { gitRef }),
    ...(typeof message === 'string' && { message }),
    documents: Object.fromEntries(Object.entries(documents).map(([path, list]) => [path, objectsOf(list)])),
  };
};

const readFolder = async (folder: string): Promise<readonly JsonObject[]> => {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(
    files.map(async (file) => {
      const path = join(folder, file);
      const document = parse(await readFile(path, 'utf8'), path);
      if (isObject(document)) return document;
      throw new UsageError({
        what: 'Not a JSON object.',
        where: path,
        remedy: 'Each file is one document, as GET answers it.',
      });
    }),
  );
};

const parse = (text: string, path: string): unknown => {
  const parsed = parseJson(text.replace(/^\uFEFF/, ''));
  if (parsed.kind === 'value') return parsed.json;
  throw new UsageError({ what: `Not usable: ${whyUnusable(parsed)}.`, where: path, remedy: 'Restore the file.' });
};
