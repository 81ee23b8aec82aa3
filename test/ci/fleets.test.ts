import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { runJob, type JobContext } from './github.js';
import { expectEvidence, expectPlanLog, expectReceipt, moveApart } from './base.js';
import { fleet, namesOn, setStage, writesOn } from './stage.js';
import { atLeastOne } from '../builders/at-least-one.js';

const docs = fileURLToPath(new URL('../../docs/ci', import.meta.url));
const twoDestinations = ['empty:2026.3.1', 'empty:2026.3.1'];

it.runIf(process.env['OCTOSYNC_LONG'] === '1')(
  'GitHub Actions: plans each destination of the configuration, and applies where somebody approved',
  async () => {
    const stage = await setStage(fleet, twoDestinations);
    const [main, eu, us] = stage.servers;
    const file = join(docs, 'github-actions', 'octosync-fleet.yml');
    const run = async (
      job: string,
      more: Partial<JobContext>,
      artifacts: readonly (readonly [string, string])[] = [],
    ) => {
      const machine = await stage.machine();
      for (const [from, to] of artifacts) await cp(from, join(machine.temp, to), { recursive: true });
      const keys = ['SOURCE_READ_API_KEY', 'EU_READ_API_KEY', 'US_READ_API_KEY', 'WRITE_API_KEY'];
      // GitHub does not tell capitals of the names of secrets apart.
      const secrets = Object.fromEntries(
        keys
          .flatMap((key) => [key, key.replace(/^(EU|US)/, (name) => name.toLowerCase())])
          .map((key) => [key, 'API-SANDBOX']),
      );
      const github = {
        token: 'the-job-token',
        repository: 'example/octopus',
        run_id: '77',
        run_attempt: '1',
        workspace: machine.work,
      };
      return {
        ...machine,
        ...(await runJob(stage, file, job, machine, {
          github,
          secrets,
          inputs: {},
          env: { RETRY_SECONDS: '0' },
          ...more,
        })),
      };
    };
    await stage.answers([
      { tool: 'yq', matches: '\\.syncs \\| keys', says: '["eu","us"]' },
      { tool: 'gh', matches: '/actions/runs/77/approvals', says: 'grace' },
    ]);

    const source = await run('source', {});
    expect([source.conclusion, source.outputs]).toMatchObject(['success', { syncs: '["eu","us"]' }]);
    const after = ({ outputs }: Pick<typeof source, 'outputs'>) => ({ source: { outputs } });
    const plans = [];
    for (const sync of ['eu', 'us']) {
      const plan = await run('plan', { matrix: { sync }, needs: after(source) });
      expect([sync, plan.conclusion, plan.log]).toEqual([sync, 'success', expect.stringContaining('0 blocked')]);
      await expectPlanLog(stage, join(plan.temp, 'plan'), 'octosync/snapshots');
      plans.push([join(plan.temp, 'plan'), `plans/plan-${sync}`] as const);
    }
    const changed = await run('changed', {}, plans);
    expect(changed.outputs).toEqual({ syncs: '["eu","us"]' });
    expect((await run('changed', {})).outputs).toEqual({ syncs: '[]' });
    expect([writesOn(eu), writesOn(us)]).toEqual([0, 0]);

    const plan = plans.slice(0, 1).map(([from]) => [from, 'plan'] as const);
    const needs = { changed: { outputs: changed.outputs } };
    const answer = (says: string) =>
      stage.answers([
        { tool: 'yq', matches: '\\.syncs \\| keys', says: '["eu","us"]' },
        { tool: 'gh', matches: '/actions/runs/77/approvals', says },
      ]);
    await answer('eve');
    const refused = await run('apply', { matrix: { sync: 'eu' }, needs }, plan);
    expect([refused.conclusion, refused.log]).toEqual([
      'failure',
      expect.stringMatching(/(?=[^]*The approval of eve does not count)(?=[^]*eu refused: its policy)/),
    ]);
    expect(writesOn(eu)).toBe(0);
    await answer('grace');
    const applied = await run('apply', { matrix: { sync: 'eu' }, needs }, plan);
    expect([applied.conclusion, applied.log]).toEqual(['success', expect.stringContaining('Approved by grace')]);
    expect(namesOn(eu, 'environments')).toEqual(namesOn(main, 'environments'));
    expect(writesOn(us)).toBe(0);

    await expectEvidence(join(applied.temp, 'plan', 'evidence.zip'), 'complete');
    await expectReceipt(stage, 'eu');
    const written = writesOn(eu);
    expect((await run('apply', { matrix: { sync: 'eu' }, needs }, plan)).conclusion).toBe('success');
    expect(writesOn(eu)).toBe(written);
    const again = after(await run('source', {}));
    const second = await run('plan', { matrix: { sync: 'eu' }, needs: again });
    expect([second.outputs, second.log]).toEqual([{}, expect.stringMatching(/^Base: [0-9a-f]+:snapshots\/main/m)]);
    expect((await run('plan', { matrix: { sync: 'us' }, needs: again })).log).toContain('No base yet');
  },
);

interface Template {
  readonly name: string;
  readonly script?: {
    readonly source: string;
    readonly env: readonly { readonly name: string; readonly value?: string }[];
  };
  readonly retryStrategy?: { readonly expression: string };
}

it.runIf(process.env['OCTOSYNC_LONG'] === '1')(
  'Argo: plans each destination, applies what was approved, and goes on after an apply that stopped part-way',
  async () => {
    const stage = await setStage(fleet, twoDestinations);
    const [main, eu, us] = stage.servers;
    const text = await readFile(join(docs, 'argo', 'octosync-fleet.yaml'), 'utf8');
    const { spec } = parse(text) as {
      spec: { arguments: { parameters: { name: string; value: string }[] }; templates: Template[] };
    };
    const { work: config, temp: volume } = await stage.machine();
    const { temp: bases } = await stage.machine();
    const given = Object.fromEntries(
      spec.arguments.parameters.map(({ name, value }) => [`workflow.parameters.${name}`, value]),
    );

    /** Runs the script of a template as a pod would: a home of its own, and the volume that all share. */
    const pod = async (name: string, inputs: Readonly<Record<string, string>>) => {
      const script = spec.templates.find((template) => template.name === name)?.script;
      if (!script) throw new Error(`No script "${name}".`);
      const known: Readonly<Record<string, string>> = {
        ...given,
        ...Object.fromEntries(Object.entries(inputs).map(([input, value]) => [`inputs.parameters.${input}`, value])),
      };
      const values = script.env.map(({ name: variable, value = 'API-SANDBOX' }) => [
        variable,
        value.replaceAll(/\{\{([\w.-]+)\}\}/g, (whole, parameter: string) => known[parameter] ?? whole),
      ]);
      const { temp: home } = await stage.machine();
      const env = {
        ...Object.fromEntries(values),
        CONFIG: join(config, 'octosync.yml'),
        BASES: bases,
        HOME: home,
      } as Record<string, string>;
      return { home, ...(await stage.bash({ script: script.source, cwd: volume, env })) };
    };

    expect((await pod('source', {})).code).toBe(0);
    const digests: Record<string, string> = {};
    for (const destination of atLeastOne(JSON.parse(given['workflow.parameters.destinations'] ?? '') as string[])) {
      const plan = await pod('plan', { destination });
      expect([plan.code, plan.stdout]).toEqual([0, expect.stringContaining('environments')]);
      expect(await readFile(join(plan.home, 'code'), 'utf8')).toBe('2');
      digests[destination] = (await readFile(join(plan.home, 'digest'), 'utf8')).trim();
    }
    expect(Object.keys(digests)).toEqual(['eu', 'us']);

    const approved = { destination: 'eu', digest: digests['eu'] ?? '', approver: 'grace' };
    expect((await pod('apply', { ...approved, approver: '' })).code).toBe(1);
    const eve = await pod('apply', { ...approved, approver: 'eve' });
    expect([eve.code, eve.stderr]).toEqual([3, expect.stringContaining('The approval of eve does not count')]);
    expect(writesOn(eu)).toBe(0);
    eu?.faults.add({ does: 500, method: 'POST', times: 1 });
    expect((await pod('apply', approved)).code).toBe(5);
    expect(spec.templates.find(({ name }) => name === 'apply')?.retryStrategy?.expression).toBe(
      'asInt(lastRetry.exitCode) == 5',
    );
    const bundle = join(bases, '.evidence', 'eu', `${(digests['eu'] ?? '').replace('sha256:', '')}.zip`);
    await expectEvidence(bundle, 'failed');
    const again = await pod('apply', approved);
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('Approved by grace')]);
    await expectEvidence(bundle, 'complete');
    expect(namesOn(eu, 'environments')).toEqual(namesOn(main, 'environments'));
    expect(writesOn(us)).toBe(0);

    const second = await pod('plan', { destination: 'eu' });
    expect([second.code, await readFile(join(second.home, 'code'), 'utf8')]).toEqual([0, '0']);
    expect(second.stderr).toContain(`Base: ${join(bases, 'eu')}, `);

    await moveApart(stage);
    expect((await pod('plan', { destination: 'eu' })).code).toBe(0);
    const plan = await readFile(join(volume, 'plans', 'eu', 'changeset.json'), 'utf8');
    expect((JSON.parse(plan) as { base?: unknown }).base).toMatchObject({ digest: expect.anything() as unknown });
  },
);
