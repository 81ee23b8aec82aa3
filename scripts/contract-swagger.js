// Generation 2020.5: the vendor's swagger, completed with members seen in documents captured from a 2018 server.
import { any, captured, definitions, paths, resourceMembers, text } from './contract-input.js';
import { collections, required2020 } from './contract-collections.js';
import { accountVariants, endpointShape, feedVariants, triggerAction, triggerFilter } from './contract-models.js';
import { buildInformation, requireNames, stepShape } from './contract-pages.js';

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

const at = (path) => paths[`/api/{baseSpaceId}/${path}`] ?? paths[`/api/${path}`];

export const generation2020 = () => ({
  ...ofCollections(),
  'build-information': buildInformation(),
  'tenants/variables': tenantValues(),
});

/** The older document of a tenant's values is the only one. */
const tenantValues = () => {
  const { members } = swaggerShape(definitions.TenantVariableResource);
  const update = { members: { ...resourceMembers, ...members }, writable: Object.keys(members).sort(), required: [] };
  return { update, ownId: 'Id', readable: [], hasAll: false, defaultTake: 30 };
};

const ofCollections = () =>
  Object.fromEntries(
    Object.entries(collections)
      .filter(([, { swagger }]) => swagger !== undefined)
      .map(([name, { swagger, captured: folder }]) => {
        const shape = swaggerShape(definitions[swagger]);
        amend[name]?.(shape.members);
        const seen = captured(folder);
        const variants = variantsOf(name, shape.members);
        const specific = new Set(Object.values(variants?.members ?? {}).flatMap(Object.keys));
        const common = (document) =>
          Object.fromEntries(Object.entries(document).filter(([field]) => !specific.has(field)));
        for (const document of seen) addSeen(shape, common(document));
        const { members } = shape;
        if (members.Steps)
          members.Steps = { is: 'list', of: stepShape(members.Steps.of, members.Steps.of.members.Actions.of) };
        requireNames(members);
        const writable = Object.keys(members)
          .filter((field) => !readOnly2020.includes(field) && !readOnlyOf[name]?.includes(field))
          .sort();
        const both = {
          members: { ...resourceMembers, ...members },
          writable,
          required: required2020[name] ?? ['Name'],
        };
        const readable = seen.length > 0 ? seen.map(common).flatMap(Object.keys) : Object.keys(members);
        return [
          name,
          {
            ...(at(name)?.post && { create: both }),
            update: { ...both, writable: writable.filter((field) => !createOnly[name]?.includes(field)) },
            ...(variants && { variants }),
            ownId: 'Id',
            readable: [...new Set(readable)].sort(),
            hasAll: at(`${name}/all`) !== undefined,
            defaultTake: 30,
          },
        ];
      }),
  );

const variantsOf = (name, members) => {
  if (name === 'feeds') return { field: 'FeedType', members: without2026(feedVariants(members.FeedType.of)) };
  if (name === 'accounts') return { field: 'AccountType', members: accountVariants(members.AccountType.of) };
  return undefined;
};

/** Members by type, without what came after 2020. */
const without2026 = (variants) =>
  Object.fromEntries(
    Object.entries(variants).map(([type, members]) => [
      type,
      Object.fromEntries(Object.entries(members).filter(([name]) => name !== 'OidcAuthentication')),
    ]),
  );

/** New content of a certificate goes through `replace`; templates count their versions themselves. */
const createOnly = {
  certificates: ['CertificateData', 'Password'],
  actiontemplates: ['ActionType', 'CommunityActionTemplateId', 'Version'],
};

/** What old servers decide by themselves; the swagger does not mark it. */
const certificateFacts = [
  'Archived',
  'CertificateChain',
  'CertificateDataFormat',
  'HasPrivateKey',
  'IsExpired',
  'IssuerCommonName',
  'IssuerDistinguishedName',
  'IssuerOrganization',
  'NotAfter',
  'NotBefore',
  'ReplacedBy',
  'SelfSigned',
  'SerialNumber',
  'SignatureAlgorithmName',
  'SubjectAlternativeNames',
  'SubjectCommonName',
  'SubjectDistinguishedName',
  'SubjectOrganization',
  'Thumbprint',
  'Version',
];
const health = [
  'HasLatestCalamari',
  'HealthStatus',
  'IsInProcess',
  'OperatingSystem',
  'ShellName',
  'ShellVersion',
  'Status',
  'StatusSummary',
];
const readOnlyOf = {
  certificates: certificateFacts,
  machines: [...health, 'MachinePolicyName'],
  workers: health,
  teams: ['CanBeDeleted', 'CanBeRenamed', 'CanChangeMembers', 'CanChangeRoles'],
  userroles: ['CanBeDeleted', 'SpacePermissionDescriptions', 'SystemPermissionDescriptions', 'SupportedRestrictions'],
};
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

/** What the swagger leaves out: types that extensions add, the members of single types, and what clients always send. */
const amend = {
  channels: (members) => {
    // Servers before 2018.9 knew no other form.
    members.Rules.of.members.Actions = { is: 'list', of: text };
  },
  projecttriggers: (members) => {
    members.Filter = triggerFilter(members.Filter.members.FilterType.of);
    members.Action = triggerAction(members.Action.members.ActionType.of);
  },
  variables: (members) => {
    members.Variables.of.members.Type = text;
  },
  machines: (members) => {
    members.Endpoint = endpointShape(members.Endpoint.members.CommunicationStyle.of);
  },
  workers: (members) => {
    members.Endpoint = endpointShape(members.Endpoint.members.CommunicationStyle.of);
  },
};
