import { livesInGit } from '../fields/git.js';
import { standardVersioning } from '../fields/standard-versioning.js';
import { stepPackage } from '../fields/step-package.js';
import type { ResourceType } from '../vocabulary.js';
import { nested, optional, plain, set } from '../words.js';

/**
 * Deployment settings (octopus-api deployment-settings): one object a project, with a GET of its own. Servers that have
 * it took these settings over from the project, which still answers copies.
 */
export const deploymentSettings: ResourceType = {
  name: 'deploymentSettings',
  singular: 'deployment settings of project',
  plural: 'deployment settings',
  beside: 'deployment settings',
  reading: {
    path: 'deploymentsettings',
    reach: 'space',
    idPrefix: 'deploymentsettings-Projects',
    permission: 'ProjectView',
    listing: {
      kind: 'ofParent',
      route: 'projects/{parent}/deploymentsettings',
    },
    inGit: { when: [livesInGit], route: 'projects/{project}/{ref}/deploymentsettings' },
    readAgain: 'ownerAndHeld',
    since: '2021.1',
  },
  identity: { kind: 'onePerParent' },
  parent: { type: 'projects', field: 'ProjectId' },
  file: '{parent}/deployment-settings.json',
  fields: {
    ConnectivityPolicy: nested({ TargetRoles: set }),
    VersioningStrategy: nested({ DonorPackage: nested(stepPackage), DonorPackageStepId: optional('actions') }),
    ReleaseNotesTemplate: plain,
    DeploymentChangesTemplate: plain,
  },
  selecting: { how: 'withParent' },
  merging: {
    strategy: {
      kind: 'document',
      switched: { fields: ['VersioningStrategy'], when: 'cloneProjectVersioningReleaseCreationSettings' },
    },
    existing: { default: 'leave', updateWhen: 'cloneProjectVersioningReleaseCreationSettings' },
    bornWithParent: {
      saying: [
        {
          since: '2022.1',
          says: {
            CancelQueuedTasks: false,
            CancelRunningTasks: false,
            ConnectivityPolicy: { SkipMachineBehavior: 'None', TargetRoles: [], AllowDeploymentsToNoTargets: false },
            DefaultGuidedFailureMode: 'EnvironmentDefault',
            DefaultToSkipIfAlreadyInstalled: false,
            DeploymentChangesTemplate: null,
            FailTargetDiscovery: false,
            ForcePackageDownload: false,
            ReleaseNotesTemplate: null,
            VersioningStrategy: standardVersioning,
          },
        },
      ],
    },
  },
  writing: {
    permission: { create: 'ProjectEdit', edit: 'ProjectEdit' },
    portal: 'projects/{parent}/deployments/settings',
    putPath: { path: 'projects/{parent}/deploymentsettings', since: '2020.1' },
  },
};
