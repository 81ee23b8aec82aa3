// Finds where src and test cite a rule of docs/rules.md, `(rules scope-policy)`, or a page of docs/octopus-api.md,
// `(octopus-api tenants, projects)`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** The pages that code cites, without `.md`. */
export const citedPages = ['rules', 'octopus-api'];

/** Every citation in src and test below a folder, in the order of files and lines. */
export const readCitations = (root) =>
  sourcesIn(root).flatMap((file) => citationsIn(file, readFileSync(join(root, file), 'utf8')));

/** The sources in src and test, as paths below the folder. */
export const sourcesIn = (root) => ['src', 'test'].flatMap((folder) => sourcesBelow(root, folder));

/** The citations in one file: page, id, file, and `within`, the name of the declaration that holds or follows it. */
export const citationsIn = (file, text) => {
  const found = [...text.matchAll(/\((rules|octopus-api)\s([^)]*)\)/g)];
  if (found.length === 0) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false);
  return found.flatMap(({ 1: page, 2: ids, index }) =>
    ids
      // A citation may go on in the next line of a comment.
      .replaceAll(/[\s*]+|\/\//g, ' ')
      .split(',')
      .map((id) => ({ page, id: id.trim(), file, within: nameAt(source, index) })),
  );
};

const sourcesBelow = (root, folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|js)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'))
    .sort();

const nameAt = (source, position) => {
  const statement = source.statements.find(({ pos, end }) => pos <= position && position < end);
  const named = statement && ts.isVariableStatement(statement) ? statement.declarationList.declarations[0] : statement;
  return named?.name?.text;
};
