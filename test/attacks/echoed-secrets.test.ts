import '../builders/fixed-seed.js';
import fc from 'fast-check';
import nock from 'nock';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { typeNamed } from '../../src/catalogue/index.js';
import { errorLines } from '../../src/commands/display/error-text.js';
import { diff } from '../../src/diff/index.js';
import { PartialApplyError, UsageError } from '../../src/model/errors.js';
import type { JsonObject } from '../../src/model/json.js';
import { knownSecrets, Secrets } from '../../src/octopus/known-secrets.js';
import { readingsOf } from '../../src/octopus/readings.js';
import { readerFor } from '../../src/snapshot/reader.js';
import { takeSnapshot } from '../../src/snapshot/take.js';
import { openImages, readImages } from '../../src/workspace/images-file.js';
import { openJournal } from '../../src/workspace/journal-file.js';
import { withReceipt } from '../../src/workspace/leave-receipt.js';
import { withLog } from '../../src/workspace/log-file.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { settings, space } from '../builders/space.js';
import { workFolder } from '../e2e/cli.js';
import { failure, host, talk, useNock } from '../octopus/talk.js';

useNock();

const key = 'API-A+B/C"D&E<F>G%H\\I0123';

const four = (code: number): string => code.toString(16).padStart(4, '0');

/** All the ways in which a writer of JSON may write a sign. */
const jsonWays = (sign: string): readonly string[] => {
  const units = Array.from({ length: sign.length }, (_, index) => sign.charCodeAt(index));
  const escaped = units.map((unit) => `\\u${four(unit)}`).join('');
  const short: Readonly<Record<string, string>> = {
    '"': '\\"',
    '\\': '\\\\',
    '/': '\\/',
    '\b': '\\b',
    '\f': '\\f',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
  };
  const plain = JSON.stringify(sign).slice(1, -1);
  return [
    plain,
    escaped,
    escaped.toUpperCase().replaceAll('\\U', '\\u'),
    ...(short[sign] === undefined ? [] : [short[sign]]),
  ];
};

const pageWays = (sign: string): readonly string[] => {
  const code = sign.codePointAt(0) ?? 0;
  const named: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
    '+': '&plus;',
    '/': '&sol;',
  };
  return [
    named[sign] ?? (sign === '&' ? '&amp;' : sign),
    `&#${code};`,
    `&#x${code.toString(16)};`,
    `&#X${four(code).toUpperCase()};`,
  ];
};

const addressWays = (sign: string): readonly string[] => [
  encodeURIComponent(sign),
  [...Buffer.from(sign, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
];

/** Writes a text with one way for each of its signs, which `choose` picks. */
const written = (text: string, ways: (sign: string) => readonly string[], choose: (most: number) => number): string =>
  Array.from(text)
    .map((sign) => {
      const all = ways(sign);
      return all[choose(all.length)] ?? sign;
    })
    .join('');

const kinds = [jsonWays, pageWays, addressWays];

const secrets = fc.string({ unit: 'grapheme', minLength: 6, maxLength: 40 }).filter((text) => text.length >= 6);
const choices = fc.infiniteStream(fc.nat({ max: 1000 }));
const chooser =
  (numbers: Iterator<number>) =>
  (most: number): number =>
    (numbers.next().value as number) % most;

describe('A secret is found however it is written (rules always-secrets)', () => {
  it('by a writer of JSON, of pages or of addresses, and by one within the other', () => {
    fc.assert(
      fc.property(
        secrets,
        fc.array(fc.nat({ max: 2 }), { minLength: 0, maxLength: 3 }),
        choices,
        (secret, layers, numbers) => {
          const choose = chooser(numbers);
          const echoed = layers.reduce((text, kind) => written(text, kinds[kind] ?? jsonWays, choose), secret);
          const hidden = new Secrets([secret]).hide(`It was "${echoed}".`);
          expect([...readingsOf(hidden)].filter((reading) => reading.includes(secret))).toEqual([]);
          expect(hidden).not.toContain(echoed);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('in Base 64, wherever in it', () => {
    fc.assert(
      fc.property(
        secrets,
        fc.string(),
        fc.string(),
        fc.constantFrom('base64' as const, 'base64url' as const),
        (secret, before, after, alphabet) => {
          const own = Buffer.from(secret, 'utf8');
          const bytes = Buffer.concat([Buffer.from(before), own, Buffer.from(after)]);
          expect(new Secrets([secret]).areIn(`Basic ${bytes.toString(alphabet)}`)).toBe(true);
        },
      ),
    );
  });

  it('and a text without it stays as it is', () => {
    const other = new Secrets(['hunter2!', key]);
    for (const text of ['', 'a%20b', '\\u0041', '&lt;', 'hunter', 'C:\\new\\folder', '100 %'])
      expect(other.hide(text)).toBe(text);
  });

  it.each<[what: string, secrets: readonly string[], text: string, expected: string]>([
    ['two of them, one within the other', ['hunter2', 'hunter2!'], 'hunter2! and hunter2', '*** and ***'],
    ['one that is a number', ['12345678'], '{"n":12345678}', '{"n":***}'],
    ['what is too short to be one', ['abc', ''], 'abc', 'abc'],
    [
      'the text that a file in Base 64 holds',
      [Buffer.from('-----BEGIN KEY-----\nMIIE').toString('base64')],
      'It is -----BEGIN KEY-----\\nMIIE',
      'It is ***',
    ],
    ['one in the form of a search', ['my+secret word'], 'q=my%2Bsecret+word', 'q=***'],
    ['behind a backslash by chance', ['+hunter2'], 'C:\\\\u002Bhunter2', 'C:***'],
  ])('%s', (_what, of, text, expected) => expect(new Secrets(of).hide(text)).toBe(expected));
});

describe('What a server repeats is in no error and no event', () => {
  const bodies: readonly (readonly [what: string, body: (as: string) => string])[] = [
    ['an error message', (as) => `{"ErrorMessage":"${as} is not valid."}`],
    ['errors within errors', (as) => `{"Errors":{"x":["${as}"]}}`],
    ['a name', (as) => `{"ErrorMessage":"x","${as}":1}`],
    ['a text', (as) => `"${as}"`],
    ['what is no JSON', (as) => `Refused: ${as}`],
    ['JSON that was cut off', (as) => `{"ErrorMessage":"${as}`],
  ];
  const ways: readonly (readonly [how: string, as: string])[] = [
    ['plainly', JSON.stringify(key).slice(1, -1)],
    [
      'as ASP.NET does',
      key.replaceAll('\\', '\\\\').replace(/["&<>+]/g, (sign) => `\\u${four(sign.charCodeAt(0)).toUpperCase()}`),
    ],
    ['with all escapes', written(key, jsonWays, () => 1)],
    ['as a page', written(key, pageWays, () => 1)],
    ['as an address', encodeURIComponent(key)],
    ['in Base 64', Buffer.from(`octosync:${key}`).toString('base64')],
    ['as JSON within JSON', JSON.stringify(JSON.stringify(key)).slice(1, -1)],
  ];

  it.each(atLeastOne(bodies.flatMap(([what, body]) => ways.map(([how, as]) => [what, how, body(as), as] as const))))(
    '%s, %s',
    async (_what, _how, body, as) => {
      nock(host).get('/api/x').reply(400, body);
      const { client, events } = talk({ apiKey: key, retries: 0 });
      const error = await failure(client.get('x'));
      const told = [
        error.message,
        ...error.messages,
        error.where ?? '',
        error.stack ?? '',
        JSON.stringify(events),
        inspect([error, events], { depth: Infinity, getters: true }),
      ];
      for (const text of told) {
        expect(text).not.toContain(as);
        expect(
          [...readingsOf(text)].filter((reading) => reading.includes(key) || reading.includes('C"D&E<F>G')),
        ).toEqual([]);
      }
    },
  );

  it('a redirect, with escapes', async () => {
    nock(host)
      .get('/api/x')
      .reply(302, '', { location: `https://elsewhere.example.com/?k=${encodeURIComponent(key)}` });
    const error = await failure(talk({ apiKey: key }).client.get('x'));
    expect(error.message).toContain('?k=***');
  });

  it('in another request than the one that sent it, to the end of the run', async () => {
    knownSecrets.learn('s3cr+t & more');
    nock(host).get('/api/y').reply(500, '{"ErrorMessage":"Kept s3cr\\u002Bt \\u0026 more."}');
    const { client, events } = talk({ retries: 0 });
    expect((await failure(client.get('y'))).message).toContain('Kept ***.');
    expect(JSON.stringify(events)).not.toContain('more');
  });
});

describe('No file and no terminal has it', () => {
  const said = `Refused ${written(key, jsonWays, () => 1)} and ${encodeURIComponent(key)}.`;
  knownSecrets.learn(key);

  it('the journal', async () => {
    const path = join(await workFolder(), 'x.journal.jsonl');
    const journal = openJournal(path, { changeset: 'c', installation: 'i', space: 's' });
    journal.after('x', 'failed', said);
    journal.end('stopped');
    expect(readFileSync(path, 'utf8')).toContain('"why":"Refused *** and ***."');
  });

  it.each<[what: string, document: JsonObject]>([
    ['in a value', { Description: `It is ${key}.` }],
    ['in the name of a field', { [key]: true }],
    ['deep within', { Templates: [{ DefaultValue: { a: [key] } }] }],
    ['with escapes', { Description: said }],
    ['as an address', { Description: encodeURIComponent(key) }],
    ['in Base 64', { Description: Buffer.from(`octosync:${key}`).toString('base64') }],
    ['as JSON within JSON', { Description: JSON.stringify(JSON.stringify(key)) }],
  ])('what apply keeps of documents, %s; undo brings none of it back (rules undo-before)', async (_what, document) => {
    const path = join(await workFolder(), 'x.before.jsonl');
    const of = { changeset: 'c', installation: 'i', space: 's' };
    const images = openImages(path, of);
    images.keepBefore({ id: 'environments/A', type: 'environments', names: ['A'], before: document });
    images.keepBefore({ id: 'environments/B', type: 'environments', names: ['B'], before: {} });
    images.keepAfter({ id: 'environments/B', after: document });
    images.close();
    const text = readFileSync(path, 'utf8');
    expect([...readingsOf(text)].filter((reading) => reading.includes(key) || reading.includes('A+B/C'))).toEqual([]);
    expect([...readImages(path, of).values()].map(({ isHidden }) => isHidden)).toEqual([true, true]);
  });

  it('the receipt', async () => {
    const file = join(await workFolder(), 'x.json');
    const changeset = diff(space('dev').environments('Test').build(), space('prod').build(), settings());
    const options = { allow: [], skipBlocked: false, allowDrift: false };
    const places = { base: undefined, source: undefined };
    const receipting = { file, changeset, tool: '0.1.0', sync: undefined, options, resolutions: [], places };
    const failing = withReceipt(receipting, (note) => {
      const failed = [{ id: 'x', error: new Error(said) }];
      note({ written: [], alreadyApplied: [], drifted: [], failed, who: said });
      return Promise.reject(new PartialApplyError({ what: said }));
    });
    await expect(failing).rejects.toThrow('Refused');
    const text = readFileSync(join(file, '..', 'x.receipt.json'), 'utf8');
    expect(text).toContain('"says": "Refused *** and ***."');
    expect(text).toContain('"who": "Refused *** and ***."');
    expect(text).not.toMatch(/API-A|%2B/);
  });

  it('the log', async () => {
    const path = join(await workFolder(), 'x.log');
    await withLog(path, { command: 'apply', tool: '0' }, ({ progress }) => {
      progress(() => undefined)({ kind: 'failed', id: 'x', why: said } as never);
      return Promise.resolve();
    });
    expect(readFileSync(path, 'utf8')).toContain('Refused *** and ***.');
  });

  it('an error on a terminal', async () => {
    const error = new UsageError({ what: said, where: said, remedy: said, details: [said] });
    const lines = await errorLines(error, {}, (text) => knownSecrets.hide(text));
    expect(lines.join('\n')).not.toMatch(/API-A|%2B/);
  });
});

describe('An echoed API key never reaches a file', () => {
  const one = (more: object) => ({ Id: 'Projects-1', Name: 'P', SpaceId: 'Spaces-1', ...more });
  const take = async (project: object, logo: Buffer | undefined) => {
    nock(host)
      .get('/api/Spaces-1/projects/all')
      .reply(200, JSON.stringify([project]));
    nock(host)
      .get('/api/Spaces-1/projects/Projects-1/logo')
      .reply(logo ? 200 : 404, logo ?? '');
    const reader = readerFor(talk({ apiKey: key, retries: 0 }).client, { id: 'Spaces-1', name: 'Default' });
    const source = { url: host, installation: 'x', space: 'Default', version: '2026.3.1' };
    return takeSnapshot(reader, source, '2026-01-01T00:00:00.000Z', () => undefined, {
      logos: true,
      types: [typeNamed('projects')],
    });
  };
  const all = ({ files, manifest, notes }: Awaited<ReturnType<typeof take>>) =>
    `${[...files.values()].map((content) => Buffer.from(content as string).toString('latin1')).join('\n')}${JSON.stringify([manifest, notes])}`;

  it.each<[what: string, project: object]>([
    ['in a value', one({ Description: `It is ${key}.` })],
    ['in a name', one({ Name: key })],
    ['in the name of a field', one({ [key]: true })],
    ['in a value deep within', one({ Templates: [{ Name: 'x', DefaultValue: { a: [key] } }] })],
    ['as an address', one({ Description: encodeURIComponent(key) })],
    ['in Base 64', one({ Description: Buffer.from(key).toString('base64') })],
  ])('%s of a document: it is left out, and the type is incomplete', async (_what, project) => {
    const taken = await take(project, undefined);
    expect(taken.manifest.types.projects).toMatchObject({
      read: 0,
      complete: false,
      why: expect.stringContaining('holds the API key') as string,
    });
    expect([...readingsOf(all(taken))].filter((reading) => reading.includes('A+B/C') || reading.includes(key))).toEqual(
      [],
    );
  });

  it('in a picture: it is left out, and a note says so', async () => {
    const taken = await take(one({}), Buffer.from(`<svg><!-- ${key.replace('&', '&amp;')} --></svg>`));
    expect(taken.notes).toEqual(['The logo of project "P" holds the API key: it is left out.']);
    expect(all(taken)).not.toContain('API-A');
  });

  it.each<[what: string, file: Buffer, headers?: Record<string, string>]>([
    ['at its beginning', Buffer.from(`${key} and more`)],
    ['behind much else', Buffer.concat([Buffer.alloc(100_000, 1), Buffer.from(key), Buffer.alloc(100_000, 2)])],
    ['on the edge of two pieces', Buffer.concat([Buffer.alloc(65_530, 1), Buffer.from(key)])],
    ['with escapes', Buffer.from(written(key, jsonWays, () => 1))],
    ['packed on the way', gzipSync(key), { 'content-encoding': 'gzip' }],
  ])('in a download, %s: there is no file', async (_what, file, headers = {}) => {
    nock(host).get('/api/x/raw').reply(200, file, headers);
    const path = join(await workFolder(), 'a.zip');
    const error = await failure(talk({ apiKey: key }).client.download('x/raw', path));
    expect(error.message).toContain('holds the API key');
    expect(existsSync(path)).toBe(false);
  });
});
