import type { JsonObject } from '../../model/json.js';
import type { Contract, Generation } from './contract.js';
import { defaultsFor } from './defaults/defaults.js';
import { textIn } from './documents.js';
import type { Space } from './space.js';
import type { IdSource } from './ids.js';
import { completed, emptyOf } from './rules/validate.js';

/** What it takes to make a resource: the version's generation and contract, and IDs. */
export interface Maker {
  readonly generation: Generation;
  readonly contract: Contract;
  readonly ids: IdSource;
}

/** A project comes with a variable set, a deployment process and a default channel. */
export const bearForProject = (maker: Maker, space: Space, project: JsonObject): void => {
  const id = textIn(project, 'Id');
  bearVariableSet(space, project);
  const processId = `deploymentprocess-${id}`;
  if (!space.find('deploymentprocesses', processId)) {
    space.put('deploymentprocesses', {
      Id: processId,
      ProjectId: id,
      SpaceId: space.id,
      Steps: [],
      Version: 0,
      LastSnapshotId: null,
    });
  }
  const channels = space.all('channels').filter((channel) => channel['ProjectId'] === id);
  const [namedDefault] = channels.filter((channel) => textIn(channel, 'Name').toLowerCase() === 'default');
  if (namedDefault && !channels.some((channel) => channel['IsDefault'] === true)) {
    space.put('channels', { ...namedDefault, IsDefault: true });
  } else if (!channels.some((channel) => channel['IsDefault'] === true)) {
    space.put('channels', {
      ...allMembers(maker, 'channels', defaultsFor('channels', maker.generation)),
      Id: maker.ids.next('Channels'),
      Name: 'Default',
      ProjectId: id,
      SpaceId: space.id,
      IsDefault: true,
      ...(maker.generation === '2026' && { Slug: 'default' }),
    });
  }
  space.put('projects', { ...project, VariableSetId: `variableset-${id}`, DeploymentProcessId: processId });
};

/** A new resource, completed with the members that every resource of its kind has on this version. */
export const allMembers = (maker: Maker, path: string, document: JsonObject): JsonObject => {
  const contract = maker.contract[path];
  if (!contract) return document;
  const { field, members = {} } = contract.variants ?? {};
  const [, ofType = {}] = Object.entries(members).find(([type]) => type === document[field ?? '']) ?? [];
  const missing = [...contract.readable, ...Object.keys(ofType)].filter((name) => !(name in document));
  const shapeOf = (name: string) => ofType[name] ?? contract.update.members[name];
  const given = Object.keys(document).filter((name) => shapeOf(name)?.is === 'variant');
  return {
    ...document,
    ...Object.fromEntries(missing.map((name) => [name, emptyOf(shapeOf(name))])),
    ...Object.fromEntries(given.map((name) => [name, completed(shapeOf(name), document[name])])),
  };
};

export const bearVariableSet = (space: Space, owner: JsonObject): void => {
  const id = `variableset-${textIn(owner, 'Id')}`;
  if (!space.find('variables', id)) {
    space.put('variables', { Id: id, OwnerId: textIn(owner, 'Id'), SpaceId: space.id, Version: 0, Variables: [] });
  }
  if (space.find('libraryvariablesets', textIn(owner, 'Id')))
    space.put('libraryvariablesets', { ...owner, VariableSetId: id });
};

/** A runbook comes with an empty process. */
export const bearRunbookProcess = (space: Space, runbook: JsonObject): void => {
  const runbookId = textIn(runbook, 'Id');
  const id = `RunbookProcess-${runbookId}`;
  const empty = { SpaceId: space.id, Steps: [], Version: 0, LastSnapshotId: null };
  const loaded = space.find('runbookProcesses', id) ?? empty;
  space.put('runbookProcesses', { ...loaded, Id: id, RunbookId: runbookId, ProjectId: runbook['ProjectId'] ?? null });
  space.put('runbooks', { PublishedRunbookSnapshotId: null, ...runbook, RunbookProcessId: id });
};
