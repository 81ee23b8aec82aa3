import Ajv from 'ajv';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadInstances, sandboxKey } from '../../src/commands/flags/load-instances.js';
import type { JsonObject } from '../../src/model/json.js';
import { startSandbox, type RunningInstance } from '../../src/sandbox/server/index.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { examples, filesIn, octosync, workFolder } from './cli.js';

/* --notify and notify (ways-in, repeat): what webhooks are told, and that they never change how a command ends. */

const secret = '/hooks/T0ken-nobody-may-see?sig=S1gnature';

/** A webhook that answers so, and what it was told. */
const webhook = async (
  status: number | 'hangs' | 'never ends' = 200,
  headers: Readonly<Record<string, string>> = {},
) => {
  const told: JsonObject[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      told.push(JSON.parse(body) as JsonObject);
      if (status === 'never ends') response.write('o');
      else if (status !== 'hangs') response.writeHead(status, headers).end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { told, host, url: `http://${host}${secret}` };
};

/** Two servers, one sync, and a webhook in the configuration. */
const configured = async (notify = '') => {
  const cwd = await workFolder();
  const sources = ['dev-test', 'staging-prod'].map((name) => join(examples, name));
  const sandbox = await startSandbox(await loadInstances(sources, sandboxKey, 0));
  onTestFinished(() => sandbox.close());
  const [dev, prod] = sandbox.instances as [RunningInstance, RunningInstance];
  const select = '{ projects: OctoFX Reports, channels: "!*", environments: "!*" }';
  const text = [
    `instances: { dev: { url: "${dev.url}" }, prod: { url: "${prod.url}" } }`,
    `syncs: { main: { source: dev, destination: prod, dependencies: include, select: ${select} } }`,
    notify,
  ].join('\n');
  await writeFile(join(cwd, 'octosync.yml'), text);
  return cwd;
};

const change = 'changesets/main.json';
const always = 'notify: [{ urlEnv: HOOK, when: always }]';
const generic = async (told: readonly JsonObject[]): Promise<void> => {
  const schema = JSON.parse(
    await readFile(new URL('../../schema/notification.schema.json', import.meta.url), 'utf8'),
  ) as object;
  const validate = new Ajv.default().compile(schema);
  for (const one of atLeastOne(told)) expect(validate(one), JSON.stringify(validate.errors)).toBe(true);
};

describe('A webhook', () => {
  it('is told the end of plan, apply and verify, whatever it is', async () => {
    const { url, told } = await webhook();
    const cwd = await configured(always);
    const run = (line: string) => octosync(line.split(' '), { cwd, env: { HOOK: url } });
    const steps = [
      ['plan --exit-code', 2, 'changes'],
      [`verify ${change} prod`, 4, 'differs'],
      [`apply ${change} prod --dry-run`, 0, 'dry-run'],
      [`apply ${change} prod --require-approval --yes`, 3, 'refused'],
      [`apply ${change} prod --yes`, 0, 'applied'],
      [`verify ${change} prod`, 0, 'as-meant'],
      ['plan --force', 0, 'nothing'],
      [`verify ${change} nowhere`, 1, 'failed'],
    ] as const;
    for (const [line, code] of steps) {
      const ran = await run(line);
      expect([line, ran.code, ran.stderr.includes('Nobody was told')]).toEqual([line, code, false]);
      expect(ran.stdout + ran.stderr).not.toContain('T0ken');
    }
    expect(told.map(({ end, exitCode }) => [exitCode, end])).toEqual(steps.map(([, code, end]) => [code, end]));
    expect(told[0]).toMatchObject({
      format: 'octosync-notification/1',
      rows: [{ sync: 'main', source: { instance: 'dev', space: 'Default' }, destination: { instance: 'prod' } }],
    });
    await generic(told);
    const texts = [...(await filesIn(cwd)).values()];
    expect(texts.length).toBeGreaterThan(5);
    expect(texts.filter((text) => text.includes('T0ken'))).toEqual([]);
  });

  it.each([
    ['changes', ['changes', 'failed']],
    ['failure', ['failed']],
  ])('that wants to know of %s is told so much', async (on, ends) => {
    const { url, told } = await webhook();
    const cwd = await configured(`notify: [{ urlEnv: HOOK, when: ${on} }]`);
    for (const line of ['plan', `apply ${change} prod --dry-run`, `verify ${change} nowhere`])
      await octosync(line.split(' '), { cwd, env: { HOOK: url } });
    expect(told.map(({ end }) => end)).toEqual(ends);
  });

  it('of --notify gets the shape that is asked for, with the link', async () => {
    const { url, told } = await webhook();
    const cwd = await configured();
    const more = ['--notify', 'env:HOOK', '--notify-as', 'slack', '--notify-link', 'https://ci.example/run/1'];
    const { code } = await octosync(['plan', ...more], { cwd, env: { HOOK: url } });
    expect([code, told.length, told[0]?.['text']]).toEqual([0, 1, 'octosync plan: there are changes to review.']);
    expect(JSON.stringify(told[0])).toContain('<https://ci.example/run/1|More>');
  });

  it('is told once of all syncs', async () => {
    const { url, told } = await webhook();
    const cwd = await configured(always);
    const file = join(cwd, 'octosync.yml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/main: (\{.*\}) \}$/m, 'main: $1, other: $1 }'));
    await octosync(['plan', '--all'], { cwd, env: { HOOK: url } });
    expect(told.map(({ rows }) => (rows as readonly JsonObject[]).map(({ sync }) => sync))).toEqual([
      ['main', 'other'],
    ]);
  });

  const troubles: readonly (readonly [string, Parameters<typeof webhook>, string])[] = [
    ['answers 500', [500], 'answers 500.'],
    ['answers 404', [404], 'answers 404.'],
    ['redirects', [302, { location: 'http://127.0.0.1:9/stolen' }], 'redirects (302), which is not followed.'],
    ['hangs', ['hangs'], 'does not answer within 10 seconds.'],
  ];
  it.each(troubles)('that %s fails nothing: one line names its host', async (_what, answer, why) => {
    const { url, host } = await webhook(...answer);
    const cwd = await configured();
    const { code, stdout, stderr } = await octosync(['plan', '--quiet', '--exit-code', '--notify', 'env:HOOK'], {
      cwd,
      env: { HOOK: url },
    });
    expect([code, stderr]).toEqual([2, `Nobody was told: The webhook at ${host} ${why}\n`]);
    expect(stdout).not.toContain('T0ken');
  });

  it('is told with the status of its answer: what follows is not waited for', async () => {
    const { url, told } = await webhook('never ends');
    const { code, stderr } = await octosync(['verify', 'none.json', '--notify', 'env:HOOK'], {
      cwd: await configured(),
      env: { HOOK: url },
    });
    expect([code, told.length]).toEqual([1, 1]);
    expect(stderr).not.toContain('Nobody was told');
  });

  it.each([
    ['that nobody serves', `http://127.0.0.1:9${secret}`, 'cannot be reached (ECONNREFUSED)'],
    ['over plain http', `http://hooks.example${secret}`, 'is not told over plain http'],
    ['that is no URL', 'T0ken', 'no URL of a webhook'],
    ['of another protocol', `file://${secret}`, 'no URL of a webhook'],
    ['that no variable names', '', 'HOOK holds no URL'],
    ['behind a proxy that is down', `https://hooks.example${secret}`, 'the proxy lets nothing through'],
  ])('%s fails nothing', async (_what, url, why) => {
    const cwd = await configured();
    const env = { HOOK: url, https_proxy: 'http://me:pass-word@127.0.0.1:9' };
    const { code, stderr } = await octosync(['verify', 'none.json', '--notify', 'env:HOOK'], { cwd, env });
    expect(code).toBe(1);
    expect(stderr).toContain('Nobody was told: ');
    expect(stderr).toContain(why);
    expect(stderr).not.toMatch(/T0ken|S1gnature|pass-word/);
  });

  it.each([
    ['a URL', 'notify: [{ url: https://hooks.example/T0ken }]', 'urlEnv'],
    ['no variable', 'notify: [{ urlEnv: https://hooks.example/T0ken }]', 'urlEnv names no environment variable'],
    ['an unknown shape', 'notify: [{ urlEnv: HOOK, shape: discord }]', 'generic, slack, teams'],
    ['no list', 'notify: { urlEnv: HOOK }', 'notify is no list'],
  ])('in a configuration with %s is refused, and not repeated', async (_what, notify, says) => {
    const cwd = await configured(notify);
    const { code, stderr } = await octosync(['plan'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('T0ken');
  });
});
