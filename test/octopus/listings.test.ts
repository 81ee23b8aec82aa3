import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { failure, host, talk, useNock } from './talk.js';

useNock();

interface Given {
  readonly skip: number;
  /** The numbers of the first document and of the one after the last. */
  readonly from: number;
  readonly to: number;
  readonly total?: number;
  readonly perPage?: number;
}

/** The next answer to a page that begins at `skip`. */
const page = ({ skip, from, to, total, perPage }: Given): void => {
  nock(host)
    .get(`/api/s/x?skip=${skip}&take=500`)
    .reply(200, {
      Items: Array.from({ length: to - from }, (_, index) => ({ Id: `X-${from + index}` })),
      ...(total !== undefined && { TotalResults: total }),
      ...(perPage !== undefined && { ItemsPerPage: perPage }),
    });
};

const idsUpTo = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `X-${index}`);

describe('A listing', () => {
  it('comes from /all, in one request', async () => {
    nock(host)
      .get('/api/s/x/all?kind=a')
      .reply(200, [{ Id: 'X-1' }]);
    expect(await talk().client.list('s/x', 'kind=a')).toEqual({ documents: [{ Id: 'X-1' }], requests: 1 });
  });

  it.each([404, 405])('comes in pages where the server answers %i to /all', async (status) => {
    nock(host).get('/api/s/x/all').reply(status, {});
    page({ skip: 0, from: 0, to: 500, total: 700 });
    page({ skip: 500, from: 500, to: 700, total: 700 });
    const { documents, requests } = await talk().client.list('s/x');
    expect([documents.length, requests]).toEqual([700, 3]);
  });

  it.each([403, 500])('does not come in pages after %i', async (status) => {
    nock(host).get('/api/s/x/all').reply(status, {});
    const { client } = talk();
    expect((await failure(client.list('s/x'))).status).toBe(status);
    expect(client.sent()).toBe(1);
  });
});

describe('Pages are read', () => {
  it.each<[string, readonly Given[], number]>([
    ['up to the total', [{ skip: 0, from: 0, to: 500, total: 500 }], 500],
    ['where there is nothing', [{ skip: 0, from: 0, to: 0, total: 0 }], 0],
    ['to a short page where there is no total', [{ skip: 0, from: 0, to: 3 }], 3],
    [
      'to an empty page where there is no total and the last one was full',
      [
        { skip: 0, from: 0, to: 500 },
        { skip: 500, from: 0, to: 0 },
      ],
      500,
    ],
    [
      'in smaller steps where the server gives less than was asked for',
      [
        { skip: 0, from: 0, to: 100, total: 150 },
        { skip: 100, from: 100, to: 150, total: 150 },
      ],
      150,
    ],
    [
      'in smaller steps where it says so and gives no total',
      [
        { skip: 0, from: 0, to: 100, perPage: 100 },
        { skip: 100, from: 100, to: 150, perPage: 100 },
      ],
      150,
    ],
  ])('%s', async (_how, pages, count) => {
    pages.forEach(page);
    const { documents, requests } = await talk().client.pages('s/x');
    expect(documents.map(({ Id }) => Id)).toEqual(idsUpTo(count));
    expect(requests).toBe(pages.length);
  });

  it('from a page that calls its items and their total otherwise', async () => {
    const answer = (from: number, to: number) => ({
      Freezes: Array.from({ length: to - from }, (_, index) => ({ Id: `X-${from + index}` })),
      Count: 700,
    });
    nock(host).get('/api/x?skip=0&take=500').reply(200, answer(0, 500));
    nock(host).get('/api/x?skip=500&take=500').reply(200, answer(500, 700));
    const { documents, requests } = await talk().client.pages('x', undefined, { items: 'Freezes', total: 'Count' });
    expect(documents.map(({ Id }) => Id)).toEqual(idsUpTo(700));
    expect(requests).toBe(2);
  });

  it('with the filter of the caller', async () => {
    nock(host)
      .get('/api/s/x?kind=a&skip=0&take=500')
      .reply(200, { Items: [{ Id: 'X-0' }], TotalResults: 1 });
    expect((await talk().client.pages('s/x', 'kind=a')).documents).toHaveLength(1);
  });

  it('whole where documents have no IDs', async () => {
    nock(host)
      .get('/api/s/x?skip=0&take=500')
      .reply(200, { Items: [{ Name: 'a' }, { Name: 'a' }], TotalResults: 2 });
    expect((await talk().client.pages('s/x')).documents).toHaveLength(2);
  });

  it.each<[string, readonly Given[]]>([
    [
      'one was deleted meanwhile, so that another slipped through',
      [
        { skip: 0, from: 1, to: 501, total: 601 },
        { skip: 500, from: 502, to: 602, total: 600 },
      ],
    ],
    [
      'one was added meanwhile, so that another came twice',
      [
        { skip: 0, from: 0, to: 500, total: 599 },
        { skip: 500, from: 499, to: 599, total: 600 },
      ],
    ],
  ])('again where %s', async (_why, shifted) => {
    shifted.forEach(page);
    page({ skip: 0, from: 0, to: 500, total: 600 });
    page({ skip: 500, from: 500, to: 600, total: 600 });
    const { documents, requests } = await talk().client.pages('s/x');
    expect(documents.map(({ Id }) => Id)).toEqual(idsUpTo(600));
    expect(requests).toBe(4);
  });
});

describe('A part is never given out as the whole', () => {
  it.each([
    ['that ignores skip', { Items: [{ Id: 'X-0' }, { Id: 'X-1' }], TotalResults: 1000 }, 'Only 2 of 1000 documents'],
    [
      'that ignores skip, and has no more than two pages',
      { Items: [{ Id: 'X-0' }, { Id: 'X-1' }], TotalResults: 3 },
      'Only 2 of 3 documents',
    ],
    ['that ignores skip and gives no total', { Items: [{ Id: 'X-0' }], ItemsPerPage: 1 }, 'Only 1 documents'],
    ['that says more than it gives', { Items: [], TotalResults: 3 }, 'Only 0 of 3 documents'],
  ])('by a server %s', async (_which, body, says) => {
    nock(host)
      .get(/\/api\/s\/x\?skip=\d+&take=500/)
      .times(6)
      .reply(200, body);
    const { client } = talk();
    const error = await failure(client.pages('s/x'));
    expect(error.message).toContain(says);
    // An answer came, so this makes one type incomplete and does not end a snapshot.
    expect(error).toMatchObject({ status: 200, where: `GET ${host}/api/s/x` });
  });

  it('by a page that is none', async () => {
    nock(host).get('/api/s/x?skip=0&take=500').reply(200, { Id: 'X-1' });
    expect((await failure(talk().client.pages('s/x'))).message).toContain('not a page of items');
  });

  it('by a server that fails on the second page', async () => {
    page({ skip: 0, from: 0, to: 500, total: 600 });
    nock(host).get('/api/s/x?skip=500&take=500').reply(500, {});
    expect((await failure(talk().client.pages('s/x'))).status).toBe(500);
  });
});
