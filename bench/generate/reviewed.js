// Two spaces of which a reviewer has much to see: steps that go, secrets, scopes that widen.
import { settle } from '../../build/config/settle.js';
import { diff } from '../../build/diff/index.js';
import { keyOf } from '../../build/model/names.js';

/** A space of `projects` projects, each with a script of 30 lines and 20 variables. */
const reviewedSpace = (installation, projects, edit) => {
  const items = new Map();
  const put = (type, names, document) => {
    const ofType = items.get(type) ?? new Map();
    items.set(type, ofType.set(keyOf(names), { type, names, key: keyOf(names), document }));
  };
  for (const name of edit === 'new' ? ['Test', 'Prod'] : ['Prod']) put('environments', [name], { Name: name });
  put('projectGroups', ['All'], { Name: 'All' });
  put('lifecycles', ['Default'], { Name: 'Default', Phases: [] });
  for (let number = 0; number < projects; number += 1) {
    const name = `Project ${number}`;
    put('projects', [name], { Name: name, Description: '', ProjectGroupId: 'All', LifecycleId: 'Default' });
    const channels = edit === 'new' ? ['Default', 'Hotfix', 'Patch'] : ['Default'];
    for (const channel of channels)
      put('channels', [name, channel], {
        Name: channel,
        IsDefault: channel === 'Default',
        LifecycleId: null,
        TenantTags: [],
      });
    put('deploymentProcesses', [name], { Steps: stepsOf(edit, number) });
    put('projectVariables', [name], { Variables: variablesOf(edit, number) });
  }
  const identity = { url: `https://${installation}`, installation, space: 'Default', version: '2026.3.1' };
  return {
    identity,
    digest: `sha256:${'0'.repeat(64)}`,
    items,
    lookups: new Map(),
    incomplete: [],
    absent: new Set(),
    files: new Map(),
  };
};

const stepsOf = (edit, number) => [
  step('Deploy', Array.from({ length: 30 }, (_, line) => `line ${line} ${line === 15 ? edit : ''}`).join('\n')),
  ...(edit === 'old' && number % 4 === 0 ? [step('Own', 'echo')] : []),
];

const step = (name, text) => ({
  Name: name,
  Actions: [{ Name: name, Environments: [], Channels: [], Properties: { Script: text } }],
});

const variablesOf = (edit, number) => [
  ...Array.from({ length: 20 }, (_, index) => variable(`Variable ${index}`, index % 2 === 0 ? edit : 'same')),
  ...(edit === 'new' && number % 3 === 0
    ? [{ ...variable('Token', { $secret: true }), IsSensitive: true, Type: 'Sensitive' }]
    : []),
  ...(edit === 'new' && number % 5 === 0 ? [{ ...variable('Limited', 'x'), Scope: { Environment: ['Test'] } }] : []),
];

const variable = (name, value) => ({ Name: name, Value: value, Type: 'String', IsSensitive: false, Scope: {} });

const settings = settle({
  options: Object.fromEntries(
    Object.entries({
      overwriteExistingVariables: 'true',
      existingSteps: 'update',
      processCloningOption: 'SourceOnly',
      variableEnvironmentScopingMatch: 'IgnoreMismatch',
    }).map(([name, value]) => [name, { value, origin: 'flag' }]),
  ),
  select: { projects: { value: ['all'], origin: 'flag' } },
});

/** Four changes for each project, of which every fourth removes a step, every third brings a secret, every fifth widens. */
export const reviewedChangeset = (projects) =>
  diff(reviewedSpace('dev', projects, 'new'), reviewedSpace('prod', projects, 'old'), settings);
