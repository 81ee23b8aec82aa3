import '../builders/fixed-seed.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNameFor, fileNamesFor } from '../../src/snapshot/file-name.js';
import { atLeastOne } from '../builders/at-least-one.js';

describe('File names', () => {
  it.each([
    ['OctoFX', 'OctoFX'],
    ['Release Managers', 'Release Managers'],
    ['a/b\\c', 'a%2Fb%5Cc'],
    ['..', '%2E%2E'],
    ['.', '%2E'],
    ['CON', '%43ON'],
    ['nul.txt', '%6Eul.txt'],
    ['what?', 'what%3F'],
    ['trailing. ', 'trailing.%20'],
    ['50 %', '50 %25'],
    ['\u001b[31mred', '%1B[31mred'],
    ['emoji 🐙', 'emoji 🐙'],
    ['abc\u202Egpj', 'abc%E2%80%AEgpj'],
  ])('%j is %j', (name, fileName) => expect(fileNameFor(name)).toBe(fileName));

  it('are at most 200 bytes, and differ where long names do', () => {
    const [one, other] = [fileNameFor('é'.repeat(300)), fileNameFor(`${'é'.repeat(299)}e`)];
    expect(Buffer.byteLength(one)).toBeLessThanOrEqual(200);
    expect(one).not.toBe(other);
  });

  it('of names that only differ in case do not collide on Windows and macOS', () => {
    const names = [...fileNamesFor(['Web', 'web', 'Api']).values()];
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(3);
    expect(names[2]).toBe('Api');
  });

  it('never leave their folder, and never collide, whatever the names', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }), { minLength: 1, maxLength: 8 }),
        (names) => {
          const fileNames = [...fileNamesFor(names).values()];
          expect(new Set(fileNames.map((name) => name.normalize('NFKC').toLowerCase())).size).toBe(names.length);
          for (const fileName of atLeastOne(fileNames)) {
            // eslint-disable-next-line no-control-regex -- that is what must not be there
            expect(fileName).not.toMatch(/[/\\\u0000-\u001f<>:"|?*]|^\.{1,2}$|[. ]$/);
            expect(Buffer.byteLength(fileName)).toBeLessThanOrEqual(255);
          }
        },
      ),
    );
  });
});
