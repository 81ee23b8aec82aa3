import type { JsonObject } from '../../../model/json.js';
import { generationOf } from '../contract.js';
import type { Documents } from '../documents.js';

/** What a new server has besides its spaces: built-in user roles and, from 2026, a few community step templates. */
export const sharedOf = (version: string): Documents => ({
  users: [],
  userroles: builtInRoles.map(({ slug, name, description, space, system }) => ({
    Id: `userroles-${slug}`,
    Name: name,
    Description: description,
    CanBeDeleted: false,
    GrantedSpacePermissions: space,
    GrantedSystemPermissions: system,
    SpacePermissionDescriptions: [],
    SystemPermissionDescriptions: [],
    SupportedRestrictions: [],
  })),
  communityactiontemplates: generationOf(version) === '2026' ? communityTemplates : [],
});

interface BuiltInRole {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly space: readonly string[];
  readonly system: readonly string[];
}

const builtInRoles: readonly BuiltInRole[] = [
  {
    slug: 'systemadministrator',
    name: 'System administrator',
    description: 'System administrators can do everything at the system level',
    space: [],
    system: ['AdministerSystem', 'ConfigureServer', 'UserEdit', 'UserRoleEdit', 'TeamEdit', 'SpaceCreate'],
  },
  {
    slug: 'systemmanager',
    name: 'System manager',
    description: 'System managers can do everything at the system level but a few administrative tasks',
    space: [],
    system: ['ConfigureServer', 'UserView', 'UserRoleView', 'TeamView', 'SpaceView'],
  },
  {
    slug: 'spacemanager',
    name: 'Space manager',
    description: 'Space managers can do everything within the context of the space they own',
    space: ['ProjectCreate', 'ProjectEdit', 'ProjectView', 'EnvironmentEdit', 'TeamEdit', 'VariableEdit'],
    system: [],
  },
  {
    slug: 'projectdeployer',
    name: 'Project deployer',
    description: 'Project deployers can deploy releases of projects',
    space: ['DeploymentCreate', 'DeploymentView', 'ProjectView', 'ReleaseView', 'RunbookRunCreate'],
    system: [],
  },
  {
    slug: 'projectviewer',
    name: 'Project viewer',
    description: 'Project viewers have read-only access to projects',
    space: ['DeploymentView', 'ProcessView', 'ProjectView', 'ReleaseView', 'VariableView'],
    system: [],
  },
];

const communityTemplate = (
  number: number,
  name: string,
  type: string,
  description: string,
  more: JsonObject,
): JsonObject => {
  const page = `https://library.example/step-templates/${number}`;
  return {
    Id: `CommunityActionTemplates-${number}`,
    Name: name,
    Description: description,
    Type: type,
    Version: number + 1,
    Author: 'sandbox',
    Website: page,
    HistoryUrl: `${page}/history`,
    Properties: {},
    Parameters: [],
    Packages: [],
    ...more,
  };
};

const script = (body: string): JsonObject => ({
  'Octopus.Action.Script.ScriptSource': 'Inline',
  'Octopus.Action.Script.Syntax': 'Bash',
  'Octopus.Action.Script.ScriptBody': body,
});

const parameter = (number: number, name: string, label: string, value: string | null): JsonObject => ({
  Id: `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`,
  Name: name,
  Label: label,
  HelpText: null,
  DefaultValue: value,
  DisplaySettings: { 'Octopus.ControlType': 'SingleLineText' },
});

/** Made up for the sandbox: the library of the vendor's community is not ours to copy. */
const communityTemplates: readonly JsonObject[] = [
  communityTemplate(1, 'HTTP - Wait Until Healthy', 'Octopus.Script', 'Asks a URL until it answers 200.', {
    Properties: script('curl --fail --retry "$(get_octopusvariable Retries)" "$(get_octopusvariable HealthUrl)"'),
    Parameters: [
      parameter(1, 'HealthUrl', 'Health check URL', null),
      parameter(2, 'Retries', 'How often to ask', '10'),
    ],
  }),
  communityTemplate(2, 'File System - Clean Directory', 'Octopus.Script', 'Empties a directory on the target.', {
    Properties: script('rm -rf -- "$(get_octopusvariable DirectoryToClean)"/*'),
    Parameters: [parameter(3, 'DirectoryToClean', 'Directory', null)],
  }),
  communityTemplate(3, 'Chat - Notify a Room', 'Octopus.Script', 'Posts a message about the deployment to a room.', {
    Properties: script('curl --data "$(get_octopusvariable Message)" "$(get_octopusvariable RoomUrl)"'),
    Parameters: [
      parameter(4, 'RoomUrl', 'URL of the room', null),
      parameter(5, 'Message', 'Message', 'Deployed #{Octopus.Release.Number}'),
    ],
  }),
];
