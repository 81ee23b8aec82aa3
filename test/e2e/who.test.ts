import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import { startSandbox } from '../../src/sandbox/server/index.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { examples, octosync, workFolder } from './cli.js';

type Document = Record<string, unknown>;

/** A copy of the example, its snapshot, and grace, who changes it by the portal. */
const begin = async (permissions?: readonly string[], grace = 'grace') => {
  const cwd = await workFolder();
  const specs = await loadInstances([join(examples, 'staging-prod')], 'API-SANDBOX', 0);
  const more = { colleagues: { 'API-GRACE': grace }, ...(permissions && { permissions }) };
  const sandbox = await startSandbox(specs.map((spec) => ({ ...spec, ...more })));
  onTestFinished(() => sandbox.close());
  const [prod] = sandbox.instances;
  if (!prod) throw new Error('One instance was started.');
  const run = async (...args: readonly string[]) => octosync(args, { cwd });
  const succeed = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await run(...args);
    expect(code, stderr).toBe(0);
    return stdout;
  };
  const send = async (method: string, path: string, body?: Document) => {
    const headers = { 'x-octopus-apikey': 'API-GRACE', 'content-type': 'application/json' };
    const answer = await fetch(`${prod.url}/api/Spaces-1/${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(answer.ok, await answer.clone().text()).toBe(true);
  };
  const named = (path: string, name: string): Document & { readonly Id: string } => {
    const found = prod.dump()[path]?.find((one) => one['Name'] === name);
    return { Id: '', ...found };
  };
  const change = async (path: string, name: string, more: Document) => {
    const document = named(path, name);
    await send('PUT', `${path}/${document.Id}`, { ...document, ...more });
  };
  const server = ['--url', prod.url];
  await send('POST', 'environments', { Name: 'Temporary' });
  await succeed('snapshot', ...server, '--out', 'before', '--quiet');
  return { cwd, prod, run, succeed, send, named, change, server };
};

const byGrace = (category: string) => new RegExp(`${category} by grace, \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC`);

describe('compare --who (rules who-changed)', () => {
  const compared = async (permissions?: readonly string[]) => {
    const begun = await begin(permissions);
    const { change, send, named, succeed, server } = begun;
    await change('projects', 'OctoFX', { Description: 'Changed by hand' });
    await send('POST', 'environments', { Name: 'Playground' });
    await send('DELETE', `environments/${named('environments', 'Temporary').Id}`);
    await succeed('snapshot', ...server, '--out', 'after', '--quiet');
    return begun;
  };

  it('says in every format who wrote what, and where the audit is', async () => {
    const { cwd, prod, succeed, named, server } = await compared();
    const ask = (...more: readonly string[]) => succeed('compare', 'before', 'after', ...server, '--who', ...more);
    expect(await ask()).toMatch(byGrace('Modified'));
    for (const format of ['table', 'markdown', 'html']) {
      const text = await ask('--details', '--format', format);
      expect(text.replaceAll(/\s+/g, ' ')).toMatch(byGrace('Modified'));
      expect(text.replaceAll(/\s+/g, ' ')).toMatch(byGrace('Created'));
      expect(text.replaceAll(/\s+/g, ' ')).toMatch(byGrace('Deleted'));
    }
    const review = JSON.parse(await ask('--format', 'json')) as {
      readonly things: readonly { readonly things: Document[] }[];
    };
    const changes = review.things.flatMap(({ things }) => things.flatMap(({ changes: own }) => own as Document[]));
    const { Id: id } = named('projects', 'OctoFX');
    expect(changes.find((one) => one['id'] === 'projects/OctoFX')?.['who']).toEqual([
      {
        user: 'grace',
        category: 'Modified',
        when: expect.stringMatching(/Z$/) as unknown,
        says: expect.stringMatching(byGrace('Modified')) as unknown,
        page: `${prod.url}/app#/Spaces-1/configuration/audit?regardingAny=${id}`,
      },
    ]);
    expect(await readFile(join(cwd, 'after', 'snapshot.json'), 'utf8')).not.toContain('grace');
  });

  it('asks little: the whole window where it is short', async () => {
    const { prod, succeed, server } = await compared();
    prod.requests.length = 0;
    await succeed('compare', 'before', 'after', ...server, '--who');
    expect(prod.requests.filter(({ path }) => path.endsWith('/events'))).toHaveLength(1);
    expect(prod.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('says once that it is not known, without the permission or a server, and fails nothing', async () => {
    const { run, server } = await compared(['EnvironmentCreate']);
    const refused = await run('compare', 'before', 'after', ...server, '--who');
    expect(refused).toMatchObject({ code: 0, stdout: expect.not.stringContaining('grace') as unknown });
    expect(
      refused.stderr.match(/Who changed it is not known: the API key lacks the permission EventView\./g),
    ).toHaveLength(1);
    const offline = await run('compare', 'before', 'after', '--url', 'http://127.0.0.1:9', '--who');
    expect([offline.code, offline.stderr.match(/Who changed it is not known/g)?.length]).toEqual([0, 1]);
  });

  it('wants the flag and a format that has a place for it', async () => {
    const { run, server } = await begin();
    expect((await run('compare', 'before', 'before', ...server)).stderr).toContain('only with --who');
    expect((await run('compare', 'before', 'before', ...server, '--who', '--json')).stdout).toContain('--format json');
  });
});

describe('A hostile name of a user', () => {
  const hostile = 'eve\u001b[31m\u202e\u0007 **bold** <img src=x> [l](javascript:1)\n# Approved';

  it('steers no terminal, no page and no comment (rules who-changed)', async () => {
    const { cwd, run, succeed, send, change, server } = await begin(undefined, hostile);
    await run('diff', join(examples, 'dev-test'), 'before', '--environments', 'all');
    const { changes } = JSON.parse(await readFile(join(cwd, 'changeset.json'), 'utf8')) as {
      readonly changes: readonly { readonly names: readonly string[] }[];
    };
    await send('POST', 'environments', { Name: changes[0]?.names[0], Description: 'Made by hand' });
    await change('projects', 'OctoFX', { Description: 'Changed by hand' });
    await succeed('snapshot', ...server, '--out', 'after', '--quiet');
    const compared = ['compare', 'before', 'after', ...server, '--who', '--details', '--format'];
    const shown = new Map<string, string>();
    for (const format of ['table', 'markdown', 'html', 'json']) shown.set(format, await succeed(...compared, format));
    shown.set('show', await succeed('show', 'changeset.json', ...server, '--who', '--details'));
    shown.set('verify', (await run('verify', 'changeset.json', ...server, '--who')).stdout);
    const apply = ['apply', 'changeset.json', ...server, '--yes', '--no-log', '--skip-blocked', '--who'];
    shown.set('apply', (await run(...apply)).stderr);
    for (const [where, text] of atLeastOne([...shown])) {
      expect(text, where).toContain('by eve');
      // eslint-disable-next-line no-control-regex -- These are what must not come through.
      expect(text, where).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
      expect(text, where).not.toMatch(/^\s*# Approved/m);
    }
    for (const where of ['markdown', 'html']) expect(shown.get(where), where).not.toContain('<img src=x');
    expect(shown.get('markdown')).not.toMatch(/(?<!\\)\]\(javascript:/);
    expect(shown.get('markdown')).not.toContain('**bold**');
  });
});

describe('What has changed since a changeset was made', () => {
  it('is told by verify, show and a refused apply (rules who-drift)', async () => {
    const { cwd, run, succeed, send, server } = await begin();
    await run('diff', join(examples, 'dev-test'), 'before', '--environments', 'all');
    const { changes } = JSON.parse(await readFile(join(cwd, 'changeset.json'), 'utf8')) as {
      readonly changes: readonly { readonly names: readonly string[] }[];
    };
    const [name = ''] = changes[0]?.names ?? [];
    await send('POST', 'environments', { Name: name, Description: 'Made by hand' });
    const verified = await run('verify', 'changeset.json', ...server, '--who');
    expect(verified).toMatchObject({ code: 4, stdout: expect.stringMatching(byGrace('Created')) as unknown });
    expect(await readFile(join(cwd, 'changeset.verify.json'), 'utf8')).not.toContain('grace');
    expect(await succeed('show', 'changeset.json', ...server, '--who')).toMatch(byGrace('Created'));
    const apply = ['apply', 'changeset.json', ...server, '--yes', '--no-log', '--skip-blocked'];
    const refused = await run(...apply, '--who');
    expect(refused).toMatchObject({ code: 4, stderr: expect.stringMatching(byGrace('Created')) as unknown });
    const silent = await run(...apply);
    expect(silent).toMatchObject({ code: 4, stderr: expect.not.stringContaining('grace') as unknown });
  });
});
