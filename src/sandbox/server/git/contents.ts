import type { JsonObject } from '../../../model/json.js';
import { objectsIn, textIn, type Documents } from '../documents.js';
import { slugOf } from '../ids.js';
import type { Space } from '../space.js';
import {
  fileNames,
  processFile,
  runbookFile,
  runbookFileOf,
  schemaFile,
  settingsFile,
  variablesFile,
  withSteps,
} from './files.js';
import { renamed } from './references.js';
import type { Files } from './repository.js';
import { uniquely } from './step-slugs.js';

/** The documents of a project as files, and how what had an ID is called in them. */
export interface Contents {
  readonly files: Files;
  /** IDs of steps, actions and runbooks → their slugs. */
  readonly names: ReadonlyMap<string, string>;
  /** Steps and actions of the deployment process. */
  readonly steps: readonly JsonObject[];
}

/**
 * The documents of one project as files: its process, settings, variables, runbooks and their processes, those that there are.
 * Steps and runbooks, which have an ID in the database, are called by their slug.
 */
export const contentsOf = (space: Space, projectId: string, documents: Documents): Contents => {
  const names = new Map<string, string>();
  const processes = new Map<string, JsonObject>();
  for (const process of [...(documents['deploymentprocesses'] ?? []), ...(documents['runbookProcesses'] ?? [])])
    processes.set(textIn(process, 'RunbookId') || projectId, slugged(process, names));
  const runbooks = documents['runbooks'] ?? [];
  for (const one of runbooks) names.set(textIn(one, 'Id'), slugIn(one));
  const process = processes.get(projectId);
  const steps = stepsOf(process ?? {});
  const [settings] = documents['deploymentsettings'] ?? [];
  const [variables] = documents['variables'] ?? [];
  return {
    names,
    steps,
    files: {
      [fileNames.schema]: schemaFile,
      ...(process && { [fileNames.process]: processFile(space, projectId, process) }),
      ...(settings && {
        [fileNames.settings]: settingsFile(space, projectId, withSteps(renamed(settings, names), steps) as JsonObject),
      }),
      ...(variables && {
        [fileNames.variables]: variablesFile(space, projectId, renamed(variables, names) as JsonObject),
      }),
      ...Object.fromEntries(
        runbooks.map((one) => {
          const own = processes.get(textIn(one, 'Id')) ?? {};
          return [runbookFile(slugIn(one)), runbookFileOf(space, projectId, one, own)];
        }),
      ),
    },
  };
};

const slugIn = (item: JsonObject): string => textIn(item, 'Slug') || slugOf(textIn(item, 'Name'));

const stepsOf = (process: JsonObject): readonly JsonObject[] => {
  const steps = objectsIn(process, 'Steps');
  return [...steps, ...steps.flatMap((step) => objectsIn(step, 'Actions'))];
};

/** A process whose steps have slugs, each its own, and its actions too; takes note of what had which ID. */
const slugged = (process: JsonObject, names: Map<string, string>): JsonObject => {
  const named = (items: readonly JsonObject[]): readonly JsonObject[] => {
    const taken = new Set<string>();
    const own = items.map((item) => {
      const slug = textIn(item, 'Slug');
      const isFree = !taken.has(slug);
      taken.add(slug);
      return isFree ? item : { ...item, Slug: null };
    });
    const unique = uniquely(own, (item) => textIn(item, 'Slug'));
    for (const one of unique) if (textIn(one, 'Id') !== '') names.set(textIn(one, 'Id'), textIn(one, 'Slug'));
    return unique;
  };
  const steps = objectsIn(process, 'Steps');
  const actions = [...named(steps.flatMap((step) => objectsIn(step, 'Actions')))];
  return {
    ...process,
    Steps: named(steps).map((step) => ({
      ...step,
      Actions: actions.splice(0, objectsIn(step, 'Actions').length),
    })),
  };
};
