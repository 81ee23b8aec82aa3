import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import { textOf, type JsonObject } from '../../src/model/json.js';
import { startSandbox, type RunningInstance } from '../../src/sandbox/server/index.js';
import { apiOf, idOf } from './api.js';
import { octosync, workFolder } from './cli.js';

/*
 * What the source has removed goes from a list whose members have no name of their own, and what stays beside it keeps all
 * that the server alone knows: IDs and secrets (rules always-secrets).
 */

const plain = (name: string): JsonObject => ({
  Name: name,
  Value: name,
  Type: 'String',
  Scope: {},
  IsSensitive: false,
});

const variablesOf = async (instance: RunningInstance): Promise<JsonObject> => {
  const [project] = instance.dump()['projects'] ?? [];
  return apiOf(instance).get(`variables/${textOf(project?.['VariableSetId'])}`);
};

const setVariables = async (instance: RunningInstance, variables: readonly JsonObject[]): Promise<void> => {
  const set = await variablesOf(instance);
  await apiOf(instance).put(`variables/${idOf(set)}`, { ...set, Variables: [...variables] });
};

/** A project on both sides that was synced once; its source then loses a variable, while the destination has its own. */
const synced = async (own: readonly JsonObject[]) => {
  const cwd = await workFolder();
  const sandbox = await startSandbox(await loadInstances(['empty', 'empty'], 'API-SANDBOX', 0));
  onTestFinished(() => sandbox.close());
  const [dev, prod] = sandbox.instances as readonly [RunningInstance, RunningInstance];
  const options = 'options: { removals: apply, overwriteExistingVariables: true }';
  const sync = `{ source: dev, destination: prod, base: base, dependencies: include, select: { projects: Shop }, ${options} }`;
  const config = `instances:\n  dev: { url: "${dev.url}" }\n  prod: { url: "${prod.url}" }\nsyncs:\n  main: ${sync}\n`;
  await writeFile(join(cwd, 'octosync.yml'), config);
  const done = async (...args: readonly string[]): Promise<void> => {
    const { code, stdout, stderr } = await octosync(args, { cwd });
    expect(code, `${args.join(' ')}: ${stdout}${stderr}`).toBe(0);
  };
  const sync1 = async (...allow: readonly string[]): Promise<void> => {
    await done('snapshot');
    const { code, stdout, stderr } = await octosync(['diff', '--force'], { cwd });
    expect([0, 3], stdout + stderr).toContain(code);
    await done('apply', 'changeset.json', 'prod', '--yes', ...allow);
  };
  const { post } = apiOf(dev);
  const [group, lifecycle] = [dev.dump()['projectgroups']?.[0], dev.dump()['lifecycles']?.[0]];
  await post('projects', { Name: 'Shop', ProjectGroupId: idOf(group ?? {}), LifecycleId: idOf(lifecycle ?? {}) });
  await setVariables(dev, [plain('Gone'), plain('Stays')]);
  await sync1();
  const { Variables: now } = await variablesOf(prod);
  const [gone, ...rest] = now as readonly JsonObject[];
  await setVariables(prod, [...(gone ? [gone] : []), ...own, ...rest]);
  await setVariables(dev, [plain('Stays')]);
  const before = (await variablesOf(prod))['Variables'] as readonly JsonObject[];
  await sync1('--allow', 'removals');
  return { prod, before, after: (await variablesOf(prod))['Variables'] as readonly JsonObject[] };
};

describe('A variable that goes', () => {
  it.each([
    ['a secret', [{ ...plain('Own'), Type: 'Sensitive', IsSensitive: true, Value: 'its-own-secret' }]],
    ['two alike', [plain('Own'), { ...plain('Own'), Value: 'other', Scope: { Role: ['web'] } }]],
    [
      'secrets that are called the same',
      ['web', 'db'].map((role) => ({
        ...plain('Own'),
        ...{ Type: 'Sensitive', IsSensitive: true, Value: `its-own-secret-${role}`, Scope: { Role: [role] } },
      })),
    ],
  ] as readonly (readonly [string, readonly JsonObject[]])[])(
    'leaves what stays beside it as it was, with its ID: %s',
    async (_case, own) => {
      const { prod, before, after } = await synced(own);
      const kept = before.filter(({ Name: name }) => name !== 'Gone');
      const byId = (list: readonly JsonObject[]) => list.toSorted((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
      expect(byId(after)).toEqual(byId(kept));
      const secrets = JSON.stringify([...prod.secrets().entries()]);
      expect(secrets.includes('its-own-secret')).toBe(own.some(({ IsSensitive: secret }) => secret === true));
    },
  );
});
