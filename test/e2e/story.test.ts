import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptySpace, startSandbox, type InstanceSpec, type RunningInstance } from '../../src/sandbox/server/index.js';
import { applyAndVerify } from './apply-and-verify.js';
import { allSelected, argumentsOf } from '../builders/everything.js';
import { examples, filesIn, octosync, octosyncProcess, workFolder } from './cli.js';
import { legacyDocuments } from './legacy-space.js';

const instance = (name: string, number: number, documents: InstanceSpec['spaces'][0]['documents']): InstanceSpec => ({
  name,
  version: '2018.11.2',
  installationId: `installation-${name}`,
  apiKey: 'API-SANDBOX',
  idOffset: number * 1000,
  spaces: [{ id: 'Spaces-1', name: 'Default', documents }],
  shared: { users: [{ Id: 'Users-1', Username: `admin-of-${name}` }] },
});

const start = async (...specs: readonly InstanceSpec[]): Promise<readonly RunningInstance[]> => {
  const sandbox = await startSandbox(specs);
  onTestFinished(() => sandbox.close());
  return sandbox.instances;
};

const everything = argumentsOf(allSelected);

const run = async (cwd: string, ...args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await octosync(args, { cwd });
  expect(code, stderr).toBe(0);
  return stdout;
};

/** `Environments-24`, `LibraryVariableSets-41/…`, GUIDs: what must be in no snapshot and no changeset. */
const serverId =
  /"[^"]*\b(?:[A-Z][A-Za-z]+s-\d+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b[^"]*"/g;
const idsIn = (text: string): readonly string[] => [...text.matchAll(serverId)].map(([match]) => match);

/** A full space and an empty one, both taken, and the changeset that would fill the empty one. */
const readyToApply = async () => {
  const cwd = await workFolder();
  const [dev, prod] = await start(instance('dev', 0, legacyDocuments()), instance('prod', 2, emptySpace('2018.11.2')));
  if (!dev || !prod) throw new Error('Two instances were started.');
  await run(cwd, 'snapshot', '--url', dev.url, '--out', 'dev');
  await run(cwd, 'snapshot', '--url', prod.url, '--out', 'prod');
  await run(cwd, 'diff', 'dev', 'prod', ...everything);
  return { cwd, dev, prod };
};

describe('A whole space of a 2018 server into an empty one', () => {
  it('arrives field by field, and a second diff is empty', async () => {
    const { cwd, dev, prod } = await readyToApply();
    const shown = await run(cwd, 'show', 'changeset.json', '--details');
    expect(shown).toContain('+ FinancePortal  1 step, 4 variables (1 secret), 2 channels');
    await applyAndVerify(cwd, prod.url);
    await run(cwd, 'snapshot', '--url', prod.url, '--out', 'after');
    await run(cwd, 'diff', 'dev', 'after', ...everything, '--out', 'again.json', '--exit-code');

    const [before, after] = await Promise.all([filesIn(join(cwd, 'dev')), filesIn(join(cwd, 'after'))]);
    const differing = [...before.keys()].filter((path) => before.get(path) !== after.get(path));
    // Instance identity, the users of each server, and what a team has of them.
    expect(differing).toEqual([
      'names/teams.json',
      'names/users.json',
      'snapshot.json',
      'teams/Release Managers/team.json',
    ]);
    expect([...after.keys()]).toEqual([...before.keys()]);
    expect(JSON.parse(after.get('teams/Release Managers/team.json') ?? '')).toMatchObject({
      MemberUserIds: [],
      ExternalSecurityGroups: [],
    });

    const changeset = await readFile(join(cwd, 'changeset.json'), 'utf8');
    const normalized = [...before].filter(([path]) => path !== 'snapshot.json').map(([, text]) => text);
    expect(idsIn([changeset, ...normalized].join('\n'))).toEqual([]);
    expect(JSON.parse(before.get('snapshot.json') ?? '')).toMatchObject({ unresolved: [] });

    expect(dev.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    const secrets = [...prod.secrets()].map(([, { value }]) => value);
    expect(secrets.sort()).toEqual(['DUMMY VALUE', 'Dummy Value']);
    const cleanUp = await readFile(join(cwd, 'changeset.cleanup.md'), 'utf8');
    expect(cleanUp).toContain('DB.Password');
    expect(cleanUp).toContain('External groups');
  });

  it('can be applied again without a write', async () => {
    const { cwd, prod } = await readyToApply();
    await applyAndVerify(cwd, prod.url);
    prod.requests.length = 0;
    expect(await applyAndVerify(cwd, prod.url)).toMatch(/^0 written/m);
    expect(prod.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

describe('Lost answers (rules apply-lost-answer)', () => {
  it('to creates and updates are looked up, and nothing is created twice', async () => {
    const { cwd, prod } = await readyToApply();
    prod.faults.add({ does: 'commit-then-reset', method: 'POST', every: 2 });
    prod.faults.add({ does: 'commit-then-reset', method: 'PUT', every: 3 });
    await applyAndVerify(cwd, prod.url, '--concurrency', '1');
    prod.faults.clear();
    await run(cwd, 'snapshot', '--url', prod.url, '--out', 'after');
    await run(cwd, 'diff', 'dev', 'after', ...everything, '--out', 'again.json', '--exit-code');
    const names = (prod.dump()['projects'] ?? []).map(({ Name }) => Name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('Snapshots', () => {
  it('of the same space twice are the same bytes, but for the time', async () => {
    const cwd = await workFolder();
    const [dev] = await start(instance('dev', 0, legacyDocuments()));
    if (!dev) throw new Error('One instance was started.');
    await run(cwd, 'snapshot', '--url', dev.url, '--out', 'one');
    await run(cwd, 'snapshot', '--url', dev.url, '--out', 'two');
    const [one, two] = await Promise.all([filesIn(join(cwd, 'one')), filesIn(join(cwd, 'two'))]);
    const withoutTime = (files: ReadonlyMap<string, string>) =>
      [...files].map(([path, text]) => [path, text.replace(/"takenAt": ".*"/, '')]);
    expect(withoutTime(one)).toEqual(withoutTime(two));
  });

  it('compared with themselves have no changes', async () => {
    const cwd = await workFolder();
    const path = join(examples, 'dev-test');
    await run(cwd, 'diff', path, path, ...everything, '--exit-code');
    expect(JSON.parse(await readFile(join(cwd, 'changeset.json'), 'utf8'))).toMatchObject({
      changes: [],
      errors: [],
      blocked: [],
    });
  });
});

describe('Apply', () => {
  const prepare = async () => {
    const cwd = await workFolder();
    const [dev, prod] = await start(instance('dev', 0, legacyDocuments()), instance('prod', 2, legacyDocuments()));
    if (!dev || !prod) throw new Error('Two instances were started.');
    const edit = async (
      on: RunningInstance,
      change: (environment: Record<string, unknown>) => Record<string, unknown>,
    ) => {
      const path = `${on.url}/api/Spaces-1/environments/Environments-24`;
      const headers = { 'x-octopus-apikey': 'API-SANDBOX', 'content-type': 'application/json' };
      const environment = (await (await fetch(path, { headers })).json()) as Record<string, unknown>;
      await fetch(path, { method: 'PUT', headers, body: JSON.stringify(change(environment)) });
    };
    await edit(dev, (environment) => ({ ...environment, Description: 'new' }));
    await run(cwd, 'snapshot', '--url', dev.url, '--out', 'dev');
    await run(cwd, 'snapshot', '--url', prod.url, '--out', 'prod');
    await run(cwd, 'diff', 'dev', 'prod', '--environments', 'all', '--existing-environments', 'update');
    const apply = (...args: readonly string[]) =>
      octosync(['apply', 'changeset.json', '--url', prod.url, '--yes', ...args], { cwd });
    return { cwd, dev, prod, edit, apply };
  };

  it('finds drift before it writes anything, and names document and pointer (rules apply-drift)', async () => {
    const { prod, edit, apply } = await prepare();
    await edit(prod, (environment) => ({ ...environment, Description: 'changed by hand' }));
    prod.requests.length = 0;
    const { code, stderr } = await apply();
    expect(code).toBe(4);
    expect(stderr).toContain('environments/Test-1 at /Description');
    expect(prod.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('is not disturbed by an edit elsewhere in the document, and keeps it', async () => {
    const { cwd, prod, edit } = await prepare();
    await edit(prod, (environment) => ({ ...environment, UseGuidedFailure: true }));
    await applyAndVerify(cwd, prod.url);
    const [environment] = (prod.dump()['environments'] ?? []).filter(({ Id }) => Id === 'Environments-24');
    expect(environment).toMatchObject({ Description: 'new', UseGuidedFailure: true });
  });

  it('--dry-run writes nothing', async () => {
    const { prod, apply } = await prepare();
    prod.requests.length = 0;
    expect((await apply('--dry-run')).stdout).toContain('1 write to do, nothing written');
    expect(prod.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('refuses another destination than the one the changeset was made for (rules apply-checks, always-source-untouched)', async () => {
    const { dev, cwd } = await prepare();
    const { code, stderr } = await octosync(['apply', 'changeset.json', '--url', dev.url, '--yes'], { cwd });
    expect([code, stderr]).toEqual([1, expect.stringContaining('was made for space "Default"')]);
    expect(dev.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('refuses a changeset that was edited', async () => {
    const { cwd, apply } = await prepare();
    const path = join(cwd, 'changeset.json');
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll('"new"', '"mine"'));
    const { code, stderr } = await apply();
    expect([code, stderr]).toEqual([1, expect.stringContaining('was edited')]);
  });

  it('asks for consent where there is nobody to ask: an error, not a write', async () => {
    const { cwd, prod } = await prepare();
    const { code, stderr } = await octosync(['apply', 'changeset.json', '--url', prod.url], { cwd });
    expect([code, stderr]).toEqual([1, expect.stringContaining('--yes')]);
  });

  it('stops at a refused write with exit code 5, and goes on from there', async () => {
    const { prod, apply } = await prepare();
    prod.faults.add({ does: 500, method: 'PUT', times: 1 });
    const stopped = await apply();
    expect([stopped.code, stopped.stderr]).toEqual([5, expect.stringContaining('0 written, 1 failed')]);
    expect((await apply()).stdout).toMatch(/^1 written/m);
  });
});

describe('Gates', () => {
  it('refuses a widened scope until the gate is named', async () => {
    const cwd = await workFolder();
    const paths = [join(examples, 'dev-test'), join(examples, 'staging-prod')];
    const { code } = await octosync(
      [
        'diff',
        ...paths,
        '--projects',
        'OctoFX',
        '--channels',
        '!*',
        '--environments',
        '!*',
        '--dependencies',
        'include',
        '--variable-environment-scoping-match',
        'IgnoreMismatch',
      ],
      { cwd },
    );
    expect(code).toBe(3);
    const { code: refused, stderr } = await octosync(
      ['apply', 'changeset.json', '--url', 'http://127.0.0.1:9', '--yes'],
      { cwd },
    );
    expect([refused, stderr]).toEqual([3, expect.stringContaining('--allow scope-widening')]);
  });
});

describe('Mistakes give one clear line and exit code 1', () => {
  const oneLine = async (args: readonly string[], options: Parameters<typeof octosync>[1], says: string) => {
    const { code, stderr, stdout } = await octosync(args, options);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringContaining(says)]);
  };

  it('a wrong key, an unknown space', async () => {
    const cwd = await workFolder();
    const [dev] = await start(instance('dev', 0, legacyDocuments()));
    const at = (space: string) => ['snapshot', '--url', dev?.url ?? '', '--space', space, '--out', 'x'];
    await oneLine(at('Default'), { cwd, key: 'API-WRONG' }, 'API key');
    await oneLine(at('Nope'), { cwd }, 'no space named "Nope"');
  });

  it('a dead host', () =>
    oneLine(['snapshot', '--url', 'http://127.0.0.1:9', '--out', 'x'], {}, 'refuses connections'));
  it('an unknown option', () => oneLine(['diff', 'a', 'b', '--nope'], {}, '--nope'));
  it('a value that an option does not allow', () =>
    oneLine(['diff', 'a', 'b', '--existing-steps', 'maybe'], {}, 'leave, update'));
  it('an unknown command', () => oneLine(['frobnicate'], {}, 'frobnicate'));
  it('no key', () =>
    oneLine(['snapshot', '--url', 'https://octopus.example.com', '--out', 'x'], { key: '' }, 'OCTOPUS_API_KEY'));
  it('plain http to another machine', () =>
    oneLine(['snapshot', '--url', 'http://octopus.example.com', '--out', 'x'], {}, '--insecure-http'));

  it('a truncated snapshot file, named with its place', async () => {
    const cwd = await workFolder();
    await cp(join(examples, 'dev-test'), join(cwd, 'broken'), { recursive: true });
    const path = join(cwd, 'broken', 'projects', 'OctoFX', 'project.json');
    await writeFile(path, (await readFile(path, 'utf8')).slice(0, 200));
    await oneLine(
      ['diff', 'broken', join(examples, 'staging-prod')],
      { cwd },
      'broken/projects/OctoFX/project.json: not valid JSON',
    );
  });
});

describe('Colours', () => {
  it.each([
    ['are on where they are wanted', [], { FORCE_COLOR: '1', NO_COLOR: '' }, true],
    ['are off with NO_COLOR', [], { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['are off with --no-color', ['--no-color'], { FORCE_COLOR: '1', NO_COLOR: '' }, false],
  ])('%s', async (_what, flags, env, coloured) => {
    const cwd = await workFolder();
    await octosync(['diff', join(examples, 'dev-test'), join(examples, 'staging-prod'), '--tenant-tag-sets', 'all'], {
      cwd,
    });
    const { code, stdout } = await octosyncProcess(['show', ...flags], { cwd, env });
    expect([code, stdout.includes('\u001b[')]).toEqual([0, coloured]);
  });
});

describe('The README', () => {
  it('has an offline diff that works as it stands', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    const [, line = ''] = /^node bin\/run\.js (diff snapshots\/.*)$/m.exec(readme) ?? [];
    const args = line.split(' ').map((word) => word.replaceAll(/["']/g, '').replace(/^snapshots/, examples));
    const { code, stdout } = await octosync(args, { cwd: await workFolder() });
    expect([code, stdout]).toEqual([0, expect.stringContaining('15 changes, 0 blocked, 0 errors')]);
  });
});

describe('The sandbox command', () => {
  it('serves a snapshot so that its snapshot is the same again', async () => {
    const cwd = await workFolder();
    const { loadInstances } = await import('../../src/commands/flags/load-instances.js');
    const [dev] = await start(...(await loadInstances([join(examples, 'dev-test')], 'API-SANDBOX', 0)));
    await run(cwd, 'snapshot', '--url', dev?.url ?? '', '--out', 'again');
    const [before, after] = await Promise.all([filesIn(join(examples, 'dev-test')), filesIn(join(cwd, 'again'))]);
    const withoutManifest = (files: ReadonlyMap<string, string>) =>
      [...files].filter(([path]) => path !== 'snapshot.json');
    // The example has no slugs, which a server gives by itself.
    const withoutSlugs = ([path, text]: readonly [string, string]) =>
      [path, text.replaceAll(/,\n *"Slug": "[^"]*"(?=\n)|\n *"Slug": "[^"]*",/g, '')] as const;
    expect(withoutManifest(after).map(withoutSlugs)).toEqual(withoutManifest(before).map(withoutSlugs));
  });
});
