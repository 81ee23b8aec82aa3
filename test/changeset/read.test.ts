import { describe, expect, it } from 'vitest';
import { parseChangeset } from '../../src/changeset/read.js';
import { diff } from '../../src/diff/index.js';
import { canonicalFile } from '../../src/model/canonical.js';
import { settings, space } from '../builders/space.js';

const changeset = diff(space('a').project('OctoFX').build(), space('b').build(), settings());
const text = canonicalFile(changeset);

describe('Reading a changeset', () => {
  it('gives back what was written', async () => expect(await parseChangeset(text, 'c.json')).toEqual(changeset));

  it('does not mind the order of fields', async () => {
    const reversed = JSON.stringify(Object.fromEntries(Object.entries(changeset).reverse()));
    expect(await parseChangeset(reversed, 'c.json')).toEqual(changeset);
  });

  it('has the same digest whenever its snapshots were taken (rules always-same-bytes)', () => {
    const [source, destination] = [space('a').project('OctoFX').build(), space('b').build()];
    const taken = (takenAt: string, revision: string) =>
      diff({ ...source, takenAt }, { ...destination, takenAt }, settings(), { source: { revision } });
    const [monday, tuesday] = [
      taken('2026-11-23T06:00:00.000Z', 'abc1234'),
      taken('2026-11-24T06:00:00.000Z', 'def5678'),
    ];
    expect(monday.source).not.toEqual(tuesday.source);
    expect(monday.digest).toBe(tuesday.digest);
  });

  it.each([
    ['cut short', text.slice(0, 500), 'not valid JSON'],
    ['something else', '{"format": "npm"}', 'not a changeset'],
    ['a list', '[]', 'not a changeset'],
    [
      'another format version',
      text.replace('octosync-changeset/2', 'octosync-changeset/7'),
      'reads octosync-changeset/2',
    ],
    ['edited by a byte', text.replace('"OctoFX"', '"OctoFY"'), 'was edited'],
  ])('%s', (_what, damaged, says) => expect(parseChangeset(damaged, 'c.json')).rejects.toThrow(says));

  it('that is not whole is refused, and every place is named', () =>
    expect(
      parseChangeset(text.replace('"left": []', '"right": []').replace('"order"', '"place"'), 'c.json'),
    ).rejects.toMatchObject({
      what: 'The changeset is damaged.',
      where: 'c.json',
      details: [
        '/left is missing',
        '/right is unknown here',
        '/changes/0/order is missing',
        '/changes/0/place is unknown here',
      ],
      remedy: 'Make it again with octosync diff.',
    }));

  it('that is in error as a whole, and so about no item, can be read', async () => {
    const to = space('b').build();
    const ofTwoVersions = diff(
      space('a').build(),
      { ...to, identity: { ...to.identity, version: '2019.1.0' } },
      settings(),
    );
    expect(ofTwoVersions.errors).toMatchObject([{ id: 'versions', names: [] }]);
    expect(await parseChangeset(canonicalFile(ofTwoVersions), 'c.json')).toEqual(ofTwoVersions);
  });
});
