import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readNamed } from '../../src/apply/live/live-space.js';
import { askWho } from '../../src/apply/who/ask-who.js';
import { whoChanged } from '../../src/apply/who/who.js';
import type { TypeName } from '../../src/model/names.js';
import { octopus } from '../../src/octopus/index.js';
import { readerFor } from '../../src/snapshot/reader.js';

/* An audit that does not answer as it should breaks nothing, ends, and is told in one line (rules who-changed). */

interface Said {
  readonly status?: number;
  readonly body?: unknown;
  /** The bytes as they are, instead of a body. */
  readonly raw?: string;
  /** No answer at all. */
  readonly hangs?: boolean;
}

/** Answers one question to the events. */
type Audit = (query: URLSearchParams) => Said;

const project = (number: number, Name: string) => ({
  Id: `Projects-${number}`,
  Name,
  VariableSetId: '',
  SpaceId: 'Spaces-1',
});

const documents: Readonly<Record<string, unknown>> = {
  '/api': { Version: '2026.3.1', InstallationId: 'one' },
  '/api/spaces/all': [{ Id: 'Spaces-1', Name: 'Default', Slug: 'default' }],
  '/api/Spaces-1/environments/all': [
    { Id: 'Environments-1', Name: 'Test' },
    ...Array.from({ length: 400 }, (_, at) => ({ Id: `Environments-${1000 + at}`, Name: `Test ${at}` })),
  ],
  '/api/Spaces-1/projects/all': [project(1, 'Shop'), project(2, 'Other')],
  '/api/Spaces-1/projects/Projects-1/deploymentsettings': {
    Id: 'deploymentsettings-Projects-1',
    ProjectId: 'Projects-1',
  },
};

/** A server that has little but an audit, and a client that does not wait. */
const serve = async (audit: Audit, timeout = 60_000) => {
  const asked: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const isAudit = pathname === '/api/Spaces-1/events';
    if (isAudit) asked.push(searchParams);
    const known = documents[pathname];
    const said: Said = isAudit ? audit(searchParams) : { status: known === undefined ? 404 : 200, body: known ?? {} };
    if (said.hangs) return;
    response.writeHead(said.status ?? 200, { 'content-type': 'application/json' });
    response.end(said.raw ?? JSON.stringify(said.body));
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = octopus({ url, apiKey: 'API-AUDIT', timeout, wait: () => Promise.resolve() });
  return { client, asked };
};

const from = '2026-11-01T00:00:00.000Z';

interface Given {
  readonly id: string;
  readonly type: TypeName;
  readonly names: readonly string[];
}

const named = (type: string, ...names: readonly string[]): Given => ({
  id: [type, ...names].join('/'),
  type: type as TypeName,
  names,
});

const test = named('environments', 'Test');

const others = (count: number) => Array.from({ length: count }, (_, at) => named('environments', `Test ${at}`));

const ask = async (audit: Audit, ...things: readonly Given[]) => askOf(await serve(audit), things);

const askOf = async ({ client, asked }: Awaited<ReturnType<typeof serve>>, things: readonly Given[]) => {
  const of = { url: client.url, installation: 'one', space: 'Default', version: '2026.3.1', digest: 'sha256:0' };
  const question = { of: of as Parameters<typeof askWho>[2]['of'], from, to: '2026-12-01T00:00:00.000Z' };
  const { events, note } = await askWho(things.length > 0 ? things : [test], client, question, () => undefined);
  const told = new Map([...events].map(([id, own]) => [id, own.map(({ user }) => user)]));
  return { told, note, asked, events };
};

let last = 0;

/** An event of `Test`, by grace, within the window; and more. */
const event = (more: Readonly<Record<string, unknown>> = {}) => {
  last += 1;
  const { document = 'Environments-1', Message: message = 'Environment Test was modified' } = more;
  return {
    Id: `Events-${last}`,
    Category: 'Modified',
    Username: 'grace',
    Occurred: '2026-11-20T06:00:00.000+00:00',
    Message: message,
    MessageReferences: [{ ReferencedDocumentId: document, StartIndex: String(message).search(/Test|Shop/), Length: 4 }],
    RelatedDocumentIds: [document],
    ...more,
  };
};

const page = (Items: readonly unknown[], TotalResults: unknown = Items.length): Said => ({
  body: { Items, TotalResults },
});

const many = (count: number, more?: Readonly<Record<string, unknown>>) =>
  Array.from({ length: count }, () => event(more));

describe('Who it was is not known, in one line,', () => {
  it.each<[string, Said, string]>([
    [
      'without the permission',
      { status: 403, body: { ErrorMessage: 'No.' } },
      'the API key lacks the permission EventView',
    ],
    ['of a server without an audit', { status: 404, body: { ErrorMessage: 'Gone.' } }, 'The server answered 404: Gone'],
    ['where the key is refused', { status: 401, body: {} }, 'The server answered 401'],
    ['where it fails', { status: 500, body: {} }, 'The server answered 500'],
    ['where it is in maintenance', { status: 503, body: {} }, 'The server answered 503'],
    ['where it never answers', { hangs: true }, 'did not answer in time'],
    ['where a web page comes', { raw: '<html>Sign in</html>' }, 'a web page'],
    ['where an answer is cut off', { raw: '{"Items": [{' }, 'not valid JSON'],
    ['where nothing comes', { raw: '' }, 'not a document'],
    ['where a list comes', { body: [] }, 'not a document'],
    ['where no page comes', { body: { Id: 'Events-1' } }, 'not a page of events'],
    ['where the items are none', { body: { Items: 'many', TotalResults: 3 } }, 'not a page of events'],
    [
      'where it says much',
      { status: 400, body: { ErrorMessage: 'a\nb', Errors: many(900).map(({ Id }) => Id) } },
      'a b',
    ],
  ])('%s', async (_where, said, why) => {
    const answering = await serve(() => said, said.hangs ? 200 : undefined);
    const { told, note, asked } = await askOf(answering, [test]);
    expect([told.size, asked.length]).toEqual([0, 1]);
    expect(note).toMatch(/^Who changed it is not known: [^\n]{1,302}\.$/);
    expect(note).toContain(why);
  });

  it.each<[string, number, string]>([
    ['in the middle of the pages', 150, 'skip'],
    ['when it is asked about one document', 5000, 'regarding'],
  ])('where it stops answering %s', async (_when, total, parameter) => {
    const isFirst = (query: URLSearchParams) => (query.get(parameter) ?? '0') === '0';
    const { told, note, asked } = await ask((query) =>
      isFirst(query) ? page(many(100), total) : { status: 500, body: {} },
    );
    expect([told.size, asked.length]).toEqual([0, 2]);
    expect(note).toBe('Who changed it is not known: The server answered 500.');
  });

  it('where it refuses one of many documents, and those that are left are not asked about', async () => {
    const audit: Audit = (query) => (query.has('regarding') ? { status: 500, body: {} } : page(many(100), 50_000));
    const { told, note, asked } = await ask(audit, ...others(300));
    expect(told.size).toBe(0);
    expect(note).toBe('Who changed it is not known: The server answered 500.');
    expect(asked.length).toBeLessThan(40);
  });
});

describe('What an event says beside the question is not told:', () => {
  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['another document', { document: 'Environments-2' }],
    ['an ID that begins alike', { document: 'Environments-10' }],
    ['no document', { MessageReferences: [] }],
    ['references that are none', { MessageReferences: 'Environments-1' }],
    ['no user', { Username: ' ' }],
    ['a user that is no text', { Username: { name: 'grace' } }],
    ['no ID', { Id: null }],
    ['a deployment', { Category: 'DeploymentSucceeded' }],
    ['a category with more in it', { Category: 'Modified by ada, and Deleted' }],
    ['a time before the window', { Occurred: '2026-10-31T23:59:59.999Z' }],
    ['a time after it', { Occurred: '2026-12-01T00:00:00.001Z' }],
    ['no time', { Occurred: undefined }],
    ['a time with more in it', { Occurred: '2026-11-20 06:00 (\u001b[31m)' }],
    [
      'only somebody else in what belongs to it',
      { document: 'Environments-9', RelatedDocumentIds: ['Environments-1'] },
    ],
  ])('%s', async (_what, more) => {
    const { told, note } = await ask(() => page([event(more)]));
    expect([told.size, note]).toEqual([0, undefined]);
  });

  it.each<[string, readonly unknown[]]>([
    ['no objects', [null, 1, 'x', []]],
    ['objects without anything', [{}]],
    ['half a character in the ID of something gone', [event({ Category: 'Deleted', document: 'Environments-\ud800' })]],
  ])('%s, beside one that tells', async (_what, items) => {
    const { told } = await ask(() => page([...items, event()]), test, named('environments', 'Gone'));
    expect([...told]).toEqual([['environments/Test', ['grace']]]);
  });

  it('the name of somebody, cut where it has no end', async () => {
    const { events } = await ask(() => page([event({ Username: 'g'.repeat(100_000) })]));
    expect(events.get('environments/Test')?.[0]?.says.length).toBeLessThan(300);
  });
});

const same = many(100);
const repeating: Audit = () => page(same, 150);

describe('An audit that has no end is not read without end:', () => {
  const partly = 'Who changed it is not known of everything: the audit could not be read whole.';

  it.each<[string, Audit, number, string | undefined]>([
    ['pages that repeat', repeating, 2, partly],
    ['pages that are always new, with a total that grows', () => page(many(100), 1e15), 2, undefined],
    ['an endless total', () => page(many(100), 1e300), 2, undefined],
    ['no total', () => page(many(100), null), 2, undefined],
    ['no total, and a page that is not full', () => page(many(3), null), 1, undefined],
    ['a total that is less than nothing', () => page(many(3), -5), 1, undefined],
    ['a total without events', () => page([], 100), 2, partly],
    ['one event a page', () => page(many(1), 150), 2, undefined],
  ])('%s', async (_what, audit, requests, note) => {
    const answered = await ask(audit);
    expect(answered.asked).toHaveLength(requests);
    expect(answered.note).toBe(note);
  });

  it('200 requests for one question at most', async () => {
    const gone = named('environments', 'Gone');
    const { told, note, asked } = await ask(() => page(many(5), 1e9), test, ...others(400), gone);
    expect([told.size, asked.length]).toEqual([1, 201]);
    expect(note).toBe(
      'Who changed it is not known of everything: the audit could not be read whole. Who changed it was asked of 199 documents; of 202 more it was not.',
    );
  });

  it('one minute for one question', async () => {
    const { client, asked } = await serve(() => page(many(5), 1e9));
    const space = await client.findSpace('Default');
    const things = others(100);
    const live = await readNamed(readerFor(client, space), things, () => undefined);
    // Each look at the clock is ten seconds after the one before.
    let seconds = 0;
    const now = () => (seconds += 10) * 1000;
    const { note } = await whoChanged(things, { from }, { client, space, live, now });
    expect(asked).toHaveLength(7);
    expect(note).toBe('Who changed it was asked of 6 documents; of 94 more it was not.');
  });
});

describe('A part without an ID of its own has the events', () => {
  const settings = named('deploymentSettings', 'Shop');
  const of = (document: string, ...related: readonly string[]) =>
    event({ document, Message: 'Deployment settings Shop was modified', RelatedDocumentIds: [document, ...related] });

  it.each<[string, object, boolean]>([
    ['of its ID, which is made of that of its project', of('deploymentsettings-Projects-1', 'Projects-1'), true],
    ['that link its project', of('Projects-1', 'deploymentsettings-Projects-1'), true],
    ['of a number, about its project', of('deploymentsettings-7', 'Projects-1'), true],
    ['not of those of another project', of('deploymentsettings-Projects-2', 'Projects-2'), false],
    [
      'not of another that is about its project, too',
      of('deploymentsettings-Projects-2', 'Projects-1', 'Projects-2'),
      false,
    ],
    ['not of a number that is about two projects', of('deploymentsettings-7', 'Projects-1', 'Projects-2'), false],
    ['not of the project', of('Projects-1'), false],
  ])('%s', async (_of, one, isTold) => {
    const { told } = await ask(() => page([one]), settings);
    expect([...told]).toEqual(isTold ? [['deploymentSettings/Shop', ['grace']]] : []);
  });

  it('and the project has its own, though they name its parts', async () => {
    const own = event({
      document: 'Projects-1',
      Message: 'Project Shop was modified',
      RelatedDocumentIds: ['Projects-1', 'deploymentsettings-Projects-1'],
    });
    const { told } = await ask(() => page([own]), settings, named('projects', 'Shop'));
    expect([...told]).toEqual([['projects/Shop', ['grace']]]);
  });
});
