import jsonpatch, { type Operation } from 'fast-json-patch';
import type { PlannedRequest } from '../../src/apply/index.js';
import { bornLater, bornSaying, LOGO, typeNamed } from '../../src/catalogue/index.js';
import type { Change, Changeset } from '../../src/changeset/changeset.js';
import type { SpaceSnapshot } from '../../src/model/item.js';
import { isList, isObject, objectsOf, sameJson, type JsonObject, type JsonValue } from '../../src/model/json.js';
import { foldName, itemId, keyOf, refOf, type TypeName } from '../../src/model/names.js';
import { segmentsOf } from '../../src/model/pointer.js';
import type { OctopusClient } from '../../src/octopus/index.js';

/*
 * What a changeset says will be sent, worked out from its JSON and from what the server has, and with nothing of
 * `src/apply` and `src/naming`: the fields of a new item; of an item that is there, the fields that the patch touches.
 */

export interface Server {
  readonly before: SpaceSnapshot;
  readonly dump: Readonly<Record<string, readonly JsonObject[]>>;
  readonly client: OctopusClient;
}

/** Each difference between what a changeset lists and what a run would send, as a sentence; none if they are the same. */
export const discrepancies = async (
  { changes }: Changeset,
  requests: readonly PlannedRequest[],
  { before, dump, client }: Server,
): Promise<readonly string[]> => {
  const known = new Map<string, JsonObject>();
  const isNamed = namesIn(dump);
  const ids = new Set<string>(changes.map(({ id }) => id));
  const problems = requests.flatMap(({ about, path }) => (ids.has(about) ? [] : [`${path} is for no change`]));
  for (const change of changes) {
    const own = requests.filter(({ about }) => about === change.id);
    const ref = refOf(change.type, keyOf(change.names));
    // What is changed and was not there comes with something else.
    const document =
      known.get(ref) ??
      before.items.get(change.type)?.get(keyOf(change.names))?.document ??
      (change.action === 'update' ? bornOf(change.type, before) : undefined);
    const after = afterwards(change, document);
    if (after === undefined) {
      // What was to be taken away is not there: nothing is left to do, and nothing may be sent.
      if (own.length > 0) problems.push(`${change.id}: sent although its tests fail`);
      continue;
    }
    known.set(ref, { ...(change.action === 'create' && bornOf(change.type, before)), ...after });
    const base = await baseOf(change, own, requests, { before, client });
    const found = own.length === 0 ? unsent(change, document, after) : compared({ change, own, after, base, isNamed });
    problems.push(...found.map((what) => `${change.id}: ${what}`));
  }
  return problems;
};

/** What the document says once the change is made; undefined where a test of the patch fails. */
const afterwards = (change: Change, document: JsonObject = {}): JsonObject | undefined => {
  if (change.action !== 'update') return { ...document, ...change.document };
  // A copy of what was read as JSON: the library knows its own name for the same steps.
  const patch = structuredClone(change.patch) as unknown as Operation[];
  try {
    jsonpatch.applyPatch(withoutCopies(document), withoutCopies(patch), true);
    return jsonpatch.applyPatch(
      structuredClone(document),
      patch.filter(({ op }) => op !== 'test'),
    ).newDocument;
  } catch (error) {
    if (error instanceof jsonpatch.JsonPatchError && error.name === 'TEST_OPERATION_FAILED') return undefined;
    throw error;
  }
};

/** Without what a tenant's value says of its template: that is a copy, which another change may turn meanwhile. */
const withoutCopies = <Value>(value: Value): Value =>
  JSON.parse(JSON.stringify(value, (field, member: unknown) => (field === 'Control' ? undefined : member))) as Value;

/** What a dry run takes the server to give a new item by itself; of what each parent has one of, nothing. */
const bornOf = (name: TypeName, { identity: { version } }: SpaceSnapshot): JsonObject => {
  const type = typeNamed(name);
  if (type.identity.kind === 'onePerParent') return {};
  return without(LOGO, bornSaying(type, version) ?? bornLater(type.merging, version));
};

/** The document as the server has it, or would have it by then, where one is sent back. */
const baseOf = async (
  change: Change,
  own: readonly PlannedRequest[],
  requests: readonly PlannedRequest[],
  { before, client }: Pick<Server, 'before' | 'client'>,
): Promise<JsonObject> => {
  const [first] = own;
  if (first?.method !== 'PUT') return {};
  const item = change.id.split('#')[0] ?? '';
  const earlier = requests.slice(0, requests.indexOf(first)).filter(({ about }) => about.split('#')[0] === item);
  // What the server will make with another thing holds by then what it is born with.
  const isBornBefore = earlier.length > 0 || first.path.includes('<');
  const born = isBornBefore ? bornOf(change.type, before) : {};
  const made = Object.assign({}, born, ...earlier.map(({ body }) => body)) as JsonObject;
  return first.path.includes('<') ? made : { ...(await client.get(first.path)), ...made };
};

interface Sent {
  readonly change: Change;
  readonly own: readonly PlannedRequest[];
  readonly after: JsonObject;
  readonly base: JsonObject;
  readonly isNamed: IsNamed;
}

/** What nothing is sent for says so already. */
const unsent = (change: Change, document: JsonObject | undefined, after: JsonObject): readonly string[] => {
  // What is sent one by one is sent not at all where there is none.
  const none = typeNamed(change.type).writing.as === 'members' ? [] : undefined;
  const fields = fieldsOf(change).filter((field) => !isSaid(after[field], document?.[field] ?? none));
  const done = change.action === 'update' && change.patch.every((step) => isTaken(step, document ?? {}));
  return fields.length === 0 || done ? [] : [`listed and not sent: ${fields.join(', ')}`];
};

const isTaken = (step: Operation | { readonly op: string; readonly path: string }, document: JsonObject): boolean => {
  if (step.op === 'test') return true;
  const there = jsonpatch.getValueByPointer(document, step.path) as JsonValue | undefined;
  return step.op === 'remove' ? there === undefined : 'value' in step && isSaid(step.value as JsonValue, there);
};

const isSaid = (meant: JsonValue | undefined, there: JsonValue | undefined): boolean =>
  sameJson(meant, there) ||
  (isObject(there) && '$secret' in there && isObject(meant) && ('$placeholder' in meant || '$secret' in meant)) ||
  (isList(meant) &&
    isList(there) &&
    meant.length === there.length &&
    meant.every((one, at) => isSaid(one, there[at]))) ||
  (isObject(meant) && isObject(there) && Object.entries(meant).every(([field, value]) => isSaid(value, there[field])));

const fieldsOf = (change: Change): readonly string[] =>
  change.action !== 'update'
    ? Object.keys(change.document)
    : [
        ...new Set(
          change.patch.flatMap((step) =>
            step.op === 'test'
              ? []
              : [step.path, ...('from' in step ? [step.from] : [])].map((at) => segmentsOf(at)[0] ?? ''),
          ),
        ),
      ];

/** What is part of a request and of no change: where the document belongs, and which version of it was read. */
const machinery = ['Id', 'SpaceId', 'Version', 'ConcurrencyToken'];

const compared = (sent: Sent): readonly string[] => {
  const [request] = sent.own;
  if (sent.change.type === 'teamRoles') return comparedRoles(sent);
  if (sent.change.type === 'tenantVariables') return comparedValues(sent);
  if (!request || sent.own.length > 1) return [`${sent.own.length} requests`];
  if (!isAddressed(sent.change, request)) return [`it goes to ${request.method} ${request.path}`];
  return request.body === undefined ? [] : comparedBody(sent, request.body);
};

/** Whether the request is the one that makes or changes what the change is about. */
const isAddressed = (change: Change, { method, path, body }: PlannedRequest): boolean => {
  const { action, type, id } = change;
  const { reading } = typeNamed(type);
  if (id.endsWith('#logo')) return method === 'POST' && path.endsWith('/logo') && body === undefined;
  if (body === undefined) return method === 'POST' && action === 'create' && path.includes('/installation/');
  const isCollection = path.replace(/^Spaces-\d+\//, '') === reading.path;
  return isCollection ? method === 'POST' && action === 'create' : method === 'PUT' && isThere(change);
};

/** What a change brings is put where something is already, which the server may have made along with something else. */
const isThere = ({ action, type }: Change): boolean =>
  action === 'update' || typeNamed(type).merging.bornWithParent !== undefined;

const comparedBody = ({ change, after, base, isNamed }: Sent, body: JsonObject): readonly string[] => {
  const listed = new Set(fieldsOf(change));
  const ofRequest = [...machinery, typeNamed(change.type).parent?.field];
  const others = Object.keys({ ...body, ...base }).filter((field) => !listed.has(field) && !ofRequest.includes(field));
  const isSent = (field: string): boolean =>
    field in after ? says(after[field], body[field], { base: base[field], isNamed }) : !(field in body);
  return [
    ...[...listed]
      .filter((field) => !isSent(field))
      .map((field) => `${field} is listed as ${JSON.stringify(after[field])}, sent as ${JSON.stringify(body[field])}`),
    ...others
      .filter((field) => !isMadeUp(body[field]) && !isKept(body[field], base[field]))
      .map((field) => `${field} is sent as ${JSON.stringify(body[field])}, and not listed`),
  ];
};

/** Sent back as it was read; what was sent earlier in the run has got IDs since. */
const isKept = (sent: JsonValue | undefined, read: JsonValue | undefined): boolean =>
  sameJson(sent, read) || (isList(read) && says(read, sent, { base: undefined, isNamed: (id, name) => id === name }));

/** An ID of something that the server makes along with what was sent earlier. */
const isMadeUp = (value: JsonValue | undefined): boolean => typeof value === 'string' && /^<.*>$/.test(value);

/** Roles are sent one by one. */
const comparedRoles = ({ change, own, after, isNamed }: Sent): readonly string[] => {
  const roles = objectsOf(after['Roles']);
  const others = fieldsOf(change).filter((field) => field !== 'Roles');
  const isRole = (role: JsonObject, at: number): boolean =>
    own[at]?.method === 'POST' && says(role, own[at].body ?? null, { base: {}, isNamed }, ['TeamId', 'SpaceId']);
  return [
    ...(own.length === roles.length ? [] : [`${roles.length} roles are listed, ${own.length} sent`]),
    ...roles.filter((role, at) => !isRole(role, at)).map((role) => `not sent as listed: ${JSON.stringify(role)}`),
    ...others.map((field) => `${field} is listed and not sent`),
  ];
};

/** The values of a tenant go to two documents, as two lists. */
const comparedValues = ({ change, own, after, isNamed, base }: Sent): readonly string[] => {
  const lists = { Common: 'commonvariables', Project: 'projectvariables' } as const;
  const routes = fieldsOf(change).map((field) => (field in lists ? lists[field as keyof typeof lists] : field));
  const more = own.filter(({ path }) => !routes.some((route) => path.endsWith(`/${route}`)));
  return [
    ...more.map(({ path, body }) => `not listed: ${path} ${JSON.stringify(body)}`),
    ...fieldsOf(change).flatMap((field): readonly string[] => {
      const route = routes[fieldsOf(change).indexOf(field)] ?? '';
      const request = own.find(({ path }) => path.endsWith(`/${route}`));
      const meant = objectsOf(after[field]).map(({ ProjectId, LibraryVariableSetId, ...value }) => ({
        ...without('Control', value),
        Scope: { EnvironmentIds: [], ...(isObject(value['Scope']) && saying(value['Scope'])) },
        OwnerId: ProjectId ?? LibraryVariableSetId ?? null,
      }));
      const isSent = says(meant, request?.body?.['Variables'] ?? null, { base, isNamed });
      return isSent
        ? []
        : [`${field} is listed as ${JSON.stringify(after[field])}, sent as ${JSON.stringify(request?.body)}`];
    }),
  ];
};

interface Against {
  /** What the server has there: what no change touches goes back as it was read. */
  readonly base: JsonValue | undefined;
  readonly isNamed: IsNamed;
}

/** Whether a body says what a document lists: names as IDs, markers as what they stand for. */
const says = (
  listed: JsonValue | undefined,
  sent: JsonValue | undefined,
  against: Against,
  also: readonly string[] = [],
): boolean => {
  if (sameJson(listed, sent)) return true;
  if (typeof listed === 'string') return typeof sent === 'string' && against.isNamed(sent, listed);
  if (isList(listed)) {
    const items = isList(sent) ? sent : typeof sent === 'string' && sent !== '' ? sent.split(',') : [];
    return (
      sent !== undefined && items.length === listed.length && listed.every((one, at) => says(one, items[at], against))
    );
  }
  if (!isObject(listed)) return false;
  const [marker = ''] = Object.keys(listed);
  if (marker.startsWith('$')) return stands(marker, listed[marker], sent, against);
  if (!isObject(sent)) return false;
  const fieldFor = (field: string): string =>
    field in sent ? field : (Object.keys(sent).find((one) => against.isNamed(one, field)) ?? field);
  const fields = Object.keys(listed).map(fieldFor);
  const added = Object.entries(sent).filter(([field]) => !fields.includes(field) && !also.includes(field));
  return (
    Object.entries(listed).every(([field, value]) => says(value, sent[fieldFor(field)], against)) &&
    added.every(([field, value]) => isOwn(field, value) || wasRead(against.base, field, value))
  );
};

/** What a dry run says in the place of a secret that a person supplied. */
const supplied = '(supplied)';

/** What a marker stands for. */
const stands = (
  marker: string,
  value: JsonValue | undefined,
  sent: JsonValue | undefined,
  against: Against,
): boolean => {
  const stored = isObject(sent) && 'HasValue' in sent ? sent : undefined;
  switch (marker) {
    case '$needed':
      return stored?.['NewValue'] === supplied;
    case '$placeholder':
      return (
        sent === value ||
        stored?.['NewValue'] === supplied ||
        stored?.['NewValue'] === value ||
        (value === '' && stored?.['HasValue'] === false)
      );
    case '$secret':
      return sent === null || (stored !== undefined && (stored['NewValue'] ?? null) === null);
    case '$expression':
    case '$unresolved':
      return sent === value;
    case '$reference':
      return isObject(value) && isList(value['names']) && says(value['names'].at(-1), sent, against);
    case '$list':
      return says(value, sent, against);
    case '$json':
      return typeof sent === 'string' && says(value, JSON.parse(sent) as JsonValue, against);
    default:
      return false;
  }
};

/** What the server gives to the items of a list, and the version that a step template has there. */
const isOwn = (field: string, value: JsonValue): boolean =>
  field === 'Id' ||
  (field === 'SortOrder' && typeof value === 'number') ||
  (field === 'Octopus.Action.Template.Version' && typeof value === 'string' && /^\d+$/.test(value));

/** Whether a field stood so, somewhere in what was read. */
const wasRead = (base: JsonValue | undefined, field: string, value: JsonValue): boolean => {
  if (isList(base)) return base.some((one) => wasRead(one, field, value));
  if (!isObject(base)) return false;
  return sameJson(base[field], value) || Object.values(base).some((one) => wasRead(one, field, value));
};

/** Whether an ID is that of something of a name. */
type IsNamed = (id: string, name: string) => boolean;

const namesIn = (dump: Server['dump']): IsNamed => {
  const names = new Map<string, string[]>();
  const learn = (value: JsonValue | undefined): void => {
    if (isList(value)) value.forEach(learn);
    if (!isObject(value)) return;
    const { Id: id, Name: name } = value;
    if (typeof id === 'string' && typeof name === 'string')
      names.set(id, [...(names.get(id) ?? []), name, `Runbook ${name}`, 'Deployment process'].map(foldName));
    Object.values(value).forEach(learn);
  };
  for (const documents of Object.values(dump)) documents.forEach(learn);
  return (id, name) => names.get(id)?.includes(foldName(name)) ?? isMadeHere(id, name);
};

/** An ID that a dry run made up says what it is of; that of an item in a list says its place. */
const isMadeHere = (id: string, name: string): boolean =>
  isMadeUp(id) &&
  (/ \d+>$/.test(id) ||
    foldName(id).endsWith(`/${foldName(itemId('environments', [name]).split('/')[1] ?? '')}>`) ||
    (name === 'Default' && id.includes(' of ')) ||
    /^Runbook |^Deployment process$/.test(name));

/** The members that say something. */
const saying = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));

const without = (field: string, value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== field));
