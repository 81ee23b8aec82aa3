// Generation 2026: the API pages, completed from the client's models.
import { any, enums, pages, resourceMembers, text } from './contract-input.js';
import { collections } from './contract-collections.js';
import {
  accountVariants,
  endpointShape,
  feedVariants,
  gitCredentialDetails,
  isOpenText,
  modelShape,
  persistenceShape,
  triggerAction,
  triggerFilter,
  withModel,
} from './contract-models.js';

/** The shape a page describes in words: "string (1..50)", "enum: A|B", ["string"], { Name: "string" }. */
const shapeOf = (described) => {
  if (Array.isArray(described)) return { is: 'list', of: described[0] === undefined ? any : shapeOf(described[0]) };
  if (typeof described === 'object') {
    const names = Object.keys(described);
    if (names.includes('IsSensitive') && names.includes('SensitiveValue')) return { is: 'textOrSecret' };
    if (names.includes('HasValue') && names.includes('NewValue')) return { is: 'secret' };
    if (names.some((name) => name === '*' || name.startsWith('<')))
      return { is: 'map', of: shapeOf(described[names[0]]) };
    // Required without a minimum may be empty, as names of Git dependencies are.
    const required = names.filter((name) => /\(required, min/.test(described[name]));
    const members = Object.fromEntries(names.map((name) => [name, shapeOf(described[name])]));
    return { is: 'object', members, ...(required.length > 0 && { required }) };
  }
  if (/^array of /.test(described)) return { is: 'list', of: shapeOf(described.replace(/^array of /, '')) };
  // "enum: A|B", "enum A|B", "string: A|B (default A)", "string A|'B C'"
  const choice = /^(?:enum|string):? ((?:'[^']+'|\w+)(?:\|(?:'[^']+'|\w+))+)(?: \(|$)/.exec(described)?.[1];
  if (choice) return { is: 'enum', of: choice.split('|').map((value) => value.replaceAll("'", '')) };
  if (/^enum:? /.test(described)) return { is: 'enum', of: [described.replace(/^enum:? /, '').replace(/ \(.*$/, '')] };
  if (/^boolean/.test(described)) return { is: 'boolean' };
  if (/^integer/.test(described)) return { is: 'integer' };
  if (/^object \(string map\)/.test(described)) return { is: 'map', of: text };
  if (/^object/.test(described)) return any;
  const max = /(?:max |\.\.)(\d+)/.exec(described)?.[1];
  const min = /\bmin (\d+)|\((\d+)\.\./.exec(described);
  return { is: 'string', ...(max && { max: Number(max) }), ...(min && { min: Number(min[1] ?? min[2]) }) };
};

/** A step whose actions the page does not expand: `action` says what they are. */
export const stepShape = (step, action) => {
  const properties = { is: 'map', of: { is: 'textOrSecret' } };
  const members = { ...resourceMembers, ...action.members, Properties: properties };
  const actions = { is: 'list', of: { is: 'object', members, required: ['Name', 'ActionType'] } };
  return { ...step, required: ['Name'], members: { ...step.members, Properties: properties, Actions: actions } };
};

/** Lists whose items are nothing without a name (inferred: the pages mark it for steps only). */
export const requireNames = (members) => {
  for (const list of ['Phases', 'Tags', 'Templates', 'Variables', 'Parameters']) {
    if (members[list]?.of?.is === 'object') members[list].of.required = ['Name'];
  }
};

const enumIn = (description) => shapeOf(`enum: ${/(\w+(?:\|\w+)+)/.exec(description)[1]}`).of;

const accountTypes = [...new Set([...enumIn(pages['POST /api/{spaceId}/accounts'].notes), ...enums.AccountType])];
const gitCredentialTypes = enumIn(pages['GET /api/{spaceId}/git-credentials/{id}'].notes);

/** What the pages leave out or say otherwise than servers behave, by collection. */
const amend = {
  // Two pages spell one permission differently.
  userroles: (members) => {
    members.GrantedSpacePermissions = { is: 'list', of: text };
    members.GrantedSystemPermissions = { is: 'list', of: text };
  },
  // The page wraps the type into Details, which answers do not; the server unwraps it before it looks.
  accounts: (members) => {
    delete members.Details;
    members.AccountType = { is: 'enum', of: accountTypes };
    members.TenantedDeploymentParticipation = modelShape('AccountResource').members.TenantedDeploymentParticipation;
  },
  machines: (members) => {
    members.Endpoint = endpointShape(members.Endpoint.members.CommunicationStyle.of);
  },
  workers: (members) => {
    members.Endpoint = endpointShape(members.Endpoint.members.CommunicationStyle.of);
  },
  // Answers have a Type, which older requests need not repeat.
  'git-credentials': (members) => {
    members.Details.members.Type = { is: 'enum', of: gitCredentialTypes };
  },
  projects: (members) => {
    members.PersistenceSettings = persistenceShape();
    // A POST accepts what only a PUT heeds, and the other way round.
    for (const field of ['ChangeDescription', 'ProvisioningRunbookId', 'DeprovisioningRunbookId'])
      members[field] ??= text;
    members.RetainTenantConnections ??= { is: 'boolean' };
  },
  channels: (members) => {
    // The older form of ActionPackages: names of steps. The client still sends it.
    members.Rules.of.members.Actions = { is: 'list', of: text };
  },
  projecttriggers: (members) => {
    members.Filter = triggerFilter(members.Filter.members.FilterType.of);
    members.Action = triggerAction(members.Action.members.ActionType.of);
  },
  'git-credentials/v2': (members) => {
    members.Details = gitCredentialDetails(gitCredentialTypes);
  },
};

/** What a POST may leave out. Required says the page; the vendor's own helper never sets it, so a default follows. */
const optional = { runbooks: ['RunRetentionPolicy'] };

/** What may be kept in Git is written with a message: to servers that do not keep it there, too. */
const inGit = ['deploymentprocesses', 'runbookProcesses', 'runbooks', 'variables'];

/**
 * Members that neither closes: the page says `string` and names a few values, and so does the client. One that the page calls an
 * enum, or the client, takes these values only.
 */
const openTexts = (members, model) => {
  for (const [name, shape] of Object.entries(members)) {
    if (!isOpenText(model, name)) continue;
    if (shape.is === 'enum') members[name] = text;
    if (shape.is === 'list' && shape.of.is === 'enum') members[name] = { is: 'list', of: text };
  }
};

const variantsOf = (name, members) => {
  if (name === 'feeds') return { field: 'FeedType', members: feedVariants(members.FeedType.of) };
  if (name === 'accounts') return { field: 'AccountType', members: accountVariants(accountTypes) };
  return undefined;
};

const findPage = (path) => Object.entries(pages).find(([key]) => path.test(key)) ?? [];

/** How a page calls the resource's own ID in the body: `EnvironmentId` where the path has `{environmentId}`. */
const ownId = (route, body) => {
  const parameter = /\{([^/{}]+)\}(?:\/v2)?$/.exec(route)?.[1] ?? 'id';
  const inBody = Object.keys(body).find((member) => member.toLowerCase() === parameter.toLowerCase());
  return inBody ?? parameter[0].toUpperCase() + parameter.slice(1);
};

/** `Details.Username` among the required members of a page is one of Details. */
const requireInside = (members, required) => {
  for (const name of required.filter((one) => one.includes('.'))) {
    const [outer, inner] = name.split('.');
    const shape = members[outer];
    if (shape.is === 'object') shape.required = [...(shape.required ?? []), inner];
  }
};

/** Below a space, or below the server for what belongs to no space. */
const anywhere = '/api/(?:\\{spaceId\\}/)?';

const contractOf = (name, model, { v2 = '' } = {}) => {
  const key = `${name}${v2}`;
  const [, create] = findPage(new RegExp(`^POST ${anywhere}${name}${v2}$`));
  const [route, update] = findPage(new RegExp(`^PUT ${anywhere}${name}/\\{[^/]+\\}${v2}$`));
  const [, list] = findPage(new RegExp(`^GET ${anywhere}${name}${v2}$`));
  const [, single] = findPage(new RegExp(`^GET ${anywhere}${name}/\\{[^/]+\\}${v2}$`));
  const [, viaProject] = findPage(new RegExp(`^PUT /api/\\{spaceId\\}/projects/\\{projectId\\}/${name}$`));
  const [, all] = findPage(new RegExp(`^GET ${anywhere}${name}/all$`));
  const answered = update.responseFields ?? single?.responseFields ?? [];
  const inAnswers = (field) => (name === 'accounts' && field === 'Details' ? 'AccountType' : field);
  const complete = (page) => {
    const { members } = shapeOf(page.body);
    if (members.Steps) {
      const { members: step } = modelShape('DeploymentStepResource');
      delete step.Actions;
      // No client has this member: its page says what it may be, and calls it a string.
      members.Steps.of.members.Type = text;
      members.Steps.of = withModel(members.Steps.of, { is: 'object', members: step });
      members.Steps = { is: 'list', of: stepShape(members.Steps.of, modelShape('DeploymentActionResource')) };
    }
    requireNames(members);
    const fromModel = modelShape(model);
    for (const field of answered) members[field] ??= fromModel.members?.[field] ?? any;
    const { members: all } = withModel({ is: 'object', members }, fromModel);
    Object.assign(members, all);
    openTexts(members, model);
    amend[key]?.(members);
    if (inGit.includes(name)) members.ChangeDescription ??= text;
    requireInside(members, page.required);
    // The path says which resource is meant, so the body need not.
    const named = page === update ? ['Id', ownId(route, page.body)] : page === viaProject ? ['ProjectId'] : [];
    const required = page.required
      .filter((field) => ![...named, ...(page === create ? (optional[key] ?? []) : [])].includes(field))
      .filter((field) => !field.includes('.'))
      .map(inAnswers);
    const writable = Object.keys(page.body).map(inAnswers);
    return { members: { ...resourceMembers, ...members }, writable: writable.sort(), required };
  };
  const updates = complete(update);
  const variants = variantsOf(name, updates.members);
  return {
    ...(create && { create: complete(create) }),
    update: updates,
    ...(viaProject && { viaProject: complete(viaProject) }),
    ...(variants && { variants }),
    ownId: ownId(route, update.body),
    readable: [...new Set(answered)].sort(),
    hasAll: all !== undefined,
    defaultTake: list?.defaultTake ?? 30,
  };
};

/** What a tenant says of the templates of `owner`: a list that is written as a whole. */
const tenantValues = (route, owner) => {
  const page = pages[`PUT /api/{spaceId}/tenants/{tenantId}/${route}`];
  const { members } = shapeOf(page.body);
  const item = members.Variables.of;
  // The page wants OwnerId, the vendor's clients send the name that answers have; what only answers have is ignored.
  Object.assign(item.members, {
    [`${owner}Id`]: text,
    [`${owner}Name`]: text,
    Template: any,
    Value: { is: 'textOrSecret' },
  });
  item.required = ['Scope', 'TemplateId'];
  return { update: requestOf(page, members), ownId: 'TenantId', readable: [], hasAll: false, defaultTake: 30 };
};

/** The older document: every value by the ID of its owner, its environment and its template. */
const olderTenantValues = () => {
  const page = pages['PUT /api/{spaceId}/tenants/{id}/variables'];
  const { members } = shapeOf(page.body);
  const values = { is: 'map', of: { is: 'textOrSecret' } };
  members.TenantId = text;
  members.LibraryVariables.of.members.Variables = values;
  members.ProjectVariables.of.members.Variables = { is: 'map', of: values };
  return { update: requestOf(page, members), ownId: 'Id', readable: [], hasAll: false, defaultTake: 30 };
};

/** One POST creates and updates. Servers of 2020 take the same. */
export const buildInformation = () => {
  const page = pages['POST /api/{spaceId}/build-information'];
  const create = requestOf(page, shapeOf(page.body).members);
  return { create, update: create, ownId: 'Id', readable: [], hasAll: false, defaultTake: 30 };
};

const requestOf = (page, members) => ({
  members: { ...resourceMembers, ...members },
  writable: Object.keys(page.body).sort(),
  required: page.required.filter((field) => field !== 'Id' && field !== 'TenantId'),
});

export const generation2026 = () => ({
  ...Object.fromEntries(Object.entries(collections).map(([name, { model }]) => [name, contractOf(name, model)])),
  'build-information': buildInformation(),
  'tenants/commonvariables': tenantValues('commonvariables', 'LibraryVariableSet'),
  'tenants/projectvariables': tenantValues('projectvariables', 'Project'),
  'tenants/variables': olderTenantValues(),
  'git-credentials/v2': contractOf('git-credentials', 'GitCredentialResource', { v2: '/v2' }),
});
