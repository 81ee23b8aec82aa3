import nock from 'nock';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../src/model/errors.js';
import { usualPage } from '../../src/model/page-shape.js';
import type { OctopusClient } from '../../src/octopus/index.js';
import { readPages } from '../../src/octopus/paging.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { workFolder } from '../e2e/cli.js';
import { failure, host, talk, useNock } from '../octopus/talk.js';

useNock();

const limits = { answerBytes: 1000, fileBytes: 1000, pages: 4, documents: 10 };
const bomb = gzipSync(Buffer.alloc(100_000, ' '));

const asks: readonly (readonly [what: string, ask: (client: OctopusClient, file: string) => Promise<unknown>])[] = [
  ['a document', (client) => client.get('x')],
  ['a list', (client) => client.array('x')],
  ['a picture', (client) => client.bytes('x')],
  ['a download', (client, file) => client.download('x', file)],
  ['the answer to a PUT', (client) => client.put('x', {})],
  [
    'the answer to an upload',
    async (client, file) => {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, 'x');
      return client.upload('x', file);
    },
  ],
];

const anyMethod = (answer: (interceptor: nock.Interceptor) => nock.Scope): void => {
  for (const method of ['GET', 'PUT', 'POST']) answer(nock(host).intercept('/api/x', method));
};

describe('More than anybody takes is refused, once, and nothing of it is kept (rules network-limits)', () => {
  it.each(
    atLeastOne(
      asks.flatMap(([what, ask]) => [
        [what, 'too long', (to: nock.Interceptor) => to.reply(200, 'x'.repeat(1001)), ask] as const,
        [
          what,
          'unpacked too long',
          (to: nock.Interceptor) => to.reply(200, bomb, { 'content-encoding': 'gzip' }),
          ask,
        ] as const,
        [what, 'too long, as a refusal', (to: nock.Interceptor) => to.reply(400, 'x'.repeat(1001)), ask] as const,
      ]),
    ),
  )('%s, %s', async (_what, _how, answer, ask) => {
    anyMethod(answer);
    const file = join(await workFolder(), 'down', 'a.zip');
    await mkdir(dirname(file));
    const { client, events } = talk({ limits });
    const error = await failure(ask(client, file));
    expect(error.message).toMatch(/^The (file|answer) has more than 1000 bytes\.$/);
    expect(error.where).toContain(`${host}/api/x`);
    expect([client.sent(), events.at(-1)?.kind]).toEqual([1, 'failed']);
    if (existsSync(file)) expect(readdirSync(dirname(file))).toEqual(['a.zip']);
  });

  const endless = (skip: number) =>
    Promise.resolve({ Items: Array.from({ length: 500 }, (_, index) => ({ Id: `X-${skip + index}` })) });

  it.each<[what: string, of: { pages: number; documents: number }, says: string]>([
    ['pages without end', { pages: 4, documents: 1_000_000 }, 'more than 4 pages'],
    ['documents without end', { pages: 1000, documents: 1800 }, 'more than 1800 documents'],
  ])('a listing: %s', async (_what, of, says) => {
    const error = await readPages(endless, 'x', usualPage, of).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).message).toContain(says);
  });

  it('a list of too many documents at once', async () => {
    nock(host)
      .get('/api/x')
      .reply(200, JSON.stringify(Array.from({ length: 11 }, () => ({}))));
    expect((await failure(talk({ limits }).client.array('x'))).message).toContain('more than 10 documents');
  });
});

describe('A redirect is an error, whatever is asked', () => {
  it.each(
    atLeastOne(asks.flatMap(([what, ask]) => [301, 302, 303, 307, 308].map((status) => [what, status, ask] as const))),
  )('%s: %i', async (_what, status, ask) => {
    anyMethod((to) => to.reply(status, 'Go there.', { location: `${host}/api/y` }));
    const elsewhere = nock(host).get('/api/y').reply(200, 'bytes');
    const file = join(await workFolder(), 'a.zip');
    const error = await failure(ask(talk().client, file));
    expect(error).toMatchObject({ status, message: expect.stringContaining(`redirects to ${host}/api/y`) as string });
    expect(elsewhere.isDone()).toBe(false);
  });

  it('and no file is left of it', async () => {
    const file = join(await workFolder(), 'a.zip');
    nock(host).get('/api/x').reply(302, 'Go there.', { location: '/y' });
    await failure(talk().client.download('x', file));
    expect(existsSync(file)).toBe(false);
  });
});

it('every request says which change it is about, also while it waits', async () => {
  nock(host).get('/api/x').times(2).reply(503, '');
  nock(host).get('/api/x').reply(200, 'bytes');
  const { client, events } = talk();
  await client.about('packages/A').download('x', join(await workFolder(), 'a.zip'));
  expect(events.map((event) => [event.kind, 'about' in event && event.about])).toEqual(
    ['answered', 'waiting', 'answered', 'waiting', 'answered'].map((kind) => [kind, 'packages/A']),
  );
});
