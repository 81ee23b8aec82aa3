import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../model/json.js';
import { allMembers } from '../birth.js';
import { defaultsFor } from '../defaults/defaults.js';
import { emptySettings, keepSettings } from '../deployment-settings.js';
import { objectsIn, textIn } from '../documents.js';
import { slugOf } from '../ids.js';
import { defaultsOfAction, defaultsOfStep } from '../rules/process-rules.js';
import { defaultsOfVariable } from '../rules/variable-rules.js';
import type { Space } from '../space.js';
import type { Instance } from '../state.js';
import { fileNames, isSecret, processOf, without } from './files.js';
import { gitSettings } from './git-settings.js';
import { RefSpace } from './ref-space.js';
import { ownerInAnswer, withReferences, withScopes, type Change } from './references.js';
import type { Files } from './repository.js';
import { toId } from './slugs.js';

/** A project at a ref: a space that has the documents of the ref, and what this server could not read of them. */
export interface View {
  readonly space: RefSpace;
  /** By file that was read, what it calls by a slug that is not here, and secrets that it must not have: messages of a 400. */
  readonly faults: ReadonlyMap<string, readonly string[]>;
}

/** What it takes to look at a ref. */
export interface Viewed {
  readonly instance: Instance;
  readonly space: Space;
  readonly project: JsonObject;
  /** The files of the project's folder. */
  readonly files: Files;
}

/** The collections that a project has in Git. */
const partsOf = (project: JsonObject): readonly string[] => {
  const { variablesAreInGit, runbooksAreInGit } = gitSettings(project);
  return [
    'deploymentprocesses',
    'deploymentsettings',
    ...(variablesAreInGit ? ['variables'] : []),
    ...(runbooksAreInGit ? ['runbooks', 'runbookProcesses'] : []),
  ];
};

/**
 * Looks at a project as its files have it; a file is read when somebody asks for what is in it. Throws nothing: what cannot be read
 * stays as the file calls it, and is said.
 */
export const viewOf = (
  { instance, space: base, project, files }: Viewed,
  parts: readonly string[] = partsOf(project),
): View => {
  const projectId = textIn(project, 'Id');
  const space = new RefSpace(base, projectId, parts);
  const faults = new Map<string, readonly string[]>();
  const reader = (file: string): Change => {
    return (path, called) => {
      const id = toId(space, projectId, path, called);
      if (id === undefined) blame(file, `refers to '${called}' of the ${path}, which does not exist in this space`);
      return id ?? called;
    };
  };
  const blame = (file: string, what: string): void => {
    faults.set(file, [...(faults.get(file) ?? []), `'${file}' ${what}.`]);
  };
  const common = { ProjectId: projectId, SpaceId: base.id };
  const asDatabase = { ...project, PersistenceSettings: { Type: 'Database' }, IsVersionControlled: false };
  const settings = {
    ...emptySettings(defaultsFor('projects', instance.generation)),
    ...files[fileNames.settings],
  };
  space.show('projects', asDatabase);
  keepSettings(space, asDatabase, settings, (next) => next);
  const processId = `deploymentprocess-${projectId}`;
  space.later('deploymentprocesses', processId, () => ({
    ...processFrom(files[fileNames.process] ?? {}, reader(fileNames.process)),
    ...common,
    Id: processId,
  }));
  if (parts.includes('runbooks')) showRunbooks({ instance, space, files }, common, reader);
  if (parts.includes('variables')) {
    const setId = `variableset-${projectId}`;
    const file = files[fileNames.variables] ?? {};
    space.later('variables', setId, () => {
      for (const secret of objectsIn(file, 'Variables').filter(isSecret))
        blame(
          fileNames.variables,
          `has the sensitive variable '${textIn(secret, 'Name')}'; only the database keeps those`,
        );
      const set = withScopes(file, {
        scope: reader(fileNames.variables),
        value: (path, called) => toId(space, projectId, path, called) ?? called,
        owner: ownerInAnswer(projectId, (slug) => runbookCalled(space, projectId, slug)),
      });
      const own = { Id: setId, OwnerId: projectId, SpaceId: base.id, Version: 0 };
      return { ...own, Variables: identified(objectsIn(set, 'Variables')) };
    });
  }
  return { space, faults };
};

const showRunbooks = (
  { instance, space, files }: Pick<Viewed, 'instance' | 'files'> & Pick<View, 'space'>,
  common: JsonObject,
  reader: (file: string) => Change,
): void => {
  for (const [path, file] of Object.entries(files)) {
    const [, slug] = /^runbooks\/(.+)\.ocl$/.exec(path) ?? [];
    if (slug === undefined) continue;
    space.later('runbooks', slug, () => {
      const runbook = without(withReferences('runbooks', file, reader(path)), ['Process']);
      const named = { ...defaultsFor('runbooks', instance.generation), ...runbook, ...common };
      const own = { Id: slug, Slug: slug, RunbookProcessId: slug, PublishedRunbookSnapshotId: null };
      return allMembers(instance, 'runbooks', { ...named, ...own });
    });
    space.later('runbookProcesses', slug, () => ({
      ...processFrom(processOf(file), reader(path)),
      ...common,
      Id: slug,
      RunbookId: slug,
    }));
  }
};

const runbookCalled = (space: Space, projectId: string, slug: string): string | undefined => {
  const found = space.all('runbooks').find((one) => one['ProjectId'] === projectId && one['Slug'] === slug);
  return found && textIn(found, 'Id');
};

/** A process from a file: steps and actions have their slug as ID. */
const processFrom = (file: JsonObject, read: Change): JsonObject => {
  const document = withReferences('deploymentprocesses', file, read);
  return {
    Steps: objectsIn(document, 'Steps').map((step) => ({
      ...defaultsOfStep,
      ...bySlug(step),
      Actions: objectsIn(step, 'Actions').map((action) => ({
        ...defaultsOfAction,
        ...bySlug(action),
        Packages: objectsIn(action, 'Packages').map((one) => ({
          ...one,
          Id: guidOf(`package ${textIn(bySlug(action), 'Id')} ${textIn(one, 'Name')}`),
        })),
      })),
    })),
    Version: 0,
    LastSnapshotId: null,
  };
};

const bySlug = (item: JsonObject): JsonObject => {
  const slug = textIn(item, 'Slug') || slugOf(textIn(item, 'Name'));
  return { ...item, Id: slug, Slug: slug };
};

/** IDs made of the names, as many as there are of one. */
const identified = (variables: readonly JsonObject[]): readonly JsonObject[] => {
  const seen = new Map<string, number>();
  return variables.map((variable) => {
    const name = textIn(variable, 'Name');
    const number = seen.get(name) ?? 0;
    seen.set(name, number + 1);
    return {
      ...defaultsOfVariable,
      Type: 'String',
      IsSensitive: false,
      ...variable,
      Id: guidOf(`variable ${number} ${name}`),
    };
  });
};

const guidOf = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
};
