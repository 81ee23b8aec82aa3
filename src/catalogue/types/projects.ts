import { standardVersioning } from '../fields/standard-versioning.js';
import { stepPackage } from '../fields/step-package.js';
import { classifyingTags } from '../fields/tagged.js';
import { variableTemplates } from '../fields/templates.js';
import type { ResourceType } from '../vocabulary.js';
import { listOf, nested, optional, plain, readOnly, readOnlyWith, required, volatile, withLogo } from '../words.js';

/**
 * Projects (octopus-api projects). Process, variables and a default channel come with a new project.
 * `IncludedLibraryVariableSetIds` is in order of precedence. `AutoDeployReleaseOverrides` names releases: data of an
 * instance, not configuration. What Git holds is of other types (rules git-parts).
 */
export const projects: ResourceType = withLogo('cloneProjectLogos', {
  name: 'projects',
  singular: 'project',
  plural: 'projects',
  reading: {
    path: 'projects',
    reach: 'space',
    idPrefix: 'Projects',
    permission: 'ProjectView',
    listing: { kind: 'all' },
    readAgain: 'owner',
    repository: {
      settings: 'PersistenceSettings',
      credential: { at: ['Credentials', 'Id'], type: 'gitCredentials' },
      refs: 'projects/{project}/git/refs/{ref}',
      commits: 'projects/{project}/git/commits/{ref}',
      branches: 'projects/{project}/git/branches/v2',
    },
    superseded: {
      by: 'deploymentSettings',
      fields: [
        'DefaultGuidedFailureMode',
        'DefaultToSkipIfAlreadyInstalled',
        'DeploymentChangesTemplate',
        'ForcePackageDownload',
        'ProjectConnectivityPolicy',
        'ReleaseNotesTemplate',
        'VersioningStrategy',
      ],
    },
  },
  identity: { kind: 'named', field: 'Name' },
  file: 'projects/{name}/project.json',
  fields: {
    Slug: readOnly,
    VariableSetId: volatile,
    DeploymentProcessId: volatile,
    ClonedFromProjectId: volatile,
    AutoDeployReleaseOverrides: volatile,
    ProvisioningRunbookId: optional('runbooks'),
    DeprovisioningRunbookId: optional('runbooks'),
    IsVersionControlled: readOnly,
    PersistenceSettings: readOnlyWith({ Credentials: nested({ Id: optional('gitCredentials') }) }),
    ProjectTemplateDetails: readOnly,
    Icon: readOnly,
    ProjectGroupId: required('projectGroups'),
    LifecycleId: required('lifecycles'),
    IncludedLibraryVariableSetIds: listOf(required(['libraryVariableSets', 'scriptModules']), { ordered: true }),
    ProjectTags: classifyingTags,
    Templates: variableTemplates,
    VersioningStrategy: nested({ DonorPackage: nested(stepPackage), DonorPackageStepId: optional('actions') }),
    ReleaseCreationStrategy: nested({
      ChannelId: optional('channels'),
      ReleaseCreationPackage: nested(stepPackage),
      ReleaseCreationPackageStepId: optional('actions'),
    }),
    ExtensionSettings: plain,
    ReleaseNotesTemplate: plain,
    DeploymentChangesTemplate: plain,
  },
  publishes: [
    { kind: 'members', type: 'projectTemplates', at: ['Templates'], id: 'Id', name: 'Name', named: 'withinItem' },
    // The server makes a process with every project, and the project's ID stands for it in scopes.
    { kind: 'within', type: 'processOwners', called: 'Deployment process' },
  ],
  selecting: { how: 'byFilter', mapsToSeveral: true, overriddenAs: 'project' },
  merging: {
    strategy: { kind: 'document' },
    existing: {
      default: 'leave',
      always: { Description: 'replace', IncludedLibraryVariableSetIds: 'addMembers', Templates: 'mergeByName' },
      merge: { IncludedLibraryVariableSetIds: 'addInOrder' },
    },
    later: [
      {
        part: 'environments',
        fields: ['ProvisioningRunbookId', 'DeprovisioningRunbookId', 'DefaultPowerShellEdition', 'IsBadgesEnabled'],
        initially: {},
        bornAs: [
          {
            since: '2022.1',
            says: {
              ProvisioningRunbookId: null,
              DeprovisioningRunbookId: null,
              DefaultPowerShellEdition: 'Desktop',
              IsBadgesEnabled: false,
            },
          },
        ],
        existing: 'asItem',
      },
      {
        part: 'releases',
        fields: ['VersioningStrategy', 'AutoCreateRelease', 'ReleaseCreationStrategy'],
        initially: {},
        bornAs: [
          {
            says: {
              AutoCreateRelease: false,
              VersioningStrategy: standardVersioning,
              ReleaseCreationStrategy: { ChannelId: null, ReleaseCreationPackage: null },
            },
          },
        ],
        when: 'cloneProjectVersioningReleaseCreationSettings',
        existing: 'replace',
      },
    ],
  },
  writing: {
    permission: { create: 'ProjectCreate', edit: 'ProjectEdit', delete: 'ProjectDelete' },
    portal: 'projects/{id}',
    holds: [{ route: 'projects/{id}/releases', called: 'releases' }],
  },
});
