import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import { startSandbox, type RunningInstance } from '../../src/sandbox/server/index.js';
import { argumentsOf, everything as flags } from '../builders/everything.js';
import { apiOf, idOf } from './api.js';
import { applyAndVerify } from './apply-and-verify.js';
import { examples, octosync, workFolder } from './cli.js';

/* Renames on the source, over HTTP (rules rename-report, rename-follow, rename-inside). */

const everything = argumentsOf(flags);

const renames: readonly (readonly [collection: string, from: string, to: string])[] = [
  ['environments', 'Test', 'Staging'],
  ['projects', 'OctoFX', 'OctoFX Web'],
  ['channels', 'QA', 'Beta'],
  ['runbooks', 'Restart web', 'Reboot web'],
  ['tenants', 'Internal', 'Our own'],
];

const named = (instance: RunningInstance, collection: string, name: string) => {
  const found = (instance.dump('Default')[collection] ?? []).find((one) => one['Name'] === name);
  if (!found) throw new Error(`There is no ${name} among the ${collection}.`);
  return found;
};

/** Two servers that are in sync, and then the source gives some things other names. */
const begin = async (given = renames) => {
  const cwd = await workFolder();
  const sandbox = await startSandbox(
    await loadInstances([join(examples, 'dev-test'), 'empty:2026.3.1'], 'API-SANDBOX', 0),
  );
  onTestFinished(() => sandbox.close());
  const [dev, prod] = sandbox.instances;
  if (!dev || !prod) throw new Error('Two instances were started.');
  const run = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await octosync(args, { cwd });
    expect(code, stdout + stderr).toBe(0);
    return stdout;
  };
  /** A diff whose gate refuses: somebody has to allow the new names. */
  const gated = async (...args: readonly string[]): Promise<void> => {
    const { code, stdout, stderr } = await octosync(['diff', 'dev', 'prod', '--force', ...everything, ...args], {
      cwd,
    });
    expect([code, stderr], stdout).toEqual([3, expect.stringContaining('apply --allow renames')]);
  };
  const snapshot = (instance: RunningInstance, out: string) =>
    run('snapshot', '--url', instance.url, '--out', out, '--quiet');
  const certificate = { '/CertificateData': { file: join(examples, 'octofx-tls.pem') } };
  await writeFile(join(cwd, 'secrets.json'), JSON.stringify({ 'certificates/OctoFX TLS': certificate }));
  await snapshot(dev, 'base');
  await snapshot(prod, 'prod');
  await run('diff', '--force', 'base', 'prod', ...everything);
  await applyAndVerify(cwd, prod.url, '--secrets', 'secrets.json');
  const before = new Map(renames.map(([collection, from]) => [from, idOf(named(prod, collection, from))]));
  const api = apiOf(dev);
  for (const [collection, from, to] of given) {
    const path = `${collection}/${idOf(named(dev, collection, from))}`;
    await api.put(path, { ...(await api.get(path)), Name: to });
  }
  await snapshot(dev, 'dev');
  await snapshot(prod, 'prod');
  const changeset = async (name = 'changeset.json') => JSON.parse(await readFile(join(cwd, name), 'utf8')) as Changeset;
  return { cwd, dev, prod, run, gated, snapshot, before, changeset };
};

describe.each<[string, readonly string[]]>([
  ['without a base', []],
  ['with a base', ['--base', 'base']],
])('%s', (_what, base) => {
  it('follow: the destination keeps its IDs and takes the names, and all that refers to them holds', async () => {
    const { cwd, prod, run, gated, snapshot, before, changeset } = await begin();
    const scopes = JSON.stringify(prod.dump('Default')['variables']?.map(({ Variables: values }) => values));
    await gated(...base, '--renames', 'follow');
    const { changes, blocked } = await changeset();
    expect(changes.map(({ action, id }) => `${action} ${id}`).sort()).toEqual([
      'update channels/OctoFX Web/Beta',
      'update environments/Staging',
      'update projects/OctoFX Web',
      'update runbooks/OctoFX Web/Reboot web',
      'update tenants/Our own',
    ]);
    expect(blocked).toEqual([]);
    const refused = await octosync(['apply', 'changeset.json', '--url', prod.url, '--yes'], { cwd });
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('--allow renames')]);
    await applyAndVerify(cwd, prod.url, '--allow', 'renames');
    for (const [collection, from, to] of renames) {
      expect(idOf(named(prod, collection, to))).toBe(before.get(from));
    }
    expect(JSON.stringify(prod.dump('Default')['variables']?.map(({ Variables: values }) => values))).toBe(scopes);
    await snapshot(prod, 'after');
    await run('diff', 'dev', 'after', ...everything, '--renames', 'follow', '--out', 'again.json', '--exit-code');
    expect((await changeset('again.json')).renames).toEqual([]);
    // What is applied already is recognized under its new name.
    const again = await octosync(['apply', 'changeset.json', '--url', prod.url, '--yes', '--allow', 'renames'], {
      cwd,
    });
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('0 written, 5 done already')]);
  });
});

it('follow: what is changed and made in the same changeset uses the names that hold then', async () => {
  const { cwd, dev, prod, run, gated, snapshot } = await begin();
  const api = apiOf(dev);
  const project = idOf(named(dev, 'projects', 'OctoFX Web'));
  const staging = idOf(named(dev, 'environments', 'Staging'));
  await api.post('projecttriggers', {
    Name: 'Nightly',
    ProjectId: project,
    Filter: {
      FilterType: 'MachineFilter',
      EnvironmentIds: [staging],
      Roles: [],
      EventGroups: ['Machine'],
      EventCategories: [],
    },
    Action: { ActionType: 'AutoDeploy', ShouldRedeployWhenMachineHasBeenDeployedTo: false },
  });
  const set = await api.get(`variables/variableset-${project}`);
  const added = { Name: 'New', Value: '1', Type: 'String', IsSensitive: false, Scope: { Environment: [staging] } };
  await api.put(`variables/variableset-${project}`, { ...set, Variables: [...(set['Variables'] as []), added] });
  await snapshot(dev, 'dev');
  await gated('--renames', 'follow');
  await applyAndVerify(cwd, prod.url, '--allow', 'renames');
  await snapshot(prod, 'after');
  await run('diff', 'dev', 'after', ...everything, '--renames', 'follow', '--out', 'again.json', '--exit-code');
});

it('follow: a name that something else has got meanwhile is drift, and nothing is written', async () => {
  const { cwd, prod, gated } = await begin();
  await gated('--renames', 'follow');
  await apiOf(prod).post('environments', { Name: 'staging' });
  const writes = (): number => prod.requests.filter(({ method }) => method !== 'GET').length;
  const before = writes();
  const ran = await octosync(['apply', 'changeset.json', '--url', prod.url, '--yes', '--allow', 'renames'], { cwd });
  expect([ran.code, ran.stderr]).toEqual([4, expect.stringMatching(/environments\/staging exists now/i)]);
  expect(writes()).toBe(before);
});

it('report: nothing is made a second time, and the finding says what to write', async () => {
  const { cwd, changeset } = await begin();
  const ran = await octosync(['diff', 'dev', 'prod', '--force', ...everything], { cwd });
  expect(ran.code).toBe(3);
  const { changes, renames: found } = await changeset();
  expect(changes.filter(({ action }) => action === 'create')).toEqual([]);
  expect(found.map(({ id, candidates }) => `${id} from ${candidates.join()}`)).toEqual([
    'environments/Staging from Test',
    'projects/OctoFX Web from OctoFX',
    'tenants/Our own from Internal',
  ]);
});

type Named = Record<string, unknown>;

/** The process and the variables of a project, as a server has them. */
const insideOf = (instance: RunningInstance, project: string) => {
  const id = idOf(named(instance, 'projects', project));
  const of = (collection: string, field: string): Named =>
    (instance.dump('Default')[collection] ?? []).find((one) => one[field] === id) ?? {};
  const steps = of('deploymentprocesses', 'ProjectId')['Steps'] as readonly Named[];
  return { steps, values: of('variables', 'OwnerId')['Variables'] as readonly Named[] };
};

const actionOf = (step: Named | undefined): Named => (step?.['Actions'] as readonly Named[] | undefined)?.[0] ?? {};

/** In sync, and then the source gives a step of a project, to which a variable is scoped, and a variable other names. */
const beginInside = async () => {
  const begun = await begin([]);
  const { dev, prod, snapshot, run, cwd } = begun;
  const api = apiOf(dev);
  const project = idOf(named(dev, 'projects', 'OctoFX'));
  const { steps } = insideOf(dev, 'OctoFX');
  const step = steps[0] ?? {};
  const old = String(step['Name']);
  const added = [
    {
      Name: 'Scoped',
      Value: 'for one step',
      Type: 'String',
      IsSensitive: false,
      Scope: { Action: [actionOf(step)['Id']] },
    },
    { Name: 'Shop address', Value: 'https://shop.example.com/', Type: 'String', IsSensitive: false, Scope: {} },
  ];
  const set = await api.get(`variables/variableset-${project}`);
  await api.put(`variables/variableset-${project}`, {
    ...set,
    Variables: [...(set['Variables'] as []), ...added],
  } as never);
  await snapshot(dev, 'base');
  await snapshot(prod, 'prod');
  await run('diff', '--force', 'base', 'prod', ...everything);
  await applyAndVerify(cwd, prod.url);
  const process = await api.get(`deploymentprocesses/deploymentprocess-${project}`);
  const [first, ...others] = process['Steps'] as readonly Named[];
  const renamed = { ...first, Name: 'Put it out', Actions: [{ ...actionOf(first), Name: 'Put it out' }] };
  await api.put(`deploymentprocesses/deploymentprocess-${project}`, {
    ...process,
    Steps: [renamed, ...others],
  } as never);
  const now = await api.get(`variables/variableset-${project}`);
  const called = (now['Variables'] as readonly Named[]).map((one) =>
    one['Name'] === 'Shop address' ? { ...one, Name: 'Shop URL' } : one,
  );
  await api.put(`variables/variableset-${project}`, { ...now, Variables: called } as never);
  await snapshot(dev, 'dev');
  await snapshot(prod, 'prod');
  return { ...begun, old };
};

describe.each<[string, readonly string[]]>([
  ['without a base', []],
  ['with a base', ['--base', 'base']],
])('inside documents, %s', (_what, base) => {
  it('follow: the step keeps its ID and what is scoped to it, the variable its own', async () => {
    const { cwd, prod, run, gated, snapshot, changeset, old } = await beginInside();
    const before = insideOf(prod, 'OctoFX');
    await gated(...base, '--renames', 'follow');
    const { changes, renames: found, blocked } = await changeset();
    expect(changes.map(({ id }) => id)).toEqual(['deploymentProcesses/OctoFX', 'projectVariables/OctoFX']);
    expect(found.map(({ part, candidates, follows }) => [part, candidates, follows])).toEqual([
      ['step "Put it out"', [old], true],
      ['variable "Shop URL"', ['Shop address'], true],
    ]);
    expect(blocked).toEqual([]);
    await applyAndVerify(cwd, prod.url, '--allow', 'renames');
    const after = insideOf(prod, 'OctoFX');
    expect(after.steps.map(({ Id: id }) => id)).toEqual(before.steps.map(({ Id: id }) => id));
    expect(actionOf(after.steps[0])).toEqual({ ...actionOf(before.steps[0]), Name: 'Put it out' });
    expect(after.values).toEqual(
      before.values.map((one) => (one['Name'] === 'Shop address' ? { ...one, Name: 'Shop URL' } : one)),
    );
    await snapshot(prod, 'after');
    await run('diff', 'dev', 'after', ...everything, '--renames', 'follow', '--out', 'again.json', '--exit-code');
    expect((await changeset('again.json')).renames).toEqual([]);
    const again = await octosync(['apply', 'changeset.json', '--url', prod.url, '--yes', '--allow', 'renames'], {
      cwd,
    });
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('0 written, 2 done already')]);
  });

  it('report: nothing is added a second time, and what is there stays', async () => {
    const { cwd, changeset } = await beginInside();
    const ran = await octosync(['diff', 'dev', 'prod', '--force', ...everything, ...base], { cwd });
    expect(ran.code, ran.stderr).toBe(3);
    const { changes, blocked } = await changeset();
    expect(changes).toEqual([]);
    expect(blocked.map(({ part }) => part)).toEqual(
      expect.arrayContaining(['step "Put it out"', 'variable "Shop URL" (unscoped)']),
    );
  });
});
