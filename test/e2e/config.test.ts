import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptySpace, startSandbox, type RunningInstance } from '../../src/sandbox/server/index.js';
import { examples, octosync, workFolder, type Ran } from './cli.js';

/** A folder with both example snapshots where a configuration with these instances expects them. */
const folderWith = async (config: string): Promise<string> => {
  const cwd = await workFolder();
  await mkdir(join(cwd, 'snapshots'));
  await cp(join(examples, 'dev-test'), join(cwd, 'snapshots', 'dev'), { recursive: true });
  await cp(join(examples, 'staging-prod'), join(cwd, 'snapshots', 'prod'), { recursive: true });
  await writeFile(join(cwd, 'octosync.yml'), config);
  return cwd;
};

const run = async (cwd: string, ...args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await octosync(args, { cwd });
  expect(code, stderr).toBe(0);
  return stdout;
};

const changesetIn = async (cwd: string) =>
  JSON.parse(await readFile(join(cwd, 'changeset.json'), 'utf8')) as {
    readonly options: Readonly<Record<string, { readonly value: unknown; readonly origin: string }>>;
    readonly changes: readonly unknown[];
  };

const oneSync = `instances:
  dev: { url: http://127.0.0.1:1, apiKeyEnv: DEV_KEY }
  prod: { url: http://127.0.0.1:2, apiKeyEnv: PROD_KEY }
syncs:
  main:
    source: dev
    destination: prod
    preset: main-to-production-only
    dependencies: include
    select: { projects: OctoFX, channels: "!*", environments: "!*" }
    options:
      processCloningOption: KeepAdditionalDestinationSteps
`;

const twoSyncs = `${oneSync}  other: { source: prod, destination: dev }\n`;

describe('diff with a configuration', () => {
  it('compares the snapshots of the only sync by its rules, and says where each one is from', async () => {
    const cwd = await folderWith(oneSync);
    const { stderr } = await octosync(['diff', '--existing-steps', 'leave'], { cwd });
    expect(stderr).toContain('Sync "main" of octosync.yml: snapshots/dev to snapshots/prod.');
    const { options, changes } = await changesetIn(cwd);
    expect(changes.length).toBeGreaterThan(0);
    expect(options).toMatchObject({
      overwriteExistingVariables: { value: 'false', origin: 'preset main-to-production-only' },
      processCloningOption: { value: 'KeepAdditionalDestinationSteps', origin: 'octosync.yml:12' },
      dependencies: { value: 'include', origin: 'octosync.yml:9' },
      existingSteps: { value: 'leave', origin: 'flag' },
      variableScopeChanges: { origin: 'default' },
    });
  });

  it('takes the preset of the flag instead of that of the file', async () => {
    const cwd = await folderWith(oneSync);
    await octosync(['diff', '--preset', 'mirrored'], { cwd });
    const { options } = await changesetIn(cwd);
    expect(options['processEnvironmentScopingMatch']).toEqual({
      value: 'SkipUnlessExactMatch',
      origin: 'preset mirrored',
    });
  });

  it('compares the directories that are named, by a file that is named', async () => {
    const cwd = await folderWith(twoSyncs);
    await cp(join(cwd, 'octosync.yml'), join(cwd, 'rules.yml'));
    const ran = await octosync(['diff', 'snapshots/dev', 'snapshots/dev', '--config', 'rules.yml', '--sync', 'main'], {
      cwd,
    });
    expect(ran.stderr).toContain('Sync "main" of rules.yml: snapshots/dev to snapshots/dev.');
    expect((await changesetIn(cwd)).options['dependencies']?.origin).toBe('rules.yml:9');
  });

  it('knows the predecessor’s names for flags', async () => {
    const cwd = await folderWith(oneSync);
    const flags = ['--VariablesTenantTagsScopingMatch', 'IgnoreMismatch', '--process-tenant-tags-scoping-match'];
    await octosync(['diff', ...flags, 'ignoremismatch', '--TenantTagsToClone', 'all', '--LifeCyclesToClone', 'D*'], {
      cwd,
    });
    const { options } = await changesetIn(cwd);
    expect(options).toMatchObject({
      variableTenantTagScopingMatch: { value: 'IgnoreMismatch', origin: 'flag' },
      processTenantTagScopingMatch: { value: 'IgnoreMismatch', origin: 'flag' },
    });
    expect(JSON.stringify(options)).toContain('D*');
  });
});

describe('What cannot be meant is refused, with the choice there is', () => {
  const refusal = async (config: string, ...args: readonly string[]): Promise<Ran> => {
    const ran = await octosync(args, { cwd: await folderWith(config) });
    expect(ran.code).toBe(1);
    return ran;
  };

  it.each([
    ['several syncs and no choice', twoSyncs, ['diff'], 'Choose one with --sync: main, other.'],
    ['an unknown sync', twoSyncs, ['diff', '--sync', 'mian'], 'Did you mean "main"? There are: main, other.'],
    ['one directory', oneSync, ['diff', 'snapshots/dev'], 'There is one snapshot to compare, and no other.'],
    ['an unknown preset', oneSync, ['diff', '--preset', 'mirror'], 'There is no preset "mirror".'],
    ['an unknown instance', oneSync, ['snapshot', 'pord'], 'Did you mean "prod"? There are: dev, prod.'],
    [
      'no server',
      oneSync.slice(0, oneSync.indexOf('syncs:')),
      ['snapshot'],
      'Name an instance (dev, prod), or use --url or OCTOPUS_URL.',
    ],
    [
      'a file that is not there',
      oneSync,
      ['snapshot', 'dev', '--config', 'x.yml'],
      'There is no such configuration. [x.yml]',
    ],
    ['a key that is not set', oneSync, ['snapshot', 'dev'], 'The environment variable DEV_KEY holds no API key.'],
    [
      'a certificate with its password',
      oneSync,
      ['diff', '--CertificatesToClone', 'Web::pw'],
      'what may be a password',
    ],
  ])('%s', async (_, config, args, expected) => {
    expect((await refusal(config, ...args)).stderr).toContain(expected);
  });

  it('each defect of a file in a line of its own', async () => {
    const { stderr } = await refusal(oneSync.replace('preset', 'presets').replace('url', 'uri'), 'diff');
    expect(stderr.split('\n')).toEqual([
      'Error: The file has 2 defects. [octosync.yml]',
      expect.stringMatching(/^ {2}octosync\.yml:2: There is no key "uri" in instance "dev". Did you mean "url"\?$/),
      expect.stringMatching(/^ {2}octosync\.yml:8: There is no key "presets" in sync "main". Did you mean "preset"\?$/),
      '',
    ]);
  });

  it('a sync where there is no configuration', async () => {
    const { code, stderr } = await octosync(['diff', '--sync', 'main'], { cwd: await workFolder() });
    expect(code).toBe(1);
    expect(stderr).toContain('There is no octosync.yml here');
  });
});

describe('Servers by name', () => {
  const started = async (): Promise<RunningInstance> => {
    const sandbox = await startSandbox([
      {
        name: 'dev',
        version: '2026.3.1',
        installationId: 'installation-dev',
        apiKey: 'API-SANDBOX',
        idOffset: 1000,
        spaces: [{ id: 'Spaces-1', name: 'Tools', documents: emptySpace('2026.3.1') }],
      },
    ]);
    onTestFinished(() => sandbox.close());
    const [dev] = sandbox.instances;
    if (!dev) throw new Error('One instance was started.');
    return dev;
  };

  it('are taken into snapshots/NAME, with the key and the space that the configuration says', async () => {
    const { url } = await started();
    const cwd = await workFolder();
    await writeFile(join(cwd, 'dev.key'), 'API-SANDBOX\n');
    await writeFile(
      join(cwd, 'octosync.yml'),
      `instances:\n  dev: { url: "${url}", space: Tools, apiKeyFile: dev.key }\n`,
    );
    const { code, stdout, stderr } = await octosync(['snapshot', 'dev'], { cwd, key: 'wrong' });
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('snapshots/dev: ');
    expect(stdout).toContain('space "Tools"');
  });

  it('lose to flags', async () => {
    const { url } = await started();
    const cwd = await workFolder();
    const config = 'instances:\n  dev: { url: http://127.0.0.1:1, space: Nowhere, apiKeyEnv: NO_KEY }\n';
    await writeFile(join(cwd, 'octosync.yml'), config);
    const flags = ['--url', url, '--space', 'Tools', '--api-key-env', 'OCTOPUS_API_KEY', '--out', 'here'];
    expect(await run(cwd, 'snapshot', 'dev', ...flags)).toContain('here: ');
  });

  it('are what a changeset is applied to', async () => {
    const { url } = await started();
    const cwd = await workFolder();
    const config = `instances:
  dev: { url: "${url}", space: Tools }
syncs:
  itself: { source: dev, destination: dev }
`;
    await writeFile(join(cwd, 'octosync.yml'), config);
    await run(cwd, 'snapshot', 'dev');
    await run(cwd, 'diff');
    expect(await run(cwd, 'apply', 'changeset.json', 'dev', '--yes')).toContain('0 written');
    expect(await run(cwd, 'verify', 'changeset.json', 'dev')).toContain('there is nothing to verify');
  });
});

describe('init', () => {
  it('writes a configuration with which diff works at once, and never writes over one', async () => {
    const cwd = await folderWith('');
    const refused = await octosync(['init'], { cwd });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('The file is there already. [octosync.yml] Name another one with --out');
    await run(cwd, 'init', '--full', '--force');
    const text = await readFile(join(cwd, 'octosync.yml'), 'utf8');
    await writeFile(
      join(cwd, 'octosync.yml'),
      text
        .replace('    source: source', '    source: dev')
        .replace('    destination: destination', '    destination: prod')
        .replace('  source:\n', '  dev:\n')
        .replace('  destination:\n', '  prod:\n')
        .replace('      #projects: all', '      projects: OctoFX'),
    );
    await octosync(['diff', '--dependencies', 'include'], { cwd });
    expect((await changesetIn(cwd)).options).toMatchObject({ dependencies: { value: 'include', origin: 'flag' } });
  });

  it('reads a command line of the predecessor, in the encoding that PowerShell writes', async () => {
    const cwd = await workFolder();
    const script = 'CloneSpace.ps1 `\r\n -ProjectsToClone "OctoFX" `\r\n -SourceOctopusApiKey "API-SECRET"\r\n';
    await writeFile(join(cwd, 'clone.ps1'), `\uFEFF${script}`, 'utf16le');
    const { code, stderr } = await octosync(['init', '--from-script', 'clone.ps1', '--out', 'rules.yml'], { cwd });
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('-SourceOctopusApiKey was left out');
    const text = await readFile(join(cwd, 'rules.yml'), 'utf8');
    expect(text).toContain('\n      projects: OctoFX\n');
    expect(text).not.toContain('API-SECRET');
  });
});
