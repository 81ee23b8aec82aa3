import nock from 'nock';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workFolder } from '../e2e/cli.js';
import { failure, host, key, networkError, talk, useNock } from './talk.js';

useNock();

const told = (events: readonly object[]) =>
  events.map((event) => {
    const { kind, status, attempt, why } = event as Record<string, unknown>;
    return [kind, status ?? why, attempt].filter((value) => value !== undefined);
  });

describe('A download', () => {
  it('begins anew after a failure, and tells every attempt', async () => {
    const file = join(await workFolder(), 'a.zip');
    nock(host).get('/api/x/raw').reply(503, 'later').get('/api/x/raw').reply(200, 'whole');
    const { client, events } = talk();
    expect(await client.download('x/raw', file)).toMatchObject({ bytes: 5 });
    expect(await readFile(file, 'utf8')).toBe('whole');
    expect(told(events)).toEqual([
      ['answered', 503, 1],
      ['waiting', 'status 503'],
      ['answered', 200, 2],
    ]);
  });

  it('that never comes leaves no file, and is told as given up', async () => {
    const folder = await workFolder();
    nock(host).get('/api/x/raw').times(3).replyWithError(networkError('ECONNRESET'));
    const { client, events } = talk();
    const error = await failure(client.download('x/raw', join(folder, 'a.zip')));
    expect(error.message).toContain('ECONNRESET');
    expect(told(events).at(-1)).toEqual(['failed', 'ECONNRESET', 3]);
    await expect(readFile(join(folder, 'a.zip'))).rejects.toThrow('ENOENT');
  });
});

describe('An upload', () => {
  it('whose answer was lost is not sent again by itself', async () => {
    const file = join(await workFolder(), 'a.zip');
    await writeFile(file, 'bytes');
    nock(host).post('/api/x/raw').replyWithError(networkError('ECONNRESET'));
    const { client, events } = talk();
    await failure(client.upload('x/raw', file));
    expect(told(events)).toEqual([['failed', 'ECONNRESET', 1]]);
  });

  it('that is refused is told with its status, and the error hides the key', async () => {
    const file = join(await workFolder(), 'a.zip');
    await writeFile(file, 'bytes');
    nock(host)
      .post('/api/x/raw')
      .reply(400, { ErrorMessage: `No, ${key}.` });
    const { client, events } = talk();
    const error = await failure(client.upload('x/raw', file));
    expect([error.status, `${error.message} ${error.messages.join()}`]).toEqual([
      400,
      expect.not.stringContaining(key),
    ]);
    expect(told(events)).toEqual([['answered', 400, 1]]);
  });
});
