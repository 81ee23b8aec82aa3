// Shapes from the classes of the vendor's C# client: what the API pages do not expand.
import { any, classes, enums, resourceMembers, text } from './contract-input.js';

/** The shape of a class of the vendor's client, with the members it inherits. */
export const modelShape = (name, depth = 0) => {
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

const plainTypes = {
  string: text,
  Guid: text,
  DateTime: text,
  bool: { is: 'boolean' },
  int: { is: 'integer' },
  short: { is: 'integer' },
  long: { is: 'integer' },
  SensitiveValue: { is: 'secret' },
  ReferenceCollection: { is: 'list', of: text },
  PropertyValueResource: { is: 'textOrSecret' },
  'List<TagCanonicalIdOrName>': { is: 'list', of: text },
  // A flag enum, which the client's converter writes as a list of names (DaysOfWeek.cs).
  DaysOfWeek: { is: 'list', of: { is: 'enum', of: enums.DaysOfWeek } },
};

/**
 * The shape of a page with what the client's class has besides, at any depth: the client sends whole resources, members that
 * only older servers heed included.
 */
export const withModel = (shape, model) => {
  if (shape.is === 'object' && model.is === 'object') {
    const known = Object.entries(shape.members).map(([name, member]) => [
      name,
      withModel(member, model.members[name] ?? any),
    ]);
    return { ...shape, members: { ...model.members, ...Object.fromEntries(known) } };
  }
  return (shape.is === 'list' || shape.is === 'map') && shape.is === model.is
    ? { ...shape, of: withModel(shape.of, model.of) }
    : shape;
};

/** Whether a class of the client has a member whose values it does not list. */
export const isOpenText = (model, member) =>
  ['string', 'IList<string>'].includes(classes[model]?.properties?.[member]?.type);

const modelType = (type, depth) => {
  const bare = type.replace(/\?$/, '');
  if (plainTypes[bare]) return plainTypes[bare];
  if (/^I?Dictionary<string, string>$/.test(bare)) return { is: 'map', of: text };
  if (/PropertyValueResource/.test(bare)) return { is: 'map', of: { is: 'textOrSecret' } };
  if (enums[bare]) return { is: 'enum', of: enums[bare] };
  const list = /^(?:I?List|ISet|IReadOnlyCollection|ICollection)<(.+)>$/.exec(bare) ?? /^(.+)\[\]$/.exec(bare);
  if (list) return { is: 'list', of: modelType(list[1], depth) };
  if (bare === 'PackageReferenceCollection') return { is: 'list', of: modelShape('PackageReference', depth) };
  if (bare === 'GitDependencyCollectionResource') return { is: 'list', of: modelShape('GitDependencyResource', depth) };
  return classes[bare] ? modelShape(bare, depth) : any;
};

/** The members that a class has and its base has not. */
const ownMembers = (name, base) => {
  const common = modelShape(base).members ?? {};
  const { members = {} } = name === undefined ? {} : modelShape(name);
  return Object.fromEntries(Object.entries(members).filter(([member]) => !(member in common)));
};

/** An object whose members depend on one of them: `classOf` names the class for each of its values. */
export const variant = (by, base, types, classOf, common = resourceMembers) => ({
  is: 'variant',
  by,
  members: common,
  variants: Object.fromEntries(types.map((type) => [type, ownMembers(classOf(type), base)])),
});

// --- feeds and accounts: the members of a type are beside those of all types -----------------------------------------

const typeMembers = (types, base, classOf) =>
  Object.fromEntries(types.map((type) => [type, ownMembers(classOf(type), base)]));

export const feedVariants = (types) =>
  typeMembers(
    types.filter((type) => classes[`${type}FeedResource`]),
    'FeedResource',
    (type) => `${type}FeedResource`,
  );

export const accountVariants = (types) =>
  typeMembers(
    types.filter((type) => type !== 'None'),
    'AccountResource',
    (type) => `${type.replace(/Account$/, '')}AccountResource`,
  );

// --- endpoints: the members of a style are inside `Endpoint` -------------------------------------------------------

const endpointClasses = {
  None: 'CloudRegion',
  TentaclePassive: 'ListeningTentacle',
  TentacleActive: 'PollingTentacle',
  AzureCloudService: 'CloudService',
  AzureServiceFabricCluster: 'ServiceFabric',
};

const kubernetesAuthentication = variant(
  'AuthenticationType',
  'IEndpointWithMultipleAuthenticationResource',
  enums.MultipleAccountType,
  (type) => {
    if (type === 'None') return undefined;
    return type === 'KubernetesStandard'
      ? 'KubernetesStandardAccountAuthenticationResource'
      : `${type}AuthenticationResource`;
  },
  {},
);

export const endpointShape = (styles) => {
  const shape = variant('CommunicationStyle', 'EndpointResource', styles, (style) =>
    // Ftp targets are gone from the client; they have no members of their own.
    style === 'Ftp' ? undefined : `${endpointClasses[style] ?? style}EndpointResource`,
  );
  const { Kubernetes, KubernetesTentacle } = shape.variants;
  if (Kubernetes) Kubernetes.Authentication = kubernetesAuthentication;
  if (KubernetesTentacle)
    KubernetesTentacle.TentacleEndpointConfiguration = modelShape('ListeningTentacleEndpointConfigurationResource');
  return shape;
};

// --- triggers: the members of a type are inside `Filter` and `Action` ------------------------------------------------

export const triggerFilter = (types) =>
  variant('FilterType', 'TriggerFilterResource', types, (type) =>
    type.endsWith('Schedule')
      ? `${type.replace(/(?:Expression)?Schedule$/, '')}ScheduledTriggerFilterResource`
      : `${type}Resource`,
  );

export const triggerAction = (types) =>
  variant('ActionType', 'TriggerActionResource', types, (type) => `${type}ActionResource`);

// --- where a project is kept -----------------------------------------------------------------------------------------

/** Only the conversion to Git shows these on a page; the project has them ever after. */
export const persistenceShape = () => {
  const { members } = modelShape('GitPersistenceSettingsResource');
  const credentials = variant('Type', 'ProjectGitCredentialResource', projectCredentials, (type) =>
    type === 'SshKey' ? undefined : `${type}ProjectGitCredentialResource`,
  );
  const git = { ...members, Credentials: { ...credentials, members: {} } };
  delete git.Type;
  return { is: 'variant', by: 'Type', members: {}, variants: { Database: {}, VersionControlled: git } };
};

const projectCredentials = ['Anonymous', 'UsernamePassword', 'Reference', 'GitHub', 'SshKey'];

// --- Git credentials -----------------------------------------------------------------------------------------------

/** `GitCredentialType` of the client lacks what the page of 2026 lists; members of the others are nowhere described. */
export const gitCredentialDetails = (types) => ({
  is: 'variant',
  by: 'Type',
  members: {},
  variants: Object.fromEntries(
    types.map((type) => [
      type,
      type === 'UsernamePassword' ? { Username: { is: 'string', min: 1 }, Password: { is: 'secret' } } : {},
    ]),
  ),
});
