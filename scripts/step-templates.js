// Writes the step templates that Octopus imports, one for each script of the runbook: docs/approval-in-ci.md. A test keeps them current.
import { readFileSync, writeFileSync } from 'node:fs';

const folder = 'docs/ci/octopus-runbook';

/** What the scripts ask for. An Id tells a parameter from others of its template, and stays what it is. */
const parameters = {
  Source: ['Source', 'Instance of octosync.yml that is followed.', 'dev'],
  Destination: ['Destination', 'Instance of octosync.yml that follows.', 'prod'],
  Sync: ['Sync', 'Sync of octosync.yml that is planned.', 'main'],
  Repository: ['Repository', 'URL of the Git repository that octosync.yml is in: https, without user and token.', ''],
  Version: ['octosync', 'Version of octosync to install from the npm registry.', '#{VERSION}'],
  SourceReadApiKey: [
    'API key, source',
    'Key of a user who may read the space of the source. The configuration calls it DEV_API_KEY.',
  ],
  DestinationReadApiKey: [
    'API key, destination (read)',
    'Key of a user who may read the space of the destination. The configuration calls it PROD_API_KEY.',
  ],
  DestinationWriteApiKey: [
    'API key, destination (write)',
    'Key of a user who may write what the changeset changes. Only this step has it. The configuration calls it PROD_API_KEY.',
  ],
  GitToken: [
    'Token for Git',
    'May push to the branches octosync/snapshots and octosync/plan, and the tags octosync-applied/*.',
  ],
};

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const idOf = (template, index) => `0c705719-${template}000-4000-8000-${String(index).padStart(12, '0')}`;

const parameterOf = (template) => (name) => {
  const found = parameters[name];
  if (!found) throw new Error(`No parameter says what Octosync.${name} is: scripts/step-templates.js.`);
  const [label, help, value] = found;
  return {
    Id: idOf(template, Object.keys(parameters).indexOf(name) + 1),
    Name: `Octosync.${name}`,
    Label: label,
    HelpText: help,
    DefaultValue: value === undefined ? '' : value.replace('#{VERSION}', version),
    DisplaySettings: { 'Octopus.ControlType': value === undefined ? 'Sensitive' : 'SingleLineText' },
  };
};

const templates = [
  ['plan', 'octosync - Plan', 'Takes both spaces, keeps the snapshots in Git, and proposes what differs.'],
  [
    'apply',
    'octosync - Apply',
    'Applies exactly what was approved in the step Approve, in the name of who approved it.',
  ],
];

for (const [index, [name, title, says]] of templates.entries()) {
  const script = readFileSync(`${folder}/octosync-${name}.sh`, 'utf8');
  const asked = [...new Set([...script.matchAll(/get_octopusvariable "Octosync\.(\w+)"/g)].map(([, one]) => one))];
  const template = {
    Id: idOf(index + 1, 0),
    Name: title,
    Description: `${says}\n\nNeeds a worker with Bash, Git and Node.js 20.19 or later. The steps of the runbook are called Plan, Approve and Apply: docs/approval-in-ci.md of octosync.`,
    ActionType: 'Octopus.Script',
    Version: 1,
    CommunityActionTemplateId: null,
    Packages: [],
    Properties: {
      'Octopus.Action.RunOnServer': 'true',
      'Octopus.Action.Script.ScriptSource': 'Inline',
      'Octopus.Action.Script.Syntax': 'Bash',
      'Octopus.Action.Script.ScriptBody': script,
    },
    Parameters: asked.map(parameterOf(index + 1)),
    $Meta: { ExportedAt: '2026-01-01T00:00:00.000Z', OctopusVersion: '2024.3.7046', Type: 'ActionTemplate' },
    Category: 'octopus',
  };
  writeFileSync(`${folder}/octosync-${name}.step-template.json`, `${JSON.stringify(template, null, 2)}\n`);
}
