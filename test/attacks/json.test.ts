import nock from 'nock';
import { readFileSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseApprovals } from '../../src/changeset/approvals.js';
import type { Changeset } from '../../src/changeset/changeset.js';
import { OctosyncError } from '../../src/model/errors.js';
import { deepestNesting, parseJson } from '../../src/model/parse-json.js';
import { readSnapshot } from '../../src/snapshot/read.js';
import { readChangeset } from '../../src/workspace/changeset-file.js';
import { readSecrets } from '../../src/workspace/secrets-file.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { examples, workFolder } from '../e2e/cli.js';
import { failure, host, talk, useNock } from '../octopus/talk.js';

useNock();

const lists = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const objects = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

/** What is JSON, but nothing that we can work with. */
const hostile: readonly (readonly [what: string, json: string, says: RegExp])[] = [
  ['lists within lists', lists(100_000), /nested deeper than 200 levels/],
  ['objects within objects', objects(100_000), /nested deeper than 200 levels/],
  ['one level too deep', objects(deepestNesting + 1), /nested deeper than 200 levels/],
];

describe('JSON is taken as it is meant, or refused (rules json-in)', () => {
  it.each(hostile)('%s', (_what, json, says) => {
    expect(parseJson(json)).toEqual({ kind: 'refused', why: expect.stringMatching(says) as string });
  });

  it.each([
    ['as deep as it may be', objects(deepestNesting - 1)],
    ['constructor and prototype', '{"constructor":{"prototype":1}}'],
    ['a field __proto__', '{"a":[{"__proto__":1}]}'],
  ])('not %s', (_what, json) => {
    expect(parseJson(json).kind).toBe('value');
  });
});

describe('Whatever is read says so, with its name', () => {
  const files = (path: string): readonly (readonly [what: string, read: () => Promise<unknown>])[] => [
    ['a changeset', () => readChangeset(path)],
    ['approvals', () => parseApprovals(readFileSync(path, 'utf8'), path)],
  ];

  it.each(hostile)('a changeset and its approvals: %s', async (_what, json, says) => {
    const path = join(await workFolder(), 'x.json');
    writeFileSync(path, json);
    for (const [, read] of atLeastOne(files(path))) {
      const error = await read().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(OctosyncError);
      expect([(error as OctosyncError).message, (error as OctosyncError).where]).toEqual([
        expect.stringMatching(says),
        path,
      ]);
    }
  });

  it.each(hostile)('secrets, without a word of them: %s', async (_what, json, says) => {
    const path = join(await workFolder(), 'x.json');
    writeFileSync(path, json);
    await expect(readSecrets(path, { changes: [] } as unknown as Changeset)).rejects.toMatchObject({
      where: path,
      message: expect.stringMatching(says) as string,
    });
  });

  it.each(
    atLeastOne(
      hostile.flatMap(([what, json, says]) =>
        ['snapshot.json', 'environments/Test.json'].map((file) => [file, what, json, says] as const),
      ),
    ),
  )('%s of a snapshot: %s', async (file, _what, json, says) => {
    const folder = join(await workFolder(), 'space');
    await cp(join(examples, 'dev-test'), folder, { recursive: true });
    writeFileSync(join(folder, file), json);
    const error = (await readSnapshot(folder).catch((reason: unknown) => reason)) as OctosyncError;
    expect([error.name, error.message]).toEqual(['UsageError', expect.stringMatching(says)]);
    expect(error.message).toContain(file);
  });

  it.each(['[]', '{}', 'null', '5', '{"format":"octosync-snapshot/1"}'])('a manifest that is %s', async (json) => {
    const folder = join(await workFolder(), 'space');
    await cp(join(examples, 'dev-test'), folder, { recursive: true });
    writeFileSync(join(folder, 'snapshot.json'), json);
    await expect(readSnapshot(folder)).rejects.toMatchObject({ name: 'UsageError', where: folder });
  });

  it('a manifest without types', async () => {
    const folder = join(await workFolder(), 'space');
    await cp(join(examples, 'dev-test'), folder, { recursive: true });
    const manifest = JSON.parse(readFileSync(join(folder, 'snapshot.json'), 'utf8')) as object;
    writeFileSync(join(folder, 'snapshot.json'), JSON.stringify({ ...manifest, types: undefined }));
    await expect(readSnapshot(folder)).rejects.toThrow(/snapshot\.json: .*types/);
  });

  it.each(hostile)('an answer of a server: %s', async (_what, json, says) => {
    nock(host).get('/api/x').reply(200, json);
    const error = await failure(talk().client.get('x'));
    expect([error.message, error.where]).toEqual([expect.stringMatching(says), `GET ${host}/api/x`]);
  });

  it.each(hostile)('a refusal of a server: %s', async (_what, json) => {
    nock(host).get('/api/x').reply(400, json);
    const { client, events } = talk();
    expect((await failure(client.get('x'))).message).toBe('The server answered 400.');
    expect(JSON.stringify(events)).toContain('"status":400');
  });
});
