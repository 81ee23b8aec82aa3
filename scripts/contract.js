// Distils what the sandbox's server accepts from the vendor's contract into src/sandbox/server/contract/.
//   node scripts/contract.js ../shared/octopus-api
// Two generations: 2026 (the API pages, completed from the client's models) and 2020.5 (the vendor's swagger, completed
// with members seen in documents captured from a 2018 server). The output is committed; nothing else reads the input.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const from = process.argv[2] ?? '../shared/octopus-api';
const to = 'src/sandbox/server/contract';
const read = (name) => JSON.parse(readFileSync(join(from, name), 'utf8'));

const collections = {
  environments: { swagger: 'EnvironmentResource', captured: 'Environments', model: 'EnvironmentResource' },
  projectgroups: { swagger: 'ProjectGroupResource', captured: 'ProjectGroups', model: 'ProjectGroupResource' },
  lifecycles: { swagger: 'LifecycleResource', captured: 'Lifecycles', model: 'LifecycleResource' },
  machinepolicies: { swagger: 'MachinePolicyResource', captured: 'MachinePolicies', model: 'MachinePolicyResource' },
  feeds: { swagger: 'FeedResource', captured: 'Feeds', model: 'FeedResource' },
  tagsets: { swagger: 'TagSetResource', captured: undefined, model: 'TagSetResource' },
  libraryvariablesets: {
    swagger: 'LibraryVariableSetResource',
    captured: 'LibraryVariableSets',
    model: 'LibraryVariableSetResource',
  },
  variables: { swagger: 'VariableSetResource', captured: 'Variables', model: 'VariableSetResource' },
  projects: { swagger: 'ProjectResource', captured: 'Projects', model: 'ProjectResource' },
  channels: { swagger: 'ChannelResource', captured: 'Channels', model: 'ChannelResource' },
  deploymentprocesses: {
    swagger: 'DeploymentProcessResource',
    captured: 'DeploymentProcesses',
    model: 'DeploymentProcessResource',
  },
  tenants: { swagger: 'TenantResource', captured: 'Tenants', model: 'TenantResource' },
  proxies: { swagger: 'ProxyResource', captured: undefined, model: 'ProxyResource' },
  workerpools: { swagger: 'WorkerPoolResource', captured: undefined, model: 'WorkerPoolResource' },
  teams: { swagger: 'TeamResource', captured: 'Teams', model: 'TeamResource' },
};

const any = { is: 'any' };
const resourceMembers = { Id: { is: 'string' }, Links: any, LastModifiedOn: any, LastModifiedBy: any };

// --- 2026: the API pages -------------------------------------------------------------------------------------------

const pages = { ...read('contract-2026-infrastructure.json'), ...read('contract-2026-projects.json') };
const { classes, enums } = read('models-2026.json');

/** The shape a page describes in words: "string (1..50)", "enum: A|B", ["string"], { Name: "string" }. */
const shapeOf = (described) => {
  if (Array.isArray(described)) return { is: 'list', of: described[0] === undefined ? any : shapeOf(described[0]) };
  if (typeof described === 'object') {
    const names = Object.keys(described);
    if (names.includes('IsSensitive') && names.includes('SensitiveValue')) return { is: 'textOrSecret' };
    if (names.some((name) => name === '*' || name.startsWith('<')))
      return { is: 'map', of: shapeOf(described[names[0]]) };
    return { is: 'object', members: Object.fromEntries(names.map((name) => [name, shapeOf(described[name])])) };
  }
  if (/^array of/.test(described)) return { is: 'list', of: any };
  if (/^enum:? /.test(described)) {
    const values = described
      .replace(/^enum:? /, '')
      .replace(/ \(.*$/, '')
      .split('|');
    return { is: 'enum', of: values };
  }
  if (/^boolean/.test(described)) return { is: 'boolean' };
  if (/^integer/.test(described)) return { is: 'integer' };
  if (/^object/.test(described)) return any;
  const max = /(?:max |\.\.)(\d+)/.exec(described)?.[1];
  const min = /\(min (\d+)|\((\d+)\.\./.exec(described);
  return {
    is: 'string',
    ...(max && { max: Number(max) }),
    ...(min && { min: Number(min[1] ?? min[2]) }),
  };
};

/** The shape of a class of the vendor's client, with the members it inherits. */
const modelShape = (name, depth = 0) => {
  const model = classes[name];
  if (!model || depth > 4) return any;
  const inherited = (model.extends ?? [])
    .map((base) => modelShape(base, depth))
    .filter((shape) => shape.is === 'object');
  const own = Object.entries(model.properties ?? {}).map(([member, { type }]) => [member, modelType(type, depth + 1)]);
  return {
    is: 'object',
    members: Object.assign({}, ...inherited.map(({ members }) => members), Object.fromEntries(own)),
  };
};

const modelType = (type, depth) => {
  const bare = type.replace(/\?$/, '');
  if (bare === 'string') return { is: 'string' };
  if (bare === 'bool') return { is: 'boolean' };
  if (bare === 'int' || bare === 'long') return { is: 'integer' };
  if (bare === 'SensitiveValue') return { is: 'secret' };
  if (/PropertyValueResource/.test(bare)) return { is: 'map', of: { is: 'textOrSecret' } };
  if (bare === 'ReferenceCollection') return { is: 'list', of: { is: 'string' } };
  if (enums[bare]) return { is: 'enum', of: enums[bare] };
  const list = /^(?:I?List|ISet|IReadOnlyCollection|ICollection)<(.+)>$/.exec(bare) ?? /^(.+)\[\]$/.exec(bare);
  if (list) return { is: 'list', of: modelType(list[1], depth) };
  if (bare === 'PackageReferenceCollection') return { is: 'list', of: modelShape('PackageReference', depth) };
  if (bare === 'GitDependencyCollectionResource') return { is: 'list', of: modelShape('GitDependencyResource', depth) };
  return classes[bare] ? modelShape(bare, depth) : any;
};

const action = () => {
  const { members } = modelShape('DeploymentActionResource');
  return { is: 'object', members: { ...resourceMembers, ...members }, required: ['Name', 'ActionType'] };
};

const stepShape = (step) => ({
  ...step,
  required: ['Name'],
  members: {
    ...step.members,
    Properties: { is: 'map', of: { is: 'textOrSecret' } },
    Actions: { is: 'list', of: action() },
  },
});

const feedMembers = () =>
  Object.keys(classes)
    .filter((name) => /FeedResource$/.test(name) && name !== 'FeedResource')
    .map((name) => modelShape(name).members ?? {});

const findPage = (path) => Object.entries(pages).find(([key]) => path.test(key)) ?? [];

/** How a page calls the resource's own ID in the body: `EnvironmentId` where the path has `{environmentId}`. */
const ownId = (route) => {
  const parameter = /\{([^/{}]+)\}$/.exec(route)?.[1] ?? 'id';
  return parameter[0].toUpperCase() + parameter.slice(1);
};

const generation2026 = () =>
  Object.fromEntries(
    Object.entries(collections).map(([name, { model }]) => {
      const [, create] = findPage(new RegExp(`^POST /api/\\{spaceId\\}/${name}$`));
      const [route, update] = findPage(new RegExp(`^PUT /api/\\{spaceId\\}/${name}/\\{[^/]+\\}$`));
      const [, list] = findPage(new RegExp(`^GET /api/\\{spaceId\\}/${name}$`));
      const complete = (page) => {
        const members = { ...shapeOf(page.body).members };
        if (name === 'feeds') {
          Object.assign(page.body, ...feedMembers(), page.body);
          Object.assign(members, ...feedMembers(), members);
        }
        if (members.Steps) members.Steps = { is: 'list', of: stepShape(members.Steps.of) };
        for (const field of page.responseFields ?? []) members[field] ??= any;
        // The path says which resource is meant, so the body need not.
        const required = page.required.filter(
          (field) => field !== 'Id' && !(page === update && field === ownId(route)),
        );
        return { members: { ...resourceMembers, ...members }, writable: Object.keys(page.body).sort(), required };
      };
      const shapes = { ...(create && { create: complete(create) }), update: complete(update) };
      const readable = [
        ...new Set([...(update.responseFields ?? []), ...Object.keys(modelShape(model).members ?? {})]),
      ].sort();
      return [name, { ...shapes, ownId: ownId(route), readable, defaultTake: list?.defaultTake ?? 30 }];
    }),
  );

// --- 2020.5: the vendor's swagger ------------------------------------------------------------------------------------

const { definitions } = read('swagger-2020.5.json');

const swaggerShape = (schema, depth = 0) => {
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop();
    if (name === 'PropertyValueResource') return { is: 'textOrSecret' };
    if (name === 'SensitiveValue') return { is: 'secret' };
    return depth > 6 ? any : swaggerShape(definitions[name] ?? {}, depth + 1);
  }
  if (schema.enum) return { is: 'enum', of: schema.enum };
  if (schema.type === 'array') return { is: 'list', of: swaggerShape(schema.items ?? {}, depth) };
  if (schema.type === 'boolean') return { is: 'boolean' };
  if (schema.type === 'integer') return { is: 'integer' };
  if (schema.type === 'string') return { is: 'string' };
  if (schema.properties) {
    const members = Object.entries(schema.properties).map(([name, member]) => [name, swaggerShape(member, depth)]);
    return { is: 'object', members: Object.fromEntries(members) };
  }
  return any;
};

/** Adds to a shape what a captured document has and the swagger, two years younger, has no more. */
const addSeen = (shape, document) => {
  if (shape.is !== 'object' || typeof document !== 'object' || document === null) return;
  for (const [name, value] of Object.entries(document)) {
    const known = shape.members[name];
    if (!known) shape.members[name] = any;
    else if (known.is === 'list' && Array.isArray(value)) for (const item of value) addSeen(known.of, item);
    else addSeen(known, value);
  }
};

const captured = (folder) =>
  folder === undefined
    ? []
    : readdirSync(join(from, 'captured-2018.11', folder)).map((file) => read(join('captured-2018.11', folder, file)));

const generation2020 = () =>
  Object.fromEntries(
    Object.entries(collections).map(([name, { swagger, captured: folder }]) => {
      const shape = swaggerShape(definitions[swagger]);
      if (name === 'variables') loosenTypes(shape);
      for (const document of captured(folder)) addSeen(shape, document);
      const required = name === 'variables' || name === 'deploymentprocesses' ? ['Version'] : ['Name'];
      const writable = Object.keys(shape.members)
        .filter((field) => !readOnly2020.includes(field))
        .sort();
      const both = { members: { ...resourceMembers, ...shape.members }, writable, required };
      const readable = Object.keys(shape.members).sort();
      return [name, { create: both, update: both, ownId: 'Id', readable, defaultTake: 30 }];
    }),
  );

/** What old servers decide by themselves; the swagger does not mark it. */
const readOnly2020 = [
  'Id',
  'SpaceId',
  'Links',
  'LastModifiedOn',
  'LastModifiedBy',
  'VariableSetId',
  'DeploymentProcessId',
  'ScopeValues',
];

/** The swagger's enum of variable types lacks those that extensions add. */
const loosenTypes = (shape) => {
  shape.members.Variables.of.members.Type = { is: 'string' };
};

mkdirSync(to, { recursive: true });
for (const [file, data] of [
  ['2026.json', generation2026()],
  ['2020.5.json', generation2020()],
]) {
  writeFileSync(join(to, file), `${JSON.stringify(data, null, 1)}\n`);
}
