import type { JsonObject, JsonValue } from '../../../model/json.js';
import type { IdSource } from '../ids.js';
import { objectIn, objectsIn, textIn, textsIn } from '../documents.js';
import type { Space } from '../space.js';

/** The two kinds of values a tenant has: for templates of library variable sets, and for those of projects. */
export interface Kind {
  /** The list in the stored document. */
  readonly list: 'Common' | 'Project';
  /** What has the templates. */
  readonly owners: 'libraryvariablesets' | 'projects';
  readonly ownerId: 'LibraryVariableSetId' | 'ProjectId';
  readonly ownerName: 'LibraryVariableSetName' | 'ProjectName';
  /** The route, and its contract. */
  readonly route: 'commonvariables' | 'projectvariables';
  /** The member of the older document. */
  readonly older: 'LibraryVariables' | 'ProjectVariables';
}

export const common: Kind = {
  list: 'Common',
  owners: 'libraryvariablesets',
  ownerId: 'LibraryVariableSetId',
  ownerName: 'LibraryVariableSetName',
  route: 'commonvariables',
  older: 'LibraryVariables',
};

export const ofProjects: Kind = {
  list: 'Project',
  owners: 'projects',
  ownerId: 'ProjectId',
  ownerName: 'ProjectName',
  route: 'projectvariables',
  older: 'ProjectVariables',
};

export const kinds = [common, ofProjects] as const;

const path = 'tenantvalues';

/** Everything a tenant says: one document, whose two lists all the routes read and write. */
export const valuesOf = (space: Space, tenantId: string): JsonObject =>
  space.find(path, tenantId) ?? { Id: idOf(tenantId), TenantId: tenantId, SpaceId: space.id, Common: [], Project: [] };

const idOf = (tenantId: string): string => `tenantvalues-${tenantId}`;

/** The values of one kind, as they are stored: `{ Id, <owner>, TemplateId, Scope: { EnvironmentIds }, Value }`. */
export const valuesIn = (space: Space, tenantId: string, { list }: Kind): readonly JsonObject[] =>
  objectsIn(valuesOf(space, tenantId), list);

/** The ID under which the secrets of a value are kept. */
export const secretKey = (tenantId: string, { list }: Kind, valueId: string): string =>
  `${idOf(tenantId)}/${list}/${valueId}`;

/** The environments of a value; none means all. */
export const environmentsOf = (value: JsonObject): readonly string[] =>
  textsIn(objectIn(value, 'Scope'), 'EnvironmentIds');

/** Stores values, counts the version of their kind up, and forgets the secrets of those that are gone. */
export const keepValues = (
  { secrets }: { readonly secrets: { absorb: (document: JsonObject) => JsonObject; forget: (id: string) => void } },
  space: Space,
  tenantId: string,
  lists: Readonly<Partial<Record<Kind['list'], readonly JsonObject[]>>>,
): void => {
  const stored = valuesOf(space, tenantId);
  const versions = kinds
    .filter(({ list }) => lists[list] !== undefined)
    .map(({ list }) => [`${list}Version`, versionOf(stored, list) + 1] as const);
  space.put(path, secrets.absorb({ ...stored, ...lists, ...Object.fromEntries(versions) }));
  for (const kind of kinds) {
    const kept = new Set(valuesIn(space, tenantId, kind).map((value) => value['Id']));
    for (const value of objectsIn(stored, kind.list))
      if (!kept.has(value['Id'])) secrets.forget(secretKey(tenantId, kind, textIn(value, 'Id')));
  }
};

const versionOf = (document: JsonObject, list: Kind['list']): number => {
  const version = document[`${list}Version`];
  return typeof version === 'number' ? version : 0;
};

/** What a client sends back to say which values it has seen. */
export const tokenOf = (space: Space, tenantId: string, ...seen: readonly Kind[]): string => {
  const stored = valuesOf(space, tenantId);
  return Buffer.from([tenantId, ...seen.map(({ list }) => `${list} ${versionOf(stored, list)}`)].join(' ')).toString(
    'base64',
  );
};

/** The templates of a library variable set or a project. */
export const templatesOf = (space: Space, { owners }: Kind, ownerId: string): readonly JsonObject[] =>
  objectsIn(space.find(owners, ownerId) ?? {}, 'Templates');

/** The environments in which a tenant is connected to a project; undefined if it is not. */
export const connection = (tenant: JsonObject, projectId: string): readonly string[] | undefined => {
  const links = objectIn(tenant, 'ProjectEnvironments');
  return projectId in links ? textsIn(links, projectId) : undefined;
};

/** The projects, or the library sets of these projects, whose templates a tenant is asked to fill in. */
export const ownersFor = (space: Space, tenant: JsonObject, { owners }: Kind): readonly JsonObject[] => {
  const projects = space.all('projects').filter((project) => connection(tenant, textIn(project, 'Id')) !== undefined);
  if (owners === 'projects') return projects;
  const included = new Set(projects.flatMap((project) => textsIn(project, 'IncludedLibraryVariableSetIds')));
  return space.all(owners).filter((set) => included.has(textIn(set, 'Id')) && objectsIn(set, 'Templates').length > 0);
};

/** Gives IDs to the values of a document that is loaded. */
export const identified = (document: JsonObject, ids: IdSource): JsonObject => {
  const withId = (value: JsonObject): JsonObject => ({ ...value, Id: ids.next('TenantVariables') });
  const lists = kinds.map(({ list }): [string, JsonValue] => [list, objectsIn(document, list).map(withId)]);
  return { ...document, Id: idOf(textIn(document, 'TenantId')), ...Object.fromEntries(lists) };
};
