import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { emptySpace, startSandbox } from '../../src/sandbox/server/index.js';
import { applyAndVerify } from './apply-and-verify.js';
import { filesIn, octosync, workFolder } from './cli.js';

const names = [
  'with/slash',
  'back\\slash',
  'c:olon',
  '..',
  '...',
  'CON',
  'nul.json',
  'trailing dot.',
  'question?*',
  '<b>bold</b>',
  'emoji 🐙🚀',
  'עברית',
  'rtl \u202E txt.exe',
  'ansi \u001b[31mred',
  'percent %2F',
  'hash # and ~ tilde',
  'quote " and $ and `',
  '__proto__',
  'constructor',
  'x'.repeat(200),
];

it('hostile names survive snapshot, disk, diff and apply, and stay what they are', async () => {
  const cwd = await workFolder();
  const version = '2026.3.1';
  const base = emptySpace(version);
  const projects = names.map((Name, index) => ({
    Id: `Projects-${index + 1}`,
    Name,
    ProjectGroupId: 'ProjectGroups-1',
    LifecycleId: 'Lifecycles-1',
    IncludedLibraryVariableSetIds: [],
  }));
  const channels = names.map((Name, index) => ({
    Id: `Channels-${index + 1}`,
    // Names that differ in nothing but case, in two projects: of one parent that would be a duplicate.
    Name: index % 2 === 0 ? Name.toLowerCase() : Name.toUpperCase(),
    ProjectId: `Projects-${(index % 2) + 1}`,
    LifecycleId: null,
    IsDefault: false,
  }));
  const twins = ['Beta', 'BETA'].map((Name, index) => ({
    Id: `Channels-${index + 101}`,
    Name,
    ProjectId: `Projects-${index + 3}`,
    LifecycleId: null,
    IsDefault: false,
  }));
  const runbooks = names.map((Name, index) => ({
    Id: `Runbooks-${index + 1}`,
    Name,
    ProjectId: 'Projects-1',
    RunRetentionPolicy: { QuantityToKeep: 100, ShouldKeepForever: false },
    RunbookProcessId: `RunbookProcess-Runbooks-${index + 1}`,
  }));
  const tenants = names.map((Name, index) => ({
    Id: `Tenants-${index + 1}`,
    Name,
    TenantTags: [],
    ProjectEnvironments: { [`Projects-${index + 1}`]: [] },
  }));
  const instance = (name: string, documents: typeof base, idOffset: number) => ({
    name,
    version,
    installationId: name,
    apiKey: 'API-SANDBOX',
    idOffset,
    spaces: [{ id: 'Spaces-1', name: 'Default', documents }],
  });
  const sandbox = await startSandbox([
    instance('dev', { ...base, projects, channels: [...channels, ...twins], runbooks, tenants }, 0),
    instance('prod', base, 900),
  ]);
  onTestFinished(() => sandbox.close());
  const [dev, prod] = sandbox.instances.map(({ url }) => url);
  const run = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await octosync(args, { cwd });
    expect(code, stderr).toBe(0);
    return stdout + stderr;
  };
  const select = ['--projects', 'all', '--tenants', 'all'];

  await run('snapshot', '--url', dev ?? '', '--out', 'dev');
  await run('snapshot', '--url', prod ?? '', '--out', 'prod');
  await run('diff', 'dev', 'prod', ...select);
  const shown = [
    await run('show', '--details'),
    await run('show', '--format', 'markdown'),
    await applyAndVerify(cwd, prod ?? ''),
  ].join('');
  // eslint-disable-next-line no-control-regex -- that is what must not reach a terminal
  expect(shown).not.toMatch(/\u001b\[31m|\u202e/);
  await run('snapshot', '--url', prod ?? '', '--out', 'after');
  await run('diff', '--force', 'dev', 'after', ...select, '--exit-code');

  const [before, after] = await Promise.all([filesIn(join(cwd, 'dev')), filesIn(join(cwd, 'after'))]);
  const parts = (files: ReadonlyMap<string, string>) =>
    [...files]
      .filter(([path]) => /^(projects|tenants)\/.*\.json$/.test(path))
      .map(([path, text]) => {
        const { Name: name, ProjectEnvironments: links } = JSON.parse(text) as Record<string, unknown>;
        return [path, name, JSON.stringify(links)] as const;
      });
  expect(parts(after)).toEqual(parts(before));
  expect(new Set(parts(before).map(([path]) => path.split('/')[1])).size).toBe(names.length);
});
