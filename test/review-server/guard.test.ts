import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openReview } from '../../src/review-server/reviewing.js';
import { startReviewServer } from '../../src/review-server/serve.js';
import { writeChangeset } from '../../src/workspace/changeset-file.js';
import { decidableChangeset } from '../builders/decidable-changeset.js';
import { filesIn } from '../e2e/cli.js';
import { asPage, nothingDecided, pathOf, raw, type Got, type Sent } from './raw.js';
import { serve, written } from './serving.js';

/* What anybody but the page itself gets (rules review-server). */

const of = (url: string, folder: string) => {
  const own = pathOf(url);
  return {
    ...{ url, own, folder, origin: new URL(url).origin, port: new URL(url).port },
    get: (path: string, sent?: Sent): Promise<Got> => raw(url, path, sent),
    post: (path: string, sent: Sent): Promise<Got> =>
      raw(url, path, { method: 'POST', body: JSON.stringify(nothingDecided), ...sent }),
  };
};

const folder = await mkdtemp(join(tmpdir(), 'octosync-review-'));
const file = join(folder, 'changeset.json');
await writeChangeset(file, decidableChangeset());
const server = await startReviewServer(await openReview({ file }));
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Nothing here writes anything: one server is enough. */
const served = () => of(server.url, folder);

describe('Who does not know the token learns nothing', () => {
  it.each([
    ['no token', '/'],
    ['a wrong one', `/${'A'.repeat(43)}/`],
    ['a part of it', 'part'],
    ['the start of it, and more', 'more'],
    ['no token, and a place', '/state'],
    ['a favicon', '/favicon.ico'],
    ['a path out of the folder', '/../../../../etc/passwd'],
    ['an encoded path out of the folder', '/%2e%2e/%2e%2e/etc/passwd'],
    ['an address instead of a path', 'http://127.0.0.1/'],
  ])('%s', async (_what, given) => {
    const { get, own } = served();
    const path = given === 'part' ? own.slice(0, -2) : given === 'more' ? `${own.slice(0, -1)}x/` : given;
    const got = await get(path);
    expect([got.status, got.body]).toEqual([403, '{"says":"Not allowed."}']);
  });

  it('the token has 256 bits, and is another one each time', async () => {
    const other = await serve(await written());
    const tokens = [served().own, pathOf(other.url)];
    expect(tokens[0]).toMatch(/^\/[\w-]{43}\/$/);
    expect(tokens[0]).not.toBe(tokens[1]);
  });
});

describe('With the token, there are four places and no others', () => {
  it.each(['x', 'state/', 'state/../state', '..', '../', '%2e%2e/', 'changeset.json', '/', 'approve/x', '__proto__'])(
    '%s',
    async (place) => {
      const { get, own } = served();
      expect((await get(`${own}${place}`)).status).toBe(404);
    },
  );

  it.each([
    ['HEAD', '', 'GET'],
    ['OPTIONS', 'decisions', 'POST'],
    ['TRACE', '', 'GET'],
    ['PUT', 'decisions', 'POST'],
    ['DELETE', 'state', 'GET'],
    ['POST', '', 'GET'],
    ['GET', 'approve', 'POST'],
  ])('%s of "%s" is not answered', async (method, place, allow) => {
    const { get, own } = served();
    const { status, headers } = await get(`${own}${place}`, { method });
    expect([status, headers['allow']]).toEqual([405, allow]);
  });
});

describe('Another origin neither reads nor posts', () => {
  it.each([
    ['a name that leads here (DNS rebinding)', () => 'evil.example'],
    ['such a name with the port', (port: string) => `evil.example:${port}`],
    ['a name below localhost', (port: string) => `localhost.evil.example:${port}`],
    ['another port', () => '127.0.0.1:1'],
    ['no port', () => '127.0.0.1'],
    ['another address of this machine', (port: string) => `127.0.0.2:${port}`],
    ['IPv6', (port: string) => `[::1]:${port}`],
    ['a user before it', (port: string) => `x@127.0.0.1:${port}`],
    ['a dot behind it', (port: string) => `localhost.:${port}`],
  ])('Host: %s', async (_what, host) => {
    const { get, own, port } = served();
    expect((await get(own, { headers: { host: host(port) } })).status).toBe(403);
  });

  it('localhost is this machine, too', async () => {
    const { get, own, port } = served();
    expect((await get(own, { headers: { host: `localhost:${port}` } })).status).toBe(200);
  });

  it.each([
    ['an origin', { origin: 'https://evil.example' }],
    ['null, as a sandboxed frame sends it', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['no origin', {}],
    ['its own, and a browser that says cross-site', { origin: 'own', 'sec-fetch-site': 'cross-site' }],
    ['its own, and a browser that says same-site', { origin: 'own', 'sec-fetch-site': 'same-site' }],
    ['localhost, where the page is 127.0.0.1', { origin: 'localhost' }],
  ])('a POST from: %s', async (_what, given) => {
    const { post, own, origin, port, folder } = served();
    const from: Readonly<Record<string, string>> = given;
    const named: Readonly<Record<string, string>> = { own: origin, localhost: `http://localhost:${port}` };
    const headers = Object.fromEntries(Object.entries(from).map(([name, value]) => [name, named[value] ?? value]));
    for (const place of ['decisions', 'approve']) {
      const sent = { headers: { ...headers, 'content-type': 'application/json' } };
      expect((await post(`${own}${place}`, sent)).status, place).toBe(403);
    }
    expect([...(await filesIn(folder)).keys()]).toEqual(['changeset.json']);
  });

  it.each([
    ['text/plain', 'text/plain'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['a form with files', 'multipart/form-data; boundary=x'],
    ['text that looks like JSON', 'text/plain; x=application/json'],
    ['no type', ''],
  ])('what a form can send is refused: %s', async (_what, type) => {
    const { post, own, origin } = served();
    const headers = { origin, ...(type !== '' && { 'content-type': type }) };
    expect((await post(`${own}decisions`, { headers })).status).toBe(415);
  });

  it('a GET of another page is refused, and nothing says that it may be read', async () => {
    const { get, own } = served();
    for (const place of ['', 'state']) {
      expect((await get(`${own}${place}`, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
      expect((await get(`${own}${place}`, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
      const { headers } = await get(`${own}${place}`);
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
      });
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'.*frame-ancestors 'none'$/);
      expect(headers['set-cookie']).toBeUndefined();
    }
  });
});

describe('What is no request of the page', () => {
  it('is too long', async () => {
    const { url, own } = served();
    const long = { ...asPage(url, {}), body: ' '.repeat(9 * 1024 * 1024) };
    const got = await raw(url, `${own}decisions`, long).catch((error: unknown) => error);
    // The connection may be gone before all of it is sent.
    expect(
      got instanceof Error || (typeof got === 'object' && got !== null && 'status' in got && got.status === 413),
    ).toBe(true);
    expect((await raw(url, `${own}state`)).status).toBe(200);
  });

  it.each([
    ['no JSON', '{"leftOut":'],
    ['a list', '[]'],
    ['nothing', ''],
    ['deep', '['.repeat(5000) + ']'.repeat(5000)],
    ['another member', JSON.stringify({ ...nothingDecided, file: '/etc/passwd' })],
    ['another member inside', JSON.stringify({ ...nothingDecided, leftOut: [{ id: 'projects/Mail', by: 'x' }] })],
    ['a number', JSON.stringify({ ...nothingDecided, leftOut: [{ id: 1 }] })],
    ['a change that there is not', JSON.stringify({ ...nothingDecided, leftOut: [{ id: 'projects/None' }] })],
    ['a finding that there is not', JSON.stringify({ ...nothingDecided, accepted: [{ finding: 'x', reason: 'y' }] })],
    [
      'no reason',
      JSON.stringify({ ...nothingDecided, accepted: [{ finding: 'blocked:channels/Shop/QA', reason: ' ' }] }),
    ],
    ['a conflict that there is not', JSON.stringify({ ...nothingDecided, resolved: [{ element: 'x', takes: 'own' }] })],
    ['another answer', JSON.stringify({ ...nothingDecided, resolved: [{ element: 'x', takes: 'merged' }] })],
    [
      'a remark that steers',
      JSON.stringify({ ...nothingDecided, leftOut: [{ id: 'projects/Mail', why: '\u001b[2J' }] }),
    ],
  ])('says what is wrong, and writes nothing: %s', async (_what, body) => {
    const { url, own, folder } = served();
    for (const place of ['decisions', 'approve']) {
      const got = await raw(url, `${own}${place}`, { ...asPage(url, {}), body });
      expect([got.status, got.body.length > 20], got.body).toEqual([400, true]);
    }
    expect([...(await filesIn(folder)).keys()]).toEqual(['changeset.json']);
  });

  it('comes byte by byte: others are served meanwhile', async () => {
    const { url, folder } = await serve(await written());
    const { own, port, origin } = of(url, folder);
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    const head = [`POST ${own}decisions HTTP/1.1`, `Host: 127.0.0.1:${port}`, `Origin: ${origin}`];
    socket.write(`${[...head, 'Content-Type: application/json', 'Content-Length: 100'].join('\r\n')}\r\n\r\n{`);
    const saved = await raw(url, `${own}decisions`, asPage(url, nothingDecided));
    expect(saved.status).toBe(200);
    socket.destroy();
  });
});
