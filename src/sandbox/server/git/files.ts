import { isList, isObject, mapFields, type JsonObject, type JsonValue } from '../../../model/json.js';
import { objectIn, objectsIn, textIn } from '../documents.js';
import { slugOf } from '../ids.js';
import type { Space } from '../space.js';
import { ownerInFile, withReferences, withScopes } from './references.js';
import type { Files } from './repository.js';
import { toSlug } from './slugs.js';

/** What a project has in its folder, by the path below that. Runbooks have a file each. */
export const fileNames = {
  schema: 'schema_version.ocl',
  process: 'deployment_process.ocl',
  settings: 'deployment_settings.ocl',
  variables: 'variables.ocl',
} as const;

/** The name of the file of a runbook. */
export const runbookFile = (slug: string): string => `runbooks/${slug}.ocl`;

/** Says that a folder is one of Octopus; a branch without it cannot be read. */
export const schemaFile: JsonObject = { Version: 10 };

const prefix = (basePath: string): string => (basePath === '' ? '' : `${basePath}/`);

/** The files in a folder of a commit, by their path below it. */
export const filesIn = (files: Files, basePath: string): Files => {
  const start = prefix(basePath);
  return Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => path.startsWith(start))
      .map(([path, file]) => [path.slice(start.length), file]),
  );
};

/** All files of a commit, with those of one folder changed: undefined removes one. */
export const withFiles = (
  files: Files,
  basePath: string,
  changes: Readonly<Record<string, JsonObject | undefined>>,
): Files => {
  const changed = new Map(Object.entries(changes).map(([name, file]) => [`${prefix(basePath)}${name}`, file]));
  const kept = Object.entries(files).filter(([path]) => !changed.has(path));
  const written = [...changed].flatMap(([path, file]) => (file ? [[path, file] as const] : []));
  return Object.fromEntries([...kept, ...written]);
};

/*
 * Documents of a project as its files have them: without what the server makes up (IDs, versions, links), and with the slugs of
 * what they refer to.
 */

/** A document without some members. */
export const without = (document: JsonObject, fields: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(document).filter(([field]) => !fields.includes(field)));

const ofServer = ['Id', 'Links', 'LastModifiedOn', 'LastModifiedBy', 'SpaceId', 'ProjectId', 'Version'];

/** The file of a process: its steps. */
export const processFile = (space: Space, projectId: string, process: JsonObject): JsonObject => {
  const { Steps: steps = [] } = withReferences('deploymentprocesses', process, (path, id) =>
    toSlug(space, projectId, path, id),
  );
  return {
    Steps: objectsIn({ Steps: steps }, 'Steps').map((step) => ({
      ...withSlug(step),
      Actions: objectsIn(step, 'Actions').map((action) => ({
        ...withSlug(action),
        Packages: objectsIn(action, 'Packages').map((one) => without(one, ['Id'])),
      })),
    })),
  };
};

const withSlug = (item: JsonObject): JsonObject => ({
  ...without(item, ['Id', 'Links', 'LastModifiedOn', 'LastModifiedBy']),
  Slug: textIn(item, 'Slug') || slugOf(textIn(item, 'Name')),
});

/** The file of deployment settings; the step that gives the version stands by its slug. */
export const settingsFile = (space: Space, projectId: string, settings: JsonObject): JsonObject => {
  const steps = objectsIn(space.find('deploymentprocesses', `deploymentprocess-${projectId}`) ?? {}, 'Steps');
  return withSteps(without(settings, ofServer), [
    ...steps,
    ...steps.flatMap((step) => objectsIn(step, 'Actions')),
  ]) as JsonObject;
};

/** A value in which every step that is called by name or ID is called by its slug. */
export const withSteps = (value: JsonValue, steps: readonly JsonObject[]): JsonValue => {
  const slug = (called: JsonValue): JsonValue => {
    if (typeof called !== 'string') return called;
    const found = steps.find(
      (one) => one['Id'] === called || textIn(one, 'Name').toLowerCase() === called.toLowerCase(),
    );
    return found ? textIn(found, 'Slug') || slugOf(textIn(found, 'Name')) : called;
  };
  if (isList(value)) return value.map((item) => withSteps(item, steps));
  if (!isObject(value)) return value;
  return mapFields(value, (member, field) => (field === 'DeploymentAction' ? slug(member) : withSteps(member, steps)));
};

/** The file of variables; those that are secret are not for files. */
export const variablesFile = (space: Space, projectId: string, set: JsonObject): JsonObject => {
  const { Variables: variables = [] } = withScopes(set, {
    scope: (path, id) => toSlug(space, projectId, path, id),
    value: (path, id) => toSlug(space, projectId, path, id),
    owner: ownerInFile(projectId, (id) => {
      const runbook = space.find('runbooks', id);
      return runbook && textIn(runbook, 'Slug');
    }),
  });
  return {
    Variables: objectsIn({ Variables: variables }, 'Variables')
      .filter((variable) => !isSecret(variable))
      .map((variable) => without(variable, ['Id'])),
  };
};

/** Whether a variable is one that only the database keeps. */
export const isSecret = (variable: JsonObject): boolean =>
  variable['IsSensitive'] === true || variable['Type'] === 'Sensitive';

/** The file of a runbook: what it is, and its process. Tags stand by their names. */
export const runbookFileOf = (
  space: Space,
  projectId: string,
  runbook: JsonObject,
  process: JsonObject,
): JsonObject => ({
  ...without(
    withReferences('runbooks', runbook, (path, id) => toSlug(space, projectId, path, id)),
    [...ofServer, 'Slug', 'RunbookProcessId', 'PublishedRunbookSnapshotId'],
  ),
  RunbookTags: tagsByName(space, runbook),
  Process: processFile(space, projectId, process),
});

const tagsByName = (space: Space, runbook: JsonObject): readonly string[] => {
  const names = new Map(
    space
      .all('tagsets')
      .flatMap((set) => objectsIn(set, 'Tags').map((tag) => [textIn(tag, 'Id'), textIn(tag, 'CanonicalTagName')])),
  );
  const { RunbookTags: tags = [] } = runbook;
  return (Array.isArray(tags) ? (tags as readonly unknown[]) : [])
    .filter((tag) => typeof tag === 'string')
    .map((tag) => names.get(tag) ?? tag);
};

/** The process in the file of a runbook. */
export const processOf = (file: JsonObject): JsonObject => objectIn(file, 'Process');
