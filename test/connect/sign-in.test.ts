import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, octosync, workFolder } from '../e2e/cli.js';
import { startProxy } from './proxy-server.js';
import { startServer } from './server.js';

const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJvY3RvIn0.c2lnbmF0dXJl';

/** Takes a snapshot without a flag about the server, in a folder with this configuration. */
const snapshot = async (env: NodeJS.ProcessEnv, config = '', ...more: readonly string[]) => {
  const cwd = await workFolder();
  if (config !== '') await writeFile(join(cwd, 'octosync.yml'), config);
  const args = ['snapshot', ...more, '--out', 'here', '--log', 'log.jsonl'];
  const ran = await octosync(args, { cwd, key: '', env });
  return { ...ran, left: [...(await filesIn(cwd)).values()].join('\n') };
};

describe('The variables of Octopus’ own tools (rules connect-variables)', () => {
  it('say server, space and key where nothing else does', async () => {
    const { url } = await startServer();
    const env = { OCTOPUS_URL: url, OCTOPUS_SPACE: 'Default', OCTOPUS_API_KEY: 'API-SANDBOX' };
    const { code, stdout, stderr } = await snapshot(env);
    expect([code, stdout], stderr).toEqual([0, expect.stringContaining('space "Default"')]);
    expect((await snapshot({ ...env, OCTOPUS_SPACE: 'Nowhere' })).stderr).toContain(
      'There is no space named "Nowhere".',
    );
  });

  it.each([
    ['flags', '', ['--url', 'URL', '--space', 'Default']],
    ['an instance, which is in Default unless it says otherwise', 'instances:\n  dev: { url: "URL" }\n', ['dev']],
  ])('lose to %s', async (_what, config, flags) => {
    const { url } = await startServer();
    const env = { OCTOPUS_URL: 'http://127.0.0.1:9', OCTOPUS_SPACE: 'Nowhere', OCTOPUS_API_KEY: 'API-SANDBOX' };
    const at = flags.map((flag) => flag.replace('URL', url));
    const { code, stderr } = await snapshot(env, config.replace('URL', url), ...at);
    expect(code, stderr).toBe(0);
  });
});

describe('An access token (rules connect-token)', () => {
  it('is sent as Bearer and without a key, and is told nowhere', async () => {
    const { url, requests } = await startServer(token);
    const proxy = await startProxy({ to: url });
    const env = { OCTOPUS_URL: url, OCTOPUS_ACCESS_TOKEN: token, HTTP_PROXY: `http://${proxy.host}` };
    const { code, stdout, stderr, left } = await snapshot(env);
    expect(code, stderr).toBe(0);
    expect(requests.length).toBeGreaterThan(0);
    expect(proxy.seen).toContain(`Bearer ${token}`);
    expect(proxy.seen.join().toLowerCase()).not.toContain('x-octopus-apikey');
    expect(`${stdout}${stderr}${left}`).not.toContain(token);
  });

  it('loses to a key, and to the variable that an instance names', async () => {
    const { url } = await startServer();
    const env = { OCTOPUS_URL: url, OCTOPUS_ACCESS_TOKEN: 'wrong-token' };
    const { code, stderr } = await snapshot({ ...env, OCTOPUS_API_KEY: 'API-SANDBOX' });
    expect(code, stderr).toBe(0);
    const named = `instances:\n  dev: { url: "${url}", apiKeyEnv: DEV_KEY }\n`;
    expect((await snapshot(env, named, 'dev')).stderr).toContain('The environment variable DEV_KEY holds no API key.');
  });

  it('that is refused is not repeated', async () => {
    const { url } = await startServer();
    const { code, stderr, left } = await snapshot({ OCTOPUS_URL: url, OCTOPUS_ACCESS_TOKEN: token });
    expect(stderr).toContain('The API key or access token is missing, wrong or expired');
    expect(`${stderr}${left}`).not.toContain(token);
    expect(code).toBe(1);
  });
});
