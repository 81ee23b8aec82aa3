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
  if (/^array of /.test(described)) return { is: 'list', of: shapeOf(described.replace(/^array of /, '')) };
  // "enum: A|B", "enum A|B", "string: A|B (default A)", "string A|'B C'"
  const choice = /^(?:enum|string):? ((?:'[^']+'|\w+)(?:\|(?:'[^']+'|\w+))+)(?: \(|$)/.exec(described)?.[1];
  if (choice) return { is: 'enum', of: choice.split('|').map((value) => value.replaceAll("'", '')) };
  if (/^enum:? /.test(described)) return { is: 'enum', of: [described.replace(/^enum:? /, '').replace(/ \(.*$/, '')] };
  if (/^boolean/.test(described)) return { is: 'boolean' };
  if (/^integer/.test(described)) return { is: 'integer' };
  if (/^object \(string map\)/.test(described)) return { is: 'map', of: { is: 'string' } };
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
  if (bare === 'IDictionary<string, string>') return { is: 'map', of: { is: 'string' } };
  if (/PropertyValueResource/.test(bare)) return { is: 'map', of: { is: 'textOrSecret' } };
  if (bare === 'ReferenceCollection') return { is: 'list', of: { is: 'string' } };
  if (enums[bare]) return { is: 'enum', of: enums[bare] };
  const list = /^(?:I?List|ISet|IReadOnlyCollection|ICollection)<(.+)>$/.exec(bare) ?? /^(.+)\[\]$/.exec(bare);
  if (list) return { is: 'list', of: modelType(list[1], depth) };
  if (bare === 'PackageReferenceCollection') return { is: 'list', of: modelShape('PackageReference', depth) };
  if (bare === 'GitDependencyCollectionResource') return { is: 'list', of: modelShape('GitDependencyResource', depth) };
  return classes[bare] ? modelShape(bare, depth) : any;
};

/** A step whose actions the page does not expand: `action` says what they are. */
const stepShape = (step, action) => {
  const properties = { is: 'map', of: { is: 'textOrSecret' } };
  const members = { ...resourceMembers, ...action.members, Properties: properties };
  const actions = { is: 'list', of: { is: 'object', members, required: ['Name', 'ActionType'] } };
  return { ...step, required: ['Name'], members: { ...step.members, Properties: properties, Actions: actions } };
};

/** Lists whose items are nothing without a name (inferred: the pages mark it for steps only). */
const requireNames = (members) => {
  for (const list of ['Phases', 'Tags', 'Templates', 'Variables']) {
    if (members[list]?.of?.is === 'object') members[list].of.required = ['Name'];
  }
};

/** What a feed of each type has besides the members of all feeds: the pages do not expand it, the models do. */
const feedVariants = (types) =>
  Object.fromEntries(
    types
      .filter((type) => classes[`${type}FeedResource`])
      .map((type) => {
        const { members } = modelShape(`${type}FeedResource`);
        const common = modelShape('FeedResource').members;
        return [type, Object.fromEntries(Object.entries(members).filter(([name]) => !(name in common)))];
      }),
  );

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
      const [, viaProject] = findPage(new RegExp(`^PUT /api/\\{spaceId\\}/projects/\\{projectId\\}/${name}$`));
      const [, all] = findPage(new RegExp(`^GET /api/\\{spaceId\\}/${name}/all$`));
      const variants =
        name === 'feeds'
          ? { field: 'FeedType', members: feedVariants(shapeOf(update.body).members.FeedType.of) }
          : undefined;
      const answered = update.responseFields ?? [];
      const complete = (page) => {
        const members = { ...shapeOf(page.body).members };
        if (members.Steps) {
          members.Steps = { is: 'list', of: stepShape(members.Steps.of, modelShape('DeploymentActionResource')) };
        }
        requireNames(members);
        const fromModel = modelShape(model).members ?? {};
        for (const field of answered) members[field] ??= fromModel[field] ?? any;
        // The path says which resource is meant, so the body need not.
        const named = page === update ? ['Id', ownId(route)] : page === viaProject ? ['ProjectId'] : [];
        const required = page.required.filter((field) => !named.includes(field));
        return { members: { ...resourceMembers, ...members }, writable: Object.keys(page.body).sort(), required };
      };
      return [
        name,
        {
          ...(create && { create: complete(create) }),
          update: complete(update),
          ...(viaProject && { viaProject: complete(viaProject) }),
          ...(variants && { variants }),
          ownId: ownId(route),
          readable: [...new Set(answered)].sort(),
          hasAll: all !== undefined,
          defaultTake: list?.defaultTake ?? 30,
        },
      ];
    }),
  );

// --- 2020.5: the vendor's swagger ------------------------------------------------------------------------------------

const { definitions, paths } = read('swagger-2020.5.json');

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
  if (schema.additionalProperties) return { is: 'map', of: swaggerShape(schema.additionalProperties, depth) };
  return any;
};

/** The shape of a member nobody describes, from a value that was seen. */
const shapeSeen = (value) => {
  if (typeof value === 'boolean') return { is: 'boolean' };
  if (typeof value === 'string') return { is: 'string' };
  if (Number.isInteger(value)) return { is: 'integer' };
  if (Array.isArray(value)) return { is: 'list', of: value.length > 0 ? shapeSeen(value[0]) : any };
  if (typeof value !== 'object' || value === null) return any;
  const members = Object.entries(value).map(([name, member]) => [name, shapeSeen(member)]);
  return { is: 'object', members: Object.fromEntries(members) };
};

/** Adds to a shape what a captured document has and the swagger, two years younger, has no more. */
const addSeen = (shape, document) => {
  if (shape.is !== 'object' || typeof document !== 'object' || document === null) return;
  for (const [name, value] of Object.entries(document)) {
    const known = shape.members[name];
    if (!known) shape.members[name] = shapeSeen(value);
    else if (known.is === 'list' && Array.isArray(value)) for (const item of value) addSeen(known.of, item);
    else addSeen(known, value);
  }
};

const captured = (folder) =>
  folder === undefined
    ? []
    : readdirSync(join(from, 'captured-2018.11', folder)).map((file) => read(join('captured-2018.11', folder, file)));

/** What old servers insist on. The swagger has no lists of required members: from the pages of 2026, where alike. */
const required2020 = {
  variables: ['Version'],
  deploymentprocesses: ['Version'],
  projects: ['Name', 'ProjectGroupId', 'LifecycleId'],
  channels: ['Name', 'ProjectId'],
  feeds: ['Name', 'FeedType'],
};

const generation2020 = () =>
  Object.fromEntries(
    Object.entries(collections).map(([name, { swagger, captured: folder }]) => {
      const shape = swaggerShape(definitions[swagger]);
      if (name === 'variables') loosenTypes(shape);
      const seen = captured(folder);
      const variants =
        name === 'feeds' ? { field: 'FeedType', members: feedVariants2020(shape.members.FeedType.of) } : undefined;
      const specific = new Set(Object.values(variants?.members ?? {}).flatMap(Object.keys));
      const common = (document) =>
        Object.fromEntries(Object.entries(document).filter(([field]) => !specific.has(field)));
      for (const document of seen) addSeen(shape, common(document));
      const { members } = shape;
      if (members.Steps)
        members.Steps = { is: 'list', of: stepShape(members.Steps.of, members.Steps.of.members.Actions.of) };
      requireNames(members);
      const writable = Object.keys(members)
        .filter((field) => !readOnly2020.includes(field))
        .sort();
      const both = { members: { ...resourceMembers, ...members }, writable, required: required2020[name] ?? ['Name'] };
      const readable = seen.length > 0 ? seen.map(common).flatMap(Object.keys) : Object.keys(members);
      return [
        name,
        {
          ...(paths[`/api/{baseSpaceId}/${name}`]?.post && { create: both }),
          update: both,
          ...(variants && { variants }),
          ownId: 'Id',
          readable: [...new Set(readable)].sort(),
          hasAll: paths[`/api/{baseSpaceId}/${name}/all`] !== undefined,
          defaultTake: 30,
        },
      ];
    }),
  );

/** Members by type, without what came after 2020. */
const feedVariants2020 = (types) =>
  Object.fromEntries(
    Object.entries(feedVariants(types)).map(([type, members]) => [
      type,
      Object.fromEntries(Object.entries(members).filter(([name]) => name !== 'OidcAuthentication')),
    ]),
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
