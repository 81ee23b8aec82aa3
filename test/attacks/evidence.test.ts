import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Changeset } from '../../src/changeset/changeset.js';
import { loadInstances } from '../../src/commands/flags/load-instances.js';
import { filesIn } from '../../src/evidence/zip.js';
import { readingsOf } from '../../src/octopus/readings.js';
import { startSandbox } from '../../src/sandbox/server/index.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { argumentsOf, everything } from '../builders/everything.js';
import { examples, octosync, workFolder } from '../e2e/cli.js';

/** A key and secrets that are written in many ways: with quotes, signs of addresses and pages, blanks, and lines. */
const key = 'API-A+B/C"D&E<F>G%H\\I0123';
const odd = ['hunter2', 's3cr+t & more', 'p"w\\d/<b>%41', 'línea ünïcode 🐙', 'zwei\nZeilen', '12345678'];

/** A server's answer that repeats the key and whatever was sent to it, in the ways of JSON, pages, addresses and Base 64. */
const echo = (body: string): string => {
  const page = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const said = [key, body].flatMap((text) => [
    ...[text, page(text), encodeURIComponent(text), JSON.stringify(text)],
    Buffer.from(text).toString('base64'),
  ]);
  return JSON.stringify({ ErrorMessage: `Refused: ${said.join(' ; ')}`, Errors: said });
};

/** A server in front of another, which refuses some writes and repeats what they said. */
const echoing = async (target: string) => {
  const state = { refuses: (path: string): boolean => path === '', refused: 0 };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    if (request.method !== 'GET' && state.refuses(request.url ?? '')) {
      state.refused += 1;
      response.writeHead(400, { 'content-type': 'application/json' }).end(echo(body.toString('utf8')));
      return;
    }
    const { method, headers } = request;
    const passed = ask(new URL(request.url ?? '/', target), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    passed.end(body);
  };
  const server = createServer((request, response) => void handle(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return { state, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

/** What holds secrets: accounts, variables, a certificate; all there is in the long form. */
const wanted =
  process.env['OCTOSYNC_LONG'] === '1'
    ? everything
    : {
        ...{ environments: 'all', accounts: 'all', certificates: 'OctoFX TLS', dependencies: 'include' },
        'library-variable-sets': 'all',
      };

/** A secret for each place that waits for one; the certificate's is a file. */
const secretsFor = ({ changes }: Changeset): Readonly<Record<string, Readonly<Record<string, unknown>>>> => {
  let next = 0;
  const places = changes.flatMap(({ id, cleanUp }) => {
    const at = cleanUp.filter(({ kind }) => kind === 'replace-secret' || kind === 'supply-secret').map((one) => one.at);
    return at.length > 0 ? [[id, at] as const] : [];
  });
  const secret = (at: string): unknown => {
    if (at === '/CertificateData') return { file: 'octofx-tls.pem' };
    next += 1;
    return `${odd[(2 * next) % odd.length] ?? ''} ${next} ${odd[(2 * next + 1) % odd.length] ?? ''}`;
  };
  return Object.fromEntries(places.map(([id, at]) => [id, Object.fromEntries(at.map((one) => [one, secret(one)]))]));
};

const spellings = (secret: string): readonly string[] => [
  ...[secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)],
  Buffer.from(secret).toString('base64'),
];

/** Whether any way to read a line has a text in it. */
const shows = (line: string, text: string): boolean => [...readingsOf(line)].some((reading) => reading.includes(text));

it('No secret is in a bundle, whatever the server repeats of it (rules evidence-content, always-secrets)', async () => {
  const cwd = await workFolder();
  const sandbox = await startSandbox(await loadInstances(['empty:2026.3.1'], key, 0));
  onTestFinished(() => sandbox.close());
  const { url, state } = await echoing(sandbox.instances[0]?.url ?? '');
  const run = (...args: readonly string[]) => octosync(args, { cwd, key });
  const to = ['--url', url, '--space', 'Default'];
  expect((await run('snapshot', ...to, '--out', 'prod')).code).toBe(0);
  const diffed = await run('diff', join(examples, 'dev-test'), 'prod', ...argumentsOf(wanted));
  expect([diffed.code, diffed.stderr]).toEqual([0, expect.anything()]);
  const changeset = JSON.parse(await readFile(join(cwd, 'changeset.json'), 'utf8')) as Changeset;
  const secrets = secretsFor(changeset);
  await cp(join(examples, 'octofx-tls.pem'), join(cwd, 'octofx-tls.pem'));
  await writeFile(join(cwd, 'secrets.json'), JSON.stringify(secrets), { mode: 0o600 });
  const apply = (...more: readonly string[]) =>
    run('apply', 'changeset.json', ...to, '--yes', '--secrets', 'secrets.json', ...more);
  const values = Object.values(secrets)
    .flatMap((one) => Object.values(one))
    .filter((one) => typeof one === 'string');
  expect(values.length).toBeGreaterThan(2);
  const certificate = (await readFile(join(cwd, 'octofx-tls.pem'))).toString('base64');

  expect((await apply('--dry-run')).code).toBe(0);
  state.refuses = (path) => /certificates|accounts|variables/.test(path);
  expect((await apply()).code).toBe(5);
  expect(state.refused).toBeGreaterThan(0);
  const made: Buffer[] = [];
  const bundle = async (): Promise<void> => {
    const { code, stderr } = await run('evidence', 'changeset.json', '--out', 'e.zip', '--secrets', 'secrets.json');
    expect([code, stderr]).toEqual([0, expect.anything()]);
    made.push(await readFile(join(cwd, 'e.zip')));
  };
  await bundle();
  state.refuses = () => false;
  expect((await apply()).code).toBe(0);
  await run('verify', 'changeset.json', ...to);
  await bundle();

  for (const zip of atLeastOne(made)) {
    const files = filesIn(zip);
    expect(Buffer.from(files?.get('changeset.log.jsonl') ?? []).toString('utf8')).toContain('Refused: ***');
    for (const bytes of atLeastOne([...(files ?? new Map<string, Uint8Array>()).values()])) {
      const text = Buffer.from(bytes).toString('utf8');
      expect([key, certificate, ...values].flatMap(spellings).filter((as) => text.includes(as))).toEqual([]);
      // Whatever escapes are within each other: no reading of any line shows the key.
      expect(text.split('\n').filter((line) => line.includes('Refused') && shows(line, 'C"D&E<F>G'))).toEqual([]);
    }
  }
});
