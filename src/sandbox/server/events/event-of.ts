import jsonpatch from 'fast-json-patch';
import type { JsonObject, JsonValue } from '../../../model/json.js';
import { collectionAt } from '../collections.js';
import { textIn } from '../documents.js';
import type { Space, Written } from '../space.js';

export type Category = 'Created' | 'Modified' | 'Deleted';

/** What an event says of a document that was written: its type, and the members that follow from it. */
interface EventOf {
  readonly documentType: string;
  readonly about: JsonObject;
}

/** Documents whose type is not what their ID begins with. */
const documentTypes: Readonly<Record<string, string>> = {
  variables: 'VariableSets',
  deploymentprocesses: 'DeploymentProcesses',
  deploymentsettings: 'DeploymentSettings',
  runbookProcesses: 'RunbookProcesses',
  packages: 'Packages',
};

/** The type of the documents of a collection, as events call it: `ProjectGroups`. */
export const documentTypeOf = (path: string): string => documentTypes[path] ?? collectionAt(path)?.idPrefix ?? path;

/** `Project group` for `ProjectGroups`: how a message calls it. */
export const wordsFor = (path: string): string => {
  const item = collectionAt(path)?.itemType ?? path;
  const words = item.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`;
};

/** The members by which a document says whose it is. */
const owners = ['ProjectId', 'OwnerId', 'RunbookId', 'TenantId', 'TeamId'] as const;

/** Which document was created, modified or deleted, and what is related to it: those that it belongs to. */
export const eventOf = (space: Space, { path, before, after }: Written): EventOf => {
  const document = after ?? before ?? {};
  const category: Category = !before ? 'Created' : after ? 'Modified' : 'Deleted';
  const ownerIds = owners.map((field) => textIn(document, field)).filter((id) => id !== '');
  const id = idOf(path, document);
  const name = nameOf(space, document) ?? id;
  const kind = wordsFor(path);
  const differences: JsonValue = category === 'Modified' ? differencesOf(before ?? {}, document) : null;
  const message = `${kind} ${name} was ${category.toLowerCase()}`;
  return {
    documentType: documentTypeOf(path),
    about: {
      Category: category,
      Message: message,
      MessageHtml: message.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
      MessageReferences: [{ ReferencedDocumentId: id, StartIndex: kind.length + 1, Length: name.length }],
      RelatedDocumentIds: [...new Set([id, ...ownerIds])],
      ChangeDetails: { DocumentContext: { Id: id, Name: name }, Differences: differences },
    },
  };
};

const idOf = (path: string, document: JsonObject): string => {
  const { idField = 'Id', idPrefix = path } = collectionAt(path) ?? {};
  const own = textIn(document, 'Id');
  // What is kept by its owner's ID here has an ID of its kind on a server.
  const isKeptByOwner = own === '' || own.startsWith(`${path}-`);
  return isKeptByOwner ? `${idPrefix}-${textIn(document, idField)}` : own;
};

/** A document without a name is called like what it belongs to. */
const nameOf = (space: Space, document: JsonObject): string | undefined => {
  const [own] = ['Name', 'Username', 'PackageId'].map((field) => textIn(document, field)).filter((name) => name !== '');
  if (own !== undefined) return own;
  const [owner] = ['RunbookId', 'ProjectId', 'OwnerId', 'TenantId', 'TeamId']
    .map((field) => textIn(document, field))
    .filter((id) => id !== '')
    .flatMap((id) =>
      ['runbooks', 'projects', 'libraryvariablesets', 'tenants', 'teams'].map((at) => space.find(at, id)),
    )
    .filter((one) => one !== undefined);
  return owner && textIn(owner, 'Name');
};

/** RFC 6902. What is stored holds no secret: those are kept elsewhere. */
const differencesOf = (before: JsonObject, after: JsonObject): JsonValue =>
  JSON.parse(JSON.stringify(jsonpatch.compare(before, after))) as JsonValue;
