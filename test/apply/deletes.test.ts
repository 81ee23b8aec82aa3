import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/* A resource is deleted in one place only (rules undo-delete): the writer that asks the receipt for each ID. */

const root = fileURLToPath(new URL('../../src', import.meta.url));
const own = 'apply/writers/remove.ts';

/** Those that hand the call on: the client has it, and others stand in front of a client. */
const passing: Readonly<Record<string, string>> = {
  'octopus/client.ts': 'what the call is',
  'octopus/line.ts': 'the name of the method',
  'apply/dry-client.ts': 'a dry run sends none',
  'apply/write-slots.ts': 'how many writes are sent at once',
  'apply/destination.ts': 'the name of the method',
  'changeset/planned-shape.ts': 'what a dry run would have sent',
  'changeset/checks.ts': 'the check of the same, which a script makes',
};

const texts = new Map(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('sandbox/'))
    .map((path) => [path, readFileSync(`${root}/${path}`, 'utf8')]),
);

const saying = (pattern: RegExp): readonly string[] =>
  [...texts].flatMap(([path, text]) => (pattern.test(text) ? [path] : [])).sort();

describe('A resource is deleted (rules undo-delete)', () => {
  it('by no call but that of one writer, which asks the receipt first', () => {
    expect(saying(/\bclient\s*\??\.\s*delete\b/).filter((path) => !(path in passing))).toEqual([own]);
    const text = texts.get(own) ?? '';
    expect(text.indexOf('mayDelete?.(')).toBeGreaterThan(0);
    expect(text.indexOf('mayDelete?.(')).toBeLessThan(text.indexOf('client.delete('));
  });

  it('and the method is named nowhere else', () => {
    expect(saying(/['"`]DELETE['"`]/).filter((path) => !(path in passing))).toEqual([own]);
    expect(Object.keys(passing).filter((path) => !/delete/i.test(texts.get(path) ?? ''))).toEqual([]);
  });
});
