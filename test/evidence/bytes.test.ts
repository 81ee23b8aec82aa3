import { randomInt } from 'node:crypto';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { filesIn, isSealed, zipOf } from '../../src/evidence/zip.js';
import { sha256 } from '../../src/model/canonical.js';
import { atLeastOne } from '../builders/at-least-one.js';
import { besideOf, bundleFrom, changesetNamed, check, textIn } from './bundle.js';

/** How many times something is tried; OCTOSYNC_LONG tries it more often. */
const many = (often: number): number => (process.env['OCTOSYNC_LONG'] === '1' ? often * 10 : often);

const beside = besideOf(changesetNamed('Dev', 'Test'));
const { bytes } = await bundleFrom(beside);
const files = filesIn(bytes) ?? new Map<string, Uint8Array>();

const changed = (at: number, by: number, of = bytes): Uint8Array => {
  const copy = Uint8Array.from(of);
  copy[at] = (copy[at] ?? 0) ^ by;
  return copy;
};

/** With the digest at the end made to fit: what somebody does who knows how a bundle is made. */
const resealed = (raw: Uint8Array): Uint8Array => {
  const inner = raw.subarray(0, raw.length - 71);
  return Buffer.concat([inner, Buffer.from(sha256(inner))]);
};

const failuresOf = async (raw: Uint8Array): Promise<number> => (await check(raw)).failures.length;

describe('A bundle (rules evidence-bytes)', () => {
  it('passes untouched', async () => {
    expect(await check(bytes)).toMatchObject({ failures: [], notes: [], manifest: { outcome: 'complete' } });
  });

  it('has the same bytes whenever and wherever it is made', async () => {
    const zone = process.env['TZ'];
    try {
      for (const other of ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kolkata']) {
        process.env['TZ'] = other;
        expect(Buffer.compare((await bundleFrom(beside)).bytes, bytes)).toBe(0);
      }
    } finally {
      if (zone === undefined) Reflect.deleteProperty(process.env, 'TZ');
      else process.env['TZ'] = zone;
    }
  });

  it('is a zip that others open: its files in their order', () => {
    expect([...files.keys()]).toEqual([
      'manifest.json',
      'changeset.json',
      'changeset.decisions.json',
      'changeset.approvals.json',
      'changeset.dry-run.json',
      'changeset.journal.jsonl',
      'changeset.log.jsonl',
      'changeset.receipt.json',
      'changeset.cleanup.json',
      'changeset.verify.json',
      'review.html',
      'review.md',
      'index.html',
    ]);
    expect(bytes.subarray(0, 4)).toEqual(Uint8Array.from([0x50, 0x4b, 3, 4]));
    expect(Buffer.from(bytes.subarray(-71)).toString()).toBe(sha256(bytes.subarray(0, -71)));
  });
});

describe('A changed byte (rules evidence-strict)', () => {
  it('in any of 1,000 places fails, whatever is in it', async () => {
    const places = Array.from({ length: many(1000) }, () => randomInt(bytes.length));
    for (const at of atLeastOne(places)) {
      const bit = 1 << randomInt(8);
      expect(await failuresOf(changed(at, bit)), `byte ${at}, bit ${bit}`).toBeGreaterThan(0);
    }
  });

  it('in each place of a small one fails, even with a digest at the end that fits: headers, list and all', () => {
    const small = zipOf(new Map([...files.keys()].map((name) => [name, Buffer.from(name)])));
    expect(small.length).toBeGreaterThan(1000);
    expect(filesIn(small)?.size).toBe(files.size);
    for (const at of atLeastOne([...small.keys()])) {
      const raw = changed(at, 1 << randomInt(8), small);
      expect(isSealed(raw), `byte ${at}`).toBe(false);
      if (at < small.length - 71) expect(filesIn(resealed(raw)), `byte ${at}`).toBeUndefined();
    }
  });

  it('in a file fails even with a digest at the end that fits', async () => {
    for (const at of atLeastOne(Array.from({ length: many(100) }, () => randomInt(bytes.length - 71))))
      expect(await failuresOf(resealed(changed(at, 1 << randomInt(8)))), `byte ${at}`).toBeGreaterThan(0);
  });

  it('in a file of an archive that is made again fails, and is named', async () => {
    for (const [name, content] of atLeastOne([...files])) {
      const at = randomInt(content.length);
      const other = Uint8Array.from(content);
      other[at] = (other[at] ?? 0) ^ 1;
      const { failures } = await check(zipOf(new Map([...files, [name, other]])));
      expect(failures, `${name}, byte ${at}`).not.toEqual([]);
      if (name !== 'manifest.json') expect(failures[0]).toContain(name);
    }
  });
});

/** A name that no library takes. */
const renamed = (raw: Uint8Array): Uint8Array =>
  resealed(Buffer.from(Buffer.from(raw).toString('latin1').replaceAll('__prot0__', '__proto__'), 'latin1'));

describe('Another archive', () => {
  const inner = bytes.subarray(0, -71);
  it.each<[what: string, raw: Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a byte', Uint8Array.from([80])],
    ['no archive', Buffer.from('This is no archive.'.repeat(20))],
    ['cut off', bytes.subarray(0, -1)],
    ['cut off in the middle', bytes.subarray(0, bytes.length / 2)],
    ['cut off in front', bytes.subarray(1)],
    ['without what stands at its end', inner],
    ['with a byte behind', Buffer.concat([bytes, Buffer.from('\n')])],
    ['with a byte in front', Buffer.concat([Buffer.from('#'), bytes])],
    [
      'with a byte behind, and a digest that fits',
      resealed(Buffer.concat([inner, Buffer.from('\n'), bytes.subarray(-71)])),
    ],
    ['with bytes in front, and a digest that fits', resealed(Buffer.concat([Buffer.from('#!/bin/sh\n'), bytes]))],
    ['twice', resealed(Buffer.concat([bytes, bytes]))],
    ['packed', resealed(Buffer.concat([zipSync(Object.fromEntries(files), { level: 9 }), Buffer.alloc(71)]))],
    ['with files in another order', zipOf(new Map([...files].reverse()))],
    ['with a file more', zipOf(new Map([...files, ['more.txt', Buffer.from('x')]]))],
    ['with a path that leads out', zipOf(new Map([...files, ['../../x', Buffer.from('x')]]))],
    ['with an absolute path', zipOf(new Map([...files, ['/etc/x', Buffer.from('x')]]))],
    ['with a file called __proto__', renamed(zipOf(new Map([...files, ['__prot0__', Buffer.from('x')]])))],
    ['with a file less', zipOf(new Map([...files].filter(([name]) => name !== 'changeset.approvals.json')))],
    ['without its manifest', zipOf(new Map([...files].filter(([name]) => name !== 'manifest.json')))],
    ['with nothing in it', zipOf(new Map())],
  ])('%s fails', async (_what, raw) => expect(await failuresOf(raw)).toBeGreaterThan(0));

  it('is not unpacked: one that says of a file that it is packed is none', () => {
    const bomb = zipSync({ 'manifest.json': new Uint8Array(1_000_000) }, { level: 9 });
    expect(bomb.length).toBeLessThan(5000);
    expect(filesIn(resealed(Buffer.concat([bomb, Buffer.alloc(71)])))).toBeUndefined();
  });

  it('swapped files fail', async () => {
    const [one, other] = ['review.html', 'index.html'];
    const swapped = new Map([...files, [one, files.get(other) ?? bytes], [other, files.get(one) ?? bytes]]);
    expect((await check(zipOf(swapped))).failures).toEqual([
      expect.stringContaining(one),
      expect.stringContaining(other),
    ]);
  });
});

it('A flipped byte is told by the file that it is in', async () => {
  const name = 'changeset.receipt.json';
  const at = Buffer.from(bytes).indexOf(textIn(bytes, name));
  expect((await check(changed(at + 100, 4))).failures).toEqual([
    expect.stringContaining('does not end with the SHA-256'),
    `${name} is another file than the manifest names: its SHA-256 differs.`,
  ]);
});
