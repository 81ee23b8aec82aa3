// Measures what users wait for: how `diff` grows with a space, and how long the CLI takes to start.
//   npm run bench            figures depend on the machine; the ratios should not
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { settle } from '../dist/config/settings.js';
import { diff } from '../dist/diff/index.js';
import { keyOf } from '../dist/model/names.js';

/** A deterministic space of `projects` projects with 10 steps and 50 variables each. */
const generate = (installation, projects, edit) => {
  const items = new Map();
  const put = (type, names, document) => {
    const ofType = items.get(type) ?? new Map();
    items.set(type, ofType.set(keyOf(names), { type, names, key: keyOf(names), document }));
  };
  for (const name of ['Test', 'Production']) put('environments', [name], { Name: name });
  put('projectGroups', ['All'], { Name: 'All' });
  put('lifecycles', ['Default'], { Name: 'Default', Phases: [] });
  for (let number = 0; number < projects; number += 1) {
    const name = `Project ${number}`;
    put('projects', [name], { Name: name, Description: '', ProjectGroupId: 'All', LifecycleId: 'Default' });
    put('channels', [name, 'Default'], { Name: 'Default', IsDefault: true, LifecycleId: null, TenantTags: [] });
    const steps = Array.from({ length: 10 }, (_, index) => step(`Step ${index}`, edit));
    put('deploymentProcesses', [name], { Steps: steps });
    const variables = Array.from({ length: 50 }, (_, index) =>
      variable(`Variable ${index}`, index % 5 === 0 ? edit : 'same'),
    );
    put('projectVariables', [name], { Variables: variables });
  }
  const identity = { url: `https://${installation}`, installation, space: 'Default', version: '2026.3.1' };
  return { identity, digest: '', items, lookups: new Map(), incomplete: [], absent: new Set(), files: new Map() };
};

const step = (name, text) => ({
  Name: name,
  Actions: [{ Name: name, Environments: ['Test'], Channels: ['Default'], Properties: { Script: text } }],
});

const variable = (name, value) => ({ Name: name, Value: value, IsSensitive: false, Scope: { Environment: ['Test'] } });

const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

const milliseconds = (work, times = 5) => {
  const measured = Array.from({ length: times }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return median(measured);
};

const settings = settle({
  options: {
    overwriteExistingVariables: { value: 'true', origin: 'flag' },
    existingSteps: { value: 'update', origin: 'flag' },
  },
  select: { projects: { value: ['all'], origin: 'flag' } },
});

console.log('diff: every project changed; 10 steps and 50 variables each (median of 5)');
let before;
for (const projects of [250, 500, 1000, 2000]) {
  const [source, destination] = [generate('dev', projects, 'new'), generate('prod', projects, 'old')];
  const took = milliseconds(() => diff(source, destination, settings));
  const growth = before === undefined ? '' : `  ${(took / before).toFixed(2)} × the half`;
  console.log(`${String(projects).padStart(6)} projects ${took.toFixed(0).padStart(6)} ms${growth}`);
  before = took;
}

const run = (args) => () => execFileSync(process.execPath, args, { stdio: 'ignore' });
const bare = milliseconds(run(['-e', '0']));
const version = milliseconds(run([fileURLToPath(new URL('../bin/run.js', import.meta.url)), '--version']));
console.log(
  `start-up: octosync --version ${version.toFixed(0)} ms, ${(version / bare).toFixed(1)} × a bare node (${bare.toFixed(0)} ms)`,
);
